from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings


def test_everything_lies_in_the_checkout_unless_told_otherwise(root: Path, monkeypatch):
    monkeypatch.delenv("FAULTLINE_DATABASE_URL", raising=False)
    settings = Settings()
    assert (settings.host, settings.port, settings.database_url) == ("127.0.0.1", 8000, f"sqlite:///{root / 'data' / 'faultline.db'}")
    assert all(folder.is_dir() for folder in (settings.templates_dir, settings.static_dir, settings.lessons_dir, settings.migrations_dir))


def test_the_environment_can_change_each_value_and_a_bad_one_is_refused(monkeypatch):
    monkeypatch.setenv("FAULTLINE_PORT", "9000")
    monkeypatch.setenv("FAULTLINE_DATABASE_URL", "postgresql://somewhere/course")
    assert (Settings().port, Settings().database_url) == (9000, "postgresql://somewhere/course")
    monkeypatch.setenv("FAULTLINE_PORT", "many")
    with pytest.raises(ValidationError, match="port"):
        Settings()
