"""The surveys that come with Edgewise, each a TOML file in this folder."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from edgewise.domain.surveys.loader import load
from edgewise.domain.surveys.model import Survey

KEYS = ("leading_by_listening",)


@cache
def builtin_survey(key: str) -> Survey:
    """Raises KeyError where there is none of that key."""
    return load(builtin_text(key), f"{key}.toml")


@cache
def builtin_text(key: str) -> str:
    """The TOML as written, comments included. Raises KeyError where there is none of that key."""
    if key not in KEYS:
        raise KeyError(key)
    return (files(__name__) / f"{key}.toml").read_text(encoding="utf-8")
