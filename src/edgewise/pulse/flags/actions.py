"""The only write of a flag."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction

from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.models import Flag


def raise_flag(cohort: Cohort, words: str, key: str, by: Membership | None, now: datetime) -> bool:
    """The coordinators find a case on the desk. `by` None: no row says who. False where the form was sent before."""
    flag = Flag(cohort=cohort, by=by, key=key, made_on=now.date())
    flag.said = words.strip()
    try:
        with transaction.atomic():
            flag.save()
    except IntegrityError:
        return False
    return True
