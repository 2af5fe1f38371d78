"""What has not left yet, for those who wrote it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from edgewise.domain.nudges.kinds import PRIVATE, Kind
from edgewise.domain.nudges.timing import AT_ONCE, Drop, Wait, Wishes, verdict
from edgewise.notices.models import Channel, Delivery, DeliveryState, Notice
from edgewise.notices.preferences.queries import wishes_by_member
from edgewise.people.models import Membership, Organisation
from edgewise.people.queries import not_left


@dataclass(frozen=True, slots=True)
class Post:
    """How the letters to an organisation's people stand."""

    is_set_up: bool  # whether this installation can send e-mail at all
    waiting: int = 0  # letters that are written and do not leave yet
    first_at: datetime | None = None  # when the first of them leaves; None where no mail is set up


@dataclass(frozen=True, slots=True)
class Forecast:
    """When letters of one kind would leave if they were written now."""

    is_set_up: bool  # whether this installation can send e-mail at all
    at_once: int = 0
    waiting: int = 0
    unwanted: int = 0  # their readers have switched this kind off: it is among their messages alone
    first_at: datetime | None = None  # when the first of those that wait leaves
    last_at: datetime | None = None

    @property
    def letters(self) -> int:
        return self.at_once + self.waiting


def forecast_of(people: Collection[Membership], kind: Kind, now: datetime) -> Forecast:
    """Asked of the rule by which they will leave, in one query. For kinds that count as no nudge."""
    assert kind in AT_ONCE, kind
    wishes = wishes_by_member(people)
    found = [verdict(kind, now, None, None, wishes[who.pk], 0, now) for who in people]
    moments = sorted(one.until for one in found if isinstance(one, Wait))
    unwanted = sum(isinstance(one, Drop) for one in found)
    at_once = len(found) - len(moments) - unwanted
    first, last = (moments[0], moments[-1]) if moments else (None, None)
    return Forecast(settings.EMAIL_IS_SET_UP, at_once, len(moments), unwanted, first, last)


def post_of(organisation: Organisation, now: datetime) -> Post:
    return posts_of([organisation], now)[organisation.pk]


def posts_of(organisations: Collection[Organisation], now: datetime) -> dict[int, Post]:
    """By organisation, in two queries, and without what is private.

    What is written for a later day, such as a reminder, does not wait.
    """
    rows = [row for row in _unsent(organisations) if (row.notice.not_before or now) <= now] if organisations else []
    wishes = wishes_by_member({row.notice.to for row in rows}) if rows else {}
    leave: dict[int, list[datetime | None]] = {one.pk: [] for one in organisations}
    for row in rows:
        mine = leave[row.notice.to.organisation_id]
        if not settings.EMAIL_IS_SET_UP:
            mine.append(None)
        elif (moment := leaves_at(row, row.notice, wishes[row.notice.to_id], now)) is not None:
            mine.append(moment)
    return {pk: _post(moments) for pk, moments in leave.items()}


def _post(moments: Sequence[datetime | None]) -> Post:
    known = [moment for moment in moments if moment is not None]
    return Post(settings.EMAIL_IS_SET_UP, len(moments), min(known, default=None))


def leaves_at(row: Delivery, one: Notice, wishes: Wishes, now: datetime) -> datetime | None:
    """When a message that waits leaves; None if it does with the next round of the post, or never."""
    if row.next_at > now:  # a worker has looked at it
        return row.next_at
    found = verdict(Kind(one.kind), one.made_at, one.not_before, one.not_after, wishes, 0, now, one.happens_at)
    return found.until if isinstance(found, Wait) else None


def _unsent(organisations: Collection[Organisation]) -> list[Delivery]:
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING, channel=Channel.MAIL)
    mine = waiting.filter(not_left("notice__to"), notice__to__organisation__in=organisations)
    return list(mine.exclude(notice__kind__in=PRIVATE).select_related("notice__to"))
