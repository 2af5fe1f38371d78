"""What somebody is told three months after a programme."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from edgewise.desk.models import Recall
from edgewise.domain.evidence.ties.recall import ASKED_FOR
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.programmes.cohorts.queries import cohort_names
from edgewise.programmes.models.designs import Cohort


def spoken_since(cohort: Cohort, row: Recall) -> Message:
    closes = row.asked_at + ASKED_FOR
    facts = cohort_names(cohort) | {"met": row.met, "closes": timezone.localdate(closes).isoformat()}
    link = reverse("desk:recall", args=[row.code])
    return Message(Kind.SPOKEN_SINCE, f"recall:{cohort.code}", facts, link=link, not_after=closes)
