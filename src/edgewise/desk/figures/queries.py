"""Figures of circles, that add up to those of cohorts and programmes; their weeks; and how far people are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from edgewise.domain.anonymity.counts import Share, counted
from edgewise.domain.calendar.cadence import days_due, days_missed
from edgewise.growth.changes.queries import LEAST_PEOPLE
from edgewise.growth.commitments.queries import kept_facts
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentChange, EnrolmentState
from edgewise.rooms.models.sessions import CAME, Attendance, AttendanceStatus, Session, SessionStatus

Key = TypeVar("Key", int, date)
YES = (EnrolmentState.ENROLLED, EnrolmentState.ACTIVE, EnrolmentState.WAITING)


@dataclass(frozen=True, slots=True)
class Tally:
    """Figures of a circle, a cohort or a programme; sums of parts are sums of their fields."""

    held: int = 0
    due: int = 0  # held, or a date of the rhythm that passed without a session
    planned: int = 0  # ahead
    came: int = 0
    expected: int = 0  # of the sessions held, the excused aside

    @property
    def completion(self) -> int | None:
        """Per cent of the sessions due that were held; None before the first."""
        return percent(self.held, self.due)

    @property
    def attendance(self) -> int | None:
        """Per cent of those expected who came; None before the first session."""
        return percent(self.came, self.expected)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.held + other.held,
            self.due + other.due,
            self.planned + other.planned,
            self.came + other.came,
            self.expected + other.expected,
        )


@dataclass(frozen=True, slots=True)
class Week:
    """The sessions of one week, by the day on which they begin."""

    monday: date
    held: int = 0
    due: int = 0
    planned: int = 0
    came: int = 0
    expected: int = 0
    is_told: bool = False  # five different people or more were expected

    @property
    def attendance(self) -> int | None:
        """Per cent of those expected who came; None where they were fewer than five people."""
        return percent(self.came, self.expected) if self.is_told else None


@dataclass(frozen=True, slots=True)
class Steps:
    """How many of the people invited have come how far, each counted from the invitation on."""

    invited: int = 0
    said_yes: int = 0  # at any time
    with_profile: int = 0  # a goal to be matched by
    seated: int = 0  # in a circle, at any time
    met: int = 0  # came to a session

    def __add__(self, other: Steps) -> Steps:
        return Steps(
            self.invited + other.invited,
            self.said_yes + other.said_yes,
            self.with_profile + other.with_profile,
            self.seated + other.seated,
            self.met + other.met,
        )


def percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None


def told(people: int) -> int | None:
    """A number of people that may be shown: from five on."""
    return people if people >= LEAST_PEOPLE else None


# Of a session held. Nobody counts who came where a circle met elsewhere, unless a person says so.
MEETINGS_HELD = Q(session__coach=None, session__status=SessionStatus.CLOSED, session__demo=False)
ATTENDANCE_KNOWN = MEETINGS_HELD & ~Q(status=AttendanceStatus.PLANNED)
HELD = Q(status=SessionStatus.CLOSED, demo=False)


def ahead_of(now: datetime) -> Q:
    """Sessions that are going on, or planned for later."""
    return (Q(status=SessionStatus.LIVE) | Q(status=SessionStatus.PLANNED, starts_at__gt=now)) & Q(demo=False)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session that was held, or one that is ahead or going on."""

    key: int
    circle: int
    starts_at: datetime
    day: date  # where the reader is
    week: date  # its Monday
    is_held: bool
    came: int  # as long as it is not held, nobody came and nobody was missed
    expected: int


@dataclass(frozen=True, slots=True)
class Facts:
    """What the figures of some cohorts are made of. Sums of circles and sums of weeks are those of the whole."""

    circles: list[Circle]  # each with its cohort and its programme
    meetings: list[Meeting]
    missed: dict[int, list[date]]  # by circle: dates of its rhythm that passed without a session
    told_weeks: set[date]  # in which five different people or more were expected

    def tallies(self) -> dict[int, Tally]:
        """By circle."""
        sums = _sums((one.circle, one) for one in self.meetings)
        found = {}
        for circle in self.circles:
            held, planned, came, expected = sums.get(circle.pk, (0, 0, 0, 0))
            found[circle.pk] = Tally(held, held + len(self.missed[circle.pk]), planned, came, expected)
        return found

    def total(self) -> Tally:
        return sum(self.tallies().values(), Tally())

    def weeks(self) -> dict[date, Week]:
        """By its Monday, each week in which any of the circles met or was to meet."""
        sums = _sums((one.week, one) for one in self.meetings)
        missed = Counter(monday(day) for days in self.missed.values() for day in days)
        found = {}
        for week in sorted({*sums, *missed}):
            held, planned, came, expected = sums.get(week, (0, 0, 0, 0))
            found[week] = Week(week, held, held + missed[week], planned, came, expected, week in self.told_weeks)
        return found


def _sums(meetings: Iterable[tuple[Key, Meeting]]) -> dict[Key, list[int]]:
    """Of each: sessions held, sessions ahead, those who came and those expected."""
    found: dict[Key, list[int]] = {}
    for key, one in meetings:
        sums = found.setdefault(key, [0, 0, 0, 0])
        sums[0 if one.is_held else 1] += 1
        sums[2] += one.came
        sums[3] += one.expected
    return found


