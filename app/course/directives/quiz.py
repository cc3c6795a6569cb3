"""``{quiz} Title``: a question. Its answers are items; see ``app.course.questions.source``. ``generator`` names what draws a computed one."""

from app.course.directive import Directive, RenderContext
from app.course.model.questions import Body, Computed
from app.course.questions.authoring import OF_KINDS, OWN, body_of, placeholder, question_of, source_of
from app.course.questions.generators import checked, drawn
from app.course.questions.kinds import kind_of
from app.course.questions.source import QuestionSource
from app.kernel.errors import UsageError

SAMPLES = (1, 2, 3)
"""Seeds of the variants that are drawn when the lesson is read, to see that they can be."""


def render(directive: Directive, page: RenderContext) -> str:
    """The place of the question; the empty string when it has mistakes."""
    before = len(page.errors)
    source = source_of(directive, page)
    computed = "generator" in directive.options
    body = _computed(source) if computed else body_of(source)
    if not computed:
        page.only(directive, (*OWN, "generator"))
    if body is None:
        return ""
    question = question_of(source, body, explained=computed)
    return placeholder(question, page) if len(page.errors) == before else ""


def _computed(source: QuestionSource) -> Body | None:
    directive, page = source.directive, source.page
    name = source.option("generator")
    settings = {key: option.text for key, option in directive.options.items() if key not in (*OWN, "generator")}
    if source.option("kind") not in ("", "computed"):
        page.wrong(source.line("kind"), f"A question with a generator is “computed”, not “{source.option('kind')}”.")
    for option in OF_KINDS:
        if option in directive.options:
            page.wrong(source.line(option), f"“{option}” is for answers of an author; the generator knows its own.")
    for entry in source.parts.entries:
        if entry.mark not in "?!":
            page.wrong(entry.line, "The generator makes the answers; only hints “- [?]” and an explanation “- [!]” may stand here.")
    try:
        body = Computed(name, settings)
        generator = checked(body)
        if generator.concept not in page.catalogue:
            return None
        body = Computed(name, settings, generator.version, page.catalogue[generator.concept].revision)
        for seed in SAMPLES:
            sample = drawn(body, seed, page.catalogue)
            assert not kind_of(sample.body).validate(sample.body), f"{name} draws unusable questions"
    except UsageError as error:
        page.wrong(source.line(error.field if error.field in settings else "generator"), f"{error.message}.")
        return None
    return body
