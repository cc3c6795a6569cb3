import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from app import concepts
from app.course.glossary import Form, load, read
from app.course.glossing import gloss
from app.course.lesson import check
from app.course.searchable import plain
from app.course.sync import sync
from app.settings import Settings
from app.store.glossary import all_terms
from app.store.lessons import live_lessons
from app.store.search import search

TERMS = """For authors.

## process
forms: processes

A program. It has a memory.

## stable storage

A disk. It stays.

## run
forms: a [run], [runs] of

A story. There are many.

## DUP
also: duplicate

Twice. Or more.
"""
WANTED = (
    "process|message|channel|run|state|property|counterexample|crash|omission|timing failure|response failure|arbitrary failure|fault|error|failure|"
    "transient fault|intermittent fault|permanent fault|availability|reliability|MTTF|MTTR|binder|DUP|duplicate filter|UNKNOWN|at least once|"
    "at most once|exactly once|idempotent|retry|retransmission|time-out|stable storage|checkpoint|recovery line|rollback|orphan message|in transit|"
    "domino effect|useless checkpoint|happened before|vector clock|traitor|commander|lieutenant|3k + 1|parity bit|syndrome|Hamming distance|"
    "redundancy|mask"
)


def marked(html: str) -> list[str]:
    """The words of a text that lead to the glossary, each with what it leads to."""
    terms, errors = read(TERMS, "glossary.md")
    assert errors == []
    found = re.findall(r'<a class="term" href="/glossary#([^"]+)"[^>]*>(.*?)</a>', gloss(html, terms), re.DOTALL)
    return [f"{word} → {slug}" for slug, word in found]


def test_a_term_has_a_name_other_names_forms_and_a_meaning():
    terms, errors = read(TERMS, "glossary.md")
    assert errors == []
    assert [term.title for term in terms] == ["DUP", "process", "run", "stable storage"]
    assert (terms[0].also, terms[0].definition) == (("duplicate",), "Twice. Or more.")
    assert terms[2].forms == (Form("run", "a"), Form("runs", "", "of"))


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("## a\n\nOne sentence.", 1, "two sentences; it has 1"),
        ("## a\n\nOne. Two. Three.", 1, "two sentences; it has 3"),
        ("## a\n\nOne. And no end", 1, "two sentences"),
        ("## a\n", 1, "two sentences; it has 0"),
        (f"## a\n\n{'Long ' * 100}. Two.", 1, "400 at most"),
        ("## a\nalias: b\n\nOne. Two.", 2, "Allowed: also, forms"),
        ("## a\nforms: the [b\n\nOne. Two.", 1, "“the [b” is no form"),
        ("## a\n\nOne. Two.\n\n## A\n\nOne. Two.", 5, "“A” is explained already, under “a”"),
        ("## a\n\nOne. Two.\n\n## b\nalso: a\n\nOne. Two.", 5, "“a” is explained already"),
        ("## x y\n\nOne. Two.\n\n## x-y\n\nOne. Two.", 5, "must differ"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_its_term_is_left_out(text: str, line: int, words: str):
    terms, errors = read(text, "glossary.md")
    assert [(error.line, words in error.message) for error in errors] == [(line, True)]
    assert len(terms) == text.count("## ") - 1


def test_the_first_use_of_a_term_in_each_section_leads_to_its_meaning():
    html = "<p>A process. Processes.</p><h2>Process</h2><p>Two <em>processes</em>, stable\nstorage.</p>"
    assert marked(html) == ["process → process", "processes → process", "stable\nstorage → stable-storage"]


def test_what_is_drawn_a_link_or_a_heading_is_left_alone():
    html = '<h3>process</h3><a href="#">process</a><code>process</code><sim-player>process</sim-player><p class="unseen">process</p>'
    assert marked(html) == []
    assert marked(f"{html}<p>process</p>") == ["process → process"]


def test_a_word_is_meant_only_where_a_form_says_so():
    assert marked("<p>Run it, or let it run. A run. Two runs of it.</p>") == ["run → run"]
    assert marked("<p>runs of</p>") == ["runs → run"]
    assert marked("<p>dup, preprocess, process-wide, DUP</p>") == ["DUP → dup"]


def test_the_text_stays_as_it_was_and_its_meanings_are_not_searched():
    html = '<p title="a &lt; b">A process &amp; &#8220;more&#8221;<br>\n<!-- note --></p>\n'
    terms, _ = read(TERMS, "glossary.md")
    glossed = gloss(html, terms)
    assert re.sub(r"</?a[^>]*>", "", glossed).startswith(html)
    assert glossed.count("A program. It has a memory.") == 1
    assert plain(glossed) == plain(html)


def test_the_check_reads_the_glossary_of_a_folder_and_one_that_is_named(tmp_path: Path):
    file = tmp_path / "glossary.md"
    file.write_text("## a\n\nOne.")
    assert [str(error).split(": ")[0] for path in (tmp_path, file) for error in check([path])] == [f"{file}:1"] * 2


def test_a_sync_serves_the_terms_and_marks_them_in_the_lessons(sqlite: Engine, tmp_path: Path, head: str, sim: str):
    (tmp_path / "20.md").write_text(f"{head}\nA process.\n{sim}")
    (tmp_path / "glossary.md").write_text(TERMS)
    assert sync(sqlite, tmp_path, concepts.catalogue()).errors == ()
    assert [term.title for term in all_terms(sqlite)] == ["DUP", "process", "run", "stable storage"]
    assert [(hit.kind, hit.target) for hit in search(sqlite, "duplicate").hits] == [("term", "dup")]
    assert 'href="/glossary#process"' in live_lessons(sqlite)[0].html
    (tmp_path / "glossary.md").write_text("## process\n\nOne.")
    assert [error.file for error in sync(sqlite, tmp_path, concepts.catalogue()).errors] == ["glossary.md"]
    assert all_terms(sqlite) == []
    assert "/glossary" not in live_lessons(sqlite)[0].html


def test_the_glossary_of_the_course_explains_the_words_of_the_field():
    terms, errors = load(Settings().lessons_dir / "glossary.md", "glossary.md")
    assert errors == []
    names = {name for term in terms for name in (term.title, *term.also)}
    assert set(WANTED.split("|")) - names == set()
