import re
from datetime import timedelta

import pytest
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from app.store import people, secrets
from app.web.http import visitors
from app.web.http.visitors import COOKIE, signed
from tests.web.asking import Student, write


@pytest.fixture
def student(start, tmp_path) -> Student:
    return Student(start(write(tmp_path / "lessons")))


def site(student: Student):
    return student.client.app.state.site


def person(student: Student) -> str:
    return student.client.cookies[COOKIE].partition(".")[0]


def test_reading_leaves_a_cookie_that_no_script_reads_and_nothing_in_the_database(student):
    answer = student.client.get("/lessons/asking")
    cookie = answer.headers["set-cookie"]
    assert re.search(r"HttpOnly; Max-Age=15552000; Path=/; SameSite=lax$", cookie)
    assert "Secure" not in cookie
    assert answer.headers["cache-control"] == "private, no-store"
    assert not people.exists(site(student).engine, person(student))


def test_over_https_the_cookie_stays_there(student):
    secure = TestClient(student.client.app, base_url="https://testserver")
    assert "; Secure" in secure.get("/").headers["set-cookie"]


def test_the_first_answer_writes_the_visitor_down(student):
    student.answer("q-single", {"answer": student.choose("q-single", "The second")})
    assert people.exists(site(student).engine, person(student))


def test_a_cookie_is_sent_once_and_again_when_it_is_some_days_old(student, monkeypatch):
    student.lesson()
    assert "set-cookie" not in student.client.get("/lessons/asking").headers
    before = person(student)
    monkeypatch.setattr(visitors, "RENEWED_AFTER", timedelta(seconds=-1))
    assert student.client.get("/lessons/asking").headers["set-cookie"].startswith(f"{COOKIE}={before}.")


CHANGES = (lambda value: value[:-2] + "AA", lambda value: "f" * 32 + value[32:], lambda _: "x")


@pytest.mark.parametrize("change", CHANGES)
def test_a_cookie_that_we_did_not_sign_is_nobodys(student, change):
    student.answer("q-numeric", {"answer": "13"})
    mine = student.client.cookies[COOKIE]
    other = Student(TestClient(student.client.app, cookies={COOKIE: change(mine)}))
    assert "13" not in other.section("q-numeric")
    assert "You have 3 tries" in other.section("q-numeric")


def test_a_cookie_that_is_too_old_is_nobodys(student, monkeypatch):
    student.answer("q-numeric", {"answer": "13"})
    monkeypatch.setattr(visitors, "KEPT", timedelta(seconds=-1))
    assert "You have 3 tries" in student.section("q-numeric")


def test_a_cookie_of_another_course_is_nobodys(student):
    student.lesson()
    forged = signed(secrets.secret(site(student).engine)[::-1], person(student))
    answer = TestClient(student.client.app, cookies={COOKIE: forged}).get("/")
    assert COOKIE in answer.headers["set-cookie"]


def personal_routes(app) -> list[tuple[str, str]]:
    """Every way into the course that knows its visitor."""
    found = []
    for included in app.routes:
        for route in getattr(getattr(included, "original_router", None), "routes", ()):
            if isinstance(route, APIRoute) and any(part.call is visitors.current_visitor for part in route.dependant.dependencies):
                found += [(method, route.path) for method in sorted(route.methods or ())]
    return found


def test_no_way_into_the_course_shows_or_changes_what_another_did(student):
    mine = student.fields("q-numeric")
    student.answer("q-numeric", {"answer": "987.125"}, mine)
    student.client.put("/lessons/asking/questions/q-later/draft", data={**student.fields("q-later"), "answer": "mydraftword"})
    before = student.client.get("/results/export.json").text
    other = TestClient(student.client.app)
    routes = personal_routes(student.client.app)
    assert len(routes) > 12
    for method, path in routes:
        address = path.replace("{lesson_id}", "asking").replace("{label}", "q-numeric")
        answer = other.request(method, address, data={**mine, "answer": "4711"} if method in {"POST", "PUT"} else None)
        assert answer.status_code < 500, address
        assert ("987.125" in answer.text, "mydraftword" in answer.text) == (False, False), address
    assert student.client.get("/results/export.json").text == before
