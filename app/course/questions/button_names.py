"""What the buttons about questions say: one name for each thing, on every page and in every sentence that speaks of it."""

from enum import StrEnum


class Button(StrEnum):
    """The buttons of questions and of the end of a lesson."""

    ANSWER = "Answer"
    TRY_AGAIN = "Try again"
    SHOW = "Show the answer"
    ANOTHER = "Another one like this"
    FINISH = "Finish"
    RETRY_MISSED = "Retry the ones I missed"
    REVIEW = "Answer its questions again"
    READ = "I am done with this lesson"
    NEW_VERSION = "Take the new version"
