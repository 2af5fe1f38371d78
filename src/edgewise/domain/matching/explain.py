"""Why these people sit together, and what stands in the way of those left over, in plain words.

A secret rule is never told from its effect: never-again pairs and "nobody alone" share one name.
"""

from __future__ import annotations

from edgewise.domain.calendar.hours import longest_run
from edgewise.domain.matching.audit import Ground, bits
from edgewise.domain.matching.exact import circle_with
from edgewise.domain.matching.model import Rule, Unplaced

_MISSING = {
    Rule.LOAD: "They are already in as many circles as they said they would join.",
    Rule.LANGUAGE: "No language is on record for them.",
    Rule.HOURS: "Their time zone or working hours are not usable.",
    Rule.LEVEL: "No role level is on record for them.",
}
LANGUAGES = {
    "ar": "Arabic", "de": "German", "en": "English", "es": "Spanish", "fr": "French", "hi": "Hindi", "it": "Italian",
    "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "pl": "Polish", "pt": "Portuguese", "ru": "Russian",
    "sv": "Swedish", "sw": "Swahili", "tr": "Turkish", "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip


def why_together(ground: Ground, circle: int, levels: tuple[str, ...]) -> tuple[str, ...]:
    """The reasons of one circle; `levels` names the role levels from low to high."""
    people = [ground.people[i] for i in bits(circle)]
    spoken = [LANGUAGES.get(code, code) for code in ground.spoken_by_all(circle)]
    free = min(longest_run(week) for week in ground.together(ground.shifts_of(circle)))
    reasons = [
        f"Everyone speaks {_listed(spoken)}.",
        f"{_hours(free)} of everybody's working day overlap, all through.",
    ]
    known = sorted({one.level for one in people if one.level is not None})
    if known:
        low, high = (_level(level, levels) for level in (known[0], known[-1]))
        reasons.append(f"All at the level of {low}." if low == high else f"Levels from {low} to {high}.")
    functions = sorted({one.function for one in people if one.function})
    if len(functions) > 1:
        reasons.append(f"{len(functions)} functions: {_listed(functions)}.")
    reasons.append("Nobody reports to anybody here, directly or one step up.")
    return tuple(reasons)


def why_left(ground: Ground, i: int, pool: int) -> Unplaced:
    """What keeps person `i` out: a missing fact, the rules that leave no circle, or the others' places."""
    me = ground.people[i].id
    if ground.faults[i]:
        return Unplaced(me, ground.faults[i], tuple(_MISSING[rule] for rule in ground.faults[i]))
    others = pool & ~(1 << i)
    circle, proved = circle_with(ground, 1 << i, others)
    if circle:
        names = _listed([ground.people[j].name for j in bits(circle & ~(1 << i))])
        words = f"They would fit with {names}, but no way was found to seat them without leaving others over."
        return Unplaced(me, (Rule.SIZE,), (words,))
    helping = _helping(ground, i, others)
    rules = helping or _most_blocking(ground, i, others)
    words = "No circle is possible under all the rules." if proved else "No circle was found under all the rules."
    return Unplaced(me, rules, (words, *_counts(ground, i, others, rules), *(_relax(rule) for rule in helping)))


def _helping(ground: Ground, i: int, others: int) -> tuple[Rule, ...]:
    """The rules of which one alone, relaxed, would make a circle possible."""
    near = (Rule.HOURS, Rule.LEVEL, Rule.LANGUAGE, Rule.LINE, Rule.NEVER_AGAIN, Rule.ALONE)
    return tuple(rule for rule in near if circle_with(ground.without(rule), 1 << i, others, budget=1500)[0])


def _most_blocking(ground: Ground, i: int, others: int) -> tuple[Rule, ...]:
    counted = {rule: _blocked(ground, i, others, rule) for rule in Rule}
    ranked = sorted((rule for rule in Rule if counted[rule]), key=lambda rule: -counted[rule])
    return tuple(ranked) or (Rule.SIZE,)


def _counts(ground: Ground, i: int, others: int, rules: tuple[Rule, ...]) -> list[str]:
    told = [rule for rule in rules if rule in (Rule.HOURS, Rule.LEVEL, Rule.LANGUAGE, Rule.LINE)]
    total = others.bit_count()
    return [f"{rule.label.capitalize()} rules out {_blocked(ground, i, others, rule)} of {total}." for rule in told]


def _blocked(ground: Ground, i: int, others: int, rule: Rule) -> int:
    return sum(rule in ground.between(i, j) for j in bits(others) if not ground.faults[j])


def _relax(rule: Rule) -> str:
    return f"Relaxing “{rule.label}” would make a circle possible."


def _level(level: int, levels: tuple[str, ...]) -> str:
    return levels[level] if level < len(levels) else f"level {level}"


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02} min" if rest else f"{hours} h"


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else ", ".join(words[:-1]) + " and " + words[-1]
