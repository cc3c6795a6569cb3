from pathlib import Path

from sqlalchemy import Engine

from app import concepts
from app.course.model.questions import Computed, Question
from app.course.questions.kinds.choice import Option, Single
from app.course.searchable import entries, of_lesson, plain, sections
from app.course.sync import sync
from app.store.search import Entry, search

PAGE = """<p>Before <em>all</em>.</p><h2 id="the-rule">The <code>rule</code></h2><p>One.</p><p>Two &amp; three</p>
<sim-player><table><tr><td>a planted event</td></tr></table></sim-player><div data-question="q"></div>
<h3 id="more">More</h3><ul><li>x</li><li>y</li></ul>"""


def test_a_page_is_cut_at_its_headings():
    assert sections(PAGE) == [("", "", "Before all."), ("the-rule", "The rule", "One. Two & three"), ("more", "More", "x y")]


def test_the_drawing_of_a_run_is_not_searched():
    assert "planted" not in plain(PAGE)


def test_words_that_stand_beside_a_sentence_do_not_run_into_it(load, head: str):
    lesson = load(f"""{head}
It is so.[^1]

:::{{claim}} server-crash
:outcome: result=DUP
It can be printed twice.
:::

Think of {{ref}}`more`.

## More

[^1]: In a book.
""")
    assert '<span class="unseen">' in lesson.rendered.html
    assert sections(lesson.rendered.html) == [
        ("", "", "It is so. It can be printed twice. Think of More."),
        ("more", "More", "In a book."),
    ]


def test_what_is_left_out_ends_with_its_element_and_not_with_one_inside_it():
    assert plain('A <span class="x unseen">b <span>c</span> d</span>e <sim-player><div><template>f</template></div> g</sim-player>h') == "A e h"


def test_a_question_is_found_by_what_it_asks_and_not_by_what_answers_it():
    body = Single((Option("a", "planted right", right=True), Option("b", "planted wrong", right=False, feedback="planted feedback")))
    question = Question("q-1", "The title", "<p>The prompt</p>", body, hints=("planted hint",), explanation="planted explanation")
    computed = Question("q-2", "Drawn", "", Computed("planted"))
    found = list(of_lesson("crashes", "Crashes", "Short.", "<p>Text</p>", [question, computed]))
    assert found == [
        Entry("lesson", "crashes", "", "", "Crashes", "Short. Text"),
        Entry("question", "crashes", "q-1", "Crashes", "The title", "The prompt"),
        Entry("question", "crashes", "q-2", "Crashes", "Drawn", ""),
    ]


def test_every_concept_can_be_found():
    catalogue = concepts.catalogue()
    assert [entry.target for entry in entries([], catalogue)] == list(catalogue)


def test_a_sync_makes_the_course_searchable_and_a_lesson_that_is_gone_is_not_found(sqlite: Engine, tmp_path: Path, head: str, sim: str):
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "20.md").write_text(f"{head}\nA zebra.\n\n## Giraffes\n\nNext.\n{sim}")
    sync(sqlite, folder, concepts.catalogue())
    found = [hit for word in ("zebra", "giraffes") for hit in search(sqlite, word).hits]
    assert [(hit.kind, hit.anchor) for hit in found] == [("lesson", ""), ("section", "giraffes")]
    (folder / "20.md").write_text("broken")
    sync(sqlite, folder, concepts.catalogue())
    assert len(search(sqlite, "zebra").hits) == 1
    (folder / "20.md").unlink()
    sync(sqlite, folder, concepts.catalogue())
    assert search(sqlite, "zebra").hits == ()
