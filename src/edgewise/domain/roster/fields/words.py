"""Facts in words, for a preview or a profile. Self-declared identity has none."""

from __future__ import annotations

from datetime import date, time

from edgewise.domain.roster.fields.languages import language_name
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.domain.roster.model import LABELS, Value

SEALED = "kept sealed"
NAMES = {
    **{meaning.value: label for meaning, label in LABELS.items()},
    "manager": "Manager",
    "identity": "Self-declared facts",
    "left_on": "Left on",
}


def in_words(fact: str, value: Value) -> str:
    """A value as a person would write it; nothing of a self-declared fact."""
    if fact == "identity":
        return SEALED
    match value:
        case None | "" | ():
            return "nothing"
        case int() if fact == "role_level":
            return ROLE_LEVELS[value]
        case str() if fact == "preferred_language":
            return language_name(value)
        case tuple() if fact == "languages":
            return ", ".join(map(language_name, value))
        case tuple():
            return ", ".join(value)
        case time():
            return f"{value:%H:%M}"
        case date():
            return f"{value.day} {value:%B %Y}"
        case _:
            return str(value)
