"""What bots say: issues of leaders, and the words around them, read from the TOML files in `words/`."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from edgewise.domain.session.names import Millis

Lines = tuple[str, ...]


class Theme(Struct, frozen=True):
    """One issue and everything that a circle says about it."""

    title: str
    story: Lines
    question: str  # with {date}
    restated: str  # with {date}
    patterns: Lines
    decision: str
    assumption: tuple[str, str]  # and its cheapest test
    forecast: str
    facts: tuple[tuple[str, str], ...]  # question and answer
    probes: Lines
    perspectives: Lines
    experiences: Lines
    options: Lines


class Action(Struct, frozen=True):
    what: str
    first_step: str
    measure: str


class Sayings(Struct, frozen=True):
    greetings: Lines
    check_ins: Lines
    learnings: Lines
    appreciations: Lines
    remarks: Lines
    mirrors: Lines
    setbacks: Lines
    successes: Lines
    wins: Lines
    parked: Lines
    advice: Lines
    resets: Lines
    interruptions: Lines
    overrides: Lines
    pauses: Lines
    skips: Lines
    commitments: tuple[Action, ...]


class Themes(Struct, frozen=True):
    themes: tuple[Theme, ...]
    general: Theme


@cache
def themes() -> Themes:
    return msgspec.convert(_read("issues.toml"), Themes)


@cache
def sayings() -> Sayings:
    return msgspec.convert(_read("sayings.toml"), Sayings)


def theme_of(title: str) -> Theme:
    """The theme of a bot's issue by its title; the general one for an issue of somebody else."""
    return next((theme for theme in themes().themes if theme.title == title), themes().general)


def day(now: Millis, days: int) -> datetime:
    """The day, in UTC, `days` after `now`."""
    return datetime.fromtimestamp(now / 1000, UTC) + timedelta(days=days)


def spoken_date(now: Millis, days: int) -> str:
    """As in "by 4 May"."""
    when = day(now, days)
    return f"{when.day} {when:%B}"


def unsaid(lines: Sequence[str], said: frozenset[str]) -> Sequence[str]:
    """Those nobody has said yet; all of them once everything has been said."""
    return [line for line in lines if line not in said] or lines


def _read(name: str) -> dict[str, object]:
    return tomllib.loads((files(__name__.rpartition(".")[0]) / "words" / name).read_text(encoding="utf-8"))
