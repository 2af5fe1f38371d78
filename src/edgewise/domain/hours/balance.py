"""Who is furthest behind: whose issue comes next in a meeting, and which pair hours may have a date next.

Meetings and pair hours are in one order, by what each person has given less what they have received: their **lean**.
Whoever will lean most to giving, once everybody has had their pair hours, brings the next issue. A pair hour is open
while, in whatever order the hours with a date and the next meeting are held, nobody leans by more than `MOST_LEAN`, or
no further beyond it than they do already. A pair hour of over 40 minutes of coaching is the limit itself, with
`MOST_BESIDE_A_PAIR_HOUR`. Where no hour is open, the one is that leads least far: a circle never stands
still.

Times are milliseconds; people are 0 to n - 1, at least two, and the leans of a circle add up to nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from edgewise.domain.hours.coaching_schedule import Had, Hour

MOST_LEAN = 60 * 60_000  # given less received, or received less given, in milliseconds
MOST_BESIDE_A_PAIR_HOUR = 20 * 60_000  # that meetings may add to one: long ones would wait for one another for ever


@dataclass(frozen=True, slots=True)
class Rounds:
    """A circle's meetings and pair hours: how many issues a meeting has, and how long each and a pair hour are."""

    issues: int
    issue_ms: int
    pair_ms: int
    pair_hours: int  # of the programme: a circle never stands still before everybody has given and received as many


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one person stands: what they gave less what they received, and their pair hours, which are part of it."""

    lean: int
    pair_hours: Had
    wanted: int = 0  # pair hours to give in the whole run, and as many to receive

    def at_the_end(self, pair_ms: int) -> int:
        """The lean that the person will have when nobody owes them a pair hour, nor they anybody."""
        to_give = max(0, self.wanted - self.pair_hours.given)
        to_receive = max(0, self.wanted - self.pair_hours.received)
        return self.lean + (to_give - to_receive) * pair_ms


def in_turn(people: Sequence[Standing], dated: Iterable[Hour], rounds: Rounds) -> list[int]:
    """Everybody, in the order in which they bring an issue, while the `dated` hours are still to be held.

    Whoever could come to lean too far to receiving by it, with the hours that have a date, comes last.
    """
    return _Ahead(people, dated, rounds).turns()


def open_hours(
    people: Sequence[Standing], due: Iterable[Sequence[Hour]], dated: Iterable[Hour], rounds: Rounds
) -> list[Hour]:
    """Those of the hours due that may have a date beside the `dated` ones, who is furthest behind first.

    `due` are the hours of the sessions still to come in a coaching schedule; those of a later one are open only where
    none of the earlier is. Nobody has two hours of the same role with a date.
    """
    ahead, sessions = _Ahead(people, dated, rounds), [sorted(session, key=_behind(people)) for session in due]
    for session in sessions:
        if found := [hour for hour in session if ahead.takes(hour)]:
            return found
    promised = [hour for hour in sessions[0] if _is_promised(people, hour, rounds)] if sessions else []
    return [] if ahead.coaches or not promised else [min(promised, key=ahead.excess_with)]


def _is_promised(people: Sequence[Standing], hour: Hour, rounds: Rounds) -> bool:
    """Do the two owe it to one another, or has one of them wished for it beyond what everybody has?"""
    given, received = people[hour.coach].pair_hours.given, people[hour.client].pair_hours.received
    return min(given, received) < rounds.pair_hours


def _behind(people: Sequence[Standing]) -> Callable[[Hour], tuple[int, Hour]]:
    return lambda hour: (people[hour.coach].lean - people[hour.client].lean, hour)


class _Ahead:
    """The least and the most that each person may lean before the hours with a date have all been held."""

    def __init__(self, people: Sequence[Standing], dated: Iterable[Hour], rounds: Rounds) -> None:
        self.rounds, self.share = rounds, rounds.issue_ms / (len(people) - 1)
        self.least, self.most = [one.lean for one in people], [one.lean for one in people]
        self.limit = max(MOST_LEAN, rounds.pair_ms + MOST_BESIDE_A_PAIR_HOUR)
        self.ends = [one.at_the_end(rounds.pair_ms) for one in people]
        self.coaches, self.clients = set[int](), set[int]()
        for hour in dated:
            self.add(hour)

    def add(self, hour: Hour) -> None:
        self._move(hour, self.rounds.pair_ms)
        self.coaches.add(hour.coach)
        self.clients.add(hour.client)

    def takes(self, hour: Hour) -> bool:
        """Add the hour, unless one of the two has another of the same role ahead or somebody could lean too far."""
        is_free = hour.coach not in self.coaches and hour.client not in self.clients
        if is_free and self.excess_with(hour) <= self.excess:
            self.add(hour)
            return True
        return False

    def excess_with(self, hour: Hour) -> float:
        """How far people may lean beyond the limit, all of it together, with this hour too."""
        self._move(hour, self.rounds.pair_ms)
        found = self.excess
        self._move(hour, -self.rounds.pair_ms)
        return found

    @property
    def excess(self) -> float:
        """Nothing, unless somebody leans too far already: by what they have noted, or since an hour was not held."""
        return sum(max(0, lean - self.limit) for lean in self._leans())

    def _move(self, hour: Hour, ms: int) -> None:
        self.most[hour.coach] += ms
        self.least[hour.client] -= ms

    def turns(self) -> list[int]:
        return sorted(range(len(self.least)), key=self._turn)

    def _turn(self, one: int) -> tuple[bool, bool, int, int, int]:
        """Last, if their issue leads too far; first, if one more meeting of listening does; else by how it will end."""
        rounds = self.rounds
        too_far = rounds.issue_ms - self.least[one] > self.limit
        has_to = self.most[one] + self.share * rounds.issues > self.limit
        return too_far, not has_to, -self.ends[one], -self.least[one], one

    def _leans(self) -> Iterator[float]:
        """How far everybody may lean, to either side: before the next meeting, in it and after it."""
        issues, issue = self.rounds.issues, self.rounds.issue_ms
        for place, one in enumerate(self.turns()):
            heard = min(place, issues)  # issues of others, before their own or without one
            yield max(-self.least[one], self.most[one] + self.share * heard)
            if place < issues:
                yield issue - self.share * (issues - 1) - self.least[one]
