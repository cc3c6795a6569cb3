"""Questions about agreement with a traitor: the vector that a loyal process decides, and the order that a lieutenant follows."""

from collections import Counter

from app.concepts.byzantine_agreement import CONCEPT
from app.course.questions.generators.generator import Drawn, Generator, Settings, first_good, link_to, one_of
from app.course.questions.kinds.choice import Option, Single
from app.course.questions.kinds.fill_in import Blank, FillIn
from app.course.questions.kinds.parts import shuffled
from app.course.templates import macro
from app.kernel.prng import Sequence
from app.kernel.runs import Run, Stepper
from app.kernel.show.concept import Concept, concept_of

TEMPLATE = "generators/agreement.html"
UNKNOWN = "UNKNOWN"
VALUES = ("2", "3", "5", "7", "8", "9")
NAMES = ("1", "2", "3", "4")
LIES = ("4", "6")
Matrix = dict[str, tuple[str, ...]]


def _played(draws: Sequence, concept: Concept, setting: dict[str, str | int | bool]) -> Run:
    """A run whose every lie is drawn."""
    stepper = Stepper(concept.model(setting))
    while not stepper.steps[-1].final:
        stepper.take(draws.below(len(stepper.steps[-1].enabled)))
    return Run(stepper.model, tuple(stepper.choices), tuple(stepper.steps))


def received(run: Run, name: str) -> Matrix:
    """What a loyal process holds in the end: the row of what it heard itself, and the vector that each of the others has sent it."""
    after = next(number for number, step in enumerate(run.steps) if step.state.round == 1)
    view = concept_of(run.model).view(run.steps[after].situation)["processes"]
    rows: Matrix = {other: tuple(view[other]["vector"]) for other in NAMES if other in view}
    for traitor in NAMES:
        if traitor not in view:
            told = {
                step.event.subject[1]: str(step.event.subject[2])
                for step in run.steps[after + 1 :]
                if step.event and isinstance(step.event.subject, tuple) and step.event.subject[0] == name
            }
            rows[traitor] = tuple(told[other] for other in NAMES)
    return {other: rows[other] for other in NAMES}


def words(rows: Matrix, name: str, of: str) -> dict[str, str]:
    """The words that count for a process on another one's value, by who says them: what it heard itself, and what the rest pass on."""
    place = NAMES.index(of)
    return {source: row[place] for source, row in rows.items() if source != of}


def _counted(rows: Matrix, name: str, of: str) -> str:
    said = words(rows, name, of)
    parts = [f"P{of} itself said {said[name]}"] + [f"P{source} passed on {word}" for source, word in said.items() if source != name]
    return f"On P{of} three words count: {', '.join(parts[:-1])} and {parts[-1]}."


def _field(rows: Matrix, name: str, of: str, right: str, choices: tuple[str, ...]) -> Blank:
    key = f"field-{of}"
    if of == name:
        return Blank(key, right, choices, {word: "Nobody can tell a process what its own value is." for word in choices if word != right})
    counts = Counter(words(rows, name, of).values())
    feedback = {}
    for word in choices:
        if word == UNKNOWN:
            said = "there is a majority."
        elif counts[word] == 1:
            said = f"only one of them is {word}."
        else:
            said = f"none of them is {word}. What P{of} passes on about itself does not count."
        if word != right:
            feedback[word] = f"{_counted(rows, name, of)} Look again: {said}"
    return Blank(key, right, choices, feedback)


def _rows(rows: Matrix, name: str) -> list[tuple[str, tuple[str, ...]]]:
    """The matrix as a table shows it: each row with its heading."""
    return [("heard itself" if source == name else f"from P{source}", row) for source, row in rows.items()]


