"""Questions as pages show them: what may be seen of a question, what stands in its fields, and what was said of the answer."""

import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jinja2 import Environment
from markupsafe import Markup

from app.course.answering import QuestionState, Reply, counted_of, is_practice, practice_of
from app.course.model.questions import Presented, Remark
from app.course.nowrap import SPACE
from app.course.questions.button_names import Button
from app.course.questions.html import question_place
from app.course.questions.kinds.kind import Filled, Form
from app.course.questions.presented import answer_in, filled, in_words, part_names, untouched, what
from app.course.templates import macro
from app.kernel.show.concept import Concept
from app.web.pages.question_player import href_of, is_played, player_of
from app.web.pages.way_back import with_way_back


@dataclass(frozen=True, slots=True)
class GradeLabel:
    """How an answer is taken: a word for the style, a sign, and a sentence."""

    tone: str
    sign: str
    text: str


@dataclass(frozen=True, slots=True)
class Said:
    """A remark on a part of an answer. ``href`` leads to the run that shows it."""

    right: bool | None
    text: Markup
    href: str
    run: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionView:
    """One question on a page.

    ``key`` names the next answer; ``notice`` says why the last one was not taken. ``unchanged``: the fields hold the last answer, which was judged
    and was not right. ``unmoved``: a form came back as it was shown, and may be right so.
    """

    state: QuestionState
    given: Filled
    said: Reply | None
    verdict: GradeLabel | None
    remarks: Mapping[str, Said]
    run: Said | None
    player: Markup | None
    notice: str = ""
    unchanged: bool = False
    unmoved: bool = False
    key: str = field(default_factory=lambda: secrets.token_urlsafe(18))

    @property
    def id(self) -> str:
        """The anchor of the question on its page."""
        return f"question-{self.state.label}"

    @property
    def path(self) -> str:
        """What the addresses of the question begin with."""
        return f"/lessons/{self.state.lesson_id}/questions/{self.state.label}"

    @property
    def eyebrow(self) -> str:
        """What sort of question it is."""
        if self.practice:
            return "Practice · your result stays as it is"
        return "Predict, then watch" if self.state.question.predicts else what(self.state.question)

    @property
    def practice(self) -> bool:
        """Whether it counts for nothing."""
        return is_practice(self.state.label)

    @property
    def asked(self) -> Any:
        """What its kind shows."""
        return self.state.question.shown

    @property
    def prompt(self) -> Markup:
        """What is asked."""
        return Markup(self.state.question.prompt)  # noqa: S704 - made by our own Markdown, which lets no markup of an author's through

    @property
    def waits(self) -> bool:
        """Whether a run waits for the answer; else it is to be seen after what was said."""
        return self.state.question.predicts is not None and not self.state.complete

    @property
    def expected(self) -> Markup | None:
        """What was predicted, in words, where something else happened; to be seen beside it."""
        said, question = self.said, self.state.question
        if question.predicts is None or said is None or not said.complete or said.right or not said.solution or not self.state.submitted:
            return None
        return in_words(question, self.state.submitted[-1].answer)

    @property
    def listed(self) -> tuple[tuple[tuple[Markup, ...], Said], ...]:
        """What is said of parts that have no place beside their fields: where, and what; said once where it is the same for several."""
        found: dict[tuple[Markup, str], tuple[list[Markup], Said]] = {}
        for part, name in part_names(self.state.question).items():
            said = self.remarks.get(part)
            if said is not None and (said.text or said.href):
                found.setdefault((said.text, said.href), ([], said))[0].append(name)
        return tuple((tuple(places), said) for places, said in found.values())

    @property
    def watch(self) -> str:
        """What the link to the run that shows the answer says; empty if there is none, or if it goes on above."""
        if self.run is None or self.state.question.predicts is not None:
            return ""
        name = self.run.run
        return f"Watch {name[:1].lower()}{name[1:]}" if is_played(self.state.question) else f"Watch: {name}"

    @property
    def tries(self) -> str:
        """How many tries there are, or are left, where they are counted."""
        left = self.state.tries_left
        if self.state.complete or left is None:
            return ""
        tries = "1 try" if left == 1 else f"{left} tries"
        return f"{tries} left" if self.state.submitted else f"You have {tries}"

    @property
    def outcome(self) -> str:
        """What happens when the button is pressed, where that is not another try."""
        question = self.state.question
        if question.behaviour == "deferred":
            return f"It is judged when you press “{Button.FINISH}”. Until then you can change it"
        if self.state.tries_left != 1:
            return ""
        return "Then the run goes on" if question.predicts else "Then you see the right answer"

    @property
    def may_retry(self) -> bool:
        """Whether it can be tried again for the result. Where others like it can be had, only if it was not right."""
        state = self.state
        if not state.can_retry or state.changed or self.practice:
            return False
        return not (state.drawn and self.said is not None and self.said.right)

    @property
    def another(self) -> str:
        """The address at which another one like it can be had; empty where there is none."""
        state = self.state
        if not state.complete or state.changed or state.left or not (state.drawn or self.practice):
            return ""
        return f"/lessons/{state.lesson_id}/questions/{counted_of(state.label)}/another"

    @property
    def may_give_up(self) -> bool:
        """Whether the answer can be asked for before the tries are used up."""
        return self.said is not None and self.said.judged and not self.state.complete


