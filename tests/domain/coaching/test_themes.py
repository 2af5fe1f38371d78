from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.coaching.reflections import CHANGEABLE_FOR
from edgewise.domain.coaching.themes import LEAST_COUNTED, THEMES, Theme, counted_each, counted_up, locked_until

Answer = tuple[int, list[str]]
people = st.lists(st.tuples(st.integers(0, 8), st.lists(st.sampled_from([one.value for one in Theme]), max_size=3)))
FIRST = datetime(2026, 1, 1, tzinfo=UTC)
moments = st.integers(0, 400 * 86_400).map(lambda seconds: FIRST + timedelta(seconds=seconds))


def test_every_theme_has_words_of_its_own() -> None:
    assert list(THEMES) == list(Theme)
    assert len({*THEMES.values()}) == len(Theme) == 25


@given(people)
def test_nothing_is_counted_of_fewer_than_five_people(answers: list[tuple[int, list[str]]]) -> None:
    counts, given_by = counted_up(answers), {who for who, taps in answers if taps}
    assert (counts is None) == (len(given_by) < LEAST_COUNTED)
    assert counts is None or counts.total() == sum(len(taps) for _, taps in answers)


@given(st.lists(people, max_size=8))
def test_between_any_two_totals_of_a_theme_are_five_different_people_or_none(weeks: list[list[Answer]]) -> None:
    """Week by week, what is not counted waits; who tapped it is known here, and to nobody who reads the totals."""
    waiting: list[Answer] = []
    totals: list[Counter[str]] = [Counter()]
    givers: list[dict[str, set[int]]] = []  # of each week: who stands behind what was added
    for answers in weeks:
        waiting += answers
        counts = counted_each(waiting)
        givers.append({tap: {who for who, taps in waiting if tap in taps} for tap in counts})
        waiting = [(who, [tap for tap in taps if tap not in counts]) for who, taps in waiting]
        totals.append(totals[-1] + counts)
    for first, second in combinations(range(len(totals)), 2):
        for theme in totals[second] - totals[first]:
            behind = set().union(*(week.get(theme, set()) for week in givers[first:second]))
            assert len(behind) >= LEAST_COUNTED
    tapped = Counter(tap for answers in weeks for _, taps in answers for tap in taps)
    assert totals[-1] + Counter(tap for _, taps in waiting for tap in taps) == tapped  # each once, and none twice


@given(moments, moments)
def test_what_is_locked_can_not_be_changed_any_more(written_at: datetime, now: datetime) -> None:
    until = locked_until(now)
    assert (until.weekday(), until.time()) == (0, datetime.min.time())
    assert now - until < timedelta(days=8)
    assert written_at >= until or now >= written_at + CHANGEABLE_FOR
