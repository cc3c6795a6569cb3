"""Typed, bounded parameters: one declaration becomes the form, the command line's options and the validation."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

import msgspec

from app.kernel.errors import UsageError

Value = str | int | bool
Values = Mapping[str, Value]
Raw = Mapping[str, Any]
Default = Value | Callable[[Values], Value]

TEXT_LIMIT = 4_000


def met(when: Mapping[str, tuple[Value, ...]], values: Values) -> bool:
    """Whether each of the named parameters has one of the values listed for it."""
    return all(values[name] in allowed for name, allowed in when.items())


class Parameter(msgspec.Struct, frozen=True):
    """What every parameter has. ``default`` may be worked out from the parameters declared before it.

    ``internal`` ones select a variant that is broken on purpose: they are no part of the form, and of a run's parameters only when set.
    ``when`` says with which values of other parameters this one is used; with any other it is ignored. Empty: always used.
    """

    name: str
    title: str
    default: Default
    sentence: str
    internal: bool = False

    type: Literal["choice", "integer", "boolean", "text"] = "text"
    when: Mapping[str, tuple[Value, ...]] = {}

    def parse(self, raw: Any, before: Values) -> Value:
        """Give the canonical value of what a user typed (text) or sent (JSON); UsageError if it is out of bounds."""
        raise NotImplementedError  # every kind of parameter below says how its values are written

    def fallback(self, before: Values) -> Value:
        """Give the default, given the parameters before this one."""
        return self.default(before) if callable(self.default) else self.default

    def used(self, values: Values) -> bool:
        """Whether it plays a part with these values of the others."""
        return met(self.when, values)

    def refuse(self, raw: Any, allowed: str) -> UsageError:
        """Give the error for an unusable value."""
        return UsageError(f"{self.name}: {shown(raw)} is not usable; allowed: {allowed}", self.name)

    def bounds(self) -> dict[str, Any]:
        """Give what is allowed, as JSON names it."""
        return {"choices": None, "minimum": None, "maximum": None}


class Choice(Parameter, frozen=True):
    """One of several words. ``→`` is read as ``->``."""

    choices: tuple[str, ...] = ()
    type: Literal["choice", "integer", "boolean", "text"] = "choice"

    def parse(self, raw: Any, before: Values) -> Value:
        """Accept one of the words, exactly."""
        text = raw.strip().replace("→", "->") if isinstance(raw, str) else raw
        if text not in self.choices or not isinstance(text, str):
            raise self.refuse(raw, ", ".join(self.choices))
        return text

    def bounds(self) -> dict[str, Any]:
        """Give the words."""
        return super().bounds() | {"choices": list(self.choices)}


class Integer(Parameter, frozen=True):
    """A whole number within bounds, both included."""

    minimum: int = 0
    maximum: int = 0
    type: Literal["choice", "integer", "boolean", "text"] = "integer"

    def parse(self, raw: Any, before: Values) -> Value:
        """Accept a number or its decimal digits."""
        allowed = f"a whole number from {self.minimum} to {self.maximum}"
        digits = isinstance(raw, str) and re.fullmatch(r"\s*-?[0-9]{1,18}\s*", raw)
        number = int(raw) if digits else raw
        if isinstance(number, bool) or not isinstance(number, int) or not self.minimum <= number <= self.maximum:
            raise self.refuse(raw, allowed)
        return number

    def bounds(self) -> dict[str, Any]:
        """Give the smallest and the largest number."""
        return super().bounds() | {"minimum": self.minimum, "maximum": self.maximum}


class Boolean(Parameter, frozen=True):
    """True or false."""

    type: Literal["choice", "integer", "boolean", "text"] = "boolean"

    def parse(self, raw: Any, before: Values) -> Value:
        """Accept JSON's true and false, or the words."""
        if isinstance(raw, bool):
            return raw
        words = {"true": True, "false": False}
        if not isinstance(raw, str) or raw.strip().lower() not in words:
            raise self.refuse(raw, "true, false")
        return words[raw.strip().lower()]


class Text(Parameter, frozen=True):
    """Text in a small language of its own. ``read`` gives the canonical text, or raises UsageError."""

    read: Callable[[str, Values], str] = lambda text, before: text

    def parse(self, raw: Any, before: Values) -> Value:
        """Accept text (or a number, or a list of either, joined by commas) that ``read`` can read."""
        if isinstance(raw, list | tuple):
            raw = ",".join(str(item) for item in raw)
        if isinstance(raw, bool) or not isinstance(raw, str | int):
            raise self.refuse(raw, "text")
        text = str(raw)
        if len(text) > TEXT_LIMIT:
            raise self.refuse(text[:20] + "…", f"at most {TEXT_LIMIT} characters")
        return self.read(text, before)


def shown(raw: Any) -> str:
    """Give what a user typed, short enough for an error in one line."""
    text = raw if isinstance(raw, str) else repr(raw)
    text = " ".join(text.split())
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def unknown(kind: str, name: object, known: Iterable[str]) -> UsageError:
    """Give the error for a name that does not exist, with the nearest ones that do. Its field is the parameter, or the kind of name."""
    from difflib import get_close_matches

    known = sorted(known)
    near = get_close_matches(str(name), known, n=1)
    hint = f"; did you mean “{near[0]}”?" if near else ""
    allowed = ", ".join(known) or "none"
    return UsageError(f"unknown {kind} {shown(str(name))}{hint} (allowed: {allowed})", str(name)[:60] if kind == "parameter" else kind)


def resolve(parameters: tuple[Parameter, ...], raw: Raw) -> dict[str, Value]:
    """Give every parameter its value: what was set, else its default, in declared order. UsageError names the first that is wrong."""
    names = [parameter.name for parameter in parameters]
    for name in raw:
        if name not in names:
            raise unknown("parameter", name, [p.name for p in parameters if not p.internal])
    values: dict[str, Value] = {}
    for parameter in parameters:
        if parameter.name in raw:
            values[parameter.name] = parameter.parse(raw[parameter.name], values)
        else:
            values[parameter.name] = parameter.fallback(values)
    return values


def public(parameters: tuple[Parameter, ...], values: Values) -> dict[str, Value]:
    """Give the values that identify a run: all but the internal ones left at their default."""
    return {p.name: values[p.name] for p in parameters if not p.internal or values[p.name] != p.fallback(values)}


def unused(parameters: tuple[Parameter, ...], values: Values) -> tuple[str, ...]:
    """Give the parameters that say nothing about a run: those that the values of others leave unused, and counts that are 0 as they usually are."""
    return tuple(p.name for p in parameters if not p.used(values) or (p.type == "integer" and values[p.name] == p.fallback(values) == 0))
