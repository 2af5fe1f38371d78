"""The only writes about the page for bosses."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from edgewise.notices.outbox.actions import tell
from edgewise.people.models import Membership
from edgewise.programmes.cohorts.actions import new_code
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.briefs.queries import bosses_of
from edgewise.pulse.messages import brief_message
from edgewise.pulse.models import Brief


@transaction.atomic
def send_briefs(cohort: Cohort, by: Membership | None, now: datetime) -> int:
    """To each boss once; how many are new."""
    new = 0
    for boss in bosses_of(cohort, now.date()):
        made = {"code": new_code(), "sent_at": now}
        brief, is_new = Brief.objects.get_or_create(cohort=cohort, boss=boss, defaults=made)
        if is_new:
            tell(boss, brief_message(brief, by), now)
            new += 1
    return new


def acknowledge(brief: Brief) -> bool:
    """Once; False where it is done."""
    return Brief.objects.filter(pk=brief.pk, acknowledged=False).update(acknowledged=True) == 1
