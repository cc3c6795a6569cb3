import pytest
from starlette.datastructures import Headers

from app.web.http.csrf import comes_from_us

HERE = {"host": "course.example"}


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"sec-fetch-site": "same-origin"}, True),
        ({"sec-fetch-site": "none"}, True),
        ({"sec-fetch-site": "same-site"}, False),
        ({"sec-fetch-site": "cross-site"}, False),
        ({"sec-fetch-site": "cross-site", "origin": "http://course.example"}, False),
        ({"origin": "http://course.example"}, True),
        ({"origin": "https://course.example"}, True),
        ({"origin": "http://evil.example"}, False),
        ({"origin": "http://course.example.evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({}, True),
    ],
)
def test_only_our_own_pages_and_programs_may_change_something(headers, ours):
    assert comes_from_us(Headers({**HERE, **headers})) is ours


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("address", ["/results/delete", "/lessons/one/finish", "/lessons/one/place", "/api/runs"])
def test_another_site_changes_nothing(browser, method, address):
    answer = browser.request(method, address, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    said = answer.json()["error"] if address.startswith("/api/") else answer.text
    assert said == "This came from another site, so nothing was changed. Open the page here and try again."
    assert "content-security-policy" in answer.headers


def test_following_a_link_from_another_site_is_no_change(browser):
    assert browser.get("/lessons/one", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
