"""The only writes of reports: made from what is known now, made again to check, deleted."""

from __future__ import annotations

import secrets
from datetime import datetime

import msgspec
from django.db import transaction

from edgewise.desk.evidence.models import Report
from edgewise.desk.evidence.queries.inputs import inputs_of
from edgewise.desk.evidence.queries.reports import CODE_BYTES, INPUTS_CONTEXT, RESULT_CONTEXT, digest_of, encoded
from edgewise.desk.outcomes.actions.values import clear
from edgewise.desk.outcomes.models import Outcome
from edgewise.desk.outcomes.queries import evidence_scope
from edgewise.domain.evidence.report import Inputs, report
from edgewise.people.models import Membership
from edgewise.programmes.lotteries.actions import hold_cohort
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.actions import open_cipher
from edgewise.vault.queries import hold_keys

SEEDS = 2**31


def make_report(cohort: Cohort, by: Membership, now: datetime) -> Report:
    """Takes a second or two for thousands of people. Nothing is written before all of it is counted.

    KeyDestroyed once the outcomes of the cohort are deleted, be it in this very moment.
    """
    kept = msgspec.json.encode(inputs_of(cohort, secrets.randbelow(SEEDS), now))
    result = encoded(report(msgspec.json.decode(kept, type=Inputs)))  # as it will be read, should anybody count again
    row = Report(cohort=cohort, code=secrets.token_hex(CODE_BYTES), made_at=now, made_by=by, digest=digest_of(result))
    with transaction.atomic():
        cipher = open_cipher(evidence_scope(cohort))
        hold_keys([cipher.scope])
        row.inputs = cipher.encrypt(kept, INPUTS_CONTEXT + row.code.encode())
        row.result = cipher.encrypt(result, RESULT_CONTEXT + row.code.encode())
        row.save()
    return row


@transaction.atomic
def delete_report(row: Report) -> bool:
    """With what went into it; with the last one, what was imported. False where somebody else was faster."""
    hold_cohort(row.cohort_id)  # of the last two deleted at once, one is the last
    if Report.objects.filter(pk=row.pk).delete()[0] != 1:
        return False
    if not Report.objects.filter(cohort=row.cohort_id).exists():
        for outcome in Outcome.objects.filter(cohort=row.cohort_id):
            clear(outcome)
    return True
