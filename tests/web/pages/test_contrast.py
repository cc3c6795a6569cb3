"""The colours of the course can be read: every text colour on every surface that it stands on, in both themes, computed from the tokens."""

import re

import pytest

from app.settings import Settings

SURFACES = ("paper", "card", "sunk")
TEXTS = ("ink", "ink-soft", "accent", "good", "bad", "warn", "fault", *(f"p{number}" for number in range(1, 9)))
PAIRS = (
    *((text, surface) for text in TEXTS for surface in SURFACES),
    *((name, f"{name}-wash") for name in ("accent", "good", "bad", "warn", "fault")),
    *((ink, f"{name}-wash") for ink in ("ink", "ink-soft") for name in ("accent", "good", "bad", "warn", "fault")),
    ("card", "accent"),
)
THEMES = ("light", "dark")


def tokens(css: str) -> dict[str, str]:
    """Every custom property with its value as written."""
    return dict(re.findall(r"--([a-z0-9-]+):\s*([^;]+);", css))


def colour(named: dict[str, str], name: str, theme: str) -> str:
    """The hex colour that a token has in a theme."""
    value = named[name]
    if match := re.fullmatch(r"light-dark\((.+), (.+)\)", value):
        value = match[1 if theme == "light" else 2]
    if match := re.fullmatch(r"var\(--(.+)\)", value):
        return colour(named, match[1], theme)
    assert re.fullmatch(r"#[0-9a-f]{6}", value), f"{name} is {value}, which is no colour that can be measured"
    return value


def luminance(hexadecimal: str) -> float:
    """Relative luminance, as WCAG 2 defines it."""
    channels = [int(hexadecimal[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, from 1 to 21."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.fixture(scope="module")
def named() -> dict[str, str]:
    return tokens((Settings().static_dir / "css" / "tokens.css").read_text())


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("text", "surface"), PAIRS)
def test_text_stands_out_from_its_surface(named: dict[str, str], text: str, surface: str, theme: str) -> None:
    assert contrast(colour(named, text, theme), colour(named, surface, theme)) >= 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_the_colour_of_faults_belongs_to_faults_alone(named: dict[str, str], theme: str) -> None:
    fault = colour(named, "fault", theme)
    others = {name: colour(named, name, theme) for name in (*TEXTS, *SURFACES) if name != "fault"}
    assert [name for name, value in others.items() if value == fault] == []


def test_the_measure_itself_is_right_at_its_ends_and_catches_a_grey_that_is_too_light() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#777777") == pytest.approx(1)
    assert contrast("#777777", "#ffffff") < 4.5


def test_no_style_sheet_but_the_tokens_names_a_colour() -> None:
    sheets = [path for path in (Settings().static_dir / "css").glob("*.css") if path.name != "tokens.css"]
    assert sheets
    named_colours = {path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[\s;,)])", path.read_text()) for path in sheets}
    assert {name: found for name, found in named_colours.items() if found} == {}
