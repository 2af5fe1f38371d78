"""Nobody is over an hour out of balance at any moment, where pair hours are kept and issues taken in turn."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.designs import DESIGNS, Design
from edgewise.domain.hours.balance import MOST_BESIDE_A_PAIR_HOUR, MOST_LEAN, Rounds, Standing, in_turn, open_hours
from edgewise.domain.hours.coaching_schedule import Had, Hour, Schedule, coaching_schedule, repaired
from edgewise.domain.hours.counted import parts
from edgewise.domain.hours.pair_hour import FEWEST_IN_PAIR_HOURS, MOST_IN_PAIR_HOURS, MOST_PAIR_MINUTES, pair_format
from edgewise.domain.hours.promise import issue_seconds, promise, session_seconds
from edgewise.domain.hours.wishes import Wish, wanted

DAYS_TO_HOLD = 7  # from its date being made until a pair hour is held, at most
RUNS = 10  # of each template and size
SIZES = range(FEWEST_IN_PAIR_HOURS, MOST_IN_PAIR_HOURS + 1)
WITH_PAIR_HOURS = [key for key, design in DESIGNS.items() if design.pair_hours]


def rounds_of(design: Design, people: int) -> Rounds:
    fmt = builtin_format(design.format_key)
    issue_ms = issue_seconds(fmt, people) * 1000
    pair_ms = session_seconds(pair_format(design.pair_minutes), 2) * 1000
    return Rounds(min(people, fmt.issue_count(people)), issue_ms, pair_ms, design.pair_hours)


@dataclass
class Run:
    """A circle's run, day by day, in which hours with a date and meetings are held in any order."""

    design: Design
    people: int
    chance: Random
    missed: float = 0.0  # of pair hours, that are called off and due again
    wishes: dict[int, Wish] = field(default_factory=dict)  # of those who do not wish it as it is
    leans: list[int] = field(default_factory=list)
    held: list[Hour] = field(default_factory=list)
    dated: dict[Hour, int] = field(default_factory=dict)
    furthest: int = 0

    def live(self) -> None:
        self.leans = [0] * self.people
        schedule, rounds = coaching_schedule(self.people, self.design.pair_hours), rounds_of(self.design, self.people)
        assert isinstance(schedule, Schedule)
        days, sessions = self.design.weeks * 7, promise(self.design).sessions
        meetings = {int((number + 0.5) / sessions * days) for number in range(sessions)}
        for day in range(days):
            people = self.standings()
            ahead = repaired(schedule, [*self.held, *self.dated], wanted=[one.wanted for one in people])
            due = [[hour for slot in session for hour in slot] for session in ahead.sessions]
            for hour in open_hours(people, due, self.dated, rounds):
                self.dated[hour] = day + self.chance.randint(1, DAYS_TO_HOLD)
            self._day(day, rounds, has_meeting=day in meetings)

    def standings(self) -> list[Standing]:
        given, received = Counter(hour.coach for hour in self.held), Counter(hour.client for hour in self.held)
        had = [Had(given[who], received[who]) for who in range(self.people)]
        ahead = Counter(hour.coach for hour in self.dated), Counter(hour.client for hour in self.dated)
        with_dated = [Had(two.given + ahead[0][who], two.received + ahead[1][who]) for who, two in enumerate(had)]
        wishes = [self.wishes.get(who, Wish.SAME) for who in range(self.people)]
        hours = wanted(self.design.pair_hours, wishes, with_dated)
        return [Standing(*one) for one in zip(self.leans, had, hours, strict=True)]

    def _day(self, day: int, rounds: Rounds, *, has_meeting: bool) -> None:
        today: list[Hour | None] = [hour for hour, on in self.dated.items() if on <= day]
        today += [None] if has_meeting else []
        self.chance.shuffle(today)
        for hour in today:
            if hour is None:
                for owner in in_turn(self.standings(), self.dated, rounds)[: rounds.issues]:
                    self._issue(owner, rounds.issue_ms)
                continue
            del self.dated[hour]
            if self.chance.random() >= self.missed:
                self.held.append(hour)
                self._move({hour.coach: rounds.pair_ms, hour.client: -rounds.pair_ms})

    def _issue(self, owner: int, ms: int) -> None:
        others = [who for who in range(self.people) if who != owner]
        self._move(dict(zip(others, parts(ms, [1] * len(others)), strict=True)) | {owner: -ms})

    def _move(self, by: dict[int, int]) -> None:
        self.leans = [lean + by.get(who, 0) for who, lean in enumerate(self.leans)]
        assert sum(self.leans) == 0
        self.furthest = max(self.furthest, *map(abs, self.leans))


@pytest.mark.parametrize("people", SIZES)
@pytest.mark.parametrize("key", WITH_PAIR_HOURS)
@settings(max_examples=RUNS)
@given(seed=st.integers(0, 10_000))
def test_nobody_is_over_an_hour_out_of_balance_at_any_moment(key: str, people: int, seed: int) -> None:
    run = Run(DESIGNS[key], people, Random(seed))
    run.live()
    assert run.furthest <= MOST_LEAN, f"{run.furthest / 60_000:.0f} minutes"
    assert {(one.pair_hours.given, one.pair_hours.received) for one in run.standings()} == {(6, 6)}
    between = {frozenset(hour) for hour in run.held}
    assert len(between) == len(set(run.held))  # nobody simply swaps


