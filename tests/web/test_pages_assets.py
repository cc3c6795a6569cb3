import hashlib
import json
import os
import re
from base64 import b64encode
from pathlib import Path

import pytest

from app.web.assets import KEEP_FOR_GOOD, LOOK_AGAIN_AFTER, Assets
from app.web.security import content_security_policy
from tests.web.page import PageReader


def policy_of(answer) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))


@pytest.mark.parametrize("address", ["/", "/lessons/one", "/play/server-crash", "/nothing", "/static/css/base.css", "/static/nothing"])
def test_every_answer_carries_the_strict_policy(browser, address):
    answer = browser.get(address)
    policy = policy_of(answer)
    assert re.fullmatch(r"'self' 'sha256-[A-Za-z0-9+/]{43}='", policy.pop("script-src"))
    assert policy == {
        "default-src": "'self'",
        "style-src": "'self'",
        "connect-src": "'self' ws://testserver wss://testserver",
        "img-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert (answer.headers["x-content-type-options"], answer.headers["referrer-policy"]) == ("nosniff", "same-origin")


@pytest.mark.parametrize("host", ["evil.example; script-src *", "a b", "", "x'unsafe-inline'"])
def test_a_made_up_host_cannot_get_into_the_policy(host):
    assert "connect-src 'self';" in content_security_policy("'sha256-x'", host)


def test_the_policy_allows_exactly_the_import_map_of_the_page(browser):
    answer = browser.get("/")
    [text] = re.findall(r'<script type="importmap">(.*?)</script>', answer.text, re.DOTALL)
    assert b64encode(hashlib.sha256(text.encode()).digest()).decode() in policy_of(answer)["script-src"]


def test_every_module_of_ours_and_lit_are_in_the_import_map_with_their_version(browser):
    [text] = PageReader(browser.get("/").text).texts("script", type="importmap")
    imports = json.loads(text)["imports"]
    assert re.fullmatch(r"/static/vendor/lit\.js\?v=[0-9a-f]{16}", imports["lit"])
    assert imports["/static/js/site/themes.js"].startswith("/static/js/site/themes.js?v=")
    assert {browser.get(address).status_code for address in imports.values()} == {200}


def test_everything_that_a_page_loads_exists_and_may_be_kept_for_good(browser):
    found = PageReader(browser.get("/lessons/one").text)
    addresses = [str(attributes["src"]) for attributes in found.attributes("script") if "src" in attributes]
    addresses += [str(attributes["href"]) for attributes in found.attributes("link")]
    assert len(addresses) > 10
    assert {(browser.get(address).status_code, browser.get(address).headers["cache-control"]) for address in addresses} == {(200, KEEP_FOR_GOOD)}


@pytest.mark.parametrize("query", ["", "?v=0123456789abcdef"])
def test_a_file_without_its_present_version_is_not_kept(browser, query):
    answer = browser.get(f"/static/css/base.css{query}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


def test_only_pages_with_a_player_load_it(browser):
    def loads_player(address: str) -> bool:
        return any("sim-player" in str(attributes.get("src")) for attributes in PageReader(browser.get(address).text).attributes("script"))

    assert [loads_player(address) for address in ("/", "/play", "/lessons/one", "/play/server-crash")] == [True, False, True, True]


def test_pages_and_files_travel_compressed(browser):
    for address in ("/lessons/one", "/static/css/base.css"):
        assert browser.get(address, headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_an_edited_file_gets_a_new_address_soon(tmp_path: Path, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("app.web.assets.time.monotonic", lambda: clock[0])
    file = tmp_path / "js" / "a.js"
    file.parent.mkdir()
    file.write_text("1")
    assets = Assets(tmp_path)
    before = assets.snapshot()
    file.write_text("22")
    os.utime(file, (1, 1))
    assert assets.snapshot() is before
    clock[0] += LOOK_AGAIN_AFTER + 0.1
    after = assets.snapshot()
    assert after.url("js/a.js") != before.url("js/a.js")
    assert after.import_map_hash != before.import_map_hash


def test_a_file_name_cannot_end_the_script_that_the_import_map_stands_in(tmp_path: Path):
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "<script>.js").write_text("1")
    assert "<" not in Assets(tmp_path).snapshot().import_map


def test_a_file_that_does_not_exist_has_no_address(tmp_path: Path):
    with pytest.raises(KeyError):
        Assets(tmp_path).snapshot().url("css/missing.css")
