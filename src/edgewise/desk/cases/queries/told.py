"""What people tell the coordinators: one of them by a report or a flag, all together by the pulse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from edgewise.desk.cases.queries.found import Found
from edgewise.domain.nudges.cases import EVENTS_LOOKED_BACK, Concern
from edgewise.domain.phrases import listed, phrase
from edgewise.growth.feedback.models import FeedbackReport
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.models import Flag
from edgewise.pulse.results.queries import dipped_names, last_closed


def told_something() -> Q:
    """Of a cohort: a report or a flag waits for its coordinators. It can come long after the last day."""
    reports = FeedbackReport.objects.filter(feedback__circle__cohort=OuterRef("pk"), closed_at=None)
    return Q(Exists(reports)) | Q(Exists(Flag.objects.filter(cohort=OuterRef("pk"), closed_at=None)))


def reports_of(cohort: Cohort) -> Iterator[Found]:
    """Feedback that its receiver reports. The circle is not named: it has no part in it."""
    rows = FeedbackReport.objects.filter(feedback__circle__cohort=cohort, closed_at=None).order_by("pk")
    for row in rows.select_related("feedback__giver__person"):
        why = phrase(
            "Reports feedback that {name} wrote to them. {name} does not know.", name=row.feedback.giver.person.name
        )
        yield Found(Concern.FEEDBACK, f"feedback:{row.pk}", why, row.feedback.receiver_id)


def flags_of(cohort: Cohort) -> Iterator[Found]:
    """What somebody tells the coordinators, by name or without."""
    for flag in cohort.flags.filter(closed_at=None).order_by("pk"):
        why = phrase("Says that something is not right. Their circle does not know of it.")
        unnamed = phrase("Somebody of the cohort says that something is not right. They would rather not be named.")
        yield Found(Concern.FLAG, f"flag:{flag.pk}", why if flag.by_id else unnamed, flag.by_id)


def dips_of(cohort: Cohort, now: datetime) -> Iterator[Found]:
    """The last wave, if what everybody reads of it has dipped."""
    wave = last_closed(cohort, now)
    if wave is None or not wave.dips or wave.closed_at is None or wave.closed_at < now - EVENTS_LOOKED_BACK:
        return
    why = phrase(
        "The pulse shows less than before, or little, for: {scales}. Everybody who was asked reads the same page.",
        scales=listed(dipped_names(wave)),
    )
    yield Found(Concern.TRUST, f"trust:{wave.pk}", why)
