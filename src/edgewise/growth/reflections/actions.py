"""The only writes to reflections: asked for once, written once, changed for a day."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.coaching.reflections import ASKED_WITHIN, CHANGEABLE_FOR, ReflectionWords, asked_from
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.growth.models import About, Reflection
from edgewise.growth.reflections.queries import reflection_context
from edgewise.notices.outbox.actions import call_off, tell
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment
from edgewise.vault.actions import open_cipher
from edgewise.vault.cipher import KeyDestroyed


@transaction.atomic
def look_back_on_session(circle: Circle, people: Iterable[Membership], session_code: str, over_at: datetime) -> None:
    """Ask those who were there, on the evening of that day or the next morning. Said again, it asks nobody twice."""
    for who in people:
        day = timezone.localdate(over_at, ZoneInfo(who.time_zone))
        _ask(circle, who, About.SESSION, session_code, day, over_at)


@transaction.atomic
def look_back_on_programme(entry: Enrolment, now: datetime) -> bool:
    """Ask a person who has completed it. False without a seat there, or if nothing can be sealed there any more."""
    last = Seat.objects.filter(
        circle__cohort=entry.cohort_id, circle__purged_at=None, membership=entry.membership_id
    ).order_by("since", "pk")
    seat = last.select_related("circle").last()
    if seat is None:
        return False
    today = timezone.localdate(now, ZoneInfo(entry.membership.time_zone))
    _ask(seat.circle, entry.membership, About.PROGRAMME, entry.cohort.code, _last_day(entry.cohort, today), now)
    return True


def _last_day(cohort: Cohort, today: date) -> date:
    return min(cohort.ends_on, today)


def _ask(circle: Circle, who: Membership, about: About, of: str, on: date, over_at: datetime) -> None:
    begins = asked_from(over_at, ZoneInfo(who.time_zone))
    first = {"circle": circle, "code": secrets.token_hex(6), "on": on, "asked_at": over_at}
    row, _ = Reflection.objects.get_or_create(about=about, of=of, author=who, defaults=first)
    facts = {"about": about.value, "on": on.isoformat()}
    link = reverse("growth:reflection", args=[row.code])
    key = f"reflection:{about.value}:{of}"
    message = Message(Kind.REFLECTION, key, facts, link=link, not_before=begins, not_after=begins + ASKED_WITHIN)
    tell(who, message, over_at)


@transaction.atomic
def write_reflection(
    row: Reflection, words: ReflectionWords, useful: int | None, at: datetime, themes: Collection[str] = ()
) -> bool:
    """False a day after it was first written, and once the circle's key is destroyed."""
    said = json.dumps(asdict(words)).encode()
    try:
        sealed = open_cipher(row.circle.scope).encrypt(said, reflection_context(row.code))
    except KeyDestroyed:
        return False
    changeable = Reflection.objects.filter(Q(written_at=None) | Q(written_at__gt=at - CHANGEABLE_FOR), pk=row.pk)
    if changeable.update(words=sealed, useful=useful, themes=list(themes), written_at=Coalesce("written_at", at)) != 1:
        return False
    call_off(f"reflection:{row.about}:{row.of}", row.author)
    return True
