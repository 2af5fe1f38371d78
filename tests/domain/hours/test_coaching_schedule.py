from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.hours.coaching_schedule import Had, Hour, Impossible, Schedule, coaching_schedule, repaired

AMARA, BRUNO, CHIDI, DANA, ELIF = range(5)


def perfect(people: int, hours: int) -> Schedule:
    found = coaching_schedule(people, hours)
    assert isinstance(found, Schedule)
    return found


def counts(people: int, hours: Iterable[Hour]) -> tuple[list[int], list[int]]:
    given, received = [0] * people, [0] * people
    for hour in hours:
        given[hour.coach] += 1
        received[hour.client] += 1
    return given, received


def spread(found: list[int]) -> int:
    return max(found) - min(found)


def swaps(hours: Iterable[Hour]) -> set[Hour]:
    known = set(hours)
    return {hour for hour in known if Hour(hour.client, hour.coach) in known}


def moments(schedule: Schedule, before: Iterable[Hour] = ()) -> Iterator[tuple[list[int], list[int]]]:
    """What everybody has given and received after each slot."""
    so_far = list(before)
    for session in schedule.sessions:
        for slot in session:
            busy = [one for hour in slot for one in hour]
            assert len(busy) == len(set(busy)), "nobody is in two hours at once"
            so_far += slot
            yield counts(schedule.people, so_far)


@pytest.mark.parametrize("people", range(3, 15))
@pytest.mark.parametrize("hours", range(1, 11))
def test_every_circle_of_three_or_more_has_a_perfect_schedule(people: int, hours: int) -> None:
    schedule = perfect(people, hours)
    everybody = list(range(people))
    assert counts(people, schedule.all_hours) == ([hours] * people, [hours] * people)
    assert len(schedule.sessions) == hours
    for session in schedule.sessions:
        held = [hour for slot in session for hour in slot]
        assert sorted(hour.coach for hour in held) == sorted(hour.client for hour in held) == everybody
        assert len(session) == 2 + people % 2
    for given_, received in moments(schedule):
        assert spread(given_) <= 1
        assert spread(received) <= 1
        assert all(abs(a - b) <= 1 for a, b in zip(given_, received, strict=True))
    assert swaps(schedule.all_hours) == set()


