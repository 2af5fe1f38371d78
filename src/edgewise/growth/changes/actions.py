"""The only writes to what others are to see, and to what peers say of it."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from edgewise.domain.coaching.changes import Example
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.growth.changes.queries import change_context, example_context, open_change, peers_to_ask, seat_to_ask_from
from edgewise.growth.models import BehaviourChange, Seen, Sighting
from edgewise.notices.outbox.actions import call_off, tell
from edgewise.programmes.circles.queries import cipher_for, opened
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.enrolments import Enrolment
from edgewise.vault.actions import open_cipher


@transaction.atomic
def name_change(seat: Seat, words: str, at: datetime) -> BehaviourChange:
    """Other words until a peer has answered; afterwards a new change, which closes the one before."""
    entry = Enrolment.objects.select_for_update().get(cohort=seat.circle.cohort_id, membership=seat.membership_id)
    words, found = words.strip(), open_change(seat)
    current = _held(found) if found else None  # a peer who answers now comes first, or answers to the new words
    if current is not None and _words_of(current) == words:
        return current
    if current is not None and not current.sightings.exclude(answered_at=None).exists():
        _seal(current, seat.circle, words)
        current.version += 1
        current.save(update_fields=["circle", "words", "version"])
        return current
    if current is not None:
        BehaviourChange.objects.filter(pk=current.pk).update(closed_at=at)
        _waiting().filter(change=current).update(withdrawn_at=at)
    named = BehaviourChange(enrolment=entry, code=secrets.token_hex(6), named_at=at)
    _seal(named, seat.circle, words)
    named.save()
    return named


def _seal(change: BehaviourChange, circle: Circle, words: str) -> None:
    change.circle = circle
    change.words = open_cipher(circle.scope).encrypt(words.encode(), change_context(change.code))


def _words_of(change: BehaviourChange) -> str | None:
    return opened(cipher_for(change.circle), change.words, change_context(change.code))


@transaction.atomic
def ask_peers(change: BehaviourChange, peers: Collection[int], at: datetime) -> int:
    """Ask those of them (ids of memberships) who may be asked now, each by one message; returns how many are."""
    current = _held(change)
    seat = seat_to_ask_from(current)
    if current.closed_at is not None or seat is None or not _brought_to(current, seat.circle):
        return 0
    chosen = [other for other in peers_to_ask(current, at) if other.membership_id in peers]
    for other in chosen:
        _ask(current, other, seat, at)
    return len(chosen)


def _held(change: BehaviourChange) -> BehaviourChange:
    rows = BehaviourChange.objects.select_for_update(of=("self",)).select_related("circle", "enrolment__membership")
    return rows.get(pk=change.pk)


def _brought_to(change: BehaviourChange, circle: Circle) -> bool:
    """An author who sits in another circle now asks there: the words are sealed anew, with its key."""
    if change.circle_id == circle.pk:
        return not circle.purged_at
    words = _words_of(change)
    if words is None:
        return False
    _seal(change, circle, words)
    change.save(update_fields=["circle", "words"])
    return True


def _ask(change: BehaviourChange, peer: Seat, author: Seat, at: datetime) -> None:
    """A question that was taken back is asked again; of two at once one is the row."""
    row, is_new = Sighting.objects.get_or_create(
        change=change,
        peer=peer.membership,
        answered_at=None,
        defaults={"circle": author.circle, "code": secrets.token_hex(6), "asked_at": at},
    )
    if not is_new:
        Sighting.objects.filter(pk=row.pk).update(circle=author.circle, asked_at=at, withdrawn_at=None)
    facts, link = {"person": author.membership.person.name}, reverse("growth:asked", args=[row.code])
    key = f"change:{row.code}:{at.date().isoformat()}"  # once a day, however often it is taken back
    by = author.membership_id
    tell(peer.membership, Message(Kind.BEHAVIOUR_TO_CONFIRM, key, facts, link=link, by=by), at)


def _waiting() -> QuerySet[Sighting]:
    return Sighting.objects.filter(answered_at=None, withdrawn_at=None)


@transaction.atomic
def withdraw(row: Sighting, at: datetime) -> bool:
    """The author takes the question back; False once it is answered."""
    if _waiting().filter(pk=row.pk).update(withdrawn_at=at) != 1:
        return False
    call_off(f"change:{row.code}:")
    return True


@transaction.atomic
def answer_sighting(row: Sighting, seen: Seen, example: Example, version: int, at: datetime) -> bool:
    """The peer's one answer. False if it was taken back or answered before, or other words than `version` are there."""
    change = _held(row.change)  # while the author rewords it, nobody answers
    if change.closed_at is not None or change.version != version:
        return False
    sealed = None
    if example.situation or example.seen:
        said = json.dumps(asdict(example)).encode()
        sealed = open_cipher(row.circle.scope).encrypt(said, example_context(row.code))
    if _waiting().filter(pk=row.pk).update(seen=seen, example=sealed, answered_at=at) != 1:
        return False
    call_off(f"change:{row.code}:")
    message = Message(
        Kind.BEHAVIOUR_ANSWERED,
        f"answered:{row.code}",
        {"person": row.peer.person.name},
        link=reverse("growth:changes"),
        by=row.peer_id,
    )
    tell(change.enrolment.membership, message, at)
    return True


def withdraw_of_leavers(circles: set[int], at: datetime, **_: object) -> None:
    """Receives `programmes.signals.seats_changed`: nobody is asked by, or about, somebody who has left the circle."""
    here = Seat.objects.filter(circle=OuterRef("circle"), ended_at=None)
    peer = here.filter(membership=OuterRef("peer"))
    author = here.filter(membership=OuterRef("change__enrolment__membership"))
    gone = ~Q(Exists(peer)) | ~Q(Exists(author))
    rows = dict(_waiting().filter(gone, circle__in=circles).values_list("pk", "code"))
    _waiting().filter(pk__in=rows).update(withdrawn_at=at)
    for code in rows.values():
        call_off(f"change:{code}:")
