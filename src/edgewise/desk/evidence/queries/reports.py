"""Reports that were made, opened for their owner."""

from __future__ import annotations

import hashlib

import msgspec
from django.db.models import QuerySet

from edgewise.desk.evidence.models import Report
from edgewise.desk.outcomes.queries import evidence_scope
from edgewise.domain.evidence import report as rules
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.queries import cipher_of

CODE_BYTES = 6
INPUTS_CONTEXT, RESULT_CONTEXT = b"inputs:", b"result:"


def encoded(result: rules.Report) -> bytes:
    """The bytes of a report: what is kept, handed out as JSON, and compared."""
    return msgspec.json.format(msgspec.json.encode(result), indent=1)


def digest_of(result: bytes) -> str:
    return hashlib.sha256(result).hexdigest()


def reports_of(cohort: Cohort) -> QuerySet[Report]:
    """The newest first, without what is in them."""
    rows = Report.objects.filter(cohort=cohort).defer("inputs", "result").select_related("made_by__person")
    return rows.order_by("-made_at", "-pk")


def result_bytes(row: Report) -> bytes:
    """KeyDestroyed once the evidence of its cohort is deleted."""
    return cipher_of(evidence_scope(row.cohort)).decrypt(bytes(row.result), RESULT_CONTEXT + row.code.encode())


def result_of(row: Report) -> rules.Report:
    return msgspec.json.decode(result_bytes(row), type=rules.Report)


def inputs_of_report(row: Report) -> rules.Inputs:
    cipher = cipher_of(evidence_scope(row.cohort))
    return msgspec.json.decode(cipher.decrypt(bytes(row.inputs), INPUTS_CONTEXT + row.code.encode()), type=rules.Inputs)


def is_the_same_again(row: Report) -> bool:
    """Made again from what went in: is it the same to the byte?"""
    return encoded(rules.report(inputs_of_report(row))) == result_bytes(row)


def newest_of(cohort: Cohort) -> rules.Report | None:
    """None where there is none, or its key is destroyed."""
    newest = Report.objects.filter(cohort=cohort).select_related("cohort").order_by("-made_at", "-pk").first()
    try:
        return result_of(newest) if newest else None
    except KeyDestroyed:
        return None
