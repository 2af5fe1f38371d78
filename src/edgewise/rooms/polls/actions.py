"""A circle is asked when it could meet, answers, and plans the time that suits best."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.domain.calendar.polls import Answer
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Format
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.outbox.actions import tell, tell_all
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import names_of, open_seats
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.attendance.actions import excuse
from edgewise.rooms.models.polls import PollEnd, TimeAnswer, TimeChoice, TimePoll
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.planning.actions import end_polls, plan_session
from edgewise.rooms.planning.queries import chairs_of
from edgewise.rooms.polls.queries import Asker, answered_seats, closing_day, standing_of

POLL_REMINDED_BEFORE = timedelta(days=2)  # of the last moment to answer, when those are reminded who have not
TIME_TO_ANSWER = timedelta(days=1)  # before anybody is reminded
FEWEST_ASKED = 2  # people, below which there is nobody to ask


@transaction.atomic
def ask_for_times(
    seat: Asker, fmt: Format, times: Collection[datetime], closes_at: datetime, at: datetime | None = None
) -> TimePoll | None:
    """Ask everybody in the circle which of these times would do; None while it is being asked already.

    The time to answer is over before the first of them begins.
    """
    now, closes_at = at or timezone.now(), min(closes_at, *times)
    end_polls(_past(now).filter(circle=seat.circle), PollEnd.PAST, now)
    remind_at = closes_at - POLL_REMINDED_BEFORE
    try:
        with transaction.atomic():
            poll = TimePoll.objects.create(
                circle=seat.circle,
                asked_by=seat.membership,
                asked_at=now,
                closes_at=closes_at,
                remind_at=remind_at if remind_at >= now + TIME_TO_ANSWER else None,
                format_key=fmt.key,
                minutes=fmt.minutes,
            )
    except IntegrityError:  # somebody else has asked in the meantime
        return None
    TimeChoice.objects.bulk_create(TimeChoice(poll=poll, starts_at=start) for start in sorted(set(times)))
    _ask(poll, open_seats(seat.circle), now)
    return poll


@transaction.atomic
def answer_times(
    poll: TimePoll, seat: Seat, given: Mapping[int, Answer], at: datetime | None = None
) -> tuple[str, ...]:
    """A seat's answer to each time to come, by choice; again as often as they like. Returns what is wrong with it."""
    now = at or timezone.now()
    if not _is_open_to(poll, seat):
        return (_("This question is no longer open. Your answers were not saved."),)
    choices = dict(poll.choices.values_list("pk", "starts_at"))
    coming = {pk for pk, starts_at in choices.items() if starts_at > now}
    if any(pk in choices and pk not in coming for pk in given):
        return (_("One of these times has passed. Please answer for the others."),)
    if set(given) != coming:
        return (_("Please answer for each of the times."),)
    is_first = not TimeAnswer.objects.filter(seat=seat, choice__in=coming).exists()
    TimeAnswer.objects.bulk_create(
        (TimeAnswer(choice_id=pk, seat=seat, answer=answer.value) for pk, answer in given.items()),
        update_conflicts=True,
        unique_fields=["choice", "seat"],
        update_fields=["answer"],
    )
    if is_first:
        _tell_if_all_have(poll, seat.membership_id, now)
    return ()


@transaction.atomic
def plan_best_time(
    poll: TimePoll, choice: int, at: datetime | None = None, by: Membership | None = None
) -> Session | None:
    """Plan the time that suits best. The next in turn who can come facilitates; people who cannot come are excused.

    None if the poll has ended, or if another time suits better by now: of two who choose at once, one plans.
    """
    now = at or timezone.now()
    if TimePoll.objects.select_for_update().filter(pk=poll.pk, ended_at=None).first() is None:
        return None
    best = standing_of(poll, 0, now).best
    if best is None or best.choice.pk != choice:
        return None
    if not end_polls(TimePoll.objects.filter(pk=poll.pk), PollEnd.CHOSEN, now):
        return None
    in_turn = chairs_of(poll.circle)
    chairs = [who for who in in_turn if who.pk in best.tally.can_come] or in_turn
    deputy = chairs[1] if len(chairs) > 1 else None
    fmt = builtin_format(poll.format_key)
    session = plan_session(poll.circle, best.choice.starts_at, fmt, chairs[0], deputy, now, by)
    for seat in open_seats(poll.circle).filter(membership__in=best.tally.cannot):
        excuse(session, seat, comes=False)
    TimePoll.objects.filter(pk=poll.pk).update(session=session)
    return session


