"""What a cohort costs and what its outcomes are worth, as its owner says it."""

from __future__ import annotations

import msgspec
from django.db import models

from edgewise.domain.evidence.roi import Item
from edgewise.programmes.models.designs import Cohort


class RoiSheet(models.Model):
    """One for each cohort; nothing in it is about a person."""

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="roi_sheet")
    currency = models.CharField(max_length=3)
    lines = models.JSONField(default=list)  # domain Items
    version = models.PositiveIntegerField(default=1)  # of two who save at once, the second reads again
    saved_at = models.DateTimeField()

    @property
    def items(self) -> list[Item]:
        return msgspec.convert(self.lines, list[Item])
