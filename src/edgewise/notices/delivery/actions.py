"""Messages leave: each once, or again until it has; none in quiet hours, but what must be known before they end.

A delivery goes from waiting to being sent (claimed by a conditional update, so that one worker has it) to sent. A
worker that dies in between leaves a claim behind, and nobody can know whether the other side had the letter already. A
mail is then sent again under the same Message-ID, by which mail programs show it once; a chat message, which has no
such name, is not repeated: what it says is in the mail and in Edgewise too.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, F, QuerySet
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.timing import AT_ONCE, Drop, Send, Wait, Wishes, is_too_late, verdict
from edgewise.notices.delivery.channels import Later, Refusal, Unreachable, post, post_mail
from edgewise.notices.delivery.page import mail_outside
from edgewise.notices.models import Channel, Delivery, DeliveryState, Notice, OutsideLetter
from edgewise.notices.preferences.queries import wishes_by_member
from edgewise.people.queries import has_left

DELIVERY_LEASE = timedelta(minutes=5)  # after which a claim is that of a dead worker
WEEK = timedelta(days=7)
LETTERS_AT_ONCE = 200
SHORTEST_BACK_OFF, LONGEST_BACK_OFF = timedelta(minutes=1), timedelta(hours=4)
UNSURE = "A worker died while it was sent; it was not repeated."
FORGOTTEN: dict[str, Any] = {"to": [], "path": ""}  # of a letter to somebody outside that needs no reader any more
log = logging.getLogger("edgewise.notices")
State = DeliveryState


@dataclass(slots=True)
class Report:
    """What a round of the post has done, in deliveries."""

    sent: int = 0
    dropped: int = 0
    refused: int = 0
    put_off: int = 0
    unreachable: set[str] = field(default_factory=set)  # channels


def deliver(now: datetime | None = None) -> Report:
    """Send what is due. Any number of workers may do so at once."""
    at, report = now or timezone.now(), Report()
    _take_back(at)
    due = Delivery.objects.filter(state=State.WAITING, next_at__lte=at).select_related(
        "notice__to__person", "notice__by__person"
    )
    if not settings.EMAIL_IS_SET_UP:  # letters wait for a mail server: what goes to a log has reached nobody
        due = due.exclude(channel=Channel.MAIL)
    rows = list(due.order_by("next_at", "pk")[:LETTERS_AT_ONCE])
    wishes = wishes_by_member({row.notice.to for row in rows})
    spent = _nudges_sent(set(wishes), at - WEEK)
    for letter in _letters(rows, wishes, spent, at, report):
        channel = letter[0].channel
        if channel not in report.unreachable:
            _send(letter, at, report)
    if settings.EMAIL_IS_SET_UP:
        _deliver_outside(at, report)
    return report


def _take_back(now: datetime) -> None:
    """What a worker was sending when it died."""
    left = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=now - DELIVERY_LEASE)
    left.filter(channel=Channel.CHAT).update(state=State.SENT, sent_at=F("claimed_at"), problem=UNSURE)
    left.filter(channel=Channel.MAIL).update(state=State.WAITING, next_at=now)


def _nudges_sent(people: set[int], since: datetime) -> dict[int, int]:
    """Letters with nudges that each has been sent since, by membership; a digest is one."""
    sent = Delivery.objects.filter(
        notice__to__in=people, channel=Channel.MAIL, state=State.SENT, sent_at__gt=since
    ).exclude(notice__kind__in=AT_ONCE)
    return dict(sent.values_list("notice__to_id").annotate(letters=Count("batch", distinct=True)).order_by())


def _letters(
    rows: Sequence[Delivery], wishes: dict[int, Wishes], spent: dict[int, int], now: datetime, report: Report
) -> Iterable[list[Delivery]]:
    """Those that leave now, as they leave: alone, or together as one digest."""
    together: dict[tuple[str, int, str], list[Delivery]] = {}
    for row in rows:
        who = row.notice.to_id
        match _verdict(row, wishes[who], spent.get(who, 0), now):
            case Drop(reason):
                report.dropped += _waiting(row).update(state=State.DROPPED, problem=reason)
            case Wait(until):
                report.put_off += _waiting(row).update(next_at=until)
            case Send(alone_not):
                if not alone_not and Kind(row.notice.kind) not in AT_ONCE and row.channel == Channel.MAIL:
                    spent[who] = spent.get(who, 0) + 1
                shared = row.batch or ("digest" if alone_not and not row.notice.calendar else f"one {row.pk}")
                together.setdefault((row.channel, who, shared), []).append(row)
    return together.values()


def _verdict(row: Delivery, wishes: Wishes, spent: int, now: datetime) -> Drop | Wait | Send:
    notice = row.notice
    if has_left(notice.to, now.date()):
        return Drop("has left the organisation")
    return verdict(
        Kind(notice.kind), notice.made_at, notice.not_before, notice.not_after, wishes, spent, now, notice.happens_at
    )


def _waiting(row: Delivery) -> QuerySet[Delivery]:
    return Delivery.objects.filter(pk=row.pk, state=State.WAITING)


def _send(rows: list[Delivery], now: datetime, report: Report) -> None:
    batch = rows[0].batch or secrets.token_hex(12)
    ids = [row.pk for row in rows]
    waiting = Delivery.objects.filter(pk__in=ids, state=State.WAITING)
    if waiting.update(state=State.SENDING, batch=batch, claimed_at=now, attempts=F("attempts") + 1) < len(ids):
        _let_go(ids, batch, now)  # another worker has some of it: it is looked at again, whole
        return
    mine = Delivery.objects.filter(batch=batch, state=State.SENDING)
    try:
        post(rows[0].channel, batch, [row.notice for row in rows])
    except Later as later:
        _put_back(mine, rows[0], now, later)
    except Unreachable as problem:  # the channel, not this letter: nothing else is tried by it now
        report.unreachable.add(rows[0].channel)
        _put_back(mine, rows[0], now, problem)
    except Refusal as refusal:
        report.refused += mine.update(state=State.FAILED, problem=str(refusal)[:200])
    else:
        report.sent += mine.update(state=State.SENT, sent_at=now, problem="")


def _let_go(ids: Sequence[int], batch: str, now: datetime) -> None:
    Delivery.objects.filter(pk__in=ids, batch=batch, state=State.SENDING, claimed_at=now).update(state=State.WAITING)


def _put_back(mine: QuerySet[Delivery], first: Delivery, now: datetime, problem: Unreachable) -> None:
    log.warning("Not taken by the %s service: %s", first.get_channel_display(), problem)
    wait = _back_off(first.attempts)
    if is_too_late(now + wait, first.notice.happens_at, now):
        wait = SHORTEST_BACK_OFF
    mine.update(state=State.WAITING, next_at=now + wait, problem=str(problem)[:200])


def _back_off(attempts: int) -> timedelta:
    return min(LONGEST_BACK_OFF, timedelta(minutes=2 ** min(attempts, 8)))


def _deliver_outside(now: datetime, report: Report) -> None:
    """To people without a membership: the hours that are quiet for those who have chosen nothing are quiet for them."""
    left = OutsideLetter.objects.filter(state=State.SENDING, claimed_at__lt=now - DELIVERY_LEASE)
    left.update(state=State.WAITING, next_at=now)
    due = OutsideLetter.objects.filter(state=State.WAITING, next_at__lte=now).select_related("by__person")
    for row in due.order_by("next_at", "pk")[:LETTERS_AT_ONCE]:
        if Channel.MAIL in report.unreachable:
            return
        waiting = OutsideLetter.objects.filter(pk=row.pk, state=State.WAITING)
        wishes = Wishes(zone=row.to[2])
        match verdict(Kind(row.kind), row.made_at, row.not_before, row.not_after, wishes, 0, now):
            case Drop(reason):
                report.dropped += waiting.update(state=State.DROPPED, problem=reason, **FORGOTTEN)
            case Wait(until):
                report.put_off += waiting.update(next_at=until)
            case Send():
                if waiting.update(state=State.SENDING, claimed_at=now, attempts=F("attempts") + 1):
                    _send_outside(row, now, report)


def _send_outside(row: OutsideLetter, now: datetime, report: Report) -> None:
    mine = OutsideLetter.objects.filter(pk=row.pk, state=State.SENDING, claimed_at=now)
    try:
        post_mail(row.batch, mail_outside(row))
    except Unreachable as problem:
        if not isinstance(problem, Later):
            report.unreachable.add(Channel.MAIL)
        next_at = now + _back_off(row.attempts + 1)
        mine.update(state=State.WAITING, next_at=next_at, problem=str(problem)[:200])
    except Refusal as refusal:
        report.refused += mine.update(state=State.FAILED, problem=str(refusal)[:200], **FORGOTTEN)
    else:
        report.sent += mine.update(state=State.SENT, sent_at=now, problem="", **FORGOTTEN)


def take_as_sent(before: datetime) -> int:
    """In a story told afterwards: what was due by then has long been sent, and what is older has been read."""
    Notice.objects.filter(made_at__lt=before - timedelta(days=2)).update(read_at=F("made_at"))
    due = {"state": State.WAITING, "next_at__lt": before}
    outside = OutsideLetter.objects.filter(**due).update(state=State.SENT, sent_at=F("next_at"), **FORGOTTEN)
    return outside + Delivery.objects.filter(**due).update(state=State.SENT, sent_at=F("next_at"))
