"""What goes differently than planned in the demonstration, so that its desk has something of each kind to do."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from edgewise.cli.demo.meetings import planned
from edgewise.desk.cases.actions import close_case, review_cohort, write_about
from edgewise.desk.models import DeskCase
from edgewise.domain.calendar.polls import Answer
from edgewise.domain.coaching.unopened import UNOPENED_AFTER
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.nudges.cases import Concern, draft
from edgewise.people.hours.actions import note_absence
from edgewise.people.models import Membership
from edgewise.programmes.agreements.actions import sign
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.enrolments.actions import answer, ask_for_rematch
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState
from edgewise.rooms.attendance.actions import excuse
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.polls.actions import answer_times, ask_for_times
from edgewise.rooms.unopened.actions import look_after_unopened

KEEP = ("Amara", "Bruno")  # who come to every session
NOT_HEARD_YET = timedelta(days=14)
ASK_WORDS = "Two of us report into the same project, and I hold back because of it."
ANSWERS = ((Answer.WORKS, Answer.CANNOT, Answer.IF_NEED_BE), (Answer.WORKS, Answer.IF_NEED_BE, Answer.CANNOT))


def nobody_opens(circle: Circle, now: datetime) -> None:
    """A session of this week that came to nothing: its circle has been asked what became of it."""
    day = (now - timedelta(days=4)).date()
    day -= timedelta(days=max(0, day.weekday() - 4))  # the Friday before a weekend
    session = planned(circle, datetime.combine(day, time(9), UTC), now)
    look_after_unopened(session.starts_at + UNOPENED_AFTER)


def one_leaves(circle: Circle, at: datetime) -> None:
    """The others agree anew; one of them has not come round to it."""
    gone, *others = reversed(open_seats(circle))
    entry = circle.cohort.enrolments.get(membership=gone.membership)
    assert answer(entry, EnrolmentState.OPTED_OUT, at=at)
    EnrolmentChange.objects.filter(enrolment=entry, state=EnrolmentState.OPTED_OUT).update(at=at)
    version = circle.agreements.latest("version").version
    for seat in others[1:]:
        assert sign(seat, version, at + timedelta(days=1))


def one_asks_for_another_circle(circle: Circle, at: datetime) -> None:
    who = list(open_seats(circle))[-1].membership
    assert ask_for_rematch(circle.cohort.enrolments.get(membership=who), ASK_WORDS, at)


def ask_when(circle: Circle, now: datetime) -> None:
    """The circle looks for a time: two have answered."""
    seats = list(open_seats(circle))
    first = (now + timedelta(days=8)).date()
    first += timedelta(days=(1 - first.weekday()) % 7)  # a Tuesday
    times = [datetime.combine(first + timedelta(days=day), time(hour), UTC) for day, hour in ((0, 9), (1, 13), (2, 10))]
    at = now - timedelta(days=1)
    poll = ask_for_times(seats[0], builtin_format("midway"), times, now + timedelta(days=5), at)
    assert poll is not None
    choices = list(poll.choices.order_by("starts_at").values_list("pk", flat=True))
    for seat, said in zip(seats, ANSWERS, strict=False):
        assert not answer_times(poll, seat, dict(zip(choices, said, strict=True)), at)


def are_away(coming: Session, members: dict[str, Membership], now: datetime) -> None:
    """One of Amara's circle is away when it meets next, and has said so; two others are on holiday."""
    seats = [seat for seat in open_seats(coming.circle) if seat.membership.person.name.split()[0] not in KEEP]
    seat, day = seats[-1], coming.starts_at.date()
    note_absence(seat.membership, day - timedelta(days=1), day + timedelta(days=3))
    assert excuse(coming, seat, comes=False)
    for name, days in (("lena", 9), ("ines", 2)):
        begins = (now + timedelta(days=days)).date()
        note_absence(members[name], begins, begins + timedelta(days=11))


def dealt_with(cohort: Cohort, grace: Membership, now: datetime) -> None:
    """What has been on the desk for longer than it is given there: she has written to people, and closed it.

    Of somebody who was missed lately she has not heard yet.
    """
    review_cohort(cohort, now)
    late = DeskCase.objects.filter(cohort=cohort, due_on__lt=now.date(), closed_at=None)
    for case in late.select_related("membership__person", "circle").order_by("pk"):
        at = case.opened_at + timedelta(days=1)
        first = case.membership.person.name.split()[0] if case.membership else ""
        words = draft(Concern(case.concern), first, case.circle.name if case.circle else "", cohort.programme.name)
        if words:
            write_about(case, words, grace, at)
        if case.concern != Concern.NO_SHOW or case.opened_at < now - NOT_HEARD_YET:
            assert close_case(case, grace, at + timedelta(hours=3))
