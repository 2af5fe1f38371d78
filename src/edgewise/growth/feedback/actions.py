"""The only writes to feedback, to questions for it, to mutes and to taps for the chair.

A giver must not be able to tell whether they are muted: nothing that they do here looks at mutes. Receivers are told by
a worker (`settle_feedback`), which does.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Iterable
from dataclasses import asdict, astuple
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from edgewise.domain.anonymity.chairs import TAPPED_WITHIN, Taps, asks
from edgewise.domain.coaching.feedback.written import FeedbackWords
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.growth.feedback.models import (
    ChairTaps,
    Feedback,
    FeedbackAsked,
    FeedbackMute,
    FeedbackQuestion,
    FeedbackReport,
    Landed,
)
from edgewise.growth.feedback.queries import (
    Peer,
    is_muted,
    landing_context,
    question_context,
    report_context,
    taps_context,
    words_context,
)
from edgewise.notices.outbox.actions import call_off, tell
from edgewise.people.models import Membership
from edgewise.programmes.enrolments.queries import desk_scope
from edgewise.programmes.models.circles import Circle
from edgewise.vault.actions import destroy_key, open_cipher
from edgewise.vault.cipher import KeyDestroyed


def give_feedback(
    to: Peer, words: FeedbackWords, at: datetime, key: str = "", asked: FeedbackAsked | None = None
) -> Feedback | None:
    """The same words to the same person by one form, `key`, are sent once.

    None once nothing can be sealed, or the question is answered.
    """
    code, key = secrets.token_hex(6), _key_of(key, str(to.peer.pk), *astuple(words))
    try:
        sealed = open_cipher(to.scope).encrypt(json.dumps(asdict(words)).encode(), words_context(code))
        row = {"receiver": to.peer, "circle": to.circle, "code": code, "key_scope": to.scope, "words": sealed}
        with transaction.atomic():
            given = {**row, "given_at": at, "asked": asked}
            return Feedback.objects.get_or_create(giver=to.me, key=key, defaults=given)[0]
    except (IntegrityError, KeyDestroyed):  # of two answers to one question, the first counts
        return None


def take_back(row: Feedback, at: datetime) -> bool:
    """Its giver, until it is read; the words are gone. False if its receiver was faster."""
    unread = Feedback.objects.filter(pk=row.pk, read_at=None, taken_back_at=None)
    return unread.update(taken_back_at=at, words=b"", asked=None, waits=True) == 1


@transaction.atomic
def mark_read(row: Feedback, at: datetime) -> bool:
    """Its receiver opens it. False if its giver was faster, who has taken it back."""
    kept = Feedback.objects.filter(pk=row.pk, taken_back_at=None)
    if kept.update(read_at=Coalesce("read_at", at)) != 1:
        return False
    if row.read_at is None:
        call_off(f"feedback:{row.code}:", row.receiver)
    return True


def thank(row: Feedback, at: datetime) -> bool:
    return _read(row).filter(thanked_at=None).update(thanked_at=at) == 1


@transaction.atomic
def say_how_it_landed(row: Feedback, landed: Landed, sentence: str, at: datetime) -> bool:
    """The giver sees it, and is told once; it may be said again in another way. False where it is not read."""
    try:
        sealed = _sealed(row.key_scope, sentence.strip(), landing_context(row.code)) if sentence.strip() else None
    except KeyDestroyed:
        return False
    if _read(row).update(landed=landed, landed_at=at, landing=sealed) != 1:
        return False
    link, facts = reverse("growth:piece", args=[row.code]), {"person": row.receiver.person.name}
    key = f"feedback:{row.code}:landed"
    tell(row.giver, Message(Kind.FEEDBACK_LANDED, key, facts, link=link, by=row.receiver_id), at)
    return True


def delete_feedback(row: Feedback, at: datetime) -> bool:
    """Its receiver does not want it any more: the words are gone, for both."""
    return _read(row).update(words=b"", landing=None, deleted_at=at) == 1


def _read(row: Feedback) -> QuerySet[Feedback]:
    return Feedback.objects.filter(pk=row.pk, taken_back_at=None, deleted_at=None).exclude(read_at=None)


@transaction.atomic
def report_feedback(row: Feedback, said: str, at: datetime) -> bool:
    """To the coordinators of its cohort, who find a case on the desk. False if it is reported already."""
    cohort, said = row.circle.cohort, said.strip()
    sealed = _sealed(desk_scope(cohort), said, report_context(row.code)) if said else None
    return FeedbackReport.objects.get_or_create(feedback=row, defaults={"at": at, "said": sealed})[1]


@transaction.atomic
def mute(by: Membership, of: Membership, at: datetime) -> bool:
    """Messages about what waits unread do not leave any more."""
    made = FeedbackMute.objects.get_or_create(by=by, of=of, defaults={"since": at})[1]
    # A worker that is about to tell of one of these comes first, and is called off; or it waits, and finds the mute.
    unread = Feedback.objects.filter(giver=of, receiver=by, read_at=None).order_by("pk").select_for_update()
    for code in list(unread.values_list("code", flat=True)):
        call_off(f"feedback:{code}:", by)
    asked = FeedbackAsked.objects.filter(question__asker=of, peer=by, answer=None).order_by("pk")
    for code in list(asked.select_for_update(of=("self",)).values_list("code", flat=True)):
        call_off(_key_of_question(code), by)
    return made


def lift_mute(row: FeedbackMute) -> bool:
    """What was sent meanwhile is there, unread."""
    return bool(FeedbackMute.objects.filter(pk=row.pk).delete()[0])


@transaction.atomic
def ask_for_feedback(peers: Collection[Peer], words: str, at: datetime, key: str = "") -> FeedbackQuestion | None:
    """The same question to each of them; by one form, `key`, it is put to the same peers once. None without a peer."""
    asker = next((peer.me for peer in peers), None)
    if asker is None:
        return None
    new = {"code": secrets.token_hex(6), "at": at}
    key = _key_of(key, words, *sorted(str(peer.peer.pk) for peer in peers))
    question, made = FeedbackQuestion.objects.get_or_create(asker=asker, key=key, defaults=new)
    for peer in peers if made else ():
        code = secrets.token_hex(6)
        sealed = _sealed(peer.scope, words.strip(), question_context(code))
        question.asked.create(peer=peer.peer, circle=peer.circle, code=code, key_scope=peer.scope, words=sealed)
    return question


@transaction.atomic
def decline(asked: FeedbackAsked, at: datetime) -> bool:
    """Whoever asked does not learn of it."""
    waiting = FeedbackAsked.objects.filter(pk=asked.pk, declined_at=None, withdrawn_at=None, answer=None)
    if waiting.update(declined_at=at) != 1:
        return False
    call_off(_key_of_question(asked.code), asked.peer)
    return True


def withdraw_question(question: FeedbackQuestion, at: datetime) -> int:
    """From all who have not answered; from how many."""
    unanswered = FeedbackAsked.objects.filter(question=question, withdrawn_at=None, answer=None)
    return unanswered.update(withdrawn_at=at, words=b"", waits=True)


def settle_feedback(pk: int, at: datetime) -> None:
    """What a worker does about a piece that waits: its receiver is told of it, unless they muted its giver.

    One that was taken back is called off, and goes.
    """
    with transaction.atomic():
        if Feedback.objects.filter(pk=pk, waits=True).update(waits=False) != 1:
            return
        row = Feedback.objects.select_related("giver__person", "receiver__person").get(pk=pk)
        if row.taken_back_at is not None:
            call_off(f"feedback:{row.code}:", row.receiver)
            row.delete()
        elif row.read_at is None and not is_muted(row.receiver, row.giver):
            kind = Kind.FEEDBACK_ANSWERED if row.asked_id else Kind.FEEDBACK_GIVEN
            link, facts = reverse("growth:piece", args=[row.code]), {"person": row.giver.person.name}
            key = f"feedback:{row.code}:given"
            tell(row.receiver, Message(kind, key, facts, link=link, by=row.giver_id), at)


def settle_question(pk: int, at: datetime) -> None:
    """The same about a question to one peer."""
    with transaction.atomic():
        if FeedbackAsked.objects.filter(pk=pk, waits=True).update(waits=False) != 1:
            return
        row = FeedbackAsked.objects.select_related("question__asker__person", "peer__person").get(pk=pk)
        asker, key = row.question.asker, _key_of_question(row.code)
        if row.withdrawn_at is not None:
            call_off(key, row.peer)
            row.delete()
            FeedbackQuestion.objects.filter(pk=row.question_id, asked=None).delete()
        elif row.declined_at is None and not is_muted(row.peer, asker):
            link, facts = reverse("growth:answer_feedback", args=[row.code]), {"person": asker.person.name}
            tell(row.peer, Message(Kind.FEEDBACK_ASKED, key, facts, link=link, by=asker.pk), at)


@transaction.atomic
def ask_about_chair(
    circle: Circle, chair: Membership, people: Iterable[Membership], session_code: str, over_at: datetime
) -> None:
    """Those who were there beside the person in the chair may say how it was. Said again, it asks nobody twice."""
    others = [who for who in people if who != chair]
    if not asks(len(others)):
        return
    for who in others:
        asked = {"circle": circle, "chair": chair, "code": secrets.token_hex(6), "over_at": over_at}
        ChairTaps.objects.get_or_create(session_code=session_code, by=who, defaults=asked)


def tap(row: ChairTaps, taps: Taps, at: datetime) -> bool:
    """Once, in the week after the session; it cannot be changed. False where it is too late, or was done before."""
    try:
        sealed = _sealed(row.circle.scope, json.dumps(asdict(taps)), taps_context(row.code))
    except KeyDestroyed:
        return False
    waiting = ChairTaps.objects.filter(pk=row.pk, taps=None, over_at__gt=at - TAPPED_WITHIN)
    return waiting.update(taps=sealed) == 1


def end_keys_of_two(circle: Circle, **_: object) -> None:
    """Receives `programmes.signals.purging`: what two wrote in a circle ends with it."""
    given = Feedback.objects.filter(circle=circle).values_list("key_scope", flat=True)
    asked = FeedbackAsked.objects.filter(circle=circle).values_list("key_scope", flat=True)
    with transaction.atomic():
        for scope in sorted({*given, *asked}):
            destroy_key(scope)


def _key_of(form: str, *said: str) -> str:
    """What is sent twice by one form. Somebody who goes back and writes other words, or chooses another, sends anew.

    The form's own key is kept nowhere, so that nobody can try words against this one.
    """
    if not form:
        return secrets.token_hex(12)
    return hashlib.blake2b(json.dumps(said).encode(), key=form.encode(), digest_size=12).hexdigest()


def _key_of_question(code: str) -> str:
    """Of the message to one peer."""
    return f"feedback-question:{code}"


def _sealed(scope: str, said: str, context: bytes) -> bytes:
    return open_cipher(scope).encrypt(said.encode(), context)
