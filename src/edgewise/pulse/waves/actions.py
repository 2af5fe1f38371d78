"""The only writes to waves: their launch, the reminder, and their purge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import IntegrityError, transaction

from edgewise.domain.pulse.ballots import boxes_for
from edgewise.domain.pulse.builtin import builtin_questionnaire
from edgewise.domain.pulse.moments import WaveDays
from edgewise.domain.pulse.plan import Announced, announced
from edgewise.notices.outbox.actions import forget, tell_all
from edgewise.people.models import Membership
from edgewise.programmes.cohorts.actions import new_code
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.ballots.actions import make_boxes
from edgewise.pulse.messages import asked_message, messages_under, reminder
from edgewise.pulse.models import Asked, Wave
from edgewise.pulse.waves.queries import facts_of, not_answered, people_to_ask
from edgewise.vault.actions import destroy_key

Roster = Sequence[tuple[Membership, dict[str, str]]]  # everybody with their facts


def launch(cohort: Cohort, days: WaveDays, now: datetime) -> Wave | None:
    """Lock who is asked, what, and what can be shown at most; and write to them.

    None where it was launched already, or where so few take part that nothing could ever be shown.
    """
    roster = [(who, facts_of(who, cohort)) for who in people_to_ask(cohort, now.date())]
    known = announced([facts for _, facts in roster], builtin_questionnaire())
    if known is None:
        return None
    try:
        with transaction.atomic():
            return _launched(cohort, days, roster, known, now)
    except IntegrityError:  # another worker was first
        return None


def _launched(cohort: Cohort, days: WaveDays, roster: Roster, known: Announced, now: datetime) -> Wave:
    wave = Wave.objects.create(
        cohort=cohort,
        code=new_code(),
        moment=days.moment,
        opens_on=days.opens_on,
        closes_on=days.closes_on,
        launched_at=now,
        questionnaire=msgspec.to_builtins(builtin_questionnaire()),
        plan=msgspec.to_builtins(known),
        asked=len(roster),
    )
    Asked.objects.bulk_create([Asked(wave=wave, membership=who, facts=facts) for who, facts in roster])
    make_boxes(wave, *boxes_for(len(roster)))
    tell_all([who for who, _ in roster], asked_message(wave), now)
    return wave


def remind(wave: Wave, now: datetime) -> int:
    """Once, those in whose line of the ledger no answer is noted; how many were told."""
    with transaction.atomic():
        if Wave.objects.filter(pk=wave.pk, reminded_at=None, closed_at=None).update(reminded_at=now) != 1:
            return 0
        return tell_all(not_answered(wave), reminder(wave), now)


@transaction.atomic
def purge(wave: Wave, now: datetime) -> bool:
    """The key is destroyed: no answer, no comment and no result can be read again. False where that is done.

    Its messages go too: they say who was asked, and who had not answered when the reminder was written.
    """
    if Wave.objects.filter(pk=wave.pk, ended_at=None).update(ended_at=now, result=None, dips=[]) != 1:
        return False
    wave.boxes.all().delete()
    wave.ledger.all().delete()
    forget(messages_under(wave))
    destroy_key(wave.scope)
    return True
