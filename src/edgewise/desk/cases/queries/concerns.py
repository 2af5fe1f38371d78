"""Cases of a cohort that need a person now, from the facts alone: a fixed number of queries, whatever its size.

The reasons are phrases: the database keeps them in English.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q
from django.utils import timezone

from edgewise.desk.cases.queries.found import Found
from edgewise.desk.cases.queries.told import dips_of, flags_of, reports_of
from edgewise.domain.calendar.cadence import middle
from edgewise.domain.hours.pair_hour import FEWEST_IN_PAIR_HOURS, MOST_IN_PAIR_HOURS
from edgewise.domain.nudges.cases import (
    AGREEMENT_UNSIGNED,
    EVENTS_LOOKED_BACK,
    INVITATION_UNANSWERED,
    MIDWAY_FROM,
    MIDWAY_UNTIL,
    NO_FIRST_SESSION,
    NO_PROFILE,
    NO_SESSION_SINCE,
    UNOPENED_UNANSWERED,
    YES_WITHOUT_CIRCLE,
    Concern,
    lopsided,
    pair_hours_by,
    pair_hours_lag,
)
from edgewise.domain.phrases import counted, phrase
from edgewise.notices.models import Delivery, DeliveryState
from edgewise.programmes.agreements.queries import unsigned_of_cohort
from edgewise.programmes.cases.queries import open_cases
from edgewise.programmes.circles.queries import circles_of, load_seats, seated_by_match
from edgewise.programmes.lotteries.queries import lots_without_place
from edgewise.programmes.models.cases import CaseKind
from edgewise.programmes.models.circles import Circle, Seat, SeatEnd
from edgewise.programmes.models.designs import Cohort, Kind
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState, RematchRequest
from edgewise.programmes.rounds.queries import failed_rounds, objections_of
from edgewise.rooms.hours.queries.ledger import coaching_in
from edgewise.rooms.hours.queries.pair_hours import pair_hour_ms, pair_hours_held
from edgewise.rooms.models.hours import HoursEntry
from edgewise.rooms.models.sessions import OVER, Attendance, AttendanceStatus, Session, SessionStatus
from edgewise.rooms.planning.page import IS_MIDWAY
from edgewise.rooms.unopened.queries import unanswered_of

State = EnrolmentState


def concerns_of(cohort: Cohort, now: datetime) -> list[Found]:
    """All of them, in no order. A cohort that is over has none but what happened at its end."""
    circles = [one for one in circles_of(cohort) if not one.by_colleagues]  # when such a pair meets is its own affair
    found = [*_of_missing(cohort, now), *_of_mail(cohort, now), *_of_unclosed(cohort, now), *_of_unopened(cohort, now)]
    found += [*reports_of(cohort), *flags_of(cohort), *dips_of(cohort, now)]
    if cohort.ends_on >= now.date():
        found += [*_of_people(cohort, now), *_of_rematches(cohort), *_of_signing(cohort, now)]
        found += [*_of_circles(cohort, circles, now), *_of_rules(cohort), *_of_hours(cohort), *_of_load(cohort, now)]
        found += [*_of_pair_hours(cohort, circles, now), *_of_rounds(cohort)]
    return found


def _of_people(cohort: Cohort, now: datetime) -> Iterator[Found]:
    seated = set(seated_by_match(cohort).values_list("membership_id", flat=True))
    missed = _those_missed(cohort)
    lots = lots_without_place(cohort).filter(membership=OuterRef("membership"))
    entries = cohort.enrolments.annotate(since=Max("changes__at"), had_no_place=Exists(lots)).select_related(
        "membership"
    )
    for entry in entries.order_by("pk"):
        gone = now - entry.since if entry.since else timedelta()
        if (said := _said_of(entry, gone, entry.membership_id in seated)) is not None:
            concern, why = said
            yield Found(concern, f"{concern.value}:{entry.pk}:{entry.since:%Y%m%d}", why, entry.membership_id)
        has_left = entry.state in (State.OPTED_OUT, State.DROPPED) and not entry.had_no_place
        if has_left and gone < EVENTS_LOOKED_BACK:
            words = phrase("Takes no part any more. People who sat with them may need company.")
            why = words if entry.membership_id in missed else phrase("Takes no part any more.")
            yield Found(Concern.DROP_OUT, f"drop_out:{entry.pk}:{entry.since:%Y%m%d%H%M}", why, entry.membership_id)


def _those_missed(cohort: Cohort) -> set[int]:
    """People with whom somebody sat who still sits there."""
    there = Seat.objects.filter(circle=OuterRef("circle"), ended_at=None).exclude(membership=OuterRef("membership"))
    seats = Seat.objects.filter(Exists(there), circle__cohort=cohort, circle__closed_at=None)
    return set(seats.exclude(reason_ended=SeatEnd.TAKEN_BACK).values_list("membership_id", flat=True))


def _said_of(entry: Enrolment, gone: timedelta, is_seated: bool) -> tuple[Concern, str] | None:
    if entry.state == State.INVITED and gone >= INVITATION_UNANSWERED:
        return Concern.NO_ANSWER, counted(
            "Invited {count} day ago, no answer yet.", "Invited {count} days ago, no answer yet.", gone.days
        )
    if entry.state == State.ENROLLED and not entry.membership.development_goals and gone >= NO_PROFILE:
        return Concern.NO_PROFILE, counted(
            "Said yes {count} day ago and has no profile to be matched by.",
            "Said yes {count} days ago and has no profile to be matched by.",
            gone.days,
        )
    if entry.state == State.ENROLLED and not is_seated and gone >= YES_WITHOUT_CIRCLE:
        return Concern.WAITING, counted(
            "Said yes {count} day ago and sits in no circle.",
            "Said yes {count} days ago and sits in no circle.",
            gone.days,
        )
    return None


def _of_missing(cohort: Cohort, now: datetime) -> Iterator[Found]:
    rows = Attendance.objects.filter(
        session__circle__cohort=cohort,
        session__circle__by_colleagues=False,
        session__coach=None,
        session__status__in=OVER,
        session__demo=False,
        status=AttendanceStatus.NO_SHOW,
    )
    recent = rows.filter(session__starts_at__gte=now - EVENTS_LOOKED_BACK).select_related(
        "session__circle", "seat__membership"
    )
    for row in recent.order_by("pk"):
        day = timezone.localdate(row.session.starts_at, ZoneInfo(row.seat.membership.time_zone))
        facts = {"circle": row.session.circle.name, "day": _day(day)}
        why = phrase("Did not come to the session of {circle} on {day}.", **facts)
        yield Found(Concern.NO_SHOW, f"no_show:{row.pk}", why, row.seat.membership_id, row.session.circle_id)


def _of_unclosed(cohort: Cohort, now: datetime) -> Iterator[Found]:
    """Sessions that closed by themselves."""
    rows = Session.objects.filter(circle__cohort=cohort, closed_itself=True, demo=False)
    recent = rows.filter(circle__by_colleagues=False)
    recent = recent.filter(closed_at__gte=now - EVENTS_LOOKED_BACK).select_related("circle", "facilitator")
    for session in recent.order_by("pk"):
        zone = session.facilitator.time_zone if session.facilitator else "UTC"
        day = _day(timezone.localdate(session.starts_at, ZoneInfo(zone)))
        why = phrase("The session on {day} closed by itself, hours after its end. What was said counts.", day=day)
        yield Found(Concern.UNCLOSED, f"unclosed:{session.pk}", why, None, session.circle_id)


def _of_unopened(cohort: Cohort, now: datetime) -> Iterator[Found]:
    """Sessions that nobody opened, and about which nobody has said what became of them."""
    rows = unanswered_of(cohort.pk, now - UNOPENED_UNANSWERED, now).filter(circle__by_colleagues=False)
    for session in rows.select_related("facilitator"):
        zone = session.facilitator.time_zone if session.facilitator else "UTC"
        day = _day(timezone.localdate(session.starts_at, ZoneInfo(zone)))
        why = phrase("Nobody opened the session on {day}, and nobody has said whether they met.", day=day)
        yield Found(Concern.UNOPENED, f"unopened:{session.pk}:{session.starts_at:%Y%m%d}", why, None, session.circle_id)


def _of_rematches(cohort: Cohort) -> Iterator[Found]:
    for ask in RematchRequest.objects.filter(enrolment__cohort=cohort, closed_at=None).select_related("enrolment"):
        why = phrase("Would prefer another circle. The circle does not know, and need not know.")
        yield Found(Concern.REMATCH, f"rematch:{ask.pk}", why, ask.enrolment.membership_id, ask.circle_id)


def _of_mail(cohort: Cohort, now: datetime) -> Iterator[Found]:
    part = Enrolment.objects.filter(cohort=cohort).exclude(state__in=(State.OPTED_OUT, State.DROPPED))
    failed = Delivery.objects.filter(
        state=DeliveryState.FAILED,
        channel="mail",
        notice__to__in=part.values("membership"),
        claimed_at__gte=now - EVENTS_LOOKED_BACK,
    )
    for who in sorted(set(failed.values_list("notice__to_id", flat=True))):
        why = phrase("The mail server refuses their address for good. Their messages are in Edgewise only.")
        yield Found(Concern.UNREACHED, f"unreached:{who}", why, who)


def _of_circles(cohort: Cohort, circles: Iterable[Circle], now: datetime) -> Iterator[Found]:
    dates = _dates(cohort, now)
    halfway = middle(cohort.starts_on, cohort.ends_on)
    is_midway = halfway + MIDWAY_FROM <= now.date() <= halfway + MIDWAY_UNTIL
    for circle in circles:
        there = dates.get(circle.pk, _Dates())
        last = there.last
        if last is None and there.coming is None and now - circle.made_at >= NO_FIRST_SESSION:
            why = counted(
                "Made {count} day ago, and nothing is planned.",
                "Made {count} days ago, and nothing is planned.",
                (now - circle.made_at).days,
            )
            yield Found(Concern.NO_FIRST, f"no_first:{circle.pk}", why, None, circle.pk)
        if last is not None and there.coming is None and now - last >= NO_SESSION_SINCE:
            why = phrase("Last met on {day}, and nothing is planned.", day=_day(last.date()))
            yield Found(Concern.SILENT, f"silent:{circle.pk}:{last:%Y%m%d}", why, None, circle.pk)
        if is_midway and there.first is not None and not there.midway:
            why = phrase("The middle of the run is {day}, and no check-in is planned or held.", day=_day(halfway))
            yield Found(Concern.MIDWAY, f"midway:{circle.pk}", why, None, circle.pk)


@dataclass(frozen=True, slots=True)
class _Dates:
    first: datetime | None = None
    last: datetime | None = None  # held
    coming: datetime | None = None
    midway: int = 0  # check-ins planned or held


def _dates(cohort: Cohort, now: datetime) -> dict[int, _Dates]:
    """By circle, of those that have any session."""
    ahead = Q(status=SessionStatus.LIVE) | Q(status=SessionStatus.PLANNED, starts_at__gte=now)
    rows = Session.objects.filter(circle__cohort=cohort).exclude(
        status__in=(SessionStatus.CANCELLED, SessionStatus.NOT_HELD)
    )
    found = (
        rows.values_list("circle_id")
        .annotate(
            first=Min("starts_at"),
            last=Max("starts_at", filter=Q(status=SessionStatus.CLOSED)),
            coming=Min("starts_at", filter=ahead),
            midway=Count("pk", filter=IS_MIDWAY),
        )
        .order_by()
    )
    return {circle: _Dates(*rest) for circle, *rest in found}


def _of_rules(cohort: Cohort) -> Iterator[Found]:
    for line in open_cases(cohort):
        kind = CaseKind(line.case.kind)
        concern = {CaseKind.LINE: Concern.LINE, CaseKind.SMALL: Concern.SMALL}.get(kind, Concern.RULE)
        yield Found(concern, f"case:{line.case.pk}", line.words[:300], None, line.case.circle_id)


def _of_hours(cohort: Cohort) -> Iterator[Found]:
    taken = Seat.objects.filter(circle__cohort=cohort, ended_at=None).values_list("circle_id", "membership_id")
    sitting = set(taken)
    circles: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    matched = HoursEntry.objects.filter(circle__cohort=cohort, circle__by_colleagues=False)
    for (circle, who), coaching in sorted(coaching_in(matched).items()):
        if (circle, who) in sitting:
            circles[circle][who] = coaching.minutes
    for circle, hours in circles.items():
        for who in lopsided(hours):
            given, received = hours[who]
            why = phrase(
                "{given} given and {received} received so far, far from what is usual in the circle.",
                given=_hours(given),
                received=_hours(received),
            )
            yield Found(Concern.LOPSIDED, f"lopsided:{who}:{circle}", why, who, circle)


def _of_pair_hours(cohort: Cohort, circles: Iterable[Circle], now: datetime) -> Iterator[Found]:
    """Circles that are behind with the coaching hours between two; how many were held, and nothing of who or what."""
    design = cohort.programme
    if not design.pair_hours:
        return
    taken = Seat.objects.filter(circle__cohort=cohort, ended_at=None).values_list("circle_id", "membership_id")
    sitting: dict[int, set[int]] = defaultdict(set)
    for seated_in, who in taken:
        sitting[seated_in].add(who)
    hours = pair_hours_held(HoursEntry.objects.filter(circle__cohort=cohort), pair_hour_ms(design))
    for circle in circles:
        people, begins = len(sitting[circle.pk]), max(cohort.starts_on, circle.made_at.date())
        if not FEWEST_IN_PAIR_HOURS <= people <= MOST_IN_PAIR_HOURS:
            continue
        held = sum(giver in sitting[circle.pk] for giver, _ in hours.get(circle.pk, ()))
        by_now = pair_hours_by(people, design.pair_hours, begins, cohort.ends_on, now.date())
        if pair_hours_lag(held, by_now, people):
            why = phrase(
                "Held {held} of the {by_now} coaching hours between two that are due by now.", held=held, by_now=by_now
            )
            yield Found(Concern.PAIR_HOURS, f"pair_hours:{circle.pk}", why, None, circle.pk)


def _of_rounds(cohort: Cohort) -> Iterator[Found]:
    """What keeps the next round of a sprint from beginning by itself."""
    if cohort.programme.kind != Kind.SPRINT:
        return
    for one in objections_of(cohort):
        why = phrase("Objects to the next round, which waits. Change its draft and publish it, or make another.")
        yield Found(Concern.ROUND, f"round:{one.pk}", why, one.by_id)
    for ahead in failed_rounds(cohort):
        why = phrase("The next round could not begin by itself: somebody has left, or a rule does not hold any more.")
        yield Found(Concern.ROUND, f"round:failed:{ahead.pk}", why)


def _of_load(cohort: Cohort, now: datetime) -> Iterator[Found]:
    """People of this cohort who, over all programmes, sit in more circles than they wished."""
    here = Seat.objects.filter(circle__cohort=cohort, ended_at=None).values("membership")
    today = now.date()
    open_now = load_seats(now, cohort.starts_on, max(cohort.starts_on, today)).filter(membership__in=here)
    rows = open_now.values_list("membership_id", "membership__load_cap").annotate(circles=Count("pk")).order_by()
    for who, cap, circles in rows.filter(circles__gt=F("membership__load_cap")):
        why = counted(
            "Sits in {count} circle and wished for {cap} at most.",
            "Sits in {count} circles and wished for {cap} at most.",
            circles,
            cap=cap,
        )
        yield Found(Concern.OVERLOADED, f"overloaded:{who}:{circles}", why, who)


def _of_signing(cohort: Cohort, now: datetime) -> Iterator[Found]:
    for seat in unsigned_of_cohort(cohort, now - AGREEMENT_UNSIGNED).filter(circle__by_colleagues=False):
        why = phrase(
            "The agreement of {circle} waits for their signature. Nobody enters the room without signing.",
            circle=seat.circle.name,
        )
        yield Found(Concern.UNSIGNED, f"unsigned:{seat.pk}", why, seat.membership_id, seat.circle_id)


def _day(on: date) -> str:
    return f"{on:%A} {on.day} {on:%B}"


def _hours(minutes: int) -> str:
    return f"{minutes / 60:.1f} h"
