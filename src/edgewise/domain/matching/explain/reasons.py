"""Why these people sit together, in plain words from the rules and weights that were used, the strongest first.

Nothing here reads self-declared attributes or never-again pairs, so that no reason can tell them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from edgewise.domain.calendar.working_week import DAY, longest_run
from edgewise.domain.matching.audit import shared_weeks
from edgewise.domain.matching.explain.likeness import Told, of_circle, of_person
from edgewise.domain.matching.explain.wording import hours, named
from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.phrases import counted, listed, phrase
from edgewise.domain.roster.fields.languages import language_name

TYPICAL = 2  # Wednesday, UTC: wherever somebody works, the days before and after are working days too
Term = Callable[[Candidate, Candidate, Rules], float]


@dataclass(frozen=True, slots=True)
class CommonHours:
    minutes: int  # the longest unbroken stretch of everybody's working time, in the worst week
    spans: tuple[tuple[int, int], ...]  # of a typical day of that week, in minutes after midnight UTC


def common_hours(circle: Sequence[Candidate], rules: Rules) -> CommonHours:
    """The working time that all of them share, whether or not a rule asks for any."""
    if not circle:
        return CommonHours(0, ())
    found = [(longest_run(week), i, week) for i, week in enumerate(shared_weeks(circle, rules))]
    minutes, _, worst = min(found)
    return CommonHours(minutes, tuple(_spans(worst >> TYPICAL * DAY)))


def _spans(week: int) -> Iterator[tuple[int, int]]:
    """The runs of ones among the first DAY bits."""
    day, at = week & ((1 << DAY) - 1), 0
    while day >> at:
        begins = at + _low_zeros(day >> at)
        at = begins + _low_zeros(~(day >> begins))
        yield begins, at


def _low_zeros(bits: int) -> int:
    return (bits & -bits).bit_length() - 1


def common_languages(circle: Iterable[Candidate]) -> tuple[str, ...]:
    """The codes of the languages that everybody speaks: first those that most would rather speak, then by name."""
    people = tuple(circle)
    shared = frozenset.intersection(*(one.languages for one in people)) if people else frozenset[str]()
    wished = Counter(one.prefers for one in people)
    return tuple(sorted(shared, key=lambda code: (-wished[code], language_name(code))))


def why_us(circle: Sequence[Candidate], rules: Rules, levels: tuple[str, ...]) -> tuple[str, ...]:
    """The reasons of one circle. `levels` names the role levels from low to high."""
    found: list[Told] = [*_spoken(circle), *_levels(circle, levels)]
    found += [*_wanted(circle), *_exchanged(circle), *_met(circle, rules), *of_circle(circle, rules)]
    return (*_ranked(found, list(combinations(circle, 2)), rules), *_kept(circle, rules))


def why_me(person: int, circle: Sequence[Candidate], rules: Rules, levels: tuple[str, ...]) -> tuple[str, ...]:
    """The same for the member with this id, spoken to as "you". Raises KeyError for somebody who is not in it."""
    me = {one.id: one for one in circle}[person]
    others = [one for one in circle if one.id != person]
    found: list[Told] = [*_shared_by(circle), *_levels(circle, levels)]
    found += [*_wanted_with(me, others), *_exchanged_with(me, others), *_met_by(me, others, rules)]
    found += of_person(me, others, rules)
    return (*_ranked(found, [(me, other) for other in others], rules), *_kept(circle, rules))


def _ranked(found: Iterable[Told], pairs: Sequence[tuple[Candidate, Candidate]], rules: Rules) -> list[str]:
    """The texts by what their term earns these pairs; a hard rule's comes first, one without weight not at all."""

    def earned(term: str) -> float:
        if term == "language" and rules.holds(Rule.LANGUAGE):
            return float("inf")
        weight: int = getattr(rules.weights, term)
        return abs(weight) * mean_of(term, pairs, rules)

    weighed = [(earned(term), text) for term, text in found if getattr(rules.weights, term) or term == "language"]
    return [text for _, text in sorted(weighed, key=lambda one: -one[0])]


def mean_of(term: str, pairs: Sequence[tuple[Candidate, Candidate]], rules: Rules) -> float:
    """0 to 1: how much of what `term` (the name of a weight) could earn these pairs earn, on average."""
    earns = _same(term) if rules.weights.wants_same(term) else _TERMS[term]
    return sum(earns(one, other, rules) for one, other in pairs) / max(len(pairs), 1)


def _kept(circle: Sequence[Candidate], rules: Rules) -> Iterator[str]:
    """What is worth saying whatever the weights are."""
    minutes = common_hours(circle, rules).minutes
    if minutes:
        yield phrase("{time} of common time on a working day, all through the programme.", time=hours(minutes))
    ids = {one.id for one in circle}
    if rules.holds(Rule.LINE) and not any(one.line_up & (ids - {one.id}) for one in circle):
        yield phrase("Nobody reports to anybody here, directly or one step up.")


def _closeness(one: Candidate, other: Candidate, rules: Rules) -> float:
    if one.level is None or other.level is None:
        return 0
    return max(0, 1 - abs(one.level - other.level) / max(rules.level_spread or 6, 1))


def _different(fact: str) -> Term:
    def earned(one: Candidate, other: Candidate, _rules: Rules) -> float:
        mine, theirs = getattr(one, fact), getattr(other, fact)
        return bool(mine and theirs) and mine != theirs

    return earned


def _same(fact: str) -> Term:
    def earned(one: Candidate, other: Candidate, _rules: Rules) -> float:
        return bool(getattr(one, fact)) and getattr(one, fact) == getattr(other, fact)

    return earned


