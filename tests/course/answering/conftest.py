"""A course without lessons, in each kind of database that is at hand."""

import pytest
from sqlalchemy import Engine

from app import concepts
from tests.course.answering.a_course import Course
from tests.databases import engine as engine
from tests.databases import kind as kind
from tests.databases import url as url


@pytest.fixture
def course(engine: Engine) -> Course:
    return Course(engine, concepts.catalogue())
