"""Lists between commas as parameters write them: one value for each process, different words, numbers of processes. Errors say which and where."""

import re

from app.kernel.deciding import UNKNOWN
from app.kernel.errors import UsageError
from app.kernel.parameters import Values, shown

_WORD = re.compile(r"[\w.+-]{1,12}")


def numbered(values: Values) -> tuple[str, ...]:
    """Give the names of the ``processes``, from 1."""
    return tuple(str(number) for number in range(1, int(values["processes"]) + 1))


def parts(values: Values, name: str) -> tuple[str, ...]:
    """Give the parts of a parameter that is a list."""
    return tuple(filter(None, str(values[name]).split(",")))


def without(values: Values, name: str) -> tuple[str, ...]:
    """Give those of the ``processes`` that are not on a list."""
    return tuple(process for process in numbered(values) if process not in parts(values, name))


def words(name: str, text: str, place: str) -> list[str]:
    """Read words; ``place`` says what each stands for. The word for no majority is taken."""
    found = [word.strip() for word in text.split(",")]
    for number, word in enumerate(found, 1):
        if not _WORD.fullmatch(word) or word == UNKNOWN:
            allowed = f"1 to 12 letters, digits or . + - _, and not {UNKNOWN}"
            raise UsageError(f"{name}: {shown(word)} as {place} {number} is not usable; allowed: {allowed}", name)
    return found


def one_each(name: str, text: str, before: Values, place: str = "the value of process") -> str:
    """Read one word for each of the ``processes``."""
    found = words(name, text, place)
    if len(found) != before["processes"]:
        raise UsageError(f"{name}: {len(found)} given, {before['processes']} needed: one for each process, with commas between them", name)
    return ",".join(found)


def different(name: str, text: str, place: str, most: int) -> str:
    """Read different words, at most so many."""
    found = words(name, text, place)
    if len(found) > most:
        raise UsageError(f"{name}: {len(found)} given; allowed: 1 to {most}, with commas between them", name)
    for number, word in enumerate(found, 1):
        if word in found[: number - 1]:
            raise UsageError(f"{name}: {shown(word)} stands there twice (again as {place} {number}); allowed: 1 to {most} different ones", name)
    return ",".join(found)


def process_numbers(name: str, text: str, before: Values, place: str, all_of: str) -> str:
    """Read numbers of some of the ``processes``; nothing at all, or the word, for none (a lesson's option must have a value).

    ``place`` says what each is, ``all_of`` what is wrong if it is all of them.
    """
    processes = int(before["processes"])
    allowed = f"different numbers from 1 to {processes}, at most {processes - 1} of them, with commas between them; or nothing"
    numbers: list[int] = []
    for number, word in enumerate(() if text.strip() in ("", "none") else text.split(","), 1):
        found = int(word) if re.fullmatch(r"\s*[0-9]{1,4}\s*", word) else 0
        if not 1 <= found <= processes:
            raise UsageError(f"{name}: {shown(word.strip())} as {place} {number} is no process; allowed: {allowed}", name)
        if found in numbers:
            raise UsageError(f"{name}: {found} stands there twice (again as {place} {number}); allowed: {allowed}", name)
        numbers.append(found)
    if len(numbers) == processes:
        raise UsageError(f"{name}: all {processes} processes {all_of}; allowed: {allowed}", name)
    return ",".join(str(number) for number in sorted(numbers))
