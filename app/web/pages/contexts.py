"""What each page knows: one frozen record a page, made by the functions of ``pages`` and read by one template."""

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from app.course.markdown import Heading
from app.course.progress import Tally
from app.course.showcase import Endings
from app.kernel.show.concept import Showcase
from app.web.http.page import Page
from app.web.pages.lesson_end import LessonEnd
from app.web.pages.lesson_marks import Onward, Standing
from app.web.pages.syllabus import LessonLink, Part
from app.web.pages.way_back import WayBack


@dataclass(frozen=True, slots=True, kw_only=True)
class CoursePage(Page):
    """The course: its parts, or none yet. ``player`` is a run that plays at once; ``endings`` is the table of what can come of all such runs.

    While ``asking`` is there, that lesson asks for all rows of the table but the first ``showcase.given``, and they are not shown.
    ``onward`` is where a visitor who was here before goes on.
    """

    parts: tuple[Part, ...]
    lesson_count: int
    minutes: int
    showcase: Showcase | None
    player: Markup | None
    endings: Endings | None
    asking: LessonLink | None
    standing: Standing
    tallies: Mapping[str, Tally]
    onward: Onward | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage(Page):
    """One lesson among the others. ``resume`` is the heading that the visitor was at last."""

    parts: tuple[Part, ...]
    part: Part
    lesson: LessonLink
    text: Markup
    contents: tuple[Heading, ...]
    previous: LessonLink | None
    following: LessonLink | None
    standing: Standing
    resume: Heading | None
    end: LessonEnd


@dataclass(frozen=True, slots=True)
class ScenarioLink:
    """A named setting of a concept. ``watch``: what to look at. ``broken``: wrong on purpose. ``here``: the one that is shown."""

    name: str
    title: str
    sentence: str
    watch: str
    href: str
    broken: bool
    here: bool


@dataclass(frozen=True, slots=True)
class ConceptLink:
    """A concept as the list of all shows it."""

    slug: str
    title: str
    summary: str
    source: str
    scenarios: int

    @property
    def href(self) -> str:
        """Its address."""
        return f"/play/{self.slug}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConceptListPage(Page):
    """All concepts."""

    concepts: tuple[ConceptLink, ...]


@dataclass(frozen=True, slots=True)
class StudyLink:
    """A study that a concept offers, with the run's own parameters. ``size`` says how much is measured."""

    title: str
    sentence: str
    href: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlayPage(Page):
    """One concept with a run of it. ``back``: the lesson that the visitor came from."""

    concept: ConceptLink
    scenarios: tuple[ScenarioLink, ...]
    studies: tuple[StudyLink, ...]
    lessons: tuple[LessonLink, ...]
    player: Markup
    back: WayBack | None


@dataclass(frozen=True, slots=True)
class PairLink:
    """Two settings that are offered to be seen side by side."""

    title: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage(Page):
    """One concept twice. ``lead`` is the side (a or b) that acts; ``missed`` what the other could not do, empty if it could do all."""

    concept: ConceptLink
    pairs: tuple[PairLink, ...]
    lead: str
    missed: str
    left: Markup
    right: Markup
