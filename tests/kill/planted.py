"""``faultline serve`` with a mistake planted in it: python -m tests.kill.planted FAULT serve …

``reply-first`` acknowledges before anything is committed, ``forget-keys`` takes every answer for a new one.
"""

import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from app import cli
from app.course import answering
from app.store.people import new_id

WRITTEN_AFTER = 0.2

Submit = Callable[..., Any]


def reply_first(submit: Submit) -> Submit:
    """Write the answer down a moment after it was acknowledged."""

    def submit_later(*given: Any) -> None:
        threading.Timer(WRITTEN_AFTER, submit, given).start()

    return submit_later


def forget_keys(submit: Submit) -> Submit:
    """Give the answer a key of its own."""

    def submit_anew(*given: Any) -> Any:
        service, question, *rest = given
        return submit(service, replace(question, key=new_id(), earlier=None), *rest)

    return submit_anew


FAULTS = {"reply-first": reply_first, "forget-keys": forget_keys}

if __name__ == "__main__":
    fault = FAULTS[sys.argv.pop(1)]
    with patch.object(answering, "submit", fault(answering.submit)):
        cli.main()
