# The course in one container: docker build -t faultline . && docker run -p 8000:8000 -v faultline-data:/data faultline
FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    FAULTLINE_DATABASE_URL=sqlite:////data/faultline.db

WORKDIR /srv/faultline

# The packages first: they change less often than the course does.
COPY requirements.lock ./
RUN pip install --require-hashes --only-binary :all: -r requirements.lock

COPY pyproject.toml ./
COPY app ./app
COPY templates ./templates
COPY static ./static
COPY lessons ./lessons
RUN pip install --no-deps --no-build-isolation -e . \
    && python -m compileall -q app \
    && useradd --system --no-create-home --shell /usr/sbin/nologin faultline \
    && install -d -o faultline -g faultline /data

USER faultline
VOLUME /data
EXPOSE 8000
CMD ["faultline", "serve", "--host", "0.0.0.0", "--port", "8000"]
