"""Small words that every text about a circle is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.phrases import counted, listed, phrase

NAMED_ONE_BY_ONE = 4  # people named one by one


def named(people: Sequence[Candidate]) -> str:
    """Their names; beyond a few, the first ones and how many more."""
    names = [one.name for one in people]
    if len(names) <= NAMED_ONE_BY_ONE:
        return listed(names)
    return listed(
        [*names[: NAMED_ONE_BY_ONE - 1], counted("{count} more", "{count} more", len(names) - NAMED_ONE_BY_ONE + 1)]
    )


def several(number: int, one: str, many: str = "") -> str:
    """`1 person`, `3 people`: in English alone, for a terminal. Anything else that counts is `counted`."""
    return f"1 {one}" if number == 1 else f"{number} {many or one + 's'}"


def hours(minutes: int) -> str:
    """`4 h`, `1 h 30 min`, `45 min`."""
    whole, rest = divmod(minutes, 60)
    if whole and rest:
        return phrase("{hours} h {minutes} min", hours=whole, minutes=rest)
    return phrase("{hours} h", hours=whole) if whole else phrase("{minutes} min", minutes=rest)


def labels(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The names of rules as a page may show them, each once: the secret ones have one name between them."""
    return tuple(dict.fromkeys(rule.label for rule in rules))


def quoted(names: Iterable[str]) -> str:
    """`“level band” and “locked seats”`."""
    return listed([phrase("“{name}”", name=name) for name in names])


_MISSING = {
    Rule.LOAD: phrase("They are already in as many circles as they said they would join."),
    Rule.LANGUAGE: phrase("No language is on record for them."),
    Rule.HOURS: phrase("Their time zone or working hours cannot be used."),
    Rule.LEVEL: phrase("No role level is on record for them."),
}


def why_missing(rules: Iterable[Rule]) -> tuple[str, ...]:
    """What the record of somebody lacks whom these rules keep from every circle."""
    return tuple(_MISSING[rule] for rule in rules)


def why_apart(broken: Iterable[Rule], rules: Rules) -> tuple[str, ...]:
    """Why two people may not sit together, whoever else does, each reason once."""
    words = {
        Rule.LANGUAGE: phrase("They have no language in common."),
        Rule.HOURS: phrase("Their working hours do not share {time} in every week.", time=hours(rules.common_minutes)),
        Rule.LINE: phrase("One of them reports to the other, directly or one step up."),
        Rule.LEVEL: phrase("Their role levels are more than {levels} apart.", levels=rules.level_spread),
        Rule.APART: phrase("They are kept apart in this draft."),
    }
    secret = phrase("A confidential rule keeps them apart.")
    return tuple(dict.fromkeys(words.get(rule, secret) for rule in broken))


def change_of(points: int) -> str:
    """`120 points less.`, `40 points more.`, `No points lost.`"""
    if points > 0:
        return counted("1 point more.", "{count} points more.", points)
    return counted("1 point less.", "{count} points less.", -points) if points else phrase("No points lost.")