_TERMS: dict[str, Term] = {
    "language": lambda one, other, rules: bool(one.prefers) and one.prefers == other.prefers,
    "level": _closeness,
    "function": _different("function"),
    "unit": _different("unit"),
    "location": _different("location"),
    "goal": lambda one, other, rules: bool(one.goals & other.goals),
    "strength": lambda one, other, rules: (bool(one.goals & other.offers) + bool(other.goals & one.offers)) / 2,
    "fresh": lambda one, other, rules: 1 - rules.met.get(frozenset((one.id, other.id)), 0),
}


def _spoken(circle: Sequence[Candidate]) -> Iterator[Told]:
    codes = common_languages(circle)
    if codes and _is_preferred(codes[0], circle):
        language = language_name(codes[0])
        yield "language", phrase("Everyone speaks {language}, which all would rather speak.", language=language)
    elif codes:
        yield "language", phrase("Everyone speaks {languages}.", languages=listed([*map(language_name, codes)]))


def _shared_by(circle: Sequence[Candidate]) -> Iterator[Told]:
    """The same, spoken to one of them."""
    codes = common_languages(circle)
    if codes and _is_preferred(codes[0], circle):
        language = language_name(codes[0])
        yield "language", phrase("You share {language}, which all would rather speak.", language=language)
    elif codes:
        yield "language", phrase("You share {languages}.", languages=listed([*map(language_name, codes)]))


def _is_preferred(code: str, circle: Iterable[Candidate]) -> bool:
    return all(one.prefers == code for one in circle)


def _levels(circle: Sequence[Candidate], levels: tuple[str, ...]) -> Iterator[Told]:
    known = sorted({one.level for one in circle if one.level is not None})
    if known:
        low, high = (
            levels[level] if level < len(levels) else phrase("level {number}", number=level)
            for level in (known[0], known[-1])
        )
        if low == high:
            yield "level", phrase("All at the level of {level}.", level=low)
        else:
            yield "level", phrase("Levels from {low} to {high}.", low=low, high=high)


def _wanted(circle: Sequence[Candidate]) -> Iterator[Told]:
    """The goal that most of them have."""
    counts = Counter(goal for one in circle for goal in one.goals)
    goal, count = min(counts.items(), key=lambda found: (-found[1], found[0]), default=("", 0))
    if count > 1 and count == len(circle):
        yield "goal", phrase("Everyone wants “{goal}”.", goal=goal)
    elif count > 1:
        yield "goal", counted("1 of you wants “{goal}”.", "{count} of you want “{goal}”.", count, goal=goal)


def _wanted_with(me: Candidate, others: Sequence[Candidate]) -> Iterator[Told]:
    sharing = {goal: [one for one in others if goal in one.goals] for goal in sorted(me.goals)}
    goal = max(sharing, key=lambda word: len(sharing[word]), default="")
    if goal and sharing[goal]:
        people = sharing[goal]
        yield (
            "goal",
            counted(
                "{names} wants “{goal}”, as you do.", "{names} want “{goal}”, as you do.",
                len(people), names=named(people), goal=goal,
            ),
        )  # fmt: skip


def _exchanged(circle: Sequence[Candidate]) -> Iterator[Told]:
    """Who offers what most of the others want."""
    offered = [(one, word) for one in sorted(circle, key=lambda one: one.id) for word in sorted(one.offers)]
    taking = [[other for other in circle if other is not one and word in other.goals] for one, word in offered]
    best = max(range(len(offered)), key=lambda i: len(taking[i]), default=-1)
    if best >= 0 and taking[best]:
        giver, word = offered[best]
        people = taking[best]
        yield (
            "strength",
            counted(
                "{giver} offers “{topic}”, which {names} wants.", "{giver} offers “{topic}”, which {names} want.",
                len(people), giver=giver.name, topic=word, names=named(people),
            ),
        )  # fmt: skip


def _exchanged_with(me: Candidate, others: Sequence[Candidate]) -> Iterator[Told]:
    giving = {word: [one for one in others if word in one.offers] for word in sorted(me.goals)}
    taking = {word: [one for one in others if word in one.goals] for word in sorted(me.offers)}
    given = max(giving, key=lambda word: len(giving[word]), default="")
    taken = max(taking, key=lambda word: len(taking[word]), default="")
    if given and giving[given]:
        people = giving[given]
        yield (
            "strength",
            counted(
                "{names} offers “{topic}”, which you want.", "{names} offer “{topic}”, which you want.",
                len(people), names=named(people), topic=given,
            ),
        )  # fmt: skip
    if taken and taking[taken]:
        people = taking[taken]
        yield (
            "strength",
            counted(
                "You offer “{topic}”, which {names} wants.", "You offer “{topic}”, which {names} want.",
                len(people), names=named(people), topic=taken,
            ),
        )  # fmt: skip


def _met(circle: Sequence[Candidate], rules: Rules) -> Iterator[Told]:
    pairs = [frozenset((one.id, other.id)) for one, other in combinations(circle, 2)]
    met = sum(pair in rules.met for pair in pairs)
    if rules.met and met:
        yield (
            "fresh",
            counted(
                "{count} of {pairs} pairs have sat in one circle before.",
                "{count} of {pairs} pairs have sat in one circle before.",
                met, pairs=len(pairs),
            ),
        )  # fmt: skip
    elif rules.met:
        yield "fresh", phrase("Nobody has sat in a circle with anybody here before.")


def _met_by(me: Candidate, others: Sequence[Candidate], rules: Rules) -> Iterator[Told]:
    met = [one for one in others if frozenset((me.id, one.id)) in rules.met]
    if met:
        yield "fresh", phrase("You have sat in a circle with {names} before.", names=named(met))
    elif rules.met:
        yield "fresh", phrase("You have sat in a circle with none of them before.")