@dataclass(frozen=True, slots=True)
class Refusal:
    """An answer that was not taken: why, in words and as an HTTP status, and the form that it came in (None: what counts stands there instead)."""

    label: str
    notice: str
    status: int
    form: Form | None


def view(state: QuestionState, catalogue: Mapping[str, Concept], refusal: Refusal | None = None) -> QuestionView:
    """The question as it stands. What was sent and not taken fills the fields, else a draft, else the last answer."""
    typed = answer_in(state.question, refusal.form) if refusal and refusal.form is not None else None
    last = state.submitted[-1] if state.submitted else None
    said = last.reply if last else None
    shown = typed if typed is not None else state.draft if state.draft is not None and not state.complete else last.answer if last else None
    # Remarks speak of the answer that was judged; over another one they would be wrong.
    same = last is not None and shown == last.answer
    run = said.run if said else None
    return QuestionView(
        state=state,
        given=filled(state.question, shown),
        said=said,
        verdict=grade_label(said) if said else None,
        remarks={remark.part: _remark(remark, state.question) for remark in said.remarks} if said and same else {},
        run=Said(None, Markup(""), href_of(run), run.sentence) if run else None,
        player=player_of(state, said, shown, catalogue),
        notice=refusal.notice if refusal else "",
        unchanged=same and not state.complete and said is not None and said.judged,
        unmoved=bool(refusal and refusal.form and not state.submitted and untouched(state.question, refusal.form)),
    )


def grade_label(said: Reply) -> GradeLabel:
    """The judgement in words and a sign."""
    if not said.judged:
        return GradeLabel("saved", "●", "Saved.")
    if said.right:
        return GradeLabel("right", "✓", "Right.")
    if said.score:
        return GradeLabel("partly", "◐", f"Partly right: {round(100 * said.score)}{SPACE}%.")
    return GradeLabel("wrong", "✗", "Not right.")


def _remark(remark: Remark, question: Presented) -> Said:
    # A run that is an answer is on show already, in the question's simulation.
    run = None if is_played(question) else remark.run
    text = Markup(remark.text)  # noqa: S704 - made by our own Markdown, which lets no markup of an author's through
    return Said(remark.right, text, href_of(run) if run else "", run.sentence if run else "")


def fragment(templates: Environment, shown: QuestionView) -> Markup:
    """The question as HTML; the same for a whole page and for a part that is swapped in."""
    html = templates.get_template("fragments/_question.html").render(q=shown)
    return Markup(with_way_back(html, shown.state.lesson_id, shown.id))  # noqa: S704 - made by our own template


def fragments(templates: Environment, views: Sequence[QuestionView]) -> Iterator[tuple[str, Markup]]:
    """By label, each question of a lesson; behind one that is drawn its practice, or the place for it."""
    practice = {shown.state.label: fragment(templates, shown) for shown in views if is_practice(shown.state.label)}
    for shown in views:
        label = shown.state.label
        if is_practice(label):
            continue
        place = macro("text.html", "practice", f"question-{practice_of(label)}") if shown.state.drawn else Markup("")
        yield label, fragment(templates, shown) + practice.get(practice_of(label), place)


def with_questions(html: str, questions: Iterable[tuple[str, Markup]]) -> Markup:
    """The text of a lesson with its questions put into their places; places of questions that are not there stay empty."""
    parts = {question_place(label): fragment for label, fragment in questions}
    lines = (parts.get(line, line) for line in html.splitlines(keepends=True))
    return Markup("".join(lines))  # noqa: S704 - both are rendered by ourselves
