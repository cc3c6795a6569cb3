from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, inspect, text

from app.settings import Settings
from app.store.database import for_writing, open_database
from app.store.migrate import drift, upgrade
from tests.databases import make_tables


@pytest.fixture
def engine(bare_url: str) -> Iterator[Engine]:
    """A database whose tables were made for this test alone, so that it may change them."""
    engine = open_database(make_tables(bare_url))
    yield engine
    engine.dispose()


def test_the_migrations_make_exactly_the_tables_of_the_code(engine: Engine):
    assert drift(engine) == []


def test_a_difference_between_migrations_and_code_is_noticed(engine: Engine):
    with for_writing(engine).begin() as connection:
        connection.execute(text("ALTER TABLE lesson ADD COLUMN forgotten TEXT"))
        connection.execute(text("DROP TABLE sync_error"))
    found = {step[0] for step in drift(engine)}
    assert found == {"remove_column", "add_table"}


def test_an_upgrade_of_an_up_to_date_database_changes_nothing(engine: Engine):
    upgrade(engine, Settings().migrations_dir)
    assert drift(engine) == []


def test_workers_that_start_together_migrate_once(bare_url: str):
    engines = [open_database(bare_url) for _ in range(3)]
    with engines[0].connect():
        pass
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda engine: upgrade(engine, Settings().migrations_dir), engines))
    assert drift(engines[2]) == []
    for engine in engines:
        engine.dispose()


def test_the_migrations_can_be_taken_back(engine: Engine):
    config = Config()
    config.set_main_option("script_location", str(Settings().migrations_dir))
    with for_writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
