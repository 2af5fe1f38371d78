"""Facts in words, for a preview or a profile. Self-declared identity has none."""

from __future__ import annotations

from datetime import date, time

from edgewise.domain.date_words import MONTHS
from edgewise.domain.phrases import phrase
from edgewise.domain.roster.fields.languages import language_name
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.domain.roster.model import LABELS, Value

SEALED = phrase("kept sealed")
NAMES = {
    **{meaning.value: label for meaning, label in LABELS.items()},
    "unit": phrase("Unit"),
    "manager": phrase("Manager"),
    "identity": phrase("Self-declared facts"),
    "left_on": phrase("Left on"),
}


def in_words(fact: str, value: Value) -> str:
    """A value as a person would write it; nothing of a self-declared fact."""
    if fact == "identity":
        return SEALED
    match value:
        case None | "" | ():
            return phrase("nothing")
        case int() if fact == "role_level":
            return ROLE_LEVELS[value]
        case str() if fact == "preferred_language":
            return language_name(value)
        case tuple() if fact == "languages":
            return ", ".join(str(language_name(code)) for code in value)
        case tuple():
            return ", ".join(value)
        case time():
            return f"{value:%H:%M}"
        case date():
            return phrase("{day} {month} {year}", day=value.day, month=MONTHS[value.month - 1], year=value.year)
        case _:
            return str(value)