@pytest.mark.parametrize("people", range(3, 15))
@pytest.mark.parametrize("hours", range(1, 11))
def test_hours_are_spread_over_the_people_one_coaches(people: int, hours: int) -> None:
    schedule = perfect(people, hours)
    between = Counter(schedule.all_hours)
    for coach in range(people):
        mine = [number for hour, number in between.items() if hour.coach == coach]
        assert spread(mine) <= 1
        assert len(mine) == min(hours, (people - 1) // 2)
    if people >= 5:
        met = [{frozenset(hour) for slot in session for hour in slot} for session in schedule.sessions]
        assert all(not before & after for before, after in pairwise(met))


def test_two_people_can_only_swap_and_one_has_nobody() -> None:
    assert coaching_schedule(2, 5) == Impossible("Two people can only swap.")
    assert coaching_schedule(1, 5) == Impossible("One person has nobody to coach.")


@pytest.mark.parametrize(("people", "hours"), [(0, 1), (4, 0)])
def test_no_people_or_no_hours_make_no_schedule(people: int, hours: int) -> None:
    with pytest.raises(ValueError, match="make no schedule"):
        coaching_schedule(people, hours)


def test_three_people_coach_around_the_circle_one_hour_at_a_time() -> None:
    (session,) = perfect(3, 1).sessions
    assert sorted(hour for slot in session for hour in slot) == [(0, 1), (1, 2), (2, 0)]
    assert [len(slot) for slot in session] == [1, 1, 1]


def test_who_missed_a_session_is_served_first() -> None:
    schedule = perfect(5, 3)
    first, *_ = schedule.sessions
    held = [hour for slot in first for hour in slot if DANA not in hour]
    given_, received = counts(5, held)
    owed = {one for one in range(5) if given_[one] == 0 or received[one] == 0}
    again = repaired(schedule, held)
    assert {one for hour in again.sessions[0][0] for one in hour} <= owed
    after_first = counts(5, [*held, *again.sessions[0][0], *again.sessions[0][1]])
    assert after_first[0][DANA] == after_first[1][DANA] == 1


def test_nobody_coaches_or_is_coached_while_absent() -> None:
    again = repaired(perfect(4, 5), [], absent={BRUNO})
    assert BRUNO not in {one for slot in again.sessions[0] for hour in slot for one in hour}
    assert counts(4, again.all_hours) == ([5] * 4, [5] * 4)


def test_with_nothing_missed_the_rest_is_the_rest() -> None:
    schedule = perfect(6, 4)
    held = [hour for session in schedule.sessions[:2] for slot in session for hour in slot]
    assert len(repaired(schedule, held).sessions) == 2
    assert repaired(schedule, schedule.all_hours).sessions == ()


def test_who_is_owed_an_hour_of_both_kinds_by_nobody_gets_them_from_two_others() -> None:
    """All but Amara are done, so that one gives and another receives an hour too many."""
    schedule = perfect(3, 1)
    held = [Hour(BRUNO, CHIDI), Hour(CHIDI, BRUNO)]
    again = repaired(schedule, held)
    assert sorted(again.all_hours) in ([(AMARA, BRUNO), (CHIDI, AMARA)], [(AMARA, CHIDI), (BRUNO, AMARA)])


def test_an_empty_or_unknown_circle_of_absentees_is_refused() -> None:
    with pytest.raises(ValueError, match="not some, but not all"):
        repaired(perfect(3, 1), [], absent={AMARA, BRUNO, CHIDI})
    with pytest.raises(ValueError, match="not some, but not all"):
        repaired(perfect(3, 1), [], absent={ELIF})


@given(st.data(), st.integers(3, 8), st.integers(1, 10))
def test_after_any_no_shows_hours_even_out_and_nobody_swaps(data: st.DataObject, people: int, hours: int) -> None:
    schedule = perfect(people, hours)
    past = data.draw(st.integers(1, hours))
    missing = st.tuples(st.integers(0, past - 1), st.integers(0, people - 1))
    missed = data.draw(st.sets(missing, max_size=2))
    held = [
        hour
        for turn, session in enumerate(schedule.sessions[:past])
        for slot in session
        for hour in slot
        if not {(turn, hour.coach), (turn, hour.client)} & missed
    ]
    before = counts(people, held)
    again = repaired(schedule, held)
    assert counts(people, [*held, *again.all_hours]) == ([hours] * people, [hours] * people)
    assert swaps([*held, *again.all_hours]) == set()
    for given_, received in moments(again, held):
        assert spread(given_) <= max(spread(before[0]), 1)
        assert spread(received) <= max(spread(before[1]), 1)


@given(st.integers(3, 8), st.integers(1, 5), st.data())
def test_whatever_was_held_everybody_gets_their_hours(people: int, hours: int, data: st.DataObject) -> None:
    person = st.integers(0, people - 1)
    pairs = st.tuples(person, person).filter(lambda pair: pair[0] != pair[1])
    held = [Hour(*pair) for pair in data.draw(st.lists(pairs, max_size=people * hours))]
    absent = data.draw(st.sets(person, max_size=people - 1))
    again = repaired(perfect(people, hours), held, absent)
    given_, received = counts(people, [*held, *again.all_hours])
    assert min(given_) >= hours
    assert min(received) >= hours
    assert all(hour.coach != hour.client for hour in again.all_hours)
    assert list(moments(again, held))[-1:] in ([], [(given_, received)])


@given(st.integers(3, 8), st.integers(1, 6), st.data())
def test_hours_with_people_who_have_left_are_not_owed_again(people: int, hours: int, data: st.DataObject) -> None:
    each = st.builds(Had, st.integers(0, hours), st.integers(0, hours))
    before = data.draw(st.lists(each, min_size=people, max_size=people))
    again = repaired(perfect(people, hours), [], before=before)
    given_, received = counts(people, again.all_hours)
    ends = [(mine.given + given_[who], mine.received + received[who]) for who, mine in enumerate(before)]
    assert all(min(both) >= hours for both in ends)
    assert all(hour.coach != hour.client for hour in again.all_hours)
    owed = max(sum(hours - mine.given for mine in before), sum(hours - mine.received for mine in before))
    assert owed <= len(again.all_hours) <= owed + people  # and nothing is added but what others cannot do without


@pytest.mark.parametrize(("people", "hours"), [(14, 45), (3, 200), (6, 100), (5, 120)])
def test_a_long_programme_is_repaired_as_a_short_one_is(people: int, hours: int) -> None:
    schedule = perfect(people, hours)
    held = [hour for hour in schedule.sessions[0][0] if AMARA not in hour]
    again = repaired(schedule, held)
    assert counts(people, [*held, *again.all_hours]) == ([hours] * people, [hours] * people)
    assert swaps([*held, *again.all_hours]) == set()
    assert max(spread(one) for moment in moments(again, held) for one in moment) == 1
