"""Getting about the course: from page to page, with the keyboard, in both themes, on small screens, and without JavaScript."""

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.e2e.looks import WIDTHS, flaws, sideways, violations
from tests.e2e.server import Server

pytestmark = pytest.mark.browser

PAGES = ["/", "/lessons/server-crashes", "/play", "/play/rpc-failures?scenario=executed-twice", "/play/rpc-failures?retries=9", "/nothing"]


def stay_marked(page: Page) -> None:
    """Leave a mark that a page load would wipe out."""
    page.evaluate("() => { window.stayed = true; }")


def follow_next(page: Page) -> str:
    """Go to the next lesson, whichever it is, wait until its title is there, and give its path."""
    link = page.get_by_role("link", name="Next →")
    title, path = link.inner_text().removeprefix("Next →").strip(), link.get_attribute("href")
    link.click()
    expect(page).to_have_title(f"{title} · Faultline")
    assert path
    return path


def test_the_next_lesson_comes_without_a_page_load_with_its_title_its_heading_focused_and_its_player_running(open_page):
    page = open_page("/lessons/server-crashes")
    stay_marked(page)
    path = follow_next(page)
    expect(page.locator("h1")).to_be_focused()
    expect(page.locator(".sp-player")).to_have_count(page.locator("sim-player").count())
    assert page.evaluate("() => [window.stayed, window.scrollY]") == [True, 0]
    assert page.url.endswith(path)


def test_a_reader_who_is_already_somewhere_on_the_new_page_is_left_there(open_page):
    page = open_page("/play/server-crash")
    page.evaluate("""() => window.addEventListener("htmx:after:swap", () => {
      document.dispatchEvent(new KeyboardEvent("keydown", { key: "k", ctrlKey: true, bubbles: true, cancelable: true }));
      window.pressed = true;
    }, { capture: true, once: true })""")
    page.keyboard.press("/")
    page.keyboard.type("orphan")
    page.keyboard.press("Enter")
    page.wait_for_function("() => window.pressed")
    expect(page.get_by_role("main").get_by_role("searchbox")).to_be_focused()


def test_a_page_that_was_written_for_newer_scripts_is_loaded_anew(open_page):
    page = open_page("/lessons/server-crashes")
    stay_marked(page)

    def newer(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("packs/site.js?v=", "packs/site.js?v=0"))

    # Only what is swapped in: a whole page that no server sent may not connect to one on the same machine.
    page.route("**/lessons/*", newer, times=1)
    follow_next(page)
    expect(page.locator(".sp-player")).to_have_count(page.locator("sim-player").count())
    assert page.evaluate("() => window.stayed") is None


def test_back_leads_back(open_page):
    page = open_page("/lessons/server-crashes")
    stay_marked(page)
    follow_next(page)
    page.go_back()
    expect(page).to_have_title("Server crashes · Faultline")
    expect(page.locator(".sp-player")).to_have_count(page.locator("sim-player").count())
    assert page.evaluate("() => window.stayed")


def test_a_theme_stays_over_navigation_and_reload_and_can_be_taken_back(open_page):
    page = open_page("/", player=False)
    page.get_by_role("radio", name="Dark").check()
    dark = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Playground").click()
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    page.reload()
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") == dark
    page.get_by_role("radio", name="As the system has it").check()
    assert page.evaluate("() => getComputedStyle(document.body).backgroundColor") != dark


def test_the_theme_is_set_before_anything_is_drawn(browser: Browser, course: Server):
    context = browser.new_context(color_scheme="light")
    page = context.new_page()
    page.add_init_script("""
        localStorage.setItem("faultline-theme", "dark");
        new MutationObserver(() => {
          if (document.body) window.themeAtFirstBody ??= document.documentElement.dataset.theme ?? "none";
        }).observe(document, { childList: true, subtree: true });
    """)
    page.goto(course.url)
    assert page.evaluate("() => window.themeAtFirstBody") == "dark"
    context.close()


def test_the_first_tab_leads_past_the_header(open_page):
    page = open_page("/lessons/server-crashes")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the text")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.url.endswith("#fl-main")


@pytest.mark.parametrize("path", PAGES)
def test_no_page_is_wider_than_its_window(browser: Browser, course: Server, path: str):
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 800})
    page = context.new_page()
    page.goto(f"{course.url}{path}", wait_until="networkidle")
    assert sideways(page) == {}
    context.close()


def test_the_lessons_stand_beside_the_text_or_in_a_drawer(open_page):
    wide = open_page("/lessons/server-crashes")
    expect(wide.get_by_role("link", name="The domino effect")).to_be_visible()
    narrow = open_page("/lessons/server-crashes", width=360)
    expect(narrow.get_by_role("link", name="The domino effect")).to_be_hidden()
    narrow.get_by_text("All lessons", exact=True).click()
    expect(narrow.get_by_role("link", name="The domino effect")).to_be_visible()


def test_without_javascript_a_lesson_can_be_read_with_its_runs_and_the_lessons_found(browser: Browser, course: Server):
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"{course.url}/lessons/server-crashes")
    expect(page.get_by_role("table").first).to_contain_text("The server receives the request")
    expect(page.locator("[data-theme-switch]")).to_be_hidden()
    page.get_by_text("All lessons", exact=True).click()
    page.get_by_role("link", name="The domino effect").click()
    expect(page).to_have_title("The domino effect · Faultline")
    context.close()


def test_a_cell_of_the_table_of_endings_plays_its_run(open_page):
    page = open_page("/", player=False)
    page.get_by_role("link", name="ZERO, ordering MC(P), asks again: never").click()
    page.wait_for_url("**client=never**")
    expect(page.locator(".sp-player")).to_have_count(1)


def test_axe_finds_nothing_on_the_pages_around_the_player(open_page):
    page = open_page("/", player=False)
    for path in ("/", "/play"):
        page.goto(page.url.rstrip("/").removesuffix("/play") + path)
        assert flaws(page) == []


def test_axe_finds_nothing_in_a_lesson_whose_players_never_start(browser: Browser, course: Server):
    context = browser.new_context()
    page = context.new_page()
    page.route("**/sim-player.js*", lambda route: route.abort())
    for path in ("/lessons/domino-effect", "/nothing", "/play/rpc-failures?retries=9"):
        page.goto(f"{course.url}{path}")
        assert violations(page) == []
    context.close()
