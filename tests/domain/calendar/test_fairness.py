from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.calendar.cadence import on_the_wall
from edgewise.domain.calendar.fairness import awkwardness, burdens, is_at_night, rotated
from edgewise.domain.calendar.slots import Worker

ZONES = ("Europe/Berlin", "America/New_York", "America/Los_Angeles", "Asia/Kolkata", "Australia/Sydney", "Asia/Tokyo")
DAYS = [date(2026, 3, 3) + timedelta(days=14 * number) for number in range(6)]


def worker(zone: str) -> Worker:
    return Worker(zone, time(9), time(17))


def hours(day: date) -> list[datetime]:
    return [on_the_wall(day, time(hour), "UTC") for hour in range(24)]


def test_no_hour_of_work_is_awkward_and_every_other_is() -> None:
    berlin = worker("Europe/Berlin")
    cost = [awkwardness(berlin, start, 60) for start in hours(date(2026, 3, 3))]
    assert [hour for hour, awkward in enumerate(cost) if not awkward] == list(range(8, 16))  # 9 to 17 in Berlin
    assert cost[2] > cost[6] > 0


def test_night_is_ten_to_seven_where_one_is() -> None:
    tokyo = worker("Asia/Tokyo")
    night = [hour for hour, start in enumerate(hours(date(2026, 3, 3))) if is_at_night(tokyo, start, 60)]
    assert night == list(range(13, 22))  # 22:00 to 6:59 in Tokyo


def test_where_all_are_at_work_nobody_bears_anything() -> None:
    pair = {1: worker("Europe/Berlin"), 2: worker("Europe/London")}
    starts = rotated(pair, [hours(day) for day in DAYS], 60)
    assert burdens(pair, [(start, 60) for start in starts]) == {1: 0.0, 2: 0.0}


def test_the_awkward_hour_goes_round() -> None:
    """Over an ocean a fixed hour costs the same people each time."""
    people = {1: worker("America/Los_Angeles"), 2: worker("Europe/Berlin")}
    starts = rotated(people, [hours(day) for day in DAYS], 60)
    in_turn = burdens(people, [(start, 60) for start in starts])
    fixed = [burdens(people, [(hours(day)[hour], 60) for day in DAYS]) for hour in range(24)]
    assert len({start.hour for start in starts}) > 1
    assert max(in_turn.values()) < min(max(one.values()) for one in fixed)


def test_who_has_borne_much_before_bears_less_now() -> None:
    pair = {1: worker("America/Los_Angeles"), 2: worker("Europe/Berlin")}
    day = [hours(date(2026, 3, 3))]
    after = [burdens(pair, [(rotated(pair, day, 60, before)[0], 60)]) for before in ({1: 900.0}, {2: 900.0})]
    assert (after[0][1], after[1][2]) == (0.0, 0.0)


@settings(max_examples=15)
@given(st.lists(st.sampled_from(ZONES), min_size=2, max_size=6, unique=True))
def test_in_turn_is_never_less_fair_than_any_fixed_hour_of_the_day(zones: list[str]) -> None:
    people = {number: worker(zone) for number, zone in enumerate(zones)}
    days = [hours(day) for day in DAYS[:4]]
    starts = rotated(people, days, 60)
    asleep = [[any(is_at_night(one, start, 60) for one in people.values()) for start in day] for day in days]
    fixed = [hour for hour in range(24) if not any(day[hour] for day in asleep)]
    cubes = [sum(b**3 for b in burdens(people, [(day[hour], 60) for day in days]).values()) for hour in fixed]
    mine = sum(b**3 for b in burdens(people, [(start, 60) for start in starts]).values())
    assert mine <= min(cubes, default=mine) + 1e-6
    chosen = [asleep[number][days[number].index(start)] for number, start in enumerate(starts)]
    assert chosen == [all(day) for day in asleep]
