"""The cohort of the demonstration that runs: eighteen people in three circles, half-way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from random import Random

from edgewise.cli.demo import coaching, outside, pulse, three_sixty, troubles
from edgewise.cli.demo.afterwards import follow_up, look_back, see_changes, take_steps
from edgewise.cli.demo.growth.decisions import write_ledgers
from edgewise.cli.demo.growth.feedback import speak_up
from edgewise.cli.demo.growth.goals import set_and_follow
from edgewise.cli.demo.meetings import agree, hold, planned, seat, workday
from edgewise.growth.tallies.actions import count_locked_weeks
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.cohorts.actions import save_cohort
from edgewise.programmes.enrolments.actions import answer, invite
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.notes.actions import keep_note

BEGAN, LENGTH = timedelta(days=45), timedelta(days=91)
SEED = 7
WITH_COACH = (1, 0)  # the second meeting of the first circle
NOTE = "What would they not decide in my place?\nThe second option scared me. Why?"


def tell_of_the_running_cohort(
    programme: Programme, people: Sequence[Membership], members: dict[str, Membership], now: datetime
) -> Cohort:
    """Its circles are Amara's, which does well; one that does; and one that lags."""
    cohort = _match(programme, people, members["grace"], now)
    circles = sorted(cohort.circles.order_by("pk"), key=lambda one: not _seat(one, members["amara"]))
    for circle in circles:
        agree(circle, now - timedelta(days=43))
    _meet(cohort, circles, members, now)
    _ask_of_bruno(circles, members, now)
    pulse.ask_twice(cohort)
    for number, circle in enumerate(circles):
        follow_up(circle, now, Random(number))
        take_steps(circle, now)
        see_changes(circle, now)
    speak_up(circles[0], members["amara"], now)
    if (hers := _seat(circles[0], members["amara"])) is not None:
        set_and_follow(hers, now)
    write_ledgers(circles[0], now)
    _go_on(circles, members, now)
    count_locked_weeks(now)
    troubles.dealt_with(cohort, members["grace"], now)
    return cohort


def _match(programme: Programme, people: Sequence[Membership], grace: Membership, now: datetime) -> Cohort:
    """Asked seven weeks ago; all but two said yes; matched and seated a few days later."""
    began = (now - BEGAN).date()
    cohort = save_cohort(programme, Cohort(name="Autumn", starts_on=began, ends_on=began + LENGTH), [grace])
    invite(cohort, people, grace, now - timedelta(days=49))
    *entries, no, _silent = cohort.enrolments.order_by("pk")
    for entry in entries:
        answer(entry, EnrolmentState.ENROLLED)
    answer(no, EnrolmentState.OPTED_OUT)
    seat(cohort, SEED, now - timedelta(days=44))
    EnrolmentChange.objects.filter(enrolment__cohort=cohort).update(at=now - timedelta(days=49))
    return cohort


def _seat(circle: Circle, who: Membership) -> Seat | None:
    return next((seat for seat in open_seats(circle) if seat.membership_id == who.pk), None)


def _meet(cohort: Cohort, circles: Sequence[Circle], members: dict[str, Membership], now: datetime) -> None:
    """Every two weeks, the last time some days ago; coaching hours between two in the weeks between."""
    amaras, second, third = circles
    since = now - BEGAN
    for wave, back in enumerate((39, 25, 11)):
        for number, circle in enumerate(circles[: 2 if wave == 2 else 3]):
            staff = (members["hana"], members["grace"]) if (wave, number) == WITH_COACH else ()
            _hold(circle, now - timedelta(days=back - number), time(9 + number), wave, number, staff)
        look_back(cohort, since, Random(wave), useful=4, many=wave != 1)
        at = since = now - timedelta(days=back - 6)
        coaching.note_round(second, at)
        if wave == 0:
            coaching.hold_round(amaras, at, Random(20))
            coaching.note_round(third, at, most=3)
        else:
            coaching.note_round(amaras, at, keep="Amara" if wave == 2 else "")
        count_locked_weeks(now - timedelta(days=back - 10))
    last = amaras.sessions.order_by("starts_at").last()
    hers = next(one for one in open_seats(amaras) if one.membership.person.name.startswith("Amara"))
    assert last is not None
    assert keep_note(last, hers, NOTE, "") is not None


def _hold(
    circle: Circle, at: datetime, clock: time, wave: int, number: int, staff: Sequence[Membership] = ()
) -> Session:
    others = [seat for seat in open_seats(circle) if seat.membership.person.name.split()[0] not in troubles.KEEP]
    session = planned(circle, datetime.combine(workday(at.date()), clock, UTC), at)
    if staff:
        outside.gives_the_chair(session, *staff)
        session.refresh_from_db()
    excused = others[1:2] if (wave, number) == (1, 0) else []
    missing = others[2:3] if (wave, number) == (2, 1) else []
    hold(session, Random(100 * number + wave), excused, missing)
    return session


def _ask_of_bruno(circles: Sequence[Circle], members: dict[str, Membership], now: datetime) -> None:
    seat = next(found for circle in circles if (found := _seat(circle, members["bruno"])))
    three_sixty.ask_twice(seat, members, now)


def _go_on(circles: Sequence[Circle], members: dict[str, Membership], now: datetime) -> None:
    """What is to come, and what goes differently than planned."""
    amaras, second, third = circles
    told = now - timedelta(days=1)
    coming = planned(amaras, _at(now, 1, time(9)), told)
    later = planned(amaras, _at(now, 15, time(9)), told, key="midway")
    outside.is_asked_back(later, members["grace"], "Amara", now)
    planned(second, _at(now, 3, time(10)), told, "Bruno")
    coaching.plan_round(amaras, now + timedelta(days=2), now, first="Amara", most=3)
    coaching.plan_round(second, now + timedelta(days=3), now, most=4)
    troubles.are_away(coming, members, now)
    troubles.one_leaves(third, now - timedelta(days=9))
    troubles.nobody_opens(third, now)
    troubles.ask_when(third, now)
    troubles.one_asks_for_another_circle(second, now - timedelta(days=2))


def _at(now: datetime, days: int, clock: time) -> datetime:
    return datetime.combine(workday((now + timedelta(days=days)).date()), clock, UTC)
