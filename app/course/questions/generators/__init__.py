"""The generators of computed questions, by name."""

from collections.abc import Mapping

from app.course.model.questions import Computed
from app.course.questions.generators import agreement, calls, crashes, rollback
from app.course.questions.generators.generator import Drawn, Generator
from app.course.questions.runs import found_concept
from app.kernel.errors import UsageError
from app.kernel.parameters import unknown
from app.kernel.prng import Sequence
from app.kernel.show.concept import Concept

GENERATORS: Mapping[str, Generator] = {
    generator.name: generator for generator in (*crashes.GENERATORS, *calls.GENERATORS, *agreement.GENERATORS, *rollback.GENERATORS)
}


def checked(body: Computed) -> Generator:
    """The generator that a computed question names; UsageError for a name or a setting that does not exist."""
    if body.generator not in GENERATORS:
        raise unknown("generator", body.generator, GENERATORS)
    generator = GENERATORS[body.generator]
    for name, value in body.settings.items():
        if name not in generator.settings:
            raise unknown(f"setting of {generator.name}", name, generator.settings)
        if value not in generator.settings[name]:
            raise UsageError(f"{name}: “{value[:60]}” is not usable; allowed: {', '.join(generator.settings[name])}", name)
    return generator


def drawn(body: Computed, seed: int, catalogue: Mapping[str, Concept]) -> Drawn:
    """The variant that a seed draws."""
    generator = checked(body)
    return generator.draw(Sequence(seed), body.settings, found_concept(catalogue, generator.concept))
