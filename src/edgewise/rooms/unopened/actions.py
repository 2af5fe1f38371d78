"""Asking what became of a session that nobody opened, and counting what its people say."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from edgewise.domain.coaching.unopened import Became, what_became
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.outbox.actions import call_off, tell_all
from edgewise.programmes.circles.queries import names_of
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.messages import expected_at
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.models.unopened import UnopenedAnswer
from edgewise.rooms.sessions.actions.settle import end_unbegun
from edgewise.rooms.sessions.queries import booked_end
from edgewise.rooms.unopened.queries import is_unopened, to_ask_about, to_count


def look_after_unopened(now: datetime) -> None:
    """Ask about those whose time came lately; count the answers to those that were asked about long enough ago."""
    for session in to_ask_about(now):
        with transaction.atomic():
            _ask(session, now)
    for session in to_count(now):
        if end_unbegun(session, now):
            _count(session)


def _ask(session: Session, now: datetime) -> None:
    waiting = Session.objects.filter(is_unopened(now), pk=session.pk, unopened_asked_at=None)
    if waiting.update(unopened_asked_at=now) != 1:
        return
    facts = names_of(session.circle) | {"starts_at": session.starts_at.isoformat()}
    link = reverse("rooms:circle", args=[session.circle.code])
    key = f"unopened:{session.code}:{session.starts_at:%Y%m%d%H%M}"
    tell_all(expected_at(session), Message(Kind.SESSION_UNOPENED, key, facts, link=link), now)


@transaction.atomic
def answer_unopened(session: Session, seat: Seat, became: Became | None, now: datetime) -> bool:
    """What one person says became of it, or None to take it back. False once it has begun or is counted."""
    waiting = Session.objects.select_for_update().filter(is_unopened(now), pk=session.pk)
    if not waiting.exists():
        return False
    answers = UnopenedAnswer.objects.filter(session=session, seat=seat)
    if became is None:
        answers.delete()
    elif not answers.update(became=became.value):
        UnopenedAnswer.objects.create(session=session, seat=seat, became=became.value)
    return True


@transaction.atomic
def _count(session: Session) -> None:
    """Who met elsewhere has held a session; nobody knows who came, and no hours are counted."""
    answers = UnopenedAnswer.objects.filter(session=session)
    said = [Became(one) for one in answers.values_list("became", flat=True)]
    is_held = what_became(said) is Became.ELSEWHERE
    status = SessionStatus.CLOSED if is_held else SessionStatus.NOT_HELD
    # A room that somebody opened and nobody began may be settled by another process as not held meanwhile.
    waiting = Session.objects.filter(pk=session.pk, status__in=(SessionStatus.PLANNED, SessionStatus.NOT_HELD))
    if waiting.update(status=status, closed_at=booked_end(session)) == 1:
        answers.delete()
        call_off(f"unopened:{session.code}:")
