"""The formats that come with Edgewise, each a TOML file in this folder."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType

from msgspec.structs import replace

from edgewise.domain.formats.loader import load
from edgewise.domain.formats.model import Format, Prompt, Stage

KEYS = (
    "decision_round",
    "grow_pair",
    "coaching_pair",
    "rotating_spotlight",
    "executive_circle",
    "forum_presentation",
    "action_learning",
    "troika",
    "wise_crowd",
    "consultancy",
    "decision_review",
    "check_in_only",
    "kickoff",
    "midway",
)


def builtin_formats() -> MappingProxyType[str, Format]:
    """Every built-in format by key, the flagship first."""
    return MappingProxyType({key: builtin_format(key) for key in KEYS})


@cache
def shown_formats() -> MappingProxyType[str, Format]:
    """The same for pages: every text is a phrase. What runs a session is plain, for the log keeps it."""
    return MappingProxyType({key: _as_said(fmt) for key, fmt in builtin_formats().items()})


def _as_said(fmt: Format) -> Format:
    def stages(part: tuple[Stage, ...]) -> tuple[Stage, ...]:
        return tuple(_stage_as_said(fmt, stage) for stage in part)

    return replace(
        fmt,
        name=fmt.said(fmt.name),
        summary=fmt.said(fmt.summary),
        source=fmt.said(fmt.source),
        opening=stages(fmt.opening),
        issue=stages(fmt.issue),
        closing=stages(fmt.closing),
    )


def _stage_as_said(fmt: Format, stage: Stage) -> Stage:
    said, prompt = fmt.said, stage.prompt
    return replace(
        stage,
        title=said(stage.title),
        purpose=said(stage.purpose),
        job_aid=said(stage.job_aid),
        prompt=Prompt(said(prompt.others), said(prompt.owner), said(prompt.facilitator)),
    )


@cache
def builtin_format(key: str) -> Format:
    """Raises KeyError where there is none of that key."""
    return load(builtin_text(key), f"{key}.toml")


@cache
def builtin_text(key: str) -> str:
    """The TOML as written, comments included. Raises KeyError where there is none of that key."""
    if key not in KEYS:
        raise KeyError(key)
    return (files(__name__) / f"{key}.toml").read_text(encoding="utf-8")