def withdraw_poll(poll: TimePoll, at: datetime | None = None) -> bool:
    """Nobody is asked any more; False if it has ended already."""
    return end_polls(TimePoll.objects.filter(pk=poll.pk), PollEnd.WITHDRAWN, at or timezone.now())


@transaction.atomic
def follow_seats(circles: Collection[int], at: datetime | None = None, **_signal: object) -> None:
    """Receives `programmes.signals.seats_changed`: newcomers are asked, and nobody waits for people who left."""
    now = at or timezone.now()
    polls = TimePoll.objects.filter(circle__in=circles, ended_at=None)
    end_polls(polls.exclude(circle__closed_at=None), PollEnd.CLOSED, now)
    for poll in polls.exclude(pk__in=_past(now)).select_related("asked_by__person", "circle__cohort__programme"):
        seats = list(open_seats(poll.circle))
        if len(seats) < FEWEST_ASKED:
            end_polls(TimePoll.objects.filter(pk=poll.pk), PollEnd.CLOSED, now)
            continue
        _ask(poll, seats, now)
        _tell_if_all_have(poll, 0, now)


def look_after_polls(now: datetime) -> None:
    """As time passes, a poll whose times are all past ends, and people who have not answered are reminded."""
    end_polls(_past(now), PollEnd.PAST, now)
    waiting = TimePoll.objects.filter(ended_at=None).select_related("asked_by__person", "circle__cohort__programme")
    for poll in waiting.filter(remind_at__lte=now, closes_at__gt=now):
        _remind(poll, now)
    for poll in waiting.filter(told_at=None, closes_at__lte=now):
        _tell_who_asked(poll, 0, now)


def _past(now: datetime) -> QuerySet[TimePoll]:
    coming = TimeChoice.objects.filter(poll=OuterRef("pk"), starts_at__gt=now)
    return TimePoll.objects.filter(~Exists(coming), ended_at=None)


def _is_open_to(poll: TimePoll, seat: Seat) -> bool:
    """Held until the end of the transaction, so that no answer comes after the choice."""
    still = TimePoll.objects.select_for_update().filter(pk=poll.pk, ended_at=None).first()
    return still is not None and Seat.objects.filter(pk=seat.pk, circle=poll.circle_id, ended_at=None).exists()


def _ask(poll: TimePoll, seats: Iterable[Seat], now: datetime) -> None:
    """Each person is told once, ever; the one who asked is not."""
    others = [seat.membership for seat in seats if seat.membership_id != poll.asked_by_id]
    tell_all(others, _message(poll, "asked", now, person=poll.asked_by.person.name), now)


@transaction.atomic
def _remind(poll: TimePoll, now: datetime) -> None:
    if TimePoll.objects.filter(pk=poll.pk, remind_at=poll.remind_at, ended_at=None).update(remind_at=None) != 1:
        return
    answered = answered_seats(poll, now)
    late = [seat.membership for seat in open_seats(poll.circle) if seat.pk not in answered]
    tell_all(late, _message(poll, "again", now, again=True), now)


def _tell_if_all_have(poll: TimePoll, by: int, now: datetime) -> None:
    seats = set(open_seats(poll.circle).values_list("pk", flat=True))
    if seats <= answered_seats(poll, now):
        _tell_who_asked(poll, by, now)


@transaction.atomic
def _tell_who_asked(poll: TimePoll, by: int, now: datetime) -> None:
    """Once, when all have answered or the time is over. If the one who asked has left, the next facilitator is told.

    `by` has just answered, and sees it on the page.
    """
    if TimePoll.objects.filter(pk=poll.pk, told_at=None, ended_at=None).update(told_at=now) != 1:
        return
    chairs = chairs_of(poll.circle)
    to = next((who for who in chairs if who.pk == poll.asked_by_id), next(iter(chairs), None))
    answered = len(answered_seats(poll, now))
    if to is not None and to.pk != by:
        tell(to, _message(poll, "answered", now, answered=answered, of=len(chairs)), now)


def _message(poll: TimePoll, what: str, now: datetime, **more: object) -> Message:
    coming = list(poll.choices.filter(starts_at__gt=now).order_by("starts_at").values_list("starts_at", flat=True))
    asked = {"options": len(coming), "by": closing_day(poll).isoformat()} if now < poll.closes_at else {}
    return Message(
        Kind.TIMES_WANTED,
        f"times:{poll.pk}:{what}",
        names_of(poll.circle) | asked | more,
        link=reverse("rooms:times", args=[poll.circle.code]),
        not_after=coming[-1] if coming else poll.closes_at,
        happens_at=poll.closes_at if now < poll.closes_at else next(iter(coming), None),
        by=None if what == "answered" else poll.asked_by_id,
    )
