"""The only writes to commitments and check-ins."""

from __future__ import annotations

import json
import secrets
from dataclasses import asdict
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from edgewise.domain.coaching.commitments import CommitmentWords
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.growth.commitments.queries import TAKEN_BACK_WITHIN, learnt_context, words_context
from edgewise.growth.models import CheckIn, Commitment, Goal, Status
from edgewise.growth.queries import sits_in
from edgewise.notices.outbox.actions import call_off, tell, tell_all
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.vault.actions import open_cipher


def record_commitment(  # noqa: PLR0913  all that was said of it, each of another kind
    circle: Circle,
    author: Membership,
    witness: Membership | None,
    words: CommitmentWords,
    *,
    by_date: date,
    session_code: str,
    made_at: datetime,
    key_scope: str = "",
    goal: Goal | None = None,
) -> Commitment:
    """The author's one commitment of that session; recorded before, it is returned as it was.

    `key_scope` names the key of two, where it was made between them: nobody else of the circle ever reads it.
    """
    code = secrets.token_hex(6)
    said = json.dumps(asdict(words)).encode()
    row = {
        "circle": circle,
        "code": code,
        "witness": None if witness == author else witness,
        "words": open_cipher(key_scope or circle.scope).encrypt(said, words_context(code)),
        "by_date": by_date,
        "made_at": made_at,
        "between_two": bool(key_scope),
        "key_scope": key_scope,
        "goal": goal,
    }
    if not session_code:
        return Commitment.objects.create(author=author, session_code="", **row)
    return Commitment.objects.get_or_create(session_code=session_code, author=author, defaults=row)[0]


def check_in(
    commitment: Commitment,
    by: Membership,
    status: Status,
    learnt: str,
    at: datetime,
    *,
    key: str = "",
    moved_to: date | None = None,
) -> CheckIn:
    """What became of it, and what was learnt. A second one with the same `key` changes nothing.

    Changed with a new date, the commitment stays open; otherwise it takes the status of its latest check-in.
    """
    key = key or secrets.token_hex(12)
    sealed = open_cipher(commitment.scope).encrypt(learnt.strip().encode(), learnt_context(commitment.code, key))
    row = {
        "by": by,
        "status": status,
        "learnt": sealed,
        "moved_to": moved_to if status == Status.CHANGED else None,
        "at": at,
    }
    with transaction.atomic():
        # Of two check-ins at once, the second must see the first's row when it looks for the latest.
        current = Commitment.objects.select_for_update().get(pk=commitment.pk)
        entry, is_new = CheckIn.objects.get_or_create(commitment=current, key=key, defaults=row)
        if is_new:
            _follow_latest(current)
            for kind in ("commitment", "witness", "asked"):
                call_off(f"{kind}:{current.code}:")
    return entry


@transaction.atomic
def answer(commitment: Commitment, status: Status, at: datetime) -> bool:
    """The author's one tap: how it went, without a word. False if it is no longer open."""
    current = Commitment.objects.select_for_update().select_related("circle", "author").get(pk=commitment.pk)
    if current.status != Status.OPEN or status == Status.OPEN:
        return False
    check_in(current, current.author, status, "", at)
    return True


@transaction.atomic
def take_back_answer(commitment: Commitment, at: datetime) -> bool:
    """The author's last answer, as if it had not been given. False if there is none of the last minutes."""
    current = Commitment.objects.select_for_update().get(pk=commitment.pk)
    last = current.check_ins.order_by("at", "pk").last()
    if last is None or last.by_id != current.author_id or last.moved_to or last.at < at - TAKEN_BACK_WITHIN:
        return False
    last.delete()
    if current.check_ins.exists():
        _follow_latest(current)
    else:
        Commitment.objects.filter(pk=current.pk).update(status=Status.OPEN)
    return True


def _follow_latest(commitment: Commitment) -> None:
    """A report of a session may be brought in after a later check-in on the page; the later one stands."""
    latest = commitment.check_ins.latest("at", "pk")
    commitment.status = Status.OPEN if latest.moved_to else Status(latest.status)
    commitment.by_date = latest.moved_to or commitment.by_date
    commitment.save(update_fields=["status", "by_date"])


def record_report(
    ref: str, by: Membership, status: Status, learnt: str, *, at: datetime, session_code: str
) -> CheckIn | None:
    """What the author said in the promises round of a session; None if `ref` is no commitment of theirs."""
    commitment = Commitment.objects.select_related("circle").filter(code=ref, author=by).first()
    if commitment is None:
        return None
    return check_in(commitment, by, status, learnt, at, key=session_code)


@transaction.atomic
def ask(commitment: Commitment, at: datetime) -> bool:
    """The witness asks how it went: a line on the author's page, and a message. False if it is no longer open."""
    if not Commitment.objects.filter(pk=commitment.pk, status=Status.OPEN).update(asked_at=at):
        return False
    if commitment.witness is not None:
        facts = {"witness": commitment.witness.person.name}
        key = f"asked:{commitment.code}:{at.date().isoformat()}"  # once a day, however often they press
        link = reverse("growth:check_in", args=[commitment.code])
        by = commitment.witness_id
        tell(commitment.author, Message(Kind.WITNESS_ASKED, key, facts, link=link, by=by), at)
    return True


@transaction.atomic
def ask_on_its_day(commitment: Commitment, at: datetime) -> None:
    """Ask the author how it went, and the witness to ask: once for each date that the commitment has had.

    No word of a commitment is in a message; its link leads to where its reader may read it.
    """
    if not Commitment.objects.filter(pk=commitment.pk, status=Status.OPEN).update(asked_of=commitment.by_date):
        return
    by, code, author = commitment.by_date.isoformat(), commitment.code, commitment.author
    link = reverse("growth:check_in", args=[code])
    tell(author, Message(Kind.COMMITMENT_DUE, f"commitment:{code}:{by}", {"by": by}, link=link), at)
    if commitment.witness is not None and sits_in(commitment.circle, commitment.witness):
        facts, link = {"by": by, "person": author.person.name}, reverse("growth:witnessing")
        tell(commitment.witness, Message(Kind.WITNESS_PROMPT, f"witness:{code}:{by}", facts, link=link), at)


def say_how_many_kept(cohort: int, kept: int, of: int, at: datetime) -> None:
    """Tell everyone who takes part in the cohort, once in that week."""
    year, week, _ = at.isocalendar()
    message = Message(
        Kind.WELL_KEPT, f"kept:{cohort}:{year}:{week}", {"kept": kept, "of": of}, link=reverse("growth:commitments")
    )
    entries = Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.ACTIVE).select_related("membership")
    tell_all([entry.membership for entry in entries], message, at)
