"""The parameters: small languages for values, traitors and lies, and the machine that they make."""

import re

from app.concepts.byzantine_agreement._messages import UNKNOWN
from app.concepts.byzantine_agreement._om import OralMessages
from app.concepts.byzantine_agreement._vectors import Vectors
from app.kernel.errors import UsageError
from app.kernel.parameters import Choice, Integer, Text, Values, shown
from app.kernel.synchronous import SynchronousMachine

LIES = 6
_WORD = re.compile(r"[\w.+-]{1,12}")
_WORDS = f"1 to 12 letters, digits or . + - _, and not {UNKNOWN}"


def _words(name: str, text: str, place: str) -> list[str]:
    """Read words between commas; ``place`` says what each stands for."""
    words = [word.strip() for word in text.split(",")]
    for number, word in enumerate(words, 1):
        if not _WORD.fullmatch(word) or word == UNKNOWN:
            raise UsageError(f"{name}: {shown(word)} as {place} {number} is not usable; allowed: {_WORDS}", name)
    return words


def read_values(text: str, before: Values) -> str:
    """Read one value for each process."""
    words = _words("values", text, "the value of process")
    if len(words) != before["processes"]:
        raise UsageError(f"values: {len(words)} given, {before['processes']} needed: one for each process, with commas between them", "values")
    return ",".join(words)


def read_traitors(text: str, before: Values) -> str:
    """Read the numbers of the traitors; nothing at all, or the word, for none (a lesson's option must have a value)."""
    processes = int(before["processes"])
    allowed = f"different numbers from 1 to {processes}, at most {processes - 1} of them, with commas between them; or nothing"
    numbers: list[int] = []
    for place, word in enumerate(() if text.strip() in ("", "none") else text.split(","), 1):
        number = int(word) if re.fullmatch(r"\s*[0-9]{1,4}\s*", word) else 0
        if not 1 <= number <= processes:
            raise UsageError(f"traitors: {shown(word.strip())} as traitor {place} is no process; allowed: {allowed}", "traitors")
        if number in numbers:
            raise UsageError(f"traitors: {number} stands there twice (again as traitor {place}); allowed: {allowed}", "traitors")
        numbers.append(number)
    if len(numbers) == processes:
        raise UsageError(f"traitors: all {processes} processes are traitors, none is left to agree; allowed: {allowed}", "traitors")
    return ",".join(str(number) for number in sorted(numbers))


def read_lies(text: str, before: Values) -> str:
    """Read the values that a traitor may send."""
    words = _words("lies", text, "lie")
    if len(words) > LIES:
        raise UsageError(f"lies: {len(words)} given; allowed: 1 to {LIES}, with commas between them", "lies")
    for number, word in enumerate(words, 1):
        if word in words[: number - 1]:
            raise UsageError(f"lies: {shown(word)} stands there twice (again as lie {number}); allowed: 1 to {LIES} different ones", "lies")
    return ",".join(words)


def check(values: Values) -> None:
    """Refuse a commander that does not exist."""
    if int(values["commander"]) > int(values["processes"]):
        raise UsageError(f"commander: {values['commander']} is no process; allowed: a whole number from 1 to {values['processes']}", "commander")


def called(name: str) -> str:
    """What the texts call a process."""
    return f"P{name}"


def build(values: Values) -> SynchronousMachine:
    """Give the machine."""
    names = tuple(str(number) for number in range(1, int(values["processes"]) + 1))
    traitors = tuple(str(values["traitors"]).split(",")) if values["traitors"] else ()
    own = tuple(str(values["values"]).split(","))
    lies = tuple(str(values["lies"]).split(","))
    commander = int(values["commander"])
    if values["algorithm"] == "om":
        return SynchronousMachine(OralMessages(names, traitors, own[commander - 1], lies, int(values["m"]), str(commander)), called)
    return SynchronousMachine(Vectors(names, traitors, own, lies, str(values["rule"])), called)


_OM = {"algorithm": ("om",)}

PARAMETERS = (
    Choice(
        "algorithm",
        "Algorithm",
        "vectors",
        "What they agree on: a vector with the value of every process (two rounds), or one value, the commander’s, by OM(m).",
        choices=("vectors", "om"),
    ),
    Choice(
        "rule",
        "Rule of decision",
        "interactive-consistency",
        "Whose word on an element counts. Interactive consistency: everybody’s except that process’s own second word. "
        "Textbook: the vectors received, and nothing else. OM ignores this.",
        choices=("interactive-consistency", "textbook"),
        when={"algorithm": ("vectors",)},
    ),
    Integer("processes", "Processes", 4, "How many processes there are, loyal or not; they are named 1, 2, 3 and so on.", minimum=3, maximum=10),
    Text("traitors", "Traitor no.", "3", "The numbers of the processes that may lie, with commas between them; empty for none.", read=read_traitors),
    Text(
        "values",
        "Values",
        lambda before: ",".join(str(number) for number in range(1, int(before["processes"]) + 1)),
        "The true value of each process, with commas between them. A traitor never uses its own; OM uses only the commander’s.",
        read=read_values,
    ),
    Text("lies", "Lies", "x,y", "The values that a traitor may send, with commas between them.", read=read_lies),
    Integer(
        "m", "m of OM(m)", 1, "How many traitors OM(m) is made for; it takes m + 1 rounds. The vectors ignore this.", minimum=0, maximum=3, when=_OM
    ),
    Integer("commander", "Commander", 1, "The process whose value OM makes known to all. The vectors ignore this.", minimum=1, maximum=10, when=_OM),
)
