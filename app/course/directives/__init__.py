"""The kinds of directives: one module each, and one line here."""

from collections.abc import Mapping

from app.course.directive import Render
from app.course.directives import challenge, claim, compare, predict, quiz, sim

KINDS: Mapping[str, Render] = {
    "sim": sim.render,
    "claim": claim.render,
    "compare": compare.render,
    "predict": predict.render,
    "quiz": quiz.render,
    "challenge": challenge.render,
}
