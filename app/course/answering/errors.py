"""Why an answer is not taken, in words for the person who sent it."""

from app.kernel.errors import UsageError


class MissingError(UsageError):
    """There is no such lesson, question or attempt, or none of this person's: the two are not told apart."""


class ClosedError(UsageError):
    """The attempt takes no more answers."""


class StaleError(UsageError):
    """The attempt has had answers that the sender has not seen: another tab has used a try."""


class UnchangedError(UsageError):
    """The answer is the one that was given last and was not right."""


class RedrawnError(UsageError):
    """The page showed a variant that was never begun and is drawn otherwise by now."""


def other_variant() -> RedrawnError:
    """What is said to an answer for a variant that nothing can show any more."""
    return RedrawnError("This question has changed since your page was opened. No try was used; open the lesson again and answer there.", "attempt")


def no_such_attempt() -> MissingError:
    """What is said to a name that leads nowhere."""
    return MissingError("There is no such attempt. Open the lesson again and answer there.", "attempt")
