"""``matching``: give each thing on the left one on the right."""

from typing import Any

import msgspec

from app.course.model.questions import Matching, Remark, Shown
from app.course.questions.kinds.kind import Catalogue, Judgement, Kind, listed, mapping_of, shuffled
from app.kernel.errors import UsageError
from app.kernel.prng import Sequence


def _validate(body: Matching) -> tuple[str, ...]:
    wrong = [] if len(body.left) > 1 else ["There must be at least two things to be matched."]
    wrong += ["There must be at least two different things on the right."] if len(body.right) < 2 else []
    texts = [item.text for item in body.left]
    wrong += [f"“{text}” stands on the left twice." for text in dict.fromkeys(texts) if texts.count(text) > 1]
    return tuple(wrong)


def _present(body: Matching) -> dict[str, Any]:
    return {
        "options": tuple(Shown(item.key, item.text) for item in body.left),
        "right_side": tuple(Shown(item.key, item.text) for item in body.right),
    }


def _read(body: Matching, answer: Any) -> dict[str, str]:
    given = mapping_of(answer, {item.key: item for item in body.left})
    rights = [item.key for item in body.right]
    for left, right in given.items():
        if right not in rights:
            raise UsageError(f"“{right[:40]}” is nothing on the right; allowed: {', '.join(rights)}.", left)
    return given


def _judge(body: Matching, given: dict[str, str], catalogue: Catalogue) -> Judgement:
    remarks = []
    for item in body.left:
        good = given.get(item.key) == body.pairs[item.key]
        remarks.append(Remark(item.key, good, "" if good else body.feedback.get(item.key, "")))
    words = {item.key: item.text for item in body.right}
    solution = listed(f"{item.text} → <b>{words[body.pairs[item.key]]}</b>" for item in body.left)
    return Judgement(sum(bool(remark.right) for remark in remarks) / len(remarks), tuple(remarks), solution)


def _complete(body: Matching, given: dict[str, str]) -> bool:
    return len(given) == len(body.left)


def _shuffle(body: Matching, draws: Sequence) -> Matching:
    return msgspec.structs.replace(body, left=shuffled(body.left, draws), right=shuffled(body.right, draws))


MATCHING = Kind("matching", _validate, _present, _read, _judge, _complete, _shuffle)
