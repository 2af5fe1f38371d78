"""A cohort's run before anything is sent: its calendar, what it asks of each, and what each is told."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from django.template.defaultfilters import floatformat
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.domain.calendar.cadence import Meeting, usual_dates
from edgewise.domain.calendar.load import Load, load_of
from edgewise.domain.formats.builtin import shown_formats
from edgewise.domain.formats.designs import load_warning
from edgewise.domain.hours.promise import Hours, falls_short
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS, letter
from edgewise.domain.nudges.letters.model import Letter, Reader
from edgewise.domain.pictures.columns import Column, columns
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.domain.pulse.moments import WaveDays, wave_days
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import load_beside
from edgewise.programmes.cohorts.queries import cohort_names, in_office
from edgewise.programmes.designs.queries import hours_of
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState

WEEK = timedelta(weeks=1)
TONES = {Meeting.KICKOFF: Tone.OTHER, Meeting.SESSION: Tone.MAIN, Meeting.MIDWAY: Tone.LESS}
MEETINGS = {
    Meeting.KICKOFF: gettext_lazy("Kickoff"),
    Meeting.SESSION: gettext_lazy("Session"),
    Meeting.MIDWAY: gettext_lazy("Midway check-in"),
}
GONE = (  # for whom no circle is made
    EnrolmentState.OPTED_OUT,
    EnrolmentState.DROPPED,
    EnrolmentState.WAITING,
    EnrolmentState.MOVED_ON,
)


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
    hours: Hours  # of coaching, for each person
    falls_short: bool  # of what the programme wants
    pulse: list[WaveDays]
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
    design, lines = cohort.programme, lines_of(cohort)
    people = cohort.enrolments.exclude(state__in=GONE).count()
    coordinators = in_office(timezone.localdate()).filter(cohort=cohort).count()
    meetings = [(line.day, line.minutes) for line in lines] + _pair_hours(cohort)
    load, hours = load_of(meetings, cohort.starts_on, cohort.ends_on), hours_of(cohort)
    warning, short = load_warning(people, coordinators), falls_short(hours, float(design.hours_target))
    busy = _busy(cohort, load.a_week)
    waves = wave_days(cohort.starts_on, cohort.ends_on, design.pulse)
    return Outlook(lines, load, people, coordinators, warning, hours, short, waves, busy)


def lines_of(cohort: Cohort) -> list[OutlookLine]:
    """The meetings of its usual calendar, without a query."""
    design, formats = cohort.programme, shown_formats()
    lines = []
    for one in usual_dates(cohort.starts_on, cohort.ends_on, design.cadence_days):
        key = {Meeting.KICKOFF: "kickoff", Meeting.MIDWAY: "midway"}.get(one.kind, design.format_key)
        minutes = design.session_minutes if one.kind is Meeting.SESSION else formats[key].minutes
        lines.append(OutlookLine(one.kind, one.starts_at.date(), formats[key].name, minutes))
    return lines


def _pair_hours(cohort: Cohort) -> list[tuple[date, int]]:
    """Those that each person gives and receives, evenly over the run: their people choose the days."""
    number, length = 2 * cohort.programme.pair_hours, cohort.ends_on - cohort.starts_on
    days = [cohort.starts_on + length * (2 * place + 1) / (2 * number) for place in range(number)]
    return [(day, cohort.programme.pair_minutes) for day in days]


def calendar_picture(cohort: Cohort, today: date) -> Picture:
    """Each week of the run as a column as high as its minutes; no query."""
    lines = lines_of(cohort)
    first, last = (day - timedelta(days=day.weekday()) for day in (cohort.starts_on, cohort.ends_on))
    last = max([last, *(line.day - timedelta(days=line.day.weekday()) for line in lines)])
    mondays = [first + number * WEEK for number in range((last - first) // WEEK + 1)]
    by_week = {monday: [line for line in lines if monday <= line.day < monday + WEEK] for monday in mondays}
    drawing = columns(
        [
            Column(
                date_format(monday, "j M"),
                tuple((TONES[line.kind], line.minutes) for line in found),
                str(sum(line.minutes for line in found) or ""),
                is_now=monday <= today < monday + WEEK,
            )
            for monday, found in by_week.items()
        ]
    )
    minutes = sum(line.minutes for line in lines)
    words = ngettext(
        "%(n)d meeting in %(weeks)d weeks, %(hours)s hours for each person.",
        "%(n)d meetings in %(weeks)d weeks, %(hours)s hours for each person.",
        len(lines),
    ) % {"n": len(lines), "weeks": len(mondays), "hours": floatformat(minutes / 60, -1)}
    kinds = [kind for kind in MEETINGS if any(line.kind is kind for line in lines)]
    legend = [Key(TONES[kind], str(MEETINGS[kind])) for kind in kinds]
    legend += [Key(Tone.NOW, _("This week"))] if mondays[0] <= today < mondays[-1] + WEEK else []
    rows = [
        (date_format(line.day, "D j M Y"), line.title, str(MEETINGS[line.kind]), str(line.minutes)) for line in lines
    ]
    headings = (_("Day"), _("Format"), _("Kind"), _("Minutes"))
    return Picture(
        "calendar",
        _("The usual calendar, in minutes by week"),
        words,
        drawing,
        Table(headings, tuple(rows)),
        tuple(legend),
    )


def _busy(cohort: Cohort, a_week: int) -> list[Busy]:
    asked = cohort.enrolments.exclude(state__in=GONE).values("membership")
    seats = load_beside(cohort).filter(membership__in=asked).exclude(circle__cohort=cohort)
    minutes: dict[Membership, list[float]] = defaultdict(list)
    for seat in seats.select_related("membership__person", "circle__cohort__programme"):
        design = seat.circle.cohort.programme
        minutes[seat.membership].append(design.session_minutes * 7 / design.cadence_days)
    found = [Busy(who, len(each), a_week + round(sum(each))) for who, each in minutes.items()]
    return sorted(found, key=lambda one: (-one.a_week, one.member.person.name, one.member.pk))


OF_LOTTERIES = (Kind.PLACE_DRAWN, Kind.PLACE_IN_LINE, Kind.PLACE_WAITS, Kind.PLACE_OFFERED)
OF_PAIRS = (Kind.COLLEAGUE_ASKED, Kind.COLLEAGUE_DECLINED, Kind.PAIR_BEGUN, Kind.PAIR_ENDED)


def told_in(cohort: Cohort) -> list[ToldLine]:
    """Every message, with invented facts and this cohort's own names; those about pairs and lots where it has them."""
    reader, names = Reader("Amara Okafor", UTC), cohort_names(cohort)
    has_pairs = cohort.programme.colleagues_may_pair and not cohort.is_erg
    unsent = {*(() if has_pairs else OF_PAIRS), *(OF_LOTTERIES if cohort.is_erg else ())}
    sent = [kind for kind in Kind if kind not in unsent]
    return [
        ToldLine(
            wording.title,
            wording.to,
            wording.when,
            letter(kind, {**wording.example, **_known(wording.example, names)}, reader),
        )
        for kind, wording in ((kind, WORDINGS[kind]) for kind in sent)
    ]


def _known(example: object, names: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in names.items() if isinstance(example, dict) and name in example}
