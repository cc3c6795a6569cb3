import json
from html.parser import HTMLParser

import pytest


class Player(HTMLParser):
    """The player's attributes, and the text of the table's cells in its fallback."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] = {}
        self.cells: list[str] = []
        self.links: list[str | None] = []
        self.figure = ""
        self._cell = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "sim-player":
            self.attributes = dict(attrs)
        if tag == "figure":
            self.figure = dict(attrs)["class"] or ""
        if tag == "a":
            self.links.append(dict(attrs)["href"])
        if tag in {"td", "th"}:
            self._cell = True
            self.cells.append("")

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self._cell = False

    def handle_data(self, data):
        if self._cell:
            self.cells[-1] += data


def written(*options: str, concept: str = "server-crash") -> str:
    return "\n".join(["", f":::{{sim}} {concept}", *options, ":::", ""])


def test_a_player_gets_what_was_asked_for_and_no_more(load, head):
    html = load(head + written(":alt: A client.")).rendered.html
    assert Player(html).attributes == {"concept": "server-crash", "label": "Server crash"}


def test_a_player_gets_parameters_as_their_types_and_the_whole_run(load, head):
    html = load(head + written(":label: mine", ":client: never", ":crashes: 2", ":run: 0, 0,2", ":step: 3", ":alt: A client.")).rendered.html
    found = Player(html)
    assert json.loads(found.attributes.pop("parameters") or "") == {"client": "never", "crashes": 2}
    assert found.attributes == {"concept": "server-crash", "choices": "0,0,2", "step": "3", "id": "sim-mine", "label": "Server crash"}
    assert found.links == ["/play/server-crash?client=never&crashes=2&choices=0,0,2&step=3&revision=1"]


def test_a_run_can_be_shown_through_the_eyes_of_one_process_also_without_javascript(load, head, mistakes):
    options = (":client: never", ":run: 0,0,2", ":alt: A client.")
    found = Player(load(head + written(*options, ":seen-by: client")).rendered.html)
    assert found.attributes["seen-by"] == "client"
    assert found.links == ["/play/server-crash?client=never&choices=0,0,2&revision=1&seen-by=client"]
    assert "The client starts. It sends “print” to the server." in found.cells
    assert "Nothing that the client can see happens." in found.cells
    assert not any("crash" in cell for cell in found.cells)
    [(_, unknown)] = mistakes(head + written(*options, ":seen-by: paper"))
    assert unknown == "Unknown process “paper”. Allowed: client, server."
    [(_, nobody)] = mistakes(head + written(":alt: A word.", ":seen-by: receiver", concept="hamming"))
    assert nobody == "Unknown process “receiver”. Allowed: none."


def test_without_javascript_there_is_a_caption_and_a_row_for_each_step(load, head):
    html = load(head + written(":client: never", ":run: 0,0,2", ":alt: A client & a server.")).rendered.html
    found = Player(html)
    assert found.figure == "sim-fallback"
    assert "<strong>Server crash.</strong> A client &amp; a server." in html
    assert found.cells[:4] == ["Step", "What happened", "0", "The client has sent its request. The server does not have it yet."]
    assert found.cells[8] == "3"
    assert found.cells[9].startswith("Fault. The server crashes.")
    assert "<p>It ends with ordering MC(P), result ZERO.</p>" in html
    assert "0 copies on paper" in html


def test_without_javascript_the_ending_names_processes_as_the_texts_do(load, head):
    html = load(head + written(":rule: interactive-consistency", ":alt: Four processes.", concept="byzantine-agreement")).rendered.html
    assert "<p>It ends with results P1, P2, P4: (1, 2, x, 4), agreement true, validity true.</p>" in html


@pytest.mark.parametrize(("said", "found"), [("yes", ""), ("no", None)])
def test_a_player_finds_all_endings_at_once_where_the_author_wants_it(load, head, said, found):
    html = load(head + written(f":endings: {said}", ":alt: A client.")).rendered.html
    assert Player(html).attributes.get("endings") == found


@pytest.mark.parametrize(("options", "found"), [([":scenarios: yes"], ""), ([":scenarios: no"], None), ([], None), ([":scenario: lost-job"], None)])
def test_a_lesson_offers_other_scenarios_only_where_its_author_wants_it(load, head, options, found):
    html = load(head + written(*options, ":alt: A client.")).rendered.html
    assert Player(html).attributes.get("scenarios") == found


def test_a_scenario_brings_its_own_run(load, head):
    html = load(head + written(":scenario: lost-job", ":alt: A client.")).rendered.html
    assert Player(html).attributes == {"concept": "server-crash", "scenario": "lost-job", "label": "Server crash"}
    assert "result ZERO" in html


def test_what_an_author_writes_into_an_option_stays_text(load, head):
    html = load(head + written(':alt: "><script>alert(1)</script>')).rendered.html
    assert "<script>" not in html


def test_the_number_of_players_is_known(load, head):
    lesson = load(head + written(":alt: One.") + written(":alt: Two."))
    assert lesson.players == 2


@pytest.mark.parametrize(
    ("options", "line", "message"),
    [
        ([":client: never"], 10, "The option “alt” is missing: a sentence that says what is to be seen, for those who cannot see it."),
        ([":alt: A.", ":client: allways"], 12, "client: “allways” is not usable; allowed: always, never, when-acked, when-not-acked"),
        ([":alt: A.", ":crashes: 3"], 12, "crashes: “3” is not usable; allowed: a whole number from 0 to 2"),
        ([":alt: A.", ":run: 0,9"], 12, "choice 9 at step 1 is not enabled; allowed there: 0 to 1"),
        ([":alt: A.", ":run: zero"], 12, "“run” is “zero”; it must be the choices of the run, small whole numbers with commas, such as 0,0,2."),
        ([":alt: A.", ":step: -1"], 12, "“step” is “-1”; it must be a whole number from 0."),
        ([":alt: A.", ":endings: perhaps"], 12, "“endings” is “perhaps”; it must be yes or no."),
        ([":alt: A.", ":step: 99"], 12, "Step 99 does not exist: this run has the steps 0 to 4."),
        ([":alt: A.", "", "Text."], 10, "{sim} has options only; text between its fences would not be shown. Put it before or after."),
        (
            [":alt: A.", ":clent: never"],
            12,
            (
                "Unknown option “clent” of {sim}. Did you mean “client”? "
                "Allowed: label, scenario, run, revision, step, endings, scenarios, alt, show, properties, seen-by, server, client, crashes."
            ),
        ),
    ],
)
def test_a_mistake_says_where_it_is_and_what_is_allowed(mistakes, head, options, line, message):
    assert mistakes(head + written(*options)) == [(line, message)]


def test_an_unknown_scenario_gets_the_nearest_name(mistakes, head):
    [(line, message)] = mistakes(head + written(":alt: A.", ":scenario: lost-jobs"))
    assert line == 12
    assert "unknown scenario “lost-jobs”; did you mean “lost-job”?" in message


def test_an_unknown_concept_gets_the_nearest_slug(mistakes, head):
    [(line, message)] = mistakes(head + written(":alt: A.", concept="server-crush"))
    assert line == 10
    assert message.startswith("Unknown concept “server-crush”. Did you mean “server-crash”?")


def test_an_internal_parameter_is_not_the_authors_to_set(mistakes, head):
    [(line, message)] = mistakes(head + written(":alt: A.", ":variant: reordering"))
    assert (line, message.split(".")[0]) == (12, "Unknown option “variant” of {sim}")
