"""What people tap after a session becomes numbers of five people or more, and their own rows forget it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edgewise.domain.anonymity.scores import Score
from edgewise.domain.coaching.reflections import ReflectionWords
from edgewise.domain.coaching.themes import WAITS_FOR_OTHERS, Theme
from edgewise.growth.models import Reflection, WeekCount
from edgewise.growth.reflections.actions import write_reflection
from edgewise.growth.tallies.actions import count_locked_weeks
from edgewise.growth.tallies.queries import Tapping, tapping_of
from edgewise.people.models import Person
from edgewise.programmes.models.circles import Circle
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
SUNDAY = datetime(2026, 3, 8, 23, 59, tzinfo=UTC)
TUESDAY = datetime(2026, 3, 10, tzinfo=UTC)  # the week to Sunday is locked
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
CONFLICT, TRUST = Theme.CONFLICT, Theme.TRUST


@pytest.fixture
def harbour() -> Circle:
    return make.circle(members=[make.membership(name) for name in make.CAST])


def taps(circle: Circle, name: str, useful: int | None, *themes: Theme, at: datetime = SUNDAY) -> None:
    row = make.reflection(circle, make.membership(name), at - DAY)
    assert write_reflection(row, ReflectionWords("A line"), useful, at, [theme.value for theme in themes])


def said() -> list[tuple[int | None, list[str]]]:
    return list(Reflection.objects.order_by("pk").values_list("useful", "themes"))


def test_five_people_are_counted_together_and_their_own_rows_forget_it(harbour: Circle) -> None:
    for name, useful in zip(make.CAST[:5], (5, 4, 4, 3, 4), strict=True):
        taps(harbour, name, useful, CONFLICT)
    count_locked_weeks(TUESDAY)
    tapping = tapping_of([harbour.cohort])
    assert tapping == Tapping({MONDAY: Counter({4: 3, 5: 1, 3: 1})}, Counter({CONFLICT: 5}))
    assert (tapping.usefulness, tapping.shown) == (None, [("Conflict", 5)])  # seven must say how useful it was
    assert said() == [(None, [])] * 5


def test_a_week_is_counted_when_nobody_can_change_an_answer_of_it_any_more(harbour: Circle) -> None:
    for name in make.CAST[:5]:
        taps(harbour, name, 4)
    count_locked_weeks(TUESDAY - timedelta(minutes=1))
    assert WeekCount.objects.count() == 0
    taps(harbour, "Farid", 1, at=SUNDAY + timedelta(minutes=1))  # on Monday
    count_locked_weeks(TUESDAY)
    assert tapping_of([harbour.cohort]).useful == {MONDAY: Counter({4: 5})}
    assert said()[-1] == (1, [])


def test_fewer_than_five_wait_for_others_and_are_then_counted_with_them(harbour: Circle) -> None:
    for name in make.CAST[:4]:
        taps(harbour, name, 5, TRUST)
    taps(harbour, make.CAST[0], 5, TRUST)  # the same person once more: still four people
    count_locked_weeks(TUESDAY)
    assert (WeekCount.objects.count(), said()) == (0, [(5, ["trust"])] * 5)
    taps(harbour, make.CAST[4], 1, TRUST, at=SUNDAY + 7 * DAY)
    count_locked_weeks(TUESDAY + 7 * DAY)
    assert tapping_of([harbour.cohort]) == Tapping({MONDAY + 7 * DAY: Counter({5: 5, 1: 1})}, Counter({TRUST: 6}))


def test_what_waits_too_long_for_others_is_deleted_and_never_counted(harbour: Circle) -> None:
    taps(harbour, "Amara", 2, TRUST)
    count_locked_weeks(SUNDAY + WAITS_FOR_OTHERS)
    assert said() == [(2, ["trust"])]
    count_locked_weeks(SUNDAY + WAITS_FOR_OTHERS + timedelta(minutes=1))
    assert (said(), WeekCount.objects.count()) == ([(None, [])], 0)


def test_another_cohort_fills_up_nobodys_five(harbour: Circle) -> None:
    other = make.circle(members=[make.membership(name) for name in make.CAST])
    for name in make.CAST[:3]:
        taps(harbour, name, 4)
        taps(other, name, 4)
    count_locked_weeks(TUESDAY)
    assert WeekCount.objects.count() == 0


def test_a_theme_that_fewer_than_five_tapped_waits_and_the_others_are_counted(harbour: Circle) -> None:
    for name in make.CAST[:5]:
        taps(harbour, name, None, *([CONFLICT, TRUST] if name == "Amara" else [CONFLICT]))
    count_locked_weeks(TUESDAY)
    tapping = tapping_of([harbour.cohort])
    assert (tapping.themes, tapping.shown, tapping.usefulness) == (Counter({CONFLICT: 5}), [("Conflict", 5)], None)
    assert said() == [(None, ["trust"]), *[(None, [])] * 4]


def test_a_theme_that_one_person_taps_week_after_week_is_never_shown(harbour: Circle) -> None:
    for week in range(8):
        for name in make.CAST:
            taps(harbour, name, 4, *([TRUST] if name == "Amara" else [CONFLICT]), at=SUNDAY + 7 * week * DAY)
        count_locked_weeks(TUESDAY + 7 * week * DAY)
        assert tapping_of([harbour.cohort]).themes[TRUST] == 0
    assert not WeekCount.objects.filter(answer=TRUST).exists()
    assert [themes for _, themes in said() if themes] == [["trust"]] * 4  # of the last 28 days
    tapping = tapping_of([harbour.cohort])
    answers = sum(week.total() for week in tapping.useful.values())
    assert (answers, tapping.usefulness, tapping.themes) == (48, Score(4.0, 4.0), Counter({CONFLICT: 40}))


def test_a_total_that_was_shown_grows_by_five_people_or_not_at_all(harbour: Circle) -> None:
    totals = []
    for week, names in enumerate((make.CAST[:5], make.CAST[:1], make.CAST[1:4], make.CAST[4:5])):
        for name in names:
            taps(harbour, name, None, TRUST, at=SUNDAY + 7 * week * DAY)
        count_locked_weeks(TUESDAY + 7 * week * DAY)
        totals.append(tapping_of([harbour.cohort]).themes[TRUST])
    assert totals == [5, 5, 5, 10]


def test_counting_twice_counts_once(harbour: Circle) -> None:
    for name in make.CAST[:5]:
        taps(harbour, name, 4)
    for _ in range(2):
        count_locked_weeks(TUESDAY)
    assert tapping_of([harbour.cohort]).useful == {MONDAY: Counter({4: 5})}


def test_the_form_takes_three_themes_at_most_and_keeps_them_for_their_author(harbour: Circle, sign_in: SignIn) -> None:
    row, client = make.reflection(harbour, make.membership("Amara")), sign_in(make.person("Amara"))
    path = reverse("growth:reflection", args=[row.code])
    four = client.post(path, {"first": "A line", "themes": ["trust", "conflict", "time", "career"]})
    assert (b"Choose three at most" in four.content, said()) == (True, [(None, [])])
    client.post(path, {"first": "A line", "useful": "4", "themes": ["trust", "conflict"]})
    assert said() == [(4, ["trust", "conflict"])]


def test_the_results_show_what_was_counted_in_one_query_for_any_number_of_cohorts(
    harbour: Circle, sign_in: SignIn
) -> None:
    for name in make.CAST[:5]:
        taps(harbour, name, 3, CONFLICT)
        taps(harbour, name, 3)
    count_locked_weeks(TUESDAY)
    hana = make.membership("Hana", is_owner=True)
    html = sign_in(hana.person).get(f"/cohorts/{harbour.cohort.code}/figures/").content.decode()
    assert ("3.0 of 5 on average." in html, "tapped 5 times or more" in html) == (True, True)
    cohorts = [harbour.cohort, make.cohort(), make.cohort()]
    with CaptureQueriesContext(connection) as seen:
        tapping_of(cohorts)
    assert len(seen) == 1
