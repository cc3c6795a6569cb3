import os
from pathlib import Path

import pytest

from app.web.http.assets import KEEP_FOR_GOOD, LOOK_AGAIN_AFTER, Assets, Snapshot
from app.web.http.security import content_security_policy
from tests.web.page import PageReader


def policy_of(answer) -> dict[str, str]:
    return dict(part.split(" ", 1) for part in answer.headers["content-security-policy"].split("; "))


@pytest.mark.parametrize("address", ["/", "/lessons/one", "/play/server-crash", "/nothing", "/static/css/base.css", "/static/nothing"])
def test_every_answer_carries_the_strict_policy(browser, address):
    answer = browser.get(address)
    policy = policy_of(answer)
    assert policy == {
        "default-src": "'self'",
        "script-src": "'self'",
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
    assert "connect-src 'self';" in content_security_policy(host)


@pytest.mark.parametrize("address", ["/", "/lessons/one", "/play/server-crash", "/results"])
def test_a_page_takes_few_requests(browser, address):
    found = PageReader(browser.get(address).text)
    wanted = {str(attributes["src"]) for attributes in found.attributes("script")} | {
        str(attributes["href"]) for attributes in found.attributes("link")
    }
    assert len(wanted) <= 7


def test_everything_that_a_page_loads_exists_and_may_be_kept_for_good(browser):
    found = PageReader(browser.get("/lessons/one").text)
    addresses = [str(attributes["src"]) for attributes in found.attributes("script") if "src" in attributes]
    addresses += [str(attributes["href"]) for attributes in found.attributes("link")]
    assert len(addresses) >= 7
    assert {(browser.get(address).status_code, browser.get(address).headers["cache-control"]) for address in addresses} == {(200, KEEP_FOR_GOOD)}


@pytest.mark.parametrize("query", ["", "?v=0123456789abcdef"])
def test_a_file_without_its_present_version_is_not_kept(browser, query):
    answer = browser.get(f"/static/css/base.css{query}")
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-cache")


def test_only_pages_with_a_player_load_it(browser):
    def loads_player(address: str) -> bool:
        return any("packs/player.js" in str(attributes.get("src")) for attributes in PageReader(browser.get(address).text).attributes("script"))

    assert [loads_player(address) for address in ("/", "/play", "/lessons/one", "/play/server-crash")] == [True, False, True, True]


def test_pages_and_files_travel_compressed(browser):
    for address in ("/lessons/one", "/static/css/base.css", "/static/packs/player.js", "/static/packs/faultline.css"):
        assert browser.get(address, headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"


def test_an_edited_file_gets_a_new_address_soon(tmp_path: Path, monkeypatch):
    clock = [0.0]
    monkeypatch.setattr("app.web.http.assets.time.monotonic", lambda: clock[0])
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


def test_a_pack_changes_its_address_with_what_is_in_it_and_stays_as_it_was_while_an_edit_cannot_be_packed(tmp_path: Path, monkeypatch, caplog):
    clock = [0.0]
    monkeypatch.setattr("app.web.http.assets.time.monotonic", lambda: clock[0])
    (tmp_path / "js" / "site").mkdir(parents=True)
    file = tmp_path / "js" / "site" / "main.js"

    def edited(text: str) -> Snapshot:
        file.write_text(text)
        clock[0] += LOOK_AGAIN_AFTER + 0.1
        return assets.snapshot()

    file.write_text('import { a } from "./a.js";\n')
    (tmp_path / "js" / "site" / "a.js").write_text("export const a = 1;\n")
    assets = Assets(tmp_path)
    first = assets.snapshot()
    second = edited('import { a } from "./a.js";\nconsole.log(a);\n')
    assert second.url("packs/site.js") != first.url("packs/site.js")
    assert edited('import a from "./a.js";\n') is second
    assert "js/site/main.js, line 1" in caplog.text
    assert edited('import { a } from "./a.js";\n').url("packs/site.js") == first.url("packs/site.js")


def test_a_pack_comes_whole_to_those_who_take_nothing_compressed(browser):
    plain = browser.get("/static/packs/player.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.text == browser.get("/static/packs/player.js", headers={"Accept-Encoding": "gzip"}).text


def test_a_file_that_does_not_exist_has_no_address(tmp_path: Path):
    with pytest.raises(KeyError):
        Assets(tmp_path).snapshot().url("css/missing.css")
