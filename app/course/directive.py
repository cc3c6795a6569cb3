"""The shape that all directives share: a colon fence with a name, an argument, options, and a text.

::

    :::{name} argument
    :option: value
    The text.
    :::
"""

import re
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace

from app.course.author_errors import AuthorError, instead
from app.course.model.questions import Question
from app.kernel.show.concept import Concept

HEAD = re.compile(r"\{([a-z][a-z-]*)\}\s*(.*)")
OPTION = re.compile(r":([a-z][a-z0-9_-]*):(?:\s+(.*))?")
YES_OR_NO = {"yes": True, "no": False, "true": True, "false": False}
LABEL = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class DirectiveOption:
    """A value as the author wrote it."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Directive:
    """A directive as it stands in the file; nothing in it is validated yet."""

    name: str
    argument: str
    options: Mapping[str, DirectiveOption]
    body: str
    line: int
    body_line: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a reference leads to: the id in the page, and the words that it is called by."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class LessonReference:
    """A link to a lesson as it stands in a file; ``anchor`` is empty where it leads to the lesson as a whole."""

    line: int
    target: str
    lesson: str
    anchor: str


@dataclass(slots=True)
class RenderContext:
    """The lesson that is being rendered: where its directives look things up and leave their mistakes."""

    file: str
    catalogue: Mapping[str, Concept]
    errors: list[AuthorError] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)
    anchors: dict[str, Anchor] = field(default_factory=dict)
    pictures: AbstractSet[str] = frozenset()
    questions: list[Question] = field(default_factory=list)
    links: list[LessonReference] = field(default_factory=list)
    players: int = 0

    def wrong(self, line: int, message: str) -> None:
        """Note a mistake and go on, so that an author sees all of them at once."""
        self.errors.append(AuthorError(self.file, line, message))

    def label(self, directive: Directive) -> str:
        """The directive's label, unique in its lesson; the empty string when it has none that can be used. See ``register``."""
        option = directive.options.get("label")
        return option.text if option is not None and self.labels.get(option.text) == directive.line else ""

    def register(self, directive: Directive) -> str:
        """Take the directive's label before anything is rendered, so that references may lead forward too."""
        option = directive.options.get("label")
        if option is None or not option.text:
            return ""
        if not LABEL.fullmatch(option.text):
            self.wrong(option.line, f"The label “{option.text}” must be lower-case words joined by hyphens, such as “crash-after-print”.")
            return ""
        if option.text in self.labels:
            self.wrong(option.line, f"The label “{option.text}” is taken by the directive in line {self.labels[option.text]} already.")
            return ""
        self.labels[option.text] = directive.line
        return option.text

    def only(self, directive: Directive, allowed: Iterable[str]) -> None:
        """Complain about each option that the directive does not know."""
        names = list(allowed)
        for name, option in directive.options.items():
            if name not in names:
                self.wrong(option.line, f"Unknown option “{name}” of {{{directive.name}}}. {instead(name, names)}")


Render = Callable[[Directive, RenderContext], str]


def parse(info: str, content: str, line: int, page: RenderContext) -> Directive | None:
    """Read a colon fence; ``line`` is where it opens. What cannot be read is noted on the page."""
    head = HEAD.fullmatch(info.strip())
    if head is None:
        page.wrong(line, f"“:::{info.strip()}” opens a directive, but “{{name}}” must follow the colons, such as “:::{{sim}} CONCEPT”.")
        return None
    lines = content.split("\n")
    options: dict[str, DirectiveOption] = {}
    used = next((place for place, text in enumerate(lines) if text.strip() and not OPTION.fullmatch(text.strip())), len(lines))
    for here, text in enumerate(lines[:used], line + 1):
        if match := OPTION.fullmatch(text.strip()):
            _note(options, match[1], DirectiveOption((match[2] or "").strip(), here), page)
    return Directive(head[1], head[2].strip(), options, "\n".join(lines[used:]).strip(), line, line + 1 + used)


def with_old_names(directive: Directive, names: Mapping[str, str], page: RenderContext) -> Directive:
    """The directive with options of former names under the present ones; ``names`` maps former to present. Both at once is a mistake."""
    options = dict(directive.options)
    for former, present in names.items():
        found = options.pop(former, None)
        if found is not None and present in options:
            page.wrong(found.line, f"“{former}” is the former name of “{present}”, which stands in line {options[present].line} already.")
        elif found is not None:
            options[present] = found
    return replace(directive, options=options)


def yes_or_no(given: Mapping[str, DirectiveOption], name: str, otherwise: bool, page: RenderContext) -> bool:
    """An option that is yes or no; true and false, as some options once wanted, are read too."""
    option = given.get(name)
    if option is None:
        return otherwise
    if option.text not in YES_OR_NO:
        page.wrong(option.line, f"“{name}” is “{option.text}”; it must be yes or no.")
    return YES_OR_NO.get(option.text, otherwise)


def _note(options: dict[str, DirectiveOption], name: str, option: DirectiveOption, page: RenderContext) -> None:
    """Take an option in. One without a value is kept too, so that it is not reported as missing as well."""
    if name in options:
        page.wrong(option.line, f"The option “{name}” stands here a second time; the first is in line {options[name].line}.")
        return
    if not option.text:
        page.wrong(option.line, f"The option “{name}” has no value.")
    options[name] = option
