"""The circles of a cohort end all at once, when those of its next round begin."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from edgewise.programmes.actions.seating import seats_have_changed
from edgewise.programmes.models import Cohort, Enrolment, EnrolmentChange, EnrolmentState, Seat

ROUND_OVER = "round over"  # the reason of the seats that end


@transaction.atomic
def end_round(cohort: Cohort, at: datetime) -> None:
    """Nobody sits in a circle of the cohort any more, and those who sat wait for one; in a fixed number of writes."""
    sitting = Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.ACTIVE)
    entries = list(sitting.order_by("pk").select_for_update())  # whoever opts out comes first, or waits
    circles = set(cohort.circles.filter(closed_at=None).values_list("pk", flat=True))
    Seat.objects.filter(circle__in=circles, ended_at=None).update(ended_at=at, reason_ended=ROUND_OVER)
    cohort.circles.filter(pk__in=circles).update(closed_at=at)
    EnrolmentChange.objects.bulk_create(
        EnrolmentChange(enrolment=entry, state=EnrolmentState.ENROLLED) for entry in entries
    )
    sitting.update(state=EnrolmentState.ENROLLED)
    seats_have_changed(circles, at)
