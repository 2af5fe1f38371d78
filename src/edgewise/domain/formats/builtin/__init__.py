"""The formats that come with Edgewise, each a TOML file in this folder."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from types import MappingProxyType

from edgewise.domain.formats.loader import load
from edgewise.domain.formats.model import Format

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
    "check_in_only",
    "kickoff",
    "midway",
)


def builtin_formats() -> MappingProxyType[str, Format]:
    """Every built-in format by key, the flagship first."""
    return MappingProxyType({key: builtin_format(key) for key in KEYS})


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
