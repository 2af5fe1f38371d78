"""The only writes to decisions. What may be written when is the domain's to say; a refusal is its sentence."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date, datetime

import msgspec
from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from edgewise.domain.decisions import model
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.domain.phrases import Phrase
from edgewise.growth.decisions.models import Decision
from edgewise.growth.decisions.queries import decision_context, decisions, read_decisions
from edgewise.growth.queries import today_of
from edgewise.notices.outbox.actions import call_off, tell
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.vault.actions import open_cipher
from edgewise.vault.cipher import KeyDestroyed

DAYS = ("taken_on", "due_on", "looked_at_on")  # by which a row is found
Rule = Callable[[model.Decision], model.Decision | Phrase]


def record_taken(  # noqa: PLR0913  all that is known of it, each of another kind
    circle: Circle,
    author: Membership,
    words: model.Words,
    *,
    session_code: str,
    issue: int,
    taken_on: date,
    made_at: datetime,
    key_scope: str = "",
) -> Decision:
    """The decision of that issue of a session, locked as it was said there; recorded before, it is returned as it was.

    `key_scope` names the key of a pair hour.
    """
    row = _sealed(Decision(author=author, circle=circle, key_scope=key_scope), model.Decision(words, taken_on))
    new = {name: getattr(row, name) for name in ("author", "circle", "key_scope", "code", "sealed", *DAYS)}
    new |= {"made_at": made_at, "key": secrets.token_hex(12)}
    return Decision.objects.get_or_create(session_code=session_code, issue=issue, defaults=new)[0]


def write_decision(
    circle: Circle, author: Membership, words: model.Words, at: datetime, key: str = ""
) -> Decision | str:
    """An open one, of its author alone, or why not. A second one of the same `key` is the first, in its last words."""
    key = key or secrets.token_hex(12)
    draft = model.write(model.Decision(words), words)
    if isinstance(draft, Phrase):
        return str(draft)
    try:
        row = _sealed(Decision(author=author, circle=circle), draft)
    except KeyDestroyed:
        return _destroyed()
    new = {"circle": circle, "code": row.code, "sealed": row.sealed, "made_at": at}
    kept, is_new = Decision.objects.get_or_create(author=author, key=key, defaults=new)
    return kept if is_new else _sent_again(kept, words)


def _sent_again(row: Decision, words: model.Words) -> Decision | str:
    """Somebody has gone back to the form: what they write now is not lost, and what is taken stays."""
    (read,) = read_decisions([row])
    is_the_same = read.said is not None and read.said.words == words
    return row if is_the_same else change_decision(row, words) or row


def change_decision(row: Decision, words: model.Words) -> str:
    """Other words, while it is open. This and each of the following returns why not; empty if it is done."""
    return _change(row, lambda decision: model.write(decision, words))


def take(row: Decision, at: datetime) -> str:
    """From now on its words stay."""
    today = today_of(row.author, at)
    return _change(row, lambda decision: _taken(decision, today))


def _taken(decision: model.Decision, today: date) -> model.Decision | Phrase:
    """A forecast whose day has passed while it was open would never count."""
    foreseen = decision.words.forecast
    if decision.taken_on is None and foreseen and foreseen.by and foreseen.by < today:
        return Phrase(_("The day of your forecast has passed. Give it another day first."))
    return model.lock(decision, today)


def correct(row: Decision, part: model.Part, words: str, at: datetime) -> str:
    """One more line beside a locked one."""
    today = today_of(row.author, at)
    return _change(row, lambda decision: model.correct(decision, part, words, today))


def tell_tested(row: Decision, part: model.Part, tested: model.WhenTested) -> str:
    return _change(row, lambda decision: model.tell_tested(decision, part, tested))


def look_again(row: Decision, happened: model.Happened | None, again: model.Again, learnt: str, at: datetime) -> str:
    """The review: two answers that nothing joins, and a line. Once it is answered nobody is asked about it any more."""
    looked = model.Review(today_of(row.author, at), happened, again, learnt)
    return _change(row, lambda decision: model.review(decision, looked))


def throw_away(row: Decision) -> bool:
    """While it is open; False once it is taken."""
    return bool(Decision.objects.filter(pk=row.pk, taken_on=None).delete()[0])


@transaction.atomic
def ask_on_its_day(row: Decision, at: datetime) -> bool:
    """Its author is told that it waits for a look, once, and without a word of it. False if they were told before."""
    untold = Decision.objects.filter(pk=row.pk, asked_of=None, looked_at_on=None).exclude(due_on=None)
    if untold.update(asked_of=F("due_on"), asked_at=at) != 1:
        return False
    row.refresh_from_db(fields=["taken_on"])
    assert row.taken_on is not None  # it is due
    link, facts = reverse("growth:decision", args=[row.code]), {"on": row.taken_on.isoformat()}
    return tell(row.author, Message(Kind.DECISION_DUE, f"decision:{row.code}:due", facts, link=link), at)


def _change(row: Decision, rule: Rule) -> str:
    """What the rule makes of the decision as it stands. Whoever was overtaken reads again, so that no line is lost."""
    while True:
        current = decisions().filter(pk=row.pk).first()
        if current is None:
            return _("This decision was thrown away.")
        (read,) = read_decisions([current])
        changed = rule(read.said) if read.said else Phrase(_destroyed())
        if isinstance(changed, Phrase):
            return str(changed)
        if changed == read.said or _write(current, changed):
            return ""


def _write(row: Decision, decision: model.Decision) -> bool:
    """False if somebody else has written since the row was read."""
    _sealed(row, decision)
    new = {name: getattr(row, name) for name in ("sealed", *DAYS)} | {"version": row.version + 1}
    with transaction.atomic():
        if Decision.objects.filter(pk=row.pk, version=row.version).update(**new) != 1:
            return False
        if row.looked_at_on is not None:
            call_off(f"decision:{row.code}:")
        return True


def _sealed(row: Decision, decision: model.Decision) -> Decision:
    """The row with the decision in it, and the days by which it is found; a new one gets its code."""
    row.code = row.code or secrets.token_hex(6)
    row.sealed = open_cipher(row.scope).encrypt(msgspec.json.encode(decision), decision_context(row.code))
    row.taken_on, row.due_on, row.looked_at_on = decision.taken_on, decision.due_on, decision.looked_at_on
    return row


def _destroyed() -> str:
    return _("The circle’s key was destroyed on its purge date. Nobody can write here any more.")
