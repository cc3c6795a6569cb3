"""Judges and role views of the old signatures as functions of a situation; goes when the last concept is rewritten."""

from collections.abc import Callable
from typing import Any

from app.kernel.situation import Situation


def judged(function: Callable[[Any, Any, bool], Any]) -> Callable[[Situation[Any]], Any]:
    """Take (model, state, final)."""
    return lambda now: function(now, now.state, now.final)


def viewed(function: Callable[[Any, Any, str], str]) -> Callable[[Situation[Any], str], str]:
    """Take (model, state, process)."""
    return lambda now, process: function(now, now.state, process)