def facts_of(cohorts: Sequence[Cohort], now: datetime) -> Facts:
    """Of cohorts whose programmes are loaded. Two queries, and one more where circles are so small that the people of a
    week must be counted one by one."""
    known = {one.pk: one for one in cohorts}
    circles = list(Circle.objects.filter(cohort__in=known).order_by("name", "pk"))
    for circle in circles:
        circle.cohort = known[circle.cohort_id]
    meetings = _meetings(known, now)
    return Facts(circles, meetings, _missed(circles, meetings, now), _told_weeks(known, meetings))


def kept_of(cohorts: Iterable[Cohort], now: datetime) -> dict[int, Share | None]:
    """By cohort: the share of the commitments answered that were kept, as far as it may be told. One query."""
    today = timezone.localdate(now)
    return {cohort: counted(facts, today) for cohort, facts in kept_facts(cohorts).items()}


def _meetings(cohorts: Collection[int], now: datetime) -> list[Meeting]:
    known = Q(status=SessionStatus.CLOSED) & ~Q(attendance__status=AttendanceStatus.PLANNED)
    came = Count("attendance", filter=known & Q(attendance__status__in=CAME))
    expected = Count("attendance", filter=known & ~Q(attendance__status=AttendanceStatus.EXCUSED))
    rows = Session.objects.filter(HELD | ahead_of(now), circle__cohort__in=cohorts)
    facts = rows.values_list("pk", "circle_id", "starts_at", "status")  # alone, or the rows are sorted by their formats
    found = facts.annotate(came=came, due=expected).order_by("starts_at", "pk")
    meetings = []
    for key, circle, at, status, came, due in found:
        day = timezone.localdate(at)
        meetings.append(Meeting(key, circle, at, day, monday(day), status == SessionStatus.CLOSED, came, due))
    return meetings


def _missed(circles: Iterable[Circle], meetings: Iterable[Meeting], now: datetime) -> dict[int, list[date]]:
    """The rhythm is that of the programme, from the beginning of the run, or from when the circle was made, until the
    run or the circle ends. A circle that has met more often than that has missed none, nor has a pair of colleagues:
    it promised no rhythm."""
    today = timezone.localdate(now)
    held: dict[int, list[date]] = {}
    for one in meetings:
        if one.is_held:
            held.setdefault(one.circle, []).append(one.day)
    found = {}
    for circle in circles:
        run = circle.cohort
        first = max(run.starts_on, timezone.localdate(circle.made_at))
        until = min(today, timezone.localdate(circle.closed_at)) if circle.closed_at else today
        due = [] if circle.by_colleagues else days_due(first, run.ends_on, run.programme.cadence_days, until)
        found[circle.pk] = days_missed(due, held.get(circle.pk, []))
    return found


def _told_weeks(cohorts: Collection[int], meetings: Iterable[Meeting]) -> set[date]:
    """One session of five says it of its week; only where all were smaller are people counted, each once."""
    found, small = set(), {}
    for one in meetings:
        if one.expected >= LEAST_PEOPLE:
            found.add(one.week)
        elif one.expected:
            small[one.key] = one.week
    small = {key: week for key, week in small.items() if week not in found}
    if not small:
        return found
    people: dict[date, set[int]] = {}
    rows = Attendance.objects.filter(ATTENDANCE_KNOWN, session__circle__cohort__in=cohorts)
    expected = rows.exclude(status=AttendanceStatus.EXCUSED)
    for key, who in expected.values_list("session_id", "seat__membership_id"):
        if key in small:
            people.setdefault(small[key], set()).add(who)
    return found | {week for week, some in people.items() if told(len(some)) is not None}


def monday(day: date) -> date:
    """Of the week in which the day lies."""
    return day - timedelta(days=day.weekday())


def steps_of(cohorts: Iterable[Cohort] | QuerySet[Cohort]) -> dict[int, Steps]:
    """By cohort; one query."""
    mine = OuterRef("pk")
    here = {"circle__cohort": OuterRef("cohort"), "membership": OuterRef("membership")}
    seats = Seat.objects.filter(**here)
    came = Attendance.objects.filter(
        MEETINGS_HELD,
        seat__circle__cohort=OuterRef("cohort"),
        seat__membership=OuterRef("membership"),
        status__in=CAME,
    )
    rows = Enrolment.objects.filter(cohort__in=cohorts).annotate(
        yes=Exists(EnrolmentChange.objects.filter(enrolment=mine, state__in=YES)),
        sat=Exists(seats),
        came=Exists(came),
    )
    yes = Q(yes=True)
    found = (
        rows.values_list("cohort_id")
        .annotate(
            invited=Count("pk"),
            said_yes=Count("pk", filter=yes),
            profile=Count("pk", filter=yes & ~Q(membership__development_goals=[])),
            seated=Count("pk", filter=Q(sat=True)),
            met=Count("pk", filter=Q(came=True)),
        )
        .order_by()
    )
    return {cohort: Steps(*rest) for cohort, *rest in found}
