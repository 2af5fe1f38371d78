"""What those who take part are told, before it has any words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import names_of
from edgewise.programmes.cohorts.queries import cohort_names
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment


def part_link(cohort: Cohort) -> str:
    return reverse("programmes:part", args=[cohort.code])


def invitation(cohort: Cohort, by: Membership | None) -> Message:
    facts = cohort_names(cohort) | {
        "starts_on": cohort.starts_on.isoformat(),
        "weeks": max(1, round((cohort.ends_on - cohort.starts_on).days / 7)),
        "minutes": cohort.programme.session_minutes,
    }
    if by is not None:
        facts["by"] = by.person.name
    return Message(Kind.INVITATION, f"invitation:{cohort.code}", facts, link=part_link(cohort))


def invitation_reminder(cohort: Cohort) -> Message:
    return Message(
        Kind.INVITATION_REMINDER, f"invitation-reminder:{cohort.code}", cohort_names(cohort), link=part_link(cohort)
    )


def profile_reminder(cohort: Cohort) -> Message:
    return Message(
        Kind.PROFILE_REMINDER, f"profile-reminder:{cohort.code}", cohort_names(cohort), link=reverse("people:me")
    )


def pause_ending(entry: Enrolment) -> Message:
    assert entry.paused_until is not None
    until = entry.paused_until.isoformat()
    facts = cohort_names(entry.cohort) | {"until": until}
    return Message(Kind.PAUSE_ENDING, f"pause-ending:{entry.cohort.code}:{until}", facts, link=part_link(entry.cohort))


def circle_ready(
    circle: Circle, who: Membership, table: Iterable[Membership], again: datetime | None = None
) -> Message:
    """Said once to each; `again` to somebody who had left it, at that moment."""
    others = [one.person.name for one in table if one.pk != who.pk]
    return Message(
        Kind.CIRCLE_READY,
        f"circle:{circle.code}:{again:%Y%m%d%H%M%S%f}" if again else f"circle:{circle.code}",
        names_of(circle) | {"people": others},
        link=reverse("rooms:circle", args=[circle.code]),
    )


def circle_changed(circle: Circle, joined: Iterable[Membership], left: Iterable[Membership], at: datetime) -> Message:
    facts = names_of(circle) | {
        "joined": [one.person.name for one in joined],
        "left": [one.person.name for one in left],
    }
    key = f"circle:{circle.code}:{at:%Y%m%d%H%M%S%f}"
    return Message(Kind.CIRCLE_CHANGED, key, facts, link=reverse("rooms:circle", args=[circle.code]))
