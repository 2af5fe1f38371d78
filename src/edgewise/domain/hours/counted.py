"""What counts as coaching given and received: the one definition, for the room, the ledger and every figure.

Time is **received** while a session works on somebody's issue, the clock runs, and at least one other person is there.
The same time is **given** by the others who are there, in equal parts: five people who listen to one for half an hour
have together given half an hour. So in every session, and in every circle, all that was given is all that was received.
Speaking and listening count alike. Time is given **one to one** while nobody else is there to give.

Times are whole milliseconds. Where a stretch cannot be shared equally to the millisecond, those who sit first at the
table give one more, so that the parts always add up to the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Way = tuple[str, str]  # from a giver to a receiver


class Stretch(NamedTuple):
    """Some time in which one person's issue was worked on, and who else was there, in seating order."""

    ms: int
    receiver: str
    givers: tuple[str, ...]


class Share(NamedTuple):
    """What one person gave another, in milliseconds."""

    ms: int
    one_to_one: int  # of these, while nobody else gave

    @property
    def in_the_round(self) -> int:
        return self.ms - self.one_to_one


@dataclass(frozen=True, slots=True)
class Coached:
    """A session's coaching, by giver and receiver."""

    shares: Mapping[Way, Share]

    def given_by(self, who: str) -> int:
        return sum(share.ms for (giver, _), share in self.shares.items() if giver == who)

    def received_by(self, who: str) -> int:
        return sum(share.ms for (_, receiver), share in self.shares.items() if receiver == who)


def shared(stretches: Iterable[Stretch]) -> Coached:
    """Everybody's part. Time in which nobody else was there counts for nobody."""
    together: dict[tuple[str, tuple[str, ...]], int] = defaultdict(int)
    for ms, receiver, givers in stretches:
        together[receiver, givers] += ms
    found: dict[Way, Share] = {}
    for (receiver, givers), whole in together.items():
        for giver, ms in zip(givers, parts(whole, [1] * len(givers)), strict=True):
            before = found.get((giver, receiver), Share(0, 0))
            alone = ms if len(givers) == 1 else 0
            found[giver, receiver] = Share(before.ms + ms, before.one_to_one + alone)
    return Coached({way: share for way, share in found.items() if share.ms})


def without(coached: Coached, absent: Collection[str]) -> Coached:
    """The same session where some people were not there after all, when nothing but everybody's part is known.

    What they received falls away. What they gave was given by the others who gave to the same person, in proportion;
    it falls away where nobody else gave. Whoever is then alone with the receiver has given one to one.
    """
    here = {way: share for way, share in coached.shares.items() if not set(way) & set(absent)}
    found: dict[Way, Share] = {}
    for receiver in dict.fromkeys(receiver for _, receiver in here):
        ways = [way for way in here if way[1] == receiver]
        lost = sum(share.ms for way, share in coached.shares.items() if way[1] == receiver and way not in here)
        more = parts(lost, [here[way].ms for way in ways])
        for way, extra in zip(ways, more, strict=True):
            ms = here[way].ms + extra
            found[way] = Share(ms, ms if len(ways) == 1 else here[way].one_to_one)
    return Coached(found)


def parts(whole: int, weights: Iterable[int]) -> list[int]:
    """`whole` in proportion to `weights`, in whole numbers that add up to it; nothing where all weights are nothing."""
    weighed = list(weights)
    total = sum(weighed)
    if not total:
        return [0] * len(weighed)
    found = [whole * weight // total for weight in weighed]
    for place in range(whole - sum(found)):
        found[place] += 1
    return found
