"""Reports: what went in, sealed, and what came out of it."""

from __future__ import annotations

from django.db import models

from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort


class Report(models.Model):
    """Made once and never changed: made again from what went in, it is the same to the byte.

    `inputs` holds outcomes of people; `result` holds what is told of them. Both are gone when the report is deleted.
    Their key is that of all evidence of the cohort.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="evidence_reports")
    code = models.SlugField(max_length=12, unique=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    inputs = models.BinaryField()  # domain Inputs, sealed
    result = models.BinaryField()  # domain Report, sealed
    digest = models.CharField(max_length=64)  # SHA-256 of the result, for whoever was handed a copy
