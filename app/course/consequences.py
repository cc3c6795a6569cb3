"""What a changed lesson will do to the answers that its questions have: said to the author before it happens."""

from collections.abc import Iterable

from sqlalchemy import Engine

from app.course.lesson import ParsedLesson
from app.course.questions import codec
from app.course.questions.meaning import changes, meaning_of, own_meaning
from app.store.kept_answers import KeptQuestion, kept


def consequences(engine: Engine, lessons: Iterable[ParsedLesson]) -> list[str]:
    """One sentence for every question that differs from what the database holds and has answers there."""
    new = {(lesson.front.id, question.label): (lesson.file, question) for lesson in lessons for question in lesson.questions}
    found = []
    for row in kept(engine, list(dict.fromkeys(lesson_id for lesson_id, _ in new))):
        if (row.lesson_id, row.label) not in new:
            if row.answers:
                found.append(f"{row.lesson_id}: question “{row.label}” is no longer asked: {_many(row)} will count for no question.")
            continue
        file, question = new[row.lesson_id, row.label]
        if not row.answers or codec.version_of(question) == row.version:
            continue
        before = codec.decode(row.encoded)
        if meaning_of(before) == meaning_of(question):
            found.append(f"{file}: question “{row.label}” has another text and keeps {_many(row)}.")
            continue
        parts = ", ".join(changes(before, question)) or "same-as"
        found.append(
            f"{file}: question “{row.label}” changed in meaning ({parts}): {_many(row)} will count as answers to the old version. "
            f"If it still asks the same, write “:same-as: {meaning_of(before)}={own_meaning(question)}”."
        )
    return found


def _many(row: KeptQuestion) -> str:
    answers = "1 answer" if row.answers == 1 else f"{row.answers} answers"
    return f"{answers} of {row.students} student{'' if row.students == 1 else 's'}"
