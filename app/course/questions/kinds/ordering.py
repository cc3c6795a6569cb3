"""``ordering``: put things in order."""

from typing import Any

import msgspec

from app.course.model.questions import Ordering, Remark, Shown
from app.course.questions.kinds.kind import Catalogue, Judgement, Kind, keys_of, listed, shuffled
from app.kernel.errors import UsageError
from app.kernel.prng import Sequence


def _validate(body: Ordering) -> tuple[str, ...]:
    texts = [item.text for item in body.items]
    wrong = [] if len(texts) > 1 else ["There must be at least two things to be ordered."]
    wrong += [f"“{text}” stands there twice." for text in dict.fromkeys(texts) if texts.count(text) > 1]
    return tuple(wrong)


def _present(body: Ordering) -> dict[str, Any]:
    """The items as they are given: by their keys, unless they were shuffled into what a student sees."""
    return {"options": tuple(Shown(item.key, item.text) for item in sorted(body.items, key=lambda item: item.key))}


def _read(body: Ordering, answer: Any) -> tuple[str, ...]:
    known = {item.key: item for item in body.items}
    order = keys_of(answer, dict(sorted(known.items())))
    if len(order) < len(known):
        raise UsageError(f"All {len(known)} things must stand in the answer, but {len(order)} do.", "answer")
    return order


def _judge(body: Ordering, order: tuple[str, ...], catalogue: Catalogue) -> Judgement:
    """One rule for the signs and for the score, and it is said: what stands in its place counts."""
    remarks = [Remark(key, key == item.key) for key, item in zip(order, body.items, strict=True)]
    good = sum(bool(remark.right) for remark in remarks)
    if good < len(order):
        counted = f"What stands in its place counts: {good or 'none'} of {len(order)}."
        remarks.append(Remark("answer", False, f"{counted} {body.feedback}".strip()))
    return Judgement(good / len(order), tuple(remarks), listed((item.text for item in body.items), "ol"))


def _complete(body: Ordering, order: tuple[str, ...]) -> bool:
    return True


def _shuffle(body: Ordering, draws: Sequence) -> Ordering:
    """The items keep their order, which is the answer; their keys get another one, and what is shown goes by the keys."""
    names = shuffled(tuple(f"i{number}" for number in range(1, len(body.items) + 1)), draws)
    return msgspec.structs.replace(body, items=tuple(msgspec.structs.replace(i, key=name) for i, name in zip(body.items, names, strict=True)))


ORDERING = Kind("ordering", _validate, _present, _read, _judge, _complete, _shuffle)
