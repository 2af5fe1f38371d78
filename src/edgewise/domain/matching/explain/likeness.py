"""The facts in which people of one circle are to differ, or to be the same: what is said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from edgewise.domain.matching.explain.wording import named
from edgewise.domain.matching.model import Candidate, Rules
from edgewise.domain.phrases import counted, listed, phrase

Told = tuple[str, str]  # the term that a text is about, and the text


@dataclass(frozen=True, slots=True)
class Words:
    """The texts about one fact: to a circle, and to one person in it."""

    several: Callable[[Sequence[str]], str]  # the values that occur
    all_have: Callable[[str], str]
    some_have: Callable[[int, str], str]  # how many have the value
    you_meet: Callable[[str, Sequence[str]], str]  # your own value, and the others that you meet
    as_you: Callable[[Sequence[Candidate], str], str]  # the people who have your value


TOLD = {
    "function": Words(
        lambda names: counted("1 function: {names}.", "{count} functions: {names}.", len(names), names=listed(names)),
        lambda name: phrase("Everyone works in {function}.", function=name),
        lambda count, name: counted(
            "1 of you works in {function}.", "{count} of you work in {function}.", count, function=name
        ),
        lambda mine, names: phrase(
            "You work in {function} and meet {functions}.", function=mine, functions=listed(names)
        ),
        lambda people, mine: counted(
            "{names} works in {function}, as you do.", "{names} work in {function}, as you do.",
            len(people), names=named(people), function=mine,
        ),
    ),
    "unit": Words(
        lambda names: counted("1 unit: {names}.", "{count} units: {names}.", len(names), names=listed(names)),
        lambda name: phrase("Everyone belongs to {unit}.", unit=name),
        lambda count, name: counted(
            "1 of you belongs to {unit}.", "{count} of you belong to {unit}.", count, unit=name
        ),
        lambda mine, names: phrase("You belong to {unit} and meet {units}.", unit=mine, units=listed(names)),
        lambda people, mine: counted(
            "{names} belongs to {unit}, as you do.", "{names} belong to {unit}, as you do.",
            len(people), names=named(people), unit=mine,
        ),
    ),
    "location": Words(
        lambda names: counted("1 place: {names}.", "{count} places: {names}.", len(names), names=listed(names)),
        lambda name: phrase("Everyone works in {place}.", place=name),
        lambda count, name: counted("1 of you works in {place}.", "{count} of you work in {place}.", count, place=name),
        lambda _mine, names: phrase("You meet people in {places}.", places=listed(names)),
        lambda people, mine: counted(
            "{names} works in {place}, as you do.", "{names} work in {place}, as you do.",
            len(people), names=named(people), place=mine,
        ),
    ),
}  # fmt: skip


def known(term: str, circle: Iterable[Candidate]) -> list[str]:
    """The functions, units or locations that occur in it."""
    return sorted({value for one in circle if (value := getattr(one, term))})


def of_circle(circle: Sequence[Candidate], rules: Rules) -> Iterator[Told]:
    """To all of them: what occurs where they are to differ, what most have where they are to be the same."""
    for term, words in TOLD.items():
        if not rules.weights.wants_same(term):
            if len(names := known(term, circle)) > 1:
                yield term, words.several(names)
            continue
        counts = Counter(value for one in circle if (value := getattr(one, term)))
        name, count = min(counts.items(), key=lambda found: (-found[1], found[0]), default=("", 0))
        if count > 1:
            yield term, words.all_have(name) if count == len(circle) else words.some_have(count, name)


def of_person(me: Candidate, others: Sequence[Candidate], rules: Rules) -> Iterator[Told]:
    """To one of them: what others have that they have not, or who has the same."""
    for term, words in TOLD.items():
        mine = getattr(me, term)
        people = [one for one in others if mine and getattr(one, term) == mine]
        names = [name for name in known(term, others) if mine and name != mine]
        if rules.weights.wants_same(term) and people:
            yield term, words.as_you(people, mine)
        elif not rules.weights.wants_same(term) and names:
            yield term, words.you_meet(mine, names)
