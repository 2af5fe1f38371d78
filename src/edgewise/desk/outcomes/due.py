"""What comes due for outcomes: on a cohort's first day its registration is locked and the facts of people frozen.

Each is claimed by a conditional update, and a server that was down catches up.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from edgewise.desk.outcomes.actions.drafts import forget_old_drafts
from edgewise.desk.outcomes.actions.registration import lock
from edgewise.desk.outcomes.actions.values import freeze
from edgewise.desk.outcomes.queries import to_freeze, to_lock


def follow_outcomes(now: datetime) -> None:
    for cohort in to_lock(timezone.localdate(now)):
        lock(cohort, now)
    for registration in to_freeze():
        freeze(registration, now)
    forget_old_drafts(now)
