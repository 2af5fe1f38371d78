"""The coaching schedule of a circle: who coaches whom in each session.

People are 0 to n - 1. A session is a few slots, one after the other; in a slot some people coach others one to one,
an hour each, and nobody is in two hours at once. A schedule is perfect when

1. everybody gives `hours` and receives `hours`;
2. every session gives each person exactly one hour to give and one to receive, in the fewest slots in which that can be
   done: two for an even circle, three for an odd one, where somebody rests and observes in each slot;
3. at every moment, which is after every slot, nobody has given more than one hour more than anybody else, nobody has
   received more than one more, and nobody's own two counts are more than one apart;
4. nobody ever coaches somebody by whom they are coached, in this session or any other: no simple swaps;
5. nobody has over one hour more with one of the people they coach than with another of them, and in a circle of five
   or more no two people meet in two sessions running.

All of it can be had in every circle of three or more, for every number of hours. Each session is one cycle through the
whole circle in which everybody coaches the next; the cycles of different sessions share no pair. The pairs of a circle
fall apart into such cycles when n is odd, and all but one pair each do when n is even: Walecki's construction (Alspach
2008, "The wonderful Walecki construction"). The cycles take turns and keep their direction, and each session begins a
place further on, so that it is not always the same people who wait. What is impossible: one person has nobody to coach,
and two can only swap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import rustworkx as rx
import scipy
from numpy.typing import NDArray

from edgewise.domain.phrases import phrase

Ints = NDArray[np.int64]

FEWEST_WITHOUT_SWAPS = 3  # people who need not swap
_LEVELS = 36  # of urgency that are told apart in a slot: rustworkx adds weights up in 128 bits (0.18.1)
_SELF, _SWAP, _TURN = 10_000_000, 100_000, 100  # the cost of coaching oneself, of a swap, and of each turn out of step


class Hour(NamedTuple):
    coach: int
    client: int


class Had(NamedTuple):
    """Hours of one person."""

    given: int = 0
    received: int = 0


Slot = tuple[Hour, ...]  # at the same time
Session = tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    people: int
    hours: int  # for each to give, and to receive
    sessions: tuple[Session, ...]

    @property
    def all_hours(self) -> tuple[Hour, ...]:
        """In the order in which they are held."""
        return tuple(hour for session in self.sessions for slot in session for hour in slot)


@dataclass(frozen=True, slots=True)
class Impossible:
    reason: str


def coaching_schedule(people: int, hours: int) -> Schedule | Impossible:
    """A perfect schedule of `hours` sessions. Raises ValueError unless there are people and hours."""
    if people < 1 or hours < 1:
        raise ValueError(f"{people} people and {hours} hours make no schedule")
    if people < FEWEST_WITHOUT_SWAPS:
        alone, swapping = phrase("One person has nobody to coach."), phrase("Two people can only swap.")
        return Impossible(alone if people == 1 else swapping)
    cycles = _cycles(people)
    turns = (cycles[turn % len(cycles)] for turn in range(hours))
    return Schedule(people, hours, tuple(_session(cycle, turn) for turn, cycle in enumerate(turns)))


def _cycles(people: int) -> list[tuple[int, ...]]:
    """Cycles through everybody that share no pair, as many as there are: the last person and a zigzag of the others.

    The zigzag is 0, 1, -1, 2, -2 ... modulo the others, and every cycle turns it by one.
    """
    others = people - 1
    zigzag = [(place + 1) // 2 * (1 if place % 2 else -1) for place in range(others)]
    return [(others, *((step + turn) % others for step in zigzag)) for turn in range(others // 2)]


def _session(cycle: tuple[int, ...], start: int) -> Session:
    """Everybody coaches the next in the cycle: every second hour, then the others, then the odd one."""
    places = [(start + step) % len(cycle) for step in range(len(cycle))]
    hours = [Hour(cycle[place], cycle[(place + 1) % len(cycle)]) for place in places]
    even = len(hours) // 2 * 2
    slots = hours[0:even:2], hours[1:even:2], hours[even:]
    return tuple(tuple(sorted(slot)) for slot in slots if slot)


def repaired(
    schedule: Schedule,
    held: Sequence[Hour],
    absent: Collection[int] = frozenset(),
    before: Sequence[Had] = (),
    wanted: Sequence[int] = (),
) -> Schedule:
    """The sessions still to come after `held`, the hours that did take place: who is owed is served first.

    `absent` are those known to miss the next session. `before` is what each has had, by number, with people who have
    left the circle; empty for nothing. `wanted` is how many hours each is to give, and as many to receive; empty for
    those of the schedule. Everybody ends with the hours that are wanted given and received.
    One extra hour is given by another and one received by a third where somebody would otherwise have to coach
    themselves. Nobody gets further ahead of anybody than somebody is already, or than one hour, unless nothing else is
    possible in a slot. Pairs keep the direction of the schedule while there is a choice. Raises ValueError where
    `absent` leaves nobody or names somebody unknown.
    """
    everybody = set(range(schedule.people))
    if not set(absent) < everybody:
        raise ValueError(f"{sorted(absent)} are not some, but not all, of {schedule.people} people")
    books = _Books(schedule, held, before, wanted)
    waiting = _still_to_come(schedule, books)
    sessions: list[Session] = []
    while waiting:
        present = everybody if sessions else everybody - set(absent)
        slots = []
        for _ in range(2 + schedule.people % 2):
            slot = _next_slot(waiting, books, present)
            for due in slot:
                waiting.remove(due)
                books.hold(due.hour)
            slots += [tuple(sorted(due.hour for due in slot))] if slot else []
        sessions.append(tuple(slots))
    return Schedule(schedule.people, schedule.hours, tuple(sessions))


class _Due(NamedTuple):
    turn: int  # which of the hours of its coach, or of its client, it is: the later of the two
    hour: Hour


class _Books:
    """Hours given and received so far."""

    def __init__(
        self, schedule: Schedule, held: Iterable[Hour], before: Sequence[Had] = (), wanted: Sequence[int] = ()
    ) -> None:
        had = before or [Had()] * schedule.people
        self.wanted = list(wanted) or [schedule.hours] * schedule.people
        self.less = [max(self.wanted) - own for own in self.wanted]  # a head start of those who want fewer
        self.given, self.received = [one.given for one in had], [one.received for one in had]
        self.between: Counter[Hour] = Counter()
        for hour in held:
            self.hold(hour)

    def hold(self, hour: Hour) -> None:
        self.given[hour.coach] += 1
        self.received[hour.client] += 1
        self.between[hour] += 1

    def stay_even(self, hour: Hour) -> bool:
        """Does this hour put nobody further ahead of anybody than somebody is already, or than one hour?"""
        given = [so_far + less for so_far, less in zip(self.given, self.less, strict=True)]
        received = [so_far + less for so_far, less in zip(self.received, self.less, strict=True)]
        fair = given[hour.coach] < max(*given, min(given) + 1)
        return fair and received[hour.client] < max(*received, min(received) + 1)


def _still_to_come(schedule: Schedule, books: _Books) -> list[_Due]:
    """Hours that bring everybody to the full number: with the least swapping, then those together whose turn it is."""
    coaches, clients = _owed(books.given, books.wanted), _owed(books.received, books.wanted)
    short = len(coaches) - len(clients)
    coaches += _extra(books.given, books.wanted, -short)
    clients += _extra(books.received, books.wanted, short)
    costs = _costs(schedule, books)
    (gives, giver), (gets, getter) = _columns(coaches), _columns(clients)
    worth = costs[np.ix_(giver, getter)] + _TURN * np.abs(gives[:, None] - gets)
    found = []
    for row, column in zip(*scipy.optimize.linear_sum_assignment(worth), strict=True):
        turn = int(max(gives[row], gets[column]))
        found += [_Due(turn, hour) for hour in _split(Hour(int(giver[row]), int(getter[column])), costs)]
    return sorted(found)


def _columns(rows: list[tuple[int, int]]) -> Ints:
    found: Ints = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    return found


def _owed(had: list[int], wanted: list[int]) -> list[tuple[int, int]]:
    """The turn and the person of every hour that is missing."""
    return [(turn, one) for one, so_far in enumerate(had) for turn in range(so_far, wanted[one])]


def _extra(had: list[int], wanted: list[int], count: int) -> list[tuple[int, int]]:
    """Turn and person of hours too many, so that others get all of theirs: for those who had fewest."""
    total = [max(so_far, own) for so_far, own in zip(had, wanted, strict=True)]
    found = []
    for _ in range(count):
        one = total.index(min(total))
        found.append((total[one], one))
        total[one] += 1
    return found


def _costs(schedule: Schedule, books: _Books) -> Ints:
    """Coach x client: what one more hour between them costs."""
    planned = set(schedule.all_hours)
    costs = np.zeros((schedule.people, schedule.people), dtype=np.int64)
    for coach in range(schedule.people):
        for client in range(schedule.people):
            hour, back = Hour(coach, client), Hour(client, coach)
            if hour in planned or back in planned:
                against = hour not in planned or books.between[back] > 0
            else:  # a pair that the schedule leaves out may work together one way
                against = coach > client
            costs[coach, client] = books.between[hour] + _SWAP * against
    np.fill_diagonal(costs, _SELF)
    return costs


def _split(hour: Hour, costs: Ints) -> list[Hour]:
    """Somebody who would coach themselves coaches another, and a third coaches them."""
    one = hour.coach
    if one != hour.client:
        return [hour]
    client = int(costs[one].argmin())
    coach = costs[:, one].copy()
    coach[client] += _SWAP
    return [Hour(one, client), Hour(int(coach.argmin()), one)]


def _next_slot(waiting: list[_Due], books: _Books, present: set[int]) -> list[_Due]:
    """What can be held at the same time, those first whose turn it is longest."""
    options = [due for due in waiting if set(due.hour) <= present]
    options = [due for due in options if books.stay_even(due.hour)] or options
    between = {frozenset(due.hour): due for due in reversed(options)}
    latest = sorted({due.turn for due in between.values()}, reverse=True)[-_LEVELS:]
    graph: rx.PyGraph[None, int] = rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * len(books.given))
    for (
        due
    ) in between.values():  # one hour weighs more than all of later turns, of which there are half as many as people
        urgency = latest.index(due.turn) if due.turn in latest else 0
        graph.add_edge(*due.hour, (len(books.given) // 2 + 1) ** urgency)
    return [between[frozenset(pair)] for pair in sorted(rx.max_weight_matching(graph, weight_fn=int))]
