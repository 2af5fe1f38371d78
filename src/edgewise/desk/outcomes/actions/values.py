"""The only writes to the sealed facts and values of people, and their end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import msgspec
from django.db import transaction
from django.db.models import F

from edgewise.desk.evidence.models import Report
from edgewise.desk.outcomes.models import Outcome, OutcomeDraft, Registration
from edgewise.desk.outcomes.queries import (
    BASELINE,
    clock_day,
    evidence_scope,
    facts_on,
    outcome_context,
    values_of,
)
from edgewise.domain.evidence.files.rows import Values
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.actions import destroy_key, open_cipher
from edgewise.vault.queries import hold_keys


@transaction.atomic
def freeze(registration: Registration, now: datetime) -> bool:
    """Keep the facts of everybody who could have been invited on the day of the invitation, by the first who comes.

    False where that is done, or nobody is invited yet.
    """
    cohort = registration.cohort
    clock = clock_day(cohort)
    if clock is None:
        return False
    sealed = _sealed(cohort, msgspec.json.encode(facts_on(cohort, clock)), BASELINE)
    waiting = Registration.objects.filter(pk=registration.pk, baseline_at=None, forgotten_at=None)
    return waiting.update(baseline=sealed, baseline_at=now, clock_on=clock) == 1


def write_values(cohort: Cohort, values: Mapping[int, Values], now: datetime) -> None:
    """In a transaction, by outcome: a person's earlier value is replaced. Raises KeyDestroyed."""
    for key in sorted(values):
        while not _written(cohort, key, values[key], now):
            pass  # somebody else has written since it was read


def _written(cohort: Cohort, key: int, new: Values, now: datetime) -> bool:
    row = Outcome.objects.filter(pk=key, cohort=cohort).first()
    if row is None:
        return True  # it was removed meanwhile
    row.cohort = cohort
    merged = values_of(row) | new
    sealed = _sealed(cohort, msgspec.json.encode(merged), outcome_context(row))
    changed = {"sealed": sealed, "people": len(merged), "imported_at": now, "version": row.version + 1}
    return Outcome.objects.filter(pk=key, version=row.version).update(**changed) == 1


def _sealed(cohort: Cohort, data: bytes, context: bytes) -> bytes:
    """Under a key that is there until the transaction ends."""
    cipher = open_cipher(evidence_scope(cohort))
    hold_keys([cipher.scope])
    return cipher.encrypt(data, context)


def clear(outcome: Outcome) -> bool:
    """The values of one outcome; what was registered stays. False where there are none.

    Its version rises: an import that has read the values before reads again, and does not bring them back.
    """
    held = Outcome.objects.filter(pk=outcome.pk).exclude(sealed=None)
    return held.update(sealed=None, people=0, imported_at=None, version=F("version") + 1) == 1


@transaction.atomic
def forget(cohort: Cohort, now: datetime) -> bool:
    """All outcomes of people, their frozen facts and the reports: the key is destroyed. False where that is done.

    What was registered stays: it says nothing of anybody.
    """
    row, _is_new = Registration.objects.get_or_create(cohort=cohort)
    held = Registration.objects.filter(pk=row.pk, forgotten_at=None)
    if held.update(forgotten_at=now, baseline=None) != 1:
        return False
    Outcome.objects.filter(cohort=cohort).update(sealed=None, people=0, imported_at=None)
    OutcomeDraft.objects.filter(cohort=cohort).delete()
    Report.objects.filter(cohort=cohort).delete()
    destroy_key(evidence_scope(cohort))
    return True
