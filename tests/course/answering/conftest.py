"""A course without lessons, in each kind of database that is at hand."""

import pytest
from sqlalchemy import Engine

from app import concepts
from tests.course.answering.a_course import Course


@pytest.fixture
def course(engine: Engine) -> Course:
    return Course(engine, concepts.catalogue())
