"""What the people responsible may know."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.desk.figures.page.cohort import desk_of
from edgewise.desk.figures.page.overview import overview_of
from edgewise.desk.figures.page.spreadsheet import spreadsheet_rows
from edgewise.desk.figures.queries import Steps, Tally, Week, facts_of, kept_of, steps_of
from edgewise.desk.home.page import home_for
from edgewise.domain.anonymity.counts import Share
from edgewise.growth.commitments.actions import check_in
from edgewise.growth.models import Status
from edgewise.people.models import Membership
from edgewise.programmes.agreements.actions import sign
from edgewise.programmes.circles.actions import open_circle
from edgewise.programmes.designs.queries import hours_of
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CAME, MISSED, EXCUSED = AttendanceStatus.PRESENT, AttendanceStatus.NO_SHOW, AttendanceStatus.EXCUSED


def harbour(cohort: Cohort | None = None, names: tuple[str, ...] = make.CAST) -> Circle:
    return make.circle(cohort, [make.membership(name) for name in names])


def held(circle: Circle, days_ago: int, *statuses: AttendanceStatus) -> None:
    """A session that took place, with what became of the first people at the table; the others came."""
    meeting = make.session(circle, make.NOW - timedelta(days=days_ago), status=SessionStatus.CLOSED)
    rows = Attendance.objects.filter(session=meeting)
    rows.update(status=CAME)
    for row, status in zip(rows.order_by("seat__position"), statuses, strict=False):
        row.status = status
        row.save()


def queries(call: object, *arguments: object) -> int:
    with CaptureQueriesContext(connection) as seen:
        call(*arguments)  # type: ignore[operator]
    return len(seen)


def test_attendance_counts_those_expected_and_leaves_the_excused_aside() -> None:
    circle = harbour()
    held(circle, 14, MISSED, EXCUSED)
    held(circle, 7, EXCUSED)
    total = desk_of(circle.cohort, make.NOW).total
    assert (total.held, total.came, total.expected, total.attendance) == (2, 9, 10, 90)


def test_a_session_called_off_or_to_come_counts_for_nothing_but_planned() -> None:
    circle = harbour()
    make.session(circle, make.NOW - timedelta(days=1), status=SessionStatus.CANCELLED)
    make.session(circle, make.NOW + timedelta(days=1))
    total = desk_of(circle.cohort, make.NOW).total
    assert (total.held, total.planned, total.attendance) == (0, 1, None)


def of_the_run(circle: Circle) -> Circle:
    """Made when the run began, two weeks and a half ago: of its fortnights, one is over."""
    Circle.objects.filter(pk=circle.pk).update(made_at=make.NOW - timedelta(days=17))
    Cohort.objects.filter(pk=circle.cohort_id).update(starts_on=(make.NOW - timedelta(days=14)).date())
    circle.cohort.refresh_from_db(fields=["starts_on"])
    return circle


def test_a_date_of_the_rhythm_that_passed_without_a_session_was_due_whether_or_not_it_was_planned() -> None:
    silent, hidden = (of_the_run(harbour(names=make.CAST[:3])) for _ in range(2))
    make.session(hidden, make.NOW - timedelta(days=9))
    make.session(hidden, make.NOW - timedelta(minutes=10), status=SessionStatus.LIVE)
    make.session(hidden, make.NOW + timedelta(days=1))
    for circle, planned in ((silent, 0), (hidden, 2)):
        total = desk_of(circle.cohort, make.NOW).total
        assert (total.held, total.due, total.planned, total.completion, total.attendance) == (0, 1, planned, 0, None)


def test_a_circle_that_met_more_often_than_its_rhythm_does_not_make_up_for_another() -> None:
    keen = of_the_run(harbour())
    silent = of_the_run(harbour(keen.cohort))
    for days_ago in (13, 8, 1):
        held(keen, days_ago)
    tallies = facts_of([keen.cohort], make.NOW).tallies()
    assert [(tallies[one.pk].held, tallies[one.pk].due) for one in (keen, silent)] == [(3, 3), (0, 1)]
    assert facts_of([keen.cohort], make.NOW).total().completion == 75


def test_nobody_is_said_to_have_come_where_nobody_counted_who_came() -> None:
    circle = harbour()
    make.session(circle, make.NOW - timedelta(days=3), status=SessionStatus.CLOSED)  # they met elsewhere
    total = desk_of(circle.cohort, make.NOW).total
    assert (total.held, total.due, total.expected, total.attendance) == (1, 1, 0, None)


def test_a_session_at_a_demonstration_table_counts_for_nothing() -> None:
    circle = harbour()
    held(circle, 3)
    make.session(circle, make.NOW + timedelta(days=3))
    circle.sessions.update(demo=True)
    for entry in circle.cohort.enrolments.all():
        entry.changes.create(state=EnrolmentState.ACTIVE)
    desk = desk_of(circle.cohort, make.NOW)
    assert (desk.total, desk.steps.met) == (Tally(), 0)
    assert (circle.sessions.count(), [line.figures.came for line in desk.people]) == (2, [0] * 6)
    assert not facts_of([circle.cohort], make.NOW).weeks()


def test_a_circle_that_has_ended_still_counts_and_one_that_never_met_is_not_listed() -> None:
    cohort = make.cohort()
    ended, silent, going = (make.circle(cohort, [make.membership(name)], name) for name in ("Anchor", "Bay", "Cedar"))
    held(ended, 7)
    Circle.objects.filter(pk__in=(ended.pk, silent.pk)).update(closed_at=make.NOW)
    desk = desk_of(cohort, make.NOW)
    assert (desk.total.held, [line.circle for line in desk.circles]) == (1, [ended, going])
    (line,), _ = overview_of(cohort.programme.organisation, make.NOW)
    assert line.tally == desk.total == facts_of([cohort], make.NOW).total()


def answered(cohort: Cohort, circles: int, kept: int, days_ago: int = 3) -> None:
    """Circles of five, everybody with three commitments that are answered: of each circle so many are kept."""
    for circle in range(circles):
        table = make.circle(cohort, [make.membership(f"{circle} {name}") for name in make.CAST[:5]], f"Table {circle}")
        for number, seat in enumerate([*table.seats.all()] * 3):
            status = Status.KEPT if number < kept else Status.NOT
            check_in(make.commitment(table, seat.membership), seat.membership, status, "", make.NOW - days_ago * DAY)


def test_commitments_kept_are_a_band_and_never_all() -> None:
    cohorts = [make.cohort() for _ in range(3)]
    for cohort, (circles, kept) in zip(cohorts, [(6, 15), (6, 6), (2, 15)], strict=True):
        answered(cohort, circles, kept)
    told = [kept_of(cohorts, make.NOW).get(one.pk) for one in cohorts]
    assert [one and str(one.words) for one in told] == ["80 % or more", "40 to 60 %", None]


def test_commitments_kept_do_not_move_before_five_more_people_have_answered() -> None:
    cohort = make.cohort()
    answered(cohort, 6, 9)
    before = kept_of([cohort], make.NOW)
    for seat in Seat.objects.all()[:4]:
        for _ in range(10):
            check_in(make.commitment(seat.circle, seat.membership), seat.membership, Status.NOT, "", make.NOW - DAY)
    assert (before, kept_of([cohort], make.NOW)) == ({cohort.pk: Share(0.6, 0.8)}, before)


def test_hours_given_and_received_are_each_persons_own() -> None:
    circle = harbour()
    held(circle, 14)
    held(circle, 7, MISSED)
    make.hours(circle, make.membership("Amara"), make.membership("Bruno"), 30)
    make.hours(circle, make.membership("Bruno"), make.membership("Amara"), 60, one_to_one=True)
    make.hours(harbour(make.cohort()), make.membership("Amara"), make.membership("Bruno"), 60)
    desk = desk_of(circle.cohort, make.NOW)
    lines = {line.enrolment.membership.person.name: line for line in desk.people}
    amara, bruno = lines["Amara"], lines["Bruno"]
    assert (amara.coaching.given_hours, amara.coaching.received_hours) == (0.5, 1.0)
    assert (amara.figures.came, amara.figures.missed) == (1, 1)
    assert (bruno.coaching.given_hours, bruno.coaching.received_hours) == (1.0, 0.5)
    assert desk.promised == hours_of(circle.cohort).each_way


def test_each_week_of_the_run_has_its_sessions_and_who_came() -> None:
    circle = harbour()
    held(circle, 7, MISSED, EXCUSED)
    make.session(circle, make.NOW - timedelta(days=6))
    make.session(circle, make.NOW + timedelta(days=8))
    weeks = {week.monday: week for week in desk_of(circle.cohort, make.NOW).weeks}
    monday = make.NOW.date()
    last = weeks[monday - timedelta(weeks=1)]
    assert (last.held, last.due, last.planned, last.attendance) == (1, 1, 0, 80)
    assert (weeks[monday], weeks[monday + timedelta(weeks=1)].planned) == (Week(monday), 1)
    assert sum(week.held for week in weeks.values()) == desk_of(circle.cohort, make.NOW).total.held


def test_the_weeks_have_as_many_due_as_the_total() -> None:
    silent = of_the_run(harbour())
    keen = of_the_run(harbour(silent.cohort))
    held(keen, 1)
    weeks = facts_of([silent.cohort], make.NOW).weeks()
    assert {week.monday: (week.held, week.due) for week in weeks.values()} == {
        date(2026, 2, 16): (0, 1),
        date(2026, 2, 23): (1, 1),
    }
    assert sum(week.due for week in weeks.values()) == facts_of([silent.cohort], make.NOW).total().due == 2


def test_a_week_begins_on_the_monday_of_its_reader() -> None:
    circle = harbour()
    make.session(circle, datetime(2026, 3, 1, 23, 30, tzinfo=UTC), status=SessionStatus.CLOSED)
    with timezone.override(ZoneInfo("Pacific/Auckland")):
        assert list(facts_of([circle.cohort], make.NOW).weeks()) == [date(2026, 3, 2)]
    with timezone.override(ZoneInfo("America/Asuncion")):  # midnight did not exist there on some Sundays
        assert list(facts_of([circle.cohort], make.NOW).weeks()) == [date(2026, 2, 23)]


def test_the_attendance_of_a_week_is_told_from_five_people_on_however_often_they_met() -> None:
    circle = harbour(names=make.CAST[:4])
    held(circle, 7)
    held(circle, 6)
    (week,) = facts_of([circle.cohort], make.NOW).weeks().values()
    assert (week.expected, week.is_told, week.attendance) == (8, False, None)


def test_the_people_of_small_circles_are_counted_together_and_each_once() -> None:
    pairs = [harbour(names=make.CAST[:2])]
    cohort = pairs[0].cohort
    pairs += [harbour(cohort, names) for names in (make.CAST[1:3], make.CAST[3:5])]
    for pair in pairs[:2]:
        held(pair, 7)
        held(pair, 6)
    held(pairs[2], 7, EXCUSED)
    (week,) = facts_of([cohort], make.NOW).weeks().values()
    assert (week.expected, week.attendance) == (9, None)  # Amara, Bruno, Chidi and Elif
    held(pairs[2], 6)
    (week,) = facts_of([cohort], make.NOW).weeks().values()
    assert (week.expected, week.attendance) == (11, 100)


def test_the_steps_count_who_said_yes_at_any_time_and_who_has_come() -> None:
    circle = harbour(names=make.CAST[:3])
    held(circle, 7, MISSED)
    for name in make.CAST[:3]:
        entry = circle.cohort.enrolments.get(membership__person__name=name)
        entry.changes.create(state=EnrolmentState.ACTIVE)
    left = make.enrolment(make.membership("Jonas"), circle.cohort, EnrolmentState.ENROLLED)
    Enrolment.objects.filter(pk=left.pk).update(state=EnrolmentState.OPTED_OUT)
    make.enrolment(make.membership("Dana"), circle.cohort, EnrolmentState.INVITED)
    Membership.objects.filter(person__name="Amara").update(development_goals=["listening"])
    assert steps_of([circle.cohort]) == {circle.cohort.pk: Steps(5, 4, 1, 3, 2)}


def test_the_cohort_before_is_shown_once_five_people_have_met_in_it() -> None:
    design = make.programme()
    earlier, later = make.cohort(design), make.cohort(design)
    Cohort.objects.filter(pk=earlier.pk).update(name="Autumn", starts_on=earlier.starts_on - timedelta(weeks=30))
    table = make.circle(earlier, [make.membership(name) for name in make.CAST[:4]])
    held(table, 200)
    assert desk_of(later, make.NOW).before is None
    make.seat(table, make.membership("Elif"), make.NOW - timedelta(days=300))
    held(table, 190, CAME, CAME, CAME, CAME, MISSED)
    assert desk_of(later, make.NOW).before is None  # one of the five has never come
    held(table, 180)
    before = desk_of(later, make.NOW).before
    assert before is not None
    assert (before.name, before.total.held, before.total.attendance) == ("Autumn", 3, 93)


def test_the_figures_of_another_cohort_stay_there() -> None:
    mine, other = harbour(), harbour(make.cohort())
    held(other, 7)
    assert desk_of(mine.cohort, make.NOW).total.held == 0


def test_the_desk_asks_as_many_questions_for_three_circles_as_for_one() -> None:
    cohort = make.cohort()
    held(harbour(cohort), 7)
    one = queries(desk_of, cohort, make.NOW)
    held(harbour(cohort), 7)
    held(harbour(cohort), 7)
    assert queries(desk_of, cohort, make.NOW) == one


def test_the_overview_adds_up_every_cohort_in_as_many_questions_for_three_as_for_one() -> None:
    design = make.programme()
    first = harbour(make.cohort(design))
    held(first, 7, MISSED)
    make.hours(first, make.membership("Amara"), make.membership("Bruno"), 90)
    make.hours(first, make.membership("Bruno"), make.membership("Chidi"), 60, one_to_one=True)
    one = queries(overview_of, design.organisation, make.NOW)
    held(harbour(make.cohort(design)), 7)
    held(harbour(make.cohort(make.programme(name="Second"))), 7)
    assert queries(overview_of, design.organisation, make.NOW) == one
    lines, _ = overview_of(design.organisation, make.NOW)
    assert [(line.asked, line.taking_part, line.circles, line.tally.came, line.hours) for line in lines] == [
        (6, 6, 1, 5, 2.5),
        (6, 6, 1, 6, 0.0),
        (6, 6, 1, 6, 0.0),
    ]


def test_the_download_has_a_line_for_each_person() -> None:
    circle = make.circle(members=[make.membership("Amara")])
    make.person("Amara").__class__.objects.update(name="=HYPERLINK(1)")
    held(circle, 7)
    make.hours(circle, make.membership("Amara"), make.membership("Bruno"), 30)
    rows = spreadsheet_rows(desk_of(circle.cohort, make.NOW))
    assert rows[1:] == [
        ["'=HYPERLINK(1)", "amara@example.org", "In a circle", "Harbour", "1", "0", "0.5", "0.0", "2.2"]
    ]


def test_home_shows_the_next_session_of_each_circle_and_what_is_to_be_answered() -> None:
    circle = harbour()
    now = timezone.now()
    later = make.session(circle, now + timedelta(days=9))
    sooner = make.session(circle, now + timedelta(days=2))
    amara = make.membership("Amara")
    asked = make.enrolment(amara, make.cohort(), EnrolmentState.INVITED)
    make.commitment(circle, amara)
    make.commitment(circle, make.membership("Bruno"), amara)
    home = home_for(amara.person)
    assert (home.sessions, home.invitations, home.open_commitments, home.witnessing) == ([sooner], [asked], 1, 1)
    assert (home.without_session, home.cohorts, home.owned, later in home.sessions) == ([], [], [], False)


def test_home_shows_the_agreement_that_waits_for_a_signature() -> None:
    amara = make.membership("Amara")
    circle = open_circle(make.cohort(), [amara], "Harbour", make.NOW)
    assert [seat.circle for seat in home_for(amara.person).to_sign] == [circle]
    assert sign(circle.seats.get(), 1)
    assert home_for(amara.person).to_sign == []


def test_home_asks_as_many_questions_for_three_circles_as_for_one() -> None:
    amara = make.membership("Amara")
    make.session(make.circle(members=[amara, make.membership("Bruno")]))
    one = queries(home_for, amara.person)
    for name in ("Lantern", "Cedar"):
        make.session(make.circle(members=[amara, make.membership("Bruno")], name=name))
    assert queries(home_for, amara.person) == one


def test_home_of_a_coordinator_shows_their_cohorts_and_nothing_of_the_circles() -> None:
    grace = make.membership("Grace")
    cohort = make.cohort(coordinators=[grace])
    make.session(harbour(cohort))
    home = home_for(grace.person)
    assert (home.cohorts, home.sessions, home.seats) == ([cohort], [], [])
