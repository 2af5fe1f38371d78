"""The only write of the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F

from edgewise.desk.roi.models import RoiSheet
from edgewise.domain.evidence.roi import Item
from edgewise.programmes.models.designs import Cohort


def save_sheet(cohort: Cohort, currency: str, items: Sequence[Item], version: int, now: datetime) -> bool:
    """`version` 0: there was none. False: somebody else has saved in the meantime, and nothing changes."""
    given = {"currency": currency, "lines": msgspec.to_builtins(items), "saved_at": now}
    if version:
        rows = RoiSheet.objects.filter(cohort=cohort, version=version)
        return rows.update(**given, version=F("version") + 1) == 1
    try:
        with transaction.atomic():
            RoiSheet.objects.create(cohort=cohort, **given)
    except IntegrityError:
        return False
    return True
