"""The only writes at the end of a wave: it closes, and what can be shown is shown to everybody at the same moment."""

from __future__ import annotations

import logging
from datetime import datetime
from random import SystemRandom

from django.db import transaction
from django.db.models import F
from msgspec import msgpack

from edgewise.domain.anonymity.publication import publish
from edgewise.domain.pulse.ballots import shuffled
from edgewise.domain.pulse.dips import dips
from edgewise.domain.pulse.moments import closes_at
from edgewise.notices.outbox.actions import tell_all
from edgewise.programmes.cohorts.queries import coordinators_on
from edgewise.pulse.messages import result_message
from edgewise.pulse.models import Wave
from edgewise.pulse.results.queries import (
    RESULT_CONTEXT,
    Kept,
    plan_from_ledger,
    publications_of,
    sheets_of,
    waves_before,
)
from edgewise.pulse.waves.queries import those_asked
from edgewise.vault.actions import open_cipher

DICE = SystemRandom()
logger = logging.getLogger(__name__)


@transaction.atomic
def close(wave: Wave, now: datetime) -> bool:
    """Once, after the last day; False where it is too early, or was done. Of two at once, one does it.

    The boxes get a new version: a ballot that comes at the same moment is either in the box that is read here, or
    loses, begins again, and finds the wave closed.
    """
    if now < closes_at(wave.closes_on):
        return False
    if Wave.objects.filter(pk=wave.pk, closed_at=None, ended_at=None).update(closed_at=now) != 1:
        return False
    wave.boxes.update(version=F("version") + 1)
    current = Wave.objects.select_related("cohort__programme").get(pk=wave.pk)
    if kept := _published(current):
        current.result = open_cipher(current.scope).encrypt(msgpack.encode(kept), RESULT_CONTEXT)
        current.dips = dips(kept.whole.figures) if kept.whole else []
        current.save(update_fields=["result", "dips"])
    readers = {who.pk: who for who in (*those_asked(current), *coordinators_on([current.cohort], now.date()))}
    tell_all(readers.values(), result_message(current), now)
    return True


def _published(wave: Wave) -> Kept | None:
    """None where too few have answered."""
    sheets = shuffled(sheets_of(wave), DICE)
    try:
        found = publish(plan_from_ledger(wave), sheets, publications_of(waves_before(wave)), DICE)
    except RuntimeError:  # the audit, or its solver: rather nothing than what might tell of somebody
        logger.exception("Nothing is shown of the wave %s.", wave.code)
        return None
    return Kept(found.cells, found.left_out, found.comments) if found.cells else None
