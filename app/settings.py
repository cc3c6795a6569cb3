"""Where things are and how the course is run. The only module that knows paths and the environment."""

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Every value can be set by an environment variable of the same name with ``FAULTLINE_`` in front."""

    model_config = SettingsConfigDict(env_prefix="FAULTLINE_", frozen=True)

    templates_dir: Path = ROOT / "templates"
    static_dir: Path = ROOT / "static"
    lessons_dir: Path = ROOT / "lessons"
    migrations_dir: Path = ROOT / "app" / "store" / "migrations"
    database_url: str = f"sqlite:///{ROOT / 'data' / 'faultline.db'}"
    host: str = "127.0.0.1"
    port: int = 8000
    exploration_states: Annotated[int, Field(ge=1)] = 3_000_000
    exploration_seconds: Annotated[float, Field(gt=0)] = 120.0
    exploration_memory_mib: Annotated[int, Field(ge=1)] = 2048
    explorations_at_once: Annotated[int, Field(ge=1)] = 2


@lru_cache
def settings() -> Settings:
    """The settings of this process, read once."""
    return Settings()
