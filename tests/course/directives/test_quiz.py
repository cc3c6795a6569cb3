"""A question is what its author wrote, and nothing of its answer is in the page."""

import pytest

from app.course.model.questions import Computed
from app.course.questions.kinds.choice import Multiple, Single
from app.course.questions.kinds.fill_in import FillIn
from app.course.questions.kinds.matching import Matching
from app.course.questions.kinds.ordering import Ordering
from app.course.questions.kinds.typed import Numeric, ShortText


@pytest.fixture
def ask(load, head):
    def read(text, title="Title", options=(":label: q",)):
        lesson = load(head + "\n:::{quiz} " + "\n".join([title, *options]) + f"\n{text}\n:::\n")
        assert lesson.rendered.html == '<div data-question="q"></div>\n'
        [question] = lesson.questions
        return question

    return read


def test_one_right_option_makes_a_single_choice(ask):
    question = ask("What *helps*?\n\nTruly?\n- [ ] Waiting\n  > It tells\n  > nothing.\n- [x] A **number**\n  on disk\n  > Well done.\n- [!] Memory.")
    assert question.prompt == "<p>What <em>helps</em>?</p>\n<p>Truly?</p>\n"
    assert isinstance(question.body, Single)
    assert [(o.text, o.right, o.feedback) for o in question.body.options] == [
        ("Waiting", False, "It tells\nnothing."),
        ("A <strong>number</strong>\non disk", True, "Well done."),
    ]
    assert (question.explanation, question.behaviour, question.tries) == ("<p>Memory.</p>\n", "immediate", 1)


def test_several_right_options_make_a_multiple_choice(ask):
    assert isinstance(ask("Which?\n- [x] a\n- [X] b\n- [ ] c\n> No.\n- [!] So.").body, Multiple)


def test_one_right_option_can_be_asked_for_as_a_multiple_choice(ask):
    assert isinstance(ask("Which?\n- [x] a\n- [ ] c\n  > No.\n- [!] So.", options=(":label: q", ":kind: multiple")).body, Multiple)


def test_a_number_has_its_unit_its_tolerance_and_foreseen_mistakes(ask):
    question = ask("How long?\n- [=] 30 ms\n- [≠] 60\n  > There *and* back.\n- [!] So.", options=(":label: q", ":tolerance: 0,5"))
    assert (question.body.value, question.body.unit, question.body.tolerance) == (30.0, "ms", 0.5)
    assert [(r.answer, r.feedback) for r in question.body.reactions] == [("60", "There <em>and</em> back.")]


def test_several_numbers_may_be_right(ask):
    assert ask("Which?\n- [=] 2\n- [=] 3\n- [!] So.").body == Numeric(2.0, others=(3.0,))


def test_words_make_a_short_text(ask):
    assert ask("Who?\n- [=] the traitor\n- [=] P3\n- [!] So.").body == ShortText(("the traitor", "P3"))


def test_a_numbered_list_is_to_be_ordered(ask):
    question = ask("In which order?\n1. Print\n2. Send\n3. Crash\n- [!] So.")
    assert isinstance(question.body, Ordering)
    assert [item.text for item in question.body.items] == ["Print", "Send", "Crash"]


def test_a_numbered_list_above_other_answers_is_a_part_of_the_prompt(ask):
    question = ask("1. Print\n2. Send\n\nWhich is first?\n- [x] Print\n- [ ] Send\n  > No.\n- [!] So.")
    assert question.prompt.startswith("<ol>")


def test_things_are_matched_and_one_on_the_right_can_be_left_over(ask):
    body = ask("Match.\n- [~] crash => stops\n- [~] lie => anything\n  > It speaks.\n- [~] silence => stops\n- [~] => nothing\n- [!] So.").body
    assert isinstance(body, Matching)
    words = {item.key: item.text for item in (*body.left, *body.right)}
    assert {words[left]: words[right] for left, right in body.pairs.items()} == {"crash": "stops", "lie": "anything", "silence": "stops"}
    assert sorted(item.text for item in body.right) == ["anything", "nothing", "stops"]
    assert [words[key] for key in body.feedback] == ["lie"]


def test_a_table_has_cells_to_choose_and_cells_to_type(ask):
    table = "| client | MPC | PMC |\n|---|---|---|\n| always | {OK|DUP|ZERO: DUP} | OK |\n| *never* | {= 3} | {OK | DUP: OK} |\n"
    body = ask(f"Fill in.\n{table}- [≠] ZERO\n  > It is printed.\n- [!] So.").body
    assert isinstance(body, FillIn)
    assert (body.corner, body.columns, body.rows) == ("client", ("MPC", "PMC"), ("always", "<em>never</em>"))
    assert body.cells == (("field-1", "OK"), ("field-2", "field-3"))
    assert [(f.right, f.choices) for f in body.fields.values()] == [("DUP", ("OK", "DUP", "ZERO")), ("3", ()), ("OK", ("OK", "DUP"))]
    assert body.fields["field-1"].feedback == {"ZERO": "It is printed."}


def test_a_table_without_fields_is_a_part_of_the_prompt(ask):
    assert (
        'aria-label="Table in the question: Title"><table class="q-cells">'
        in ask("| a | b |\n|---|---|\n| 1 | 2 |\n\nWhich?\n- [x] a\n- [ ] b\n  > No.\n- [!] So.").prompt
    )


def test_a_generator_brings_its_answers(ask):
    question = ask("- [?] Think of P.", options=(":label: q", ":generator: crash-row", ":client: never"))
    assert question.body == Computed("crash-row", {"client": "never"})
    assert (question.prompt, question.hints, question.behaviour, question.tries) == ("", ("Think of P.",), "interactive", 2)


@pytest.mark.parametrize(
    ("options", "hints", "behaviour", "tries"),
    [
        ((), 0, "immediate", 1),
        ((), 2, "interactive", 3),
        ((":tries: 4",), 1, "interactive", 4),
        ((":behaviour: interactive",), 0, "interactive", 2),
        ((":behaviour: deferred",), 0, "deferred", 1),
    ],
)
def test_tries_and_hints_make_a_question_interactive(ask, options, hints, behaviour, tries):
    question = ask("Which?\n- [x] a\n- [ ] b\n  > No.\n- [!] So.\n" + "- [?] Hint.\n" * hints, options=(":label: q", *options))
    assert (question.behaviour, question.tries, len(question.hints)) == (behaviour, tries, hints)


def test_formulas_and_code_may_stand_in_every_part(ask):
    question = ask("Is $n > 3k$?\n- [x] `yes`\n- [ ] $k$\n  > No: $k = 1$.\n- [!] So.")
    assert "<math" in question.prompt
    assert "<code>yes</code>" in question.body.options[0].text
    assert "<math" in question.body.options[1].feedback


def test_questions_keep_their_order(load, head):
    one = "\n:::{{quiz}} T\n:label: {}\nWhich?\n- [x] a\n- [ ] b\n  > No.\n- [!] So.\n:::\n"
    assert [question.label for question in load(head + "".join(one.format(label) for label in ("z", "a", "m"))).questions] == ["z", "a", "m"]
