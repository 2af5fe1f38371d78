"""Which times a circle is asked about, and what its answers come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.calendar.fairness import awkwardness, is_at_night
from edgewise.domain.calendar.polls import (
    FEWEST_PROPOSED,
    HOURS_APART,
    MOST_PROPOSED,
    Answer,
    Search,
    Tally,
    outcome,
    ranked,
    tally,
    times_to_ask,
)
from edgewise.domain.calendar.slots import Worker

ZONES = ("Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Australia/Sydney", "Asia/Tokyo")
SEARCH = Search(date(2026, 3, 5), 18, "Europe/Berlin", 90)  # clocks change in America on the fourth day
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
CLOSES = NOW + timedelta(days=7)
TIMES = [datetime(2026, 3, day, 14, tzinfo=UTC) for day in (10, 11, 12, 13)]
PEOPLE = (1, 2, 3)
ALL_DAY = {who: Worker("UTC", time(0), time(23, 59)) for who in PEOPLE}
WORKS, IF_NEED_BE, CANNOT = Answer

answers = st.dictionaries(st.sampled_from(PEOPLE), st.sampled_from(list(Answer)))


def worker(zone: str, *away: tuple[date, date]) -> Worker:
    return Worker(zone, time(9), time(17), away)


def team(*zones: str) -> dict[int, Worker]:
    return {number: worker(zone) for number, zone in enumerate(zones)}


def is_awake(workers: Mapping[int, Worker], start: datetime) -> bool:
    return not any(is_at_night(one, start, SEARCH.minutes) for one in workers.values())


def days_of(starts: Sequence[datetime]) -> list[date]:
    return [start.astimezone(ZoneInfo(SEARCH.zone)).date() for start in starts]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(ZONES), min_size=1, max_size=6), st.integers(0, 20))
def test_six_to_eight_times_in_order_apart_and_never_while_one_is_taken(zones: list[str], hour: int) -> None:
    taken = [(at, at + timedelta(hours=3)) for at in (datetime(2026, 3, day, hour, tzinfo=UTC) for day in range(5, 20))]
    starts = times_to_ask(team(*zones), SEARCH, taken=taken)
    assert FEWEST_PROPOSED <= len(starts) <= MOST_PROPOSED
    assert all(later - start >= HOURS_APART for start, later in pairwise(starts))
    assert all(SEARCH.first <= day < SEARCH.first + timedelta(days=SEARCH.days) for day in days_of(starts))
    ends = [(start, start + timedelta(minutes=SEARCH.minutes)) for start in starts]
    assert not any(begins < until and start < end for start, until in ends for begins, end in taken)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(ZONES), min_size=1, max_size=6))
def test_a_night_is_proposed_only_where_there_are_not_six_other_times(zones: list[str]) -> None:
    people = team(*zones)
    starts = times_to_ask(people, SEARCH)
    awake = [start for start in starts if is_awake(people, start)]
    assert len(awake) == len(starts) or len(awake) < FEWEST_PROPOSED


def test_nobody_between_berlin_and_los_angeles_is_asked_at_night() -> None:
    people = team("Europe/Berlin", "America/Los_Angeles")
    assert all(is_awake(people, start) for start in times_to_ask(people, SEARCH))


def test_where_no_hour_is_awake_for_all_it_is_awake_for_as_many_as_can_be() -> None:
    people = team("Europe/Berlin", "America/Los_Angeles", "Australia/Sydney")
    asleep = [sum(is_at_night(one, start, 90) for one in people.values()) for start in times_to_ask(people, SEARCH)]
    assert asleep == [1] * MOST_PROPOSED


def test_where_all_share_some_hours_only_those_are_proposed_each_on_a_day_of_its_own() -> None:
    people = team("Europe/Berlin", "Europe/London", "America/New_York")
    starts = times_to_ask(people, SEARCH)
    assert [awkwardness(one, start, 90) for start in starts for one in people.values()] == [0.0] * 3 * MOST_PROPOSED
    assert len(set(days_of(starts))) == MOST_PROPOSED
    assert (days_of(starts)[-1] - days_of(starts)[0]).days >= 14


def test_a_time_that_all_share_is_found_between_the_full_hours() -> None:
    half = Worker("Europe/Berlin", time(9, 30), time(11))
    starts = times_to_ask({1: half, 2: half}, SEARCH)
    assert {start.astimezone(ZoneInfo("Europe/Berlin")).time() for start in starts} == {time(9, 30)}


def test_nothing_is_proposed_while_one_is_away_as_long_as_there_are_other_days() -> None:
    away = worker("Europe/London", (date(2026, 3, 5), date(2026, 3, 13)))
    starts = times_to_ask({1: worker("Europe/London"), 2: away}, SEARCH)
    assert min(days_of(starts)) == date(2026, 3, 16)
    always = worker("Europe/London", (date(2026, 3, 1), date(2026, 4, 13)))
    assert len(times_to_ask({1: worker("Europe/London"), 2: always}, SEARCH)) == MOST_PROPOSED


def test_who_has_borne_much_is_proposed_less_of_the_awkward_hours() -> None:
    people = team("America/Los_Angeles", "Asia/Kolkata")
    burden = [
        sum(awkwardness(people[0], start, 90) for start in times_to_ask(people, SEARCH, before))
        for before in ({0: 4000.0}, {}, {1: 4000.0})
    ]
    assert burden[0] < burden[1] < burden[2]


def test_nobody_is_asked_about_nothing() -> None:
    assert times_to_ask({}, SEARCH) == []


def rank(
    said: Mapping[int, Mapping[int, Answer]], workers: Mapping[int, Worker] = ALL_DAY, **more: object
) -> list[int]:
    """The places of TIMES, the best first; `said` is by place and person."""
    tallies = [tally(TIMES[place], PEOPLE, given) for place, given in said.items()]
    before = more.get("before")
    assert before is None or isinstance(before, dict)
    return [TIMES.index(one.starts_at) for one in ranked(tallies, workers, 90, before)]


def test_what_suits_all_comes_first_then_what_is_no_last_resort_then_the_earliest() -> None:
    everybody = dict.fromkeys(PEOPLE, WORKS)
    said = {0: everybody | {1: CANNOT}, 1: everybody | {2: IF_NEED_BE}, 2: everybody, 3: everybody}
    assert rank(said) == [2, 3, 1, 0]


def test_who_has_not_answered_is_no_yes_and_still_better_than_a_no() -> None:
    some = {1: WORKS, 2: WORKS}
    assert rank({0: some | {3: CANNOT}, 1: some, 2: some | {3: IF_NEED_BE}}) == [2, 1, 0]
    assert tally(TIMES[0], PEOPLE, some).suits_all is False


def test_the_awkward_hour_falls_to_whom_has_borne_least() -> None:
    early, late = Worker("UTC", time(8), time(14)), Worker("UTC", time(15, 30), time(20))
    workers = {1: early, 2: late, 3: Worker("UTC", time(6), time(22))}
    everybody = dict.fromkeys(PEOPLE, WORKS)
    tallies = [tally(at, PEOPLE, everybody) for at in (TIMES[0].replace(hour=12), TIMES[1].replace(hour=16))]
    first = [ranked(tallies, workers, 90, before)[0].starts_at.hour for before in ({1: 900.0}, {2: 900.0})]
    assert first == [12, 16]  # at noon it is the second's awkward hour, and at four the first's


@given(st.lists(answers, min_size=4, max_size=4), st.randoms(use_true_random=False))
def test_the_order_of_the_question_changes_nothing(said: list[dict[int, Answer]], dice: Random) -> None:
    tallies = [tally(at, PEOPLE, given) for at, given in zip(TIMES, said, strict=True)]
    shuffled = tallies.copy()
    dice.shuffle(shuffled)
    assert ranked(shuffled, ALL_DAY, 90) == ranked(tallies, ALL_DAY, 90)


@given(st.lists(answers, min_size=4, max_size=4), st.integers(0, 3), st.sampled_from(PEOPLE))
def test_a_yes_more_never_makes_a_time_worse(said: list[dict[int, Answer]], place: int, who: int) -> None:
    before = rank(dict(enumerate(said))).index(place)
    kinder = dict(enumerate(said)) | {place: said[place] | {who: WORKS}}
    assert rank(kinder).index(place) <= before


@given(answers)
def test_everybody_stands_in_exactly_one_place(said: dict[int, Answer]) -> None:
    found = tally(TIMES[0], PEOPLE[:2], said)
    parts = [found.works, found.if_need_be, found.cannot, found.unknown]
    assert sorted(who for part in parts for who in part) == [1, 2]
    assert found.unknown == {1, 2} - set(said)


def tallied(*said: Mapping[int, Answer]) -> list[Tally]:
    return ranked([tally(at, PEOPLE, given) for at, given in zip(TIMES, said, strict=False)], ALL_DAY, 90)


EVERYBODY = dict.fromkeys(PEOPLE, WORKS)


@pytest.mark.parametrize(
    ("said", "now", "least", "decided", "best"),
    [
        ([EVERYBODY, EVERYBODY], NOW, 3, True, TIMES[0]),
        ([{1: WORKS, 2: WORKS}, {1: WORKS, 2: WORKS}], NOW, 2, False, None),  # one is missing, and there is time
        ([{1: WORKS, 2: WORKS}, {1: WORKS}], CLOSES, 2, True, TIMES[0]),  # the time to answer is over
        ([{1: WORKS}, {2: WORKS}], CLOSES, 2, True, None),  # and too few could come
        ([EVERYBODY | {3: CANNOT}], NOW, 3, True, None),
        ([EVERYBODY | {3: IF_NEED_BE}], NOW, 4, True, TIMES[0]),  # never more than there are people
        ([EVERYBODY, EVERYBODY], TIMES[0], 3, True, TIMES[1]),  # what is past is no choice any more
        ([EVERYBODY, EVERYBODY], TIMES[1], 3, False, None),
        ([{}], CLOSES, 0, True, None),  # a session of nobody is none
    ],
)
def test_a_poll_is_decided_when_all_have_answered_or_the_time_is_over(
    said: list[dict[int, Answer]], now: datetime, least: int, decided: object, best: datetime | None
) -> None:
    found = outcome(tallied(*said), PEOPLE, now, CLOSES, least)
    assert (found.is_decided, found.best and found.best.starts_at) == (decided, best)


@given(st.lists(answers, min_size=1, max_size=4), st.integers(1, 4), st.integers(0, 14))
def test_no_best_time_is_past_or_too_few_can_come_to_it(said: list[dict[int, Answer]], least: int, days: int) -> None:
    now = NOW + timedelta(days=days)
    found = outcome(tallied(*said), PEOPLE, now, CLOSES, least)
    if found.best is not None:
        assert (found.best.starts_at > now, len(found.best.can_come) >= min(least, 3)) == (True, True)
        assert now >= CLOSES or found.answered == set(PEOPLE)
