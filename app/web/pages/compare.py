"""Two runs side by side. The address says all of it: parameters and scenario of either side (``a.…``, ``b.…``), who leads, its choices, the step."""

import time
from collections.abc import Mapping
from contextlib import suppress

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse

from app.course.player_html import ShownRun, player
from app.course.revisions import replaying
from app.course.run_address import address
from app.course.run_query import BOUND, SECONDS, first_choices, once, read_choices, read_revision, read_step
from app.kernel.errors import UsageError
from app.kernel.follow import events_of, follow
from app.kernel.parameters import Value
from app.kernel.runs import Run, play
from app.kernel.show.concept import Concept
from app.kernel.specification import Comparison, Model
from app.web.http.access import PUBLIC
from app.web.http.site import SiteDep
from app.web.http.templating import render
from app.web.pages.contexts import ComparePage, PairLink
from app.web.pages.course import READ
from app.web.pages.play import concept_link

router = APIRouter(dependencies=[PUBLIC], default_response_class=HTMLResponse, include_in_schema=False)

SIDES = ("a", "b")
NAMES = {"a": "Left", "b": "Right"}


@router.api_route("/compare/{slug}", methods=READ)
def compare(request: Request, site: SiteDep, slug: str) -> HTMLResponse:
    """One concept twice. UsageError becomes a page that says what is allowed."""
    found = site.catalogue.get(slug)
    if found is None:
        raise HTTPException(404, f"There is no concept “{slug}”. There are: {', '.join(site.catalogue)}.")
    pair = Pair(found, once(request.query_params.multi_items()))
    page = ComparePage(
        title=f"Compare: {found.title}",
        section="play",
        has_player=True,
        concept=concept_link(found),
        pairs=tuple(PairLink(offered.title, href(found, offered)) for offered in found.comparisons),
        lead=pair.lead,
        missed=pair.missed,
        left=player(pair.shown("a")),
        right=player(pair.shown("b")),
    )
    return render(request, "pages/compare.html", page)


class Pair:
    """The two runs that an address asks for: one leads with its choices, the other takes the same events as far as it can."""

    def __init__(self, concept: Concept, query: Mapping[str, str]) -> None:
        """Play both. UsageError says which part of the address is unusable, with the side in front."""
        given = dict(query)
        self.lead = given.pop("lead", "a")
        if self.lead not in SIDES:
            raise UsageError("lead: allowed are a (the left run leads) and b (the right one)", "lead")
        self.choices = read_choices(given.pop("choices", None))
        self.step = read_step(given.pop("step", None))
        self.revision = read_revision(given.pop("revision", None))
        self.concept = concept
        self.overdue = time.thread_time() + SECONDS
        self.asked = {side: _of_side(given, side) for side in SIDES}
        if stray := [name for name in given if name[:2] not in ("a.", "b.")]:
            raise UsageError(
                f"“{stray[0]}” belongs to neither side; allowed: a.{stray[0]} for the left run, b.{stray[0]} for the right one", stray[0]
            )
        self.scenarios = {side: self.asked[side].pop("scenario", None) or None for side in SIDES}
        with replaying(concept, self.revision):
            left = self._model("a")
            if not self.asked["b"] and self.scenarios["b"] is None:
                self.asked["b"], self.scenarios["b"] = counterpart(left, self.asked["a"], self.scenarios["a"]), self.scenarios["a"]
            self.models = {"a": left, "b": self._model("b")}
            self.runs, self.taken, self.missed = self._played()
        last = max(len(run.choices) for run in self.runs.values())
        if self.step is not None and self.step > last:
            raise UsageError(f"step: {self.step} does not exist; the longer run has the steps 0 to {last}", "step")

    def _model(self, side: str) -> Model:
        try:
            return self.concept.model(self.asked[side], self.scenarios[side])
        except UsageError as error:
            raise UsageError(f"{NAMES[side]}: {error.message}", error.field) from None

    def _played(self) -> tuple[dict[str, Run], dict[str, tuple[int, ...]], str]:
        """Give both runs, the choices that each begins with, and what the other side could not do (empty if it could do all)."""
        other = "b" if self.lead == "a" else "a"
        begin = first_choices(self.models[self.lead], self.scenarios[self.lead], self.choices)
        lead = self._play(self.lead, begin)
        followed = follow(self.models[other], events_of(lead)[: len(begin)])
        before = lead.steps[len(followed.choices)].situation
        missed = self.concept.say_label(before, followed.missed) if followed.missed else ""
        runs = {self.lead: lead, other: self._play(other, followed.choices)}
        return runs, {self.lead: begin, other: followed.choices}, missed

    def _play(self, side: str, begin: tuple[int, ...]) -> Run:
        return play(self.models[side], begin, bound=len(begin) + BOUND, overdue=lambda: time.thread_time() > self.overdue)

    def shown(self, side: str) -> ShownRun:
        """One side, as its player shows it."""
        run, model, scenario = self.runs[side], self.models[side], self.scenarios[side]
        parameters = {name: value for name, value in model.parameters.items() if name in self.asked[side]}
        step = min(self.step or 0, len(run.choices))
        link = address(self.concept.slug, parameters, scenario, self.taken[side], step, revision=self.concept.revision)
        alt = f"{NAMES[side]}: {_settings(model)}."
        return ShownRun(
            run,
            parameters,
            scenario,
            self.taken[side],
            step,
            self.revision,
            label=NAMES[side].lower(),
            alt=alt,
            link=link,
            scenarios=True,
            searches=True,
        )


def _of_side(given: Mapping[str, str], side: str) -> dict[str, str]:
    return {name[2:]: value for name, value in given.items() if name.startswith(f"{side}.")}


def _settings(model: Model) -> str:
    """The parameters in words, for the caption of a run that stands beside another."""
    return ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in model.parameters.items())


def counterpart(left: Model, asked: Mapping[str, str], scenario: str | None) -> dict[str, str]:
    """The right side when only the left one is asked for: the same with the difference of the first comparison of the concept that makes one."""
    for offered in left.concept.comparisons:
        for side in (offered.right, offered.left):
            change = {name: str(value) for name, value in side.items() if offered.left.get(name) != offered.right.get(name)}
            with suppress(UsageError):  # a difference that does not fit the other parameters
                if left.concept.model({**asked, **change}, scenario).parameters != left.parameters:
                    return {**asked, **change}
    return dict(asked)


def href(concept: Concept, offered: Comparison) -> str:
    """The address of a comparison that is offered."""
    sides: tuple[tuple[str, Mapping[str, Value]], ...] = (("a", offered.left), ("b", offered.right))
    query = {f"{side}.{name}": value for side, values in sides for name, value in values.items()}
    return address(concept.slug, query, None, concept.comparison_choices(offered), revision=concept.revision, page="compare")
