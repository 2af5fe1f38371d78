"""Small words that every text about a circle is made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from edgewise.domain.matching.model import Candidate, Rule, Rules

FEW = 4  # people named one by one
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def listed(words: Sequence[str]) -> str:
    """`a`, `a and b`, `a, b and c`; nothing for no words."""
    return ", ".join(words[:-1]) + " and " + words[-1] if len(words) > 1 else "".join(words)


def named(people: Sequence[Candidate]) -> str:
    """Their names; beyond a few, the first ones and how many more."""
    names = [one.name for one in people]
    return listed(names if len(names) <= FEW else [*names[: FEW - 1], f"{len(names) - FEW + 1} more"])


def counted(number: int) -> str:
    """A number in words up to ten."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def several(number: int, one: str, many: str = "") -> str:
    """`one person`, `3 people`."""
    return f"1 {one}" if number == 1 else f"{number} {many or one + 's'}"


def hours(minutes: int) -> str:
    """`4 h`, `1 h 30 min`, `45 min`."""
    whole, rest = divmod(minutes, 60)
    return " ".join([f"{whole} h"] * (whole > 0) + [f"{rest} min"] * (rest > 0 or not whole))


def labels(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The names of rules as a page may show them, each once: the secret ones have one name between them."""
    return tuple(dict.fromkeys(rule.label for rule in rules))


_MISSING = {
    Rule.LOAD: "They are already in as many circles as they said they would join.",
    Rule.LANGUAGE: "No language is on record for them.",
    Rule.HOURS: "Their time zone or working hours are not usable.",
    Rule.LEVEL: "No role level is on record for them.",
}


def why_missing(rules: Iterable[Rule]) -> tuple[str, ...]:
    """What the record of somebody lacks whom these rules keep from every circle."""
    return tuple(_MISSING[rule] for rule in rules)


def why_apart(broken: Iterable[Rule], rules: Rules) -> tuple[str, ...]:
    """Why two people may not sit together, whoever else does, each reason once."""
    words = {
        Rule.LANGUAGE: "They have no language in common.",
        Rule.HOURS: f"Their working hours do not share {hours(rules.common_minutes)} in every week.",
        Rule.LINE: "One of them reports to the other, directly or one step up.",
        Rule.LEVEL: f"Their role levels are more than {rules.level_spread} apart.",
        Rule.APART: "They are kept apart in this draft.",
    }
    return tuple(dict.fromkeys(words.get(rule, "A confidential rule keeps them apart.") for rule in broken))


def change_of(points: int) -> str:
    """`120 points less`, `40 points more`, `no points lost`."""
    if points:
        return f"{several(abs(points), 'point')} {'more' if points > 0 else 'less'}"
    return "no points lost"
