# The course in one container: docker build -t faultline . && docker run -p 8000:8000 -v faultline-data:/data faultline

# The bundler that minifies the packs, and nothing else of Node.
FROM node:22-slim AS esbuild
WORKDIR /esbuild
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund && cp node_modules/@esbuild/*/bin/esbuild /usr/local/bin/esbuild

FROM python:3.11-slim

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    FAULTLINE_DATABASE_URL=sqlite:////data/faultline.db

WORKDIR /srv/faultline

# The packages first: they change less often than the course does.
COPY requirements.lock ./
RUN pip install --require-hashes --only-binary :all: -r requirements.lock

COPY pyproject.toml README.md LICENSE ./
COPY app ./app
COPY templates ./templates
COPY static ./static
COPY lessons ./lessons
RUN pip install --no-deps --no-build-isolation -e . \
    && python -m compileall -q app \
    && useradd --system --no-create-home --shell /usr/sbin/nologin faultline \
    && install -d -o faultline -g faultline /data

# Fewer bytes on slow lines (docs/decisions/0008): without this step the server serves the packs as it joins them.
COPY scripts/minify.py ./scripts/minify.py
RUN --mount=type=bind,from=esbuild,source=/usr/local/bin/esbuild,target=/usr/local/bin/esbuild \
    python scripts/minify.py --esbuild /usr/local/bin/esbuild

USER faultline
VOLUME /data
EXPOSE 8000
CMD ["faultline", "serve", "--host", "0.0.0.0", "--port", "8000"]