def draw_vector(draws: Sequence, settings: Settings, concept: Concept) -> Drawn:
    """Values, traitor and every lie are drawn, and the loyal process that is asked about."""

    def attempt() -> Drawn | None:
        values = shuffled(VALUES, draws)[:4]
        traitor = one_of(draws, NAMES)
        lies = (*LIES, str(one_of(draws, values)))
        setting: dict[str, str | int | bool] = {"values": ",".join(values), "traitors": traitor, "lies": ",".join(lies)}
        run = _played(draws, concept, setting)
        name = str(one_of(draws, [other for other in NAMES if other != traitor]))
        outcome = run.outcome
        assert outcome is not None, "every lie has been told"
        rows, decided = received(run, name), tuple(str(value) for value in outcome["results"][name])
        # worth asking only if the traitor lies about others too: then a word is outvoted
        if sum(rows[traitor][place] != values[place] for place, other in enumerate(NAMES) if other not in (traitor, name)) < 1:
            return None
        choices = (*sorted({word for row in rows.values() for word in row}), UNKNOWN)
        fields = {f"field-{of}": _field(rows, name, of, decided[place], choices) for place, of in enumerate(NAMES)}
        body = FillIn("the value of", tuple(f"P{of}" for of in NAMES), (f"P{name} decides",), (tuple(fields),), fields)
        prompt = macro(TEMPLATE, "vector_prompt", name, [f"P{other}" for other in NAMES], _rows(rows, name))
        counted = [f"{_counted(rows, name, of)} It decides {decided[NAMES.index(of)]}." for of in NAMES if of != name]
        explanation = macro(TEMPLATE, "vector_explanation", traitor, name, values[NAMES.index(name)], counted)
        return Drawn(str(prompt), body, str(explanation), link_to(run, setting, "The run in question"))

    return first_good(attempt)


# oral messages


def _heard(run: Run, name: str, commander: str) -> dict[str, str]:
    """What a lieutenant hears, by who says it: the commander's order, and what each of the other lieutenants says the order was."""
    heard: dict[str, str] = {}
    lied = [step.event.subject for step in run.steps if step.event and isinstance(step.event.subject, tuple)]
    before = next(step.state for step in run.steps if step.state.round == 1)
    view = concept_of(run.model).view(run.model.situation(before))["processes"]
    for source in NAMES:
        if source == name:
            continue
        if source == commander:
            heard[source] = view[name]["received"][commander]
        elif source in view:
            heard[source] = view[source]["received"][commander]
        else:
            heard[source] = next(str(value) for receiver, _, value in lied if receiver == name)
    return heard


def draw_order(draws: Sequence, settings: Settings, concept: Concept) -> Drawn:
    """Commander, order, traitor and lies are drawn, and the loyal lieutenant that is asked about."""
    orders = ("attack", "retreat", "wait")

    def attempt() -> Drawn | None:
        commander, traitor = str(one_of(draws, NAMES)), str(one_of(draws, NAMES))
        order = str(one_of(draws, orders))
        values = ",".join(order if name == commander else "-" for name in NAMES)
        setting: dict[str, str | int | bool] = {
            "algorithm": "om",
            "commander": int(commander),
            "traitors": traitor,
            "values": values,
            "lies": ",".join(orders),
        }
        run = _played(draws, concept, setting)
        name = str(one_of(draws, [other for other in NAMES if other not in (commander, traitor)]))
        heard = _heard(run, name, commander)
        if len(set(heard.values())) == 1:
            return None
        outcome = run.outcome
        assert outcome is not None, "every lie has been told"
        right = str(outcome["results"][name])
        lieutenants = [other for other in NAMES if other != commander]
        prompt = macro(TEMPLATE, "order_prompt", commander, lieutenants, name, heard)
        counts = Counter(heard.values())
        options = [Option(o, f"It follows “{o}”.", o == right, _against(o, right, counts, heard[commander])) for o in orders]
        options.append(
            Option("unknown", "It finds no majority, and does what was agreed for that case.", right == UNKNOWN, _against("", right, counts, ""))
        )
        # were the commander loyal, the other loyal lieutenant would have repeated its word; alone, the word gives the commander away
        repeated = counts[heard[commander]] > 1
        explanation = macro(TEMPLATE, "order_explanation", right != UNKNOWN, traitor, commander, name, repeated)
        return Drawn(str(prompt), Single(tuple(options)), str(explanation), link_to(run, setting, "The run in question"))

    return first_good(attempt)


def _against(order: str, right: str, counts: Counter[str], commanded: str) -> str:
    if (order or UNKNOWN) == right:
        return ""
    if not order:
        return "Count the three words again: two of them are the same."
    if order == commanded:
        return "That is what the commander told this one lieutenant. The commander can be the traitor, so its word is one of three."
    return f"{'Only one' if counts[order] else 'None'} of the three words is “{order}”; a majority needs two."


GENERATORS = (
    Generator("byzantine-vector", CONCEPT.slug, "The vector that a loyal process decides.", draw_vector),
    Generator("lieutenant-order", CONCEPT.slug, "What a loyal lieutenant does under OM(1).", draw_order),
)
