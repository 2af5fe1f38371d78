"""What the people responsible may know."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from edgewise.desk.figures.page.cohort import desk_of
from edgewise.desk.figures.page.overview import overview_of
from edgewise.desk.figures.page.spreadsheet import spreadsheet_rows
from edgewise.desk.home.page import home_for
from edgewise.growth.models import Commitment, Status
from edgewise.programmes.agreements.actions import sign
from edgewise.programmes.circles.actions import open_circle
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus
from tests import make

pytestmark = pytest.mark.django_db
CAME, MISSED, EXCUSED = AttendanceStatus.PRESENT, AttendanceStatus.NO_SHOW, AttendanceStatus.EXCUSED


def harbour(cohort: Cohort | None = None, names: tuple[str, ...] = make.CAST) -> Circle:
    return make.circle(cohort, [make.membership(name) for name in names])


def held(circle: Circle, days_ago: int, *statuses: AttendanceStatus) -> None:
    """A session that took place, with what became of the first people at the table; the others came."""
    meeting = make.session(circle, make.NOW - timedelta(days=days_ago), status=SessionStatus.CLOSED)
    rows = Attendance.objects.filter(session=meeting)
    rows.update(status=CAME, minutes_given=30, minutes_received=15)
    for row, status in zip(rows.order_by("seat__position"), statuses, strict=False):
        row.status, row.minutes_given, row.minutes_received = status, 0, 0
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


def test_commitments_are_counted_by_what_became_of_them() -> None:
    circle = harbour()
    for number, status in enumerate((Status.KEPT, Status.KEPT, Status.NOT, Status.OPEN)):
        made = make.commitment(circle, make.membership(make.CAST[number]))
        Commitment.objects.filter(pk=made.pk).update(status=status)
    total = desk_of(circle.cohort, make.NOW).total
    assert (total.made, total.by_status) == (
        4,
        [("Open", 1), ("Kept", 2), ("Partly", 0), ("Changed", 0), ("Not kept", 1)],
    )


def test_hours_given_and_received_are_each_persons_own() -> None:
    circle = harbour()
    held(circle, 14)
    held(circle, 7, MISSED)
    lines = {line.enrolment.membership.person.name: line for line in desk_of(circle.cohort, make.NOW).people}
    amara, bruno = lines["Amara"].figures, lines["Bruno"].figures
    assert (amara.hours_given, amara.hours_received, amara.came, amara.missed) == (0.5, 0.2, 1, 1)
    assert (bruno.hours_given, bruno.hours_received, lines["Bruno"].target) == (1.0, 0.5, 5)


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
    held(harbour(make.cohort(design)), 7, MISSED)
    one = queries(overview_of, design.organisation)
    held(harbour(make.cohort(design)), 7)
    held(harbour(make.cohort(make.programme(name="Second"))), 7)
    assert queries(overview_of, design.organisation) == one
    lines = overview_of(design.organisation)
    assert [(line.asked, line.taking_part, line.circles, line.tally.came, line.hours) for line in lines] == [
        (6, 6, 1, 5, 2.5),
        (6, 6, 1, 6, 3.0),
        (6, 6, 1, 6, 3.0),
    ]


def test_the_download_has_a_line_for_each_person() -> None:
    circle = make.circle(members=[make.membership("Amara")])
    make.person("Amara").__class__.objects.update(name="=HYPERLINK(1)")
    held(circle, 7)
    rows = spreadsheet_rows(desk_of(circle.cohort, make.NOW))
    assert rows[1:] == [["'=HYPERLINK(1)", "amara@example.org", "In a circle", "Harbour", "1", "0", "0.5", "0.2", "5"]]


def test_home_shows_the_next_session_of_each_circle_and_what_is_to_be_answered() -> None:
    circle = harbour()
    later = make.session(circle, make.NOW + timedelta(days=9))
    sooner = make.session(circle, make.NOW + timedelta(days=2))
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