@pytest.mark.parametrize("people", SIZES)
@settings(max_examples=RUNS)
@given(seed=st.integers(0, 10_000))
def test_hours_that_are_called_off_are_made_up_for_within_the_hour(people: int, seed: int) -> None:
    run = Run(DESIGNS["group"], people, Random(seed), missed=0.1)
    run.live()
    assert run.furthest <= MOST_LEAN, f"{run.furthest / 60_000:.0f} minutes"
    assert min(min(one.pair_hours) for one in run.standings()) >= 6


@pytest.mark.parametrize("people", SIZES)
@settings(max_examples=RUNS)
@given(seed=st.integers(0, 10_000), key=st.sampled_from(WITH_PAIR_HOURS))
def test_long_pair_hours_lead_a_little_further_and_everybody_has_theirs(people: int, seed: int, key: str) -> None:
    run = Run(replace(DESIGNS[key], pair_minutes=MOST_PAIR_MINUTES), people, Random(seed))
    run.live()
    assert run.furthest <= rounds_of(run.design, people).pair_ms + MOST_BESIDE_A_PAIR_HOUR
    assert {tuple(one.pair_hours) for one in run.standings()} == {(6, 6)}


@pytest.mark.parametrize("people", SIZES)
@settings(max_examples=RUNS)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_who_wishes_less_has_fewer_and_the_others_keep_theirs(people: int, seed: int, data: st.DataObject) -> None:
    few = data.draw(st.sets(st.integers(0, people - 1), max_size=people - 3))
    run = Run(DESIGNS["group"], people, Random(seed), wishes=dict.fromkeys(few, Wish.LESS))
    run.live()
    assert run.furthest <= MOST_LEAN, f"{run.furthest / 60_000:.0f} minutes"
    assert [tuple(one.pair_hours) for one in run.standings()] == [
        (4, 4) if who in few else (6, 6) for who in range(people)
    ]
    assert len({frozenset(hour) for hour in run.held}) == len(set(run.held))  # nobody simply swaps


@pytest.mark.parametrize("people", SIZES)
@settings(max_examples=RUNS)
@given(seed=st.integers(0, 10_000), data=st.data())
def test_who_wishes_more_goes_on_with_others_who_do(people: int, seed: int, data: st.DataObject) -> None:
    many = data.draw(st.sets(st.integers(0, people - 1)))
    run = Run(DESIGNS["executive"], people, Random(seed), wishes=dict.fromkeys(many, Wish.MORE))
    run.live()
    assert run.furthest <= MOST_LEAN, f"{run.furthest / 60_000:.0f} minutes"
    ends = [one.pair_hours for one in run.standings()]
    assert all(two.given == two.received for two in ends)
    assert {two.given for who, two in enumerate(ends) if who not in many} <= {6}
    assert {two.given for who, two in enumerate(ends) if who in many} <= ({7, 8, 9} if len(many) > 1 else {6})


@pytest.mark.parametrize("key", [key for key, design in DESIGNS.items() if design.size_most == 2])
def test_two_who_take_turns_are_one_issue_apart(key: str) -> None:
    design, leans, furthest = DESIGNS[key], [0, 0], 0
    rounds = rounds_of(design, 2)
    for _ in range(promise(design).sessions):
        for owner in in_turn([Standing(lean, Had()) for lean in leans], [], rounds)[: rounds.issues]:
            leans[owner], leans[1 - owner] = leans[owner] - rounds.issue_ms, leans[1 - owner] + rounds.issue_ms
            furthest = max(furthest, *map(abs, leans))
    assert (furthest, leans) == (25 * 60_000, [0, 0])


MINUTE = 60_000
FIVE = Rounds(issues=2, issue_ms=27 * MINUTE, pair_ms=39 * MINUTE, pair_hours=6)


def standing(*minutes: int) -> list[Standing]:
    return [Standing(one * MINUTE, Had(), 6) for one in minutes]


def test_who_has_given_most_brings_the_next_issue() -> None:
    assert in_turn(standing(0, -20, 30, 10, -20), [], FIVE) == [2, 3, 0, 1, 4]


def test_pair_hours_that_are_still_owed_are_no_reason_to_wait() -> None:
    """The first has given an hour that comes back; the second, who must give one, would lean too far by an issue."""
    people = [Standing(39 * MINUTE, Had(given=1), 6), Standing(-39 * MINUTE, Had(received=1), 6), *standing(5, 0, -5)]
    assert in_turn(people, [], FIVE) == [2, 0, 3, 4, 1]


def test_who_has_given_least_coaches_first() -> None:
    due = [Hour(0, 1), Hour(1, 2), Hour(2, 3), Hour(3, 4), Hour(4, 0)]
    assert open_hours(standing(-40, 10, 10, 10, 10), [due], [], FIVE)[0] == Hour(0, 1)


def test_an_hour_that_would_lead_too_far_waits() -> None:
    people, due = standing(-25, 25, 0, 0, 0), [Hour(1, 0), Hour(2, 3)]
    assert open_hours(people, [due], [], FIVE) == [Hour(2, 3)]


def test_nobody_has_two_hours_of_one_role_ahead() -> None:
    assert open_hours(standing(0, 0, 0, 0, 0), [[Hour(0, 1), Hour(0, 2)]], [], FIVE) == [Hour(0, 1)]
    assert open_hours(standing(0, 0, 0, 0, 0), [[Hour(0, 2), Hour(3, 1)]], [Hour(0, 1)], FIVE) == []


def test_a_circle_never_stands_still() -> None:
    people, due = standing(-50, 50), [[Hour(1, 0)]]
    assert open_hours(people, due, [], FIVE) == [Hour(1, 0)]
    assert open_hours(people, due, [Hour(0, 1)], FIVE) == []
    assert open_hours(people, [], [], FIVE) == []
