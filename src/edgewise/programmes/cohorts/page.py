"""A cohort's run before anything is sent: its calendar, what it asks of each, and what each is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, time

from edgewise.domain.calendar.cadence import Meeting, Rhythm, programme_dates
from edgewise.domain.calendar.load import Load, load_of
from edgewise.domain.formats.builtin import shown_formats
from edgewise.domain.formats.designs import load_warning
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS, letter
from edgewise.domain.nudges.letters.model import Letter, Reader
from edgewise.people.models import Membership
from edgewise.programmes.cohorts.queries import cohort_names
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState

NOON = time(12)
GONE = (EnrolmentState.OPTED_OUT, EnrolmentState.DROPPED)


@dataclass(frozen=True, slots=True)
class OutlookLine:
    kind: Meeting
    day: date
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class Busy:
    """`circles` of other cohorts, and `a_week`: minutes on average, this cohort included. No page shows which ones."""

    member: Membership
    circles: int
    a_week: int

    @property
    def is_full(self) -> bool:
        return self.circles >= self.member.load_cap


@dataclass(frozen=True, slots=True)
class Outlook:
    lines: list[OutlookLine]
    load: Load
    people: int  # invited or further
    coordinators: int
    warning: str
    busy: list[Busy]  # of those people, who sits in circles of other cohorts already; the fullest weeks first

    @property
    def is_full(self) -> bool:
        return any(one.is_full for one in self.busy)


@dataclass(frozen=True, slots=True)
class ToldLine:
    """One message that the programme sends, as its reader would see it."""

    title: str
    to: str
    when: str
    letter: Letter


def outlook_of(cohort: Cohort) -> Outlook:
    """The usual calendar of each circle: a kickoff, the rhythm, a check-in half-way. Circles set their own hours."""
    design = cohort.programme
    rhythm = Rhythm(cohort.starts_on, cohort.ends_on, design.cadence_days, NOON, "UTC")
    formats = shown_formats()
    lines = []
    for one in programme_dates(rhythm):
        key = {Meeting.KICKOFF: "kickoff", Meeting.MIDWAY: "midway"}.get(one.kind, design.format_key)
        minutes = design.session_minutes if one.kind is Meeting.SESSION else formats[key].minutes
        lines.append(OutlookLine(one.kind, one.starts_at.date(), formats[key].name, minutes))
    people = cohort.enrolments.exclude(state__in=GONE).count()
    coordinators = cohort.coordinators.count()
    load = load_of([(line.day, line.minutes) for line in lines], cohort.starts_on, cohort.ends_on)
    return Outlook(lines, load, people, coordinators, load_warning(people, coordinators), _busy(cohort, load.a_week))


def _busy(cohort: Cohort, a_week: int) -> list[Busy]:
    asked = cohort.enrolments.exclude(state__in=GONE).values("membership")
    seats = Seat.objects.filter(membership__in=asked, ended_at=None, circle__closed_at=None).exclude(
        circle__cohort=cohort
    )
    minutes: dict[Membership, list[float]] = defaultdict(list)
    for seat in seats.select_related("membership__person", "circle__cohort__programme"):
        design = seat.circle.cohort.programme
        minutes[seat.membership].append(design.session_minutes * 7 / design.cadence_days)
    found = [Busy(who, len(each), a_week + round(sum(each))) for who, each in minutes.items()]
    return sorted(found, key=lambda one: (-one.a_week, one.member.person.name, one.member.pk))


def told_in(cohort: Cohort) -> list[ToldLine]:
    """Every message, with invented facts and this cohort's own names."""
    reader, names = Reader("Amara Okafor", UTC), cohort_names(cohort)
    return [
        ToldLine(
            wording.title,
            wording.to,
            wording.when,
            letter(kind, {**wording.example, **_known(wording.example, names)}, reader),
        )
        for kind, wording in ((kind, WORDINGS[kind]) for kind in Kind)
    ]


def _known(example: object, names: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in names.items() if isinstance(example, dict) and name in example}
