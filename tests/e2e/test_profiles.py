"""A test finds nothing in its browser that an earlier test left."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e import profiles
from tests.e2e.profiles import Kind, Profiles
from tests.e2e.server import Server

pytestmark = pytest.mark.browser

LEAVE = """() => {
    localStorage.left = "1"; sessionStorage.left = "1"; document.cookie = "left=1; max-age=900";
    return new Promise((done) => { indexedDB.open("left").onsuccess = done; }).then(() => null);
}"""
FOUND = """async () => [...(localStorage.left ? ["local"] : []), ...(sessionStorage.left ? ["session"] : []),
    ...(document.cookie.includes("left") ? ["cookie"] : []),
    ...(await indexedDB.databases()).filter((one) => one.name === "left").map(() => "database")]"""


@pytest.fixture
def own(browser: Browser) -> Iterator[Profiles]:
    """Profiles that no other test uses."""
    own = Profiles(browser)
    yield own
    own.take_back()
    for contexts in own.free.values():
        for context in contexts:
            context.close()


def visited(own: Profiles, course: Server) -> Page:
    """A page of the course."""
    page = own.lend(Kind(course.url))
    page.goto(f"{course.url}/play")
    return page


def left_and_found(own: Profiles, course: Server) -> list[str]:
    """What one visit leaves and the next one, in the same profile, finds."""
    first = visited(own, course)
    context = first.context
    first.evaluate(LEAVE)
    context.set_offline(True)
    context.route("**", lambda route: route.abort())
    own.take_back()
    second = visited(own, course)
    assert second.context is context
    found: list[str] = second.evaluate(FOUND)
    return found


def test_a_profile_is_empty_online_and_without_pages_when_it_is_lent_again(own: Profiles, course: Server) -> None:
    assert left_and_found(own, course) == []
    assert len(own.lent[0][1].pages) == 1


def test_a_profile_that_was_not_emptied_is_noticed(own: Profiles, course: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(profiles, "empty", lambda _page, _origin: None)
    assert left_and_found(own, course) == ["local", "cookie", "database"]


def test_two_pages_of_one_test_share_nothing(own: Profiles, course: Server) -> None:
    visited(own, course).evaluate(LEAVE)
    assert visited(own, course).evaluate(FOUND) == []


def test_a_profile_that_a_test_has_closed_is_not_lent_again(own: Profiles, course: Server) -> None:
    visited(own, course).context.close()
    own.take_back()
    assert own.free == {}
    assert visited(own, course).title() != ""
