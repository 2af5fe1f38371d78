from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.anonymity.counts import (
    Fact,
    Share,
    at_least,
    counted,
    finest,
    joined,
    locked,
    people_told,
)

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
changes = st.lists(st.tuples(st.integers(0, 20).map(lambda n: MONDAY + n * DAY), st.integers(0, 15)), max_size=60)


def facts(circles: int, of_each: int, ones: int, day: date = MONDAY) -> list[Fact]:
    """Circles of people with one thing each, of which so many in each circle became a one."""
    return [
        Fact(100 * circle + number, 100 * circle + number, circle, day, int(number < ones))
        for circle in range(circles)
        for number in range(of_each)
    ]


def test_18_of_18_is_never_said() -> None:
    assert counted(facts(3, 6, 6), MONDAY + DAY) == counted(facts(3, 6, 4), MONDAY + DAY) == Share(0.5, 1)
    assert counted(facts(9, 5, 5), MONDAY + DAY) == Share(0.8, 1)
    assert counted(facts(9, 5, 4), MONDAY + DAY) == Share(0.8, 1)
    one_large = facts(1, 12, 12) + [Fact(900 + n, 900 + n, 9 + n, MONDAY, 1) for n in range(2)]
    assert counted(one_large, MONDAY + DAY) is None  # twelve know all but two
    assert counted(facts(40, 5, 5), MONDAY + DAY) == Share(0.9, 1)


def test_a_pair_and_two_circles_are_told_of_by_nothing() -> None:
    assert counted(facts(1, 2, 2), MONDAY + DAY) is None
    assert counted(facts(2, 20, 10), MONDAY + DAY) is None


def test_what_is_open_is_not_counted_and_the_last_answer_is_the_one() -> None:
    known = facts(9, 5, 5)
    later = [Fact(one.key, one.person, one.circle, MONDAY + DAY, 0) for one in known]
    reopened = [Fact(one.key, one.person, one.circle, MONDAY + 2 * DAY, None) for one in known]
    assert counted(known + later, MONDAY + 2 * DAY) == Share(0, 0.2)
    assert counted(known + later + reopened, MONDAY + 3 * DAY) is None


@given(changes, st.integers(0, 22))
def test_between_two_counts_five_people_have_changed_something_or_the_count_is_the_same(
    known: list[tuple[date, int]], days: int
) -> None:
    today = MONDAY + days * DAY
    before, after = locked(known, today), locked(known, today + DAY)
    assert after is None or after <= today
    if before != after:
        since = {person for day, person in known if (before is None or day > before) and day <= today}
        assert len(since) >= 5


@given(changes, st.integers(4, 40), st.integers(0, 22))
def test_people_are_told_in_fives_and_never_all_but_three(known: list[tuple[date, int]], more: int, days: int) -> None:
    asked = max((person for _, person in known), default=0) + 1 + more - 4
    told = people_told(known, asked, MONDAY + days * DAY)
    assert told is None or (told % 5 == 0 and 5 <= told <= asked - 4)


def test_15_yesterday_and_16_today_is_never_said() -> None:
    known = [(MONDAY, person) for person in range(15)] + [(MONDAY + DAY, 15)]
    assert [people_told(known, 40, MONDAY + n * DAY) for n in range(3)] == [None, 15, 15]
    more = known + [(MONDAY + 2 * DAY, person) for person in range(16, 20)]
    assert people_told(more, 40, MONDAY + 3 * DAY) == 20
    assert people_told(more, 20, MONDAY + 3 * DAY) == 15


@given(st.integers(1, 60), st.integers(0, 30), st.data())
@settings(max_examples=150)
def test_whoever_knows_some_of_them_is_left_with_two_possibilities(most: int, known: int, data: st.DataObject) -> None:
    """Gone through: every number of ones, and everything that somebody may know of them."""
    known = min(known, most)
    parts = finest(most, known)
    if parts is None:
        return
    ones, mine = data.draw(st.integers(0, most)), data.draw(st.integers(0, known))
    own = data.draw(st.integers(max(0, mine - (most - ones)), min(mine, ones)))
    band = min(parts * ones // most, parts - 1)
    possible = {
        total - own
        for total in range(most + 1)
        if min(parts * total // most, parts - 1) == band and 0 <= total - own <= most - mine
    }
    assert len(possible) >= 2


def test_counts_together_are_read_off_their_bands() -> None:
    assert joined([Share(0.5, 1), None, Share(0.4, 0.6)]) == Share(0.4, 1)
    assert joined([None]) is None
    assert [at_least(times) for times in (4, 5, 14)] == [0, 5, 10]
