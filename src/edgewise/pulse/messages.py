"""What is told about the pulse, before it has any words."""

from __future__ import annotations

from django.urls import reverse

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.domain.pulse.model import PULSE_MINUTES
from edgewise.domain.pulse.moments import closes_at
from edgewise.people.models import Membership
from edgewise.programmes.cohorts.queries import cohort_names
from edgewise.pulse.models import Brief, Wave


def messages_under(wave: Wave) -> str:
    """How the keys of all messages about a wave begin."""
    return f"pulse:{wave.code}:"


def asked_message(wave: Wave) -> Message:
    """Nothing is written about it when somebody answers: a letter that still waits leaves all the same."""
    facts = cohort_names(wave.cohort) | {"closes": wave.closes_on.isoformat(), "minutes": PULSE_MINUTES}
    link, ends = reverse("pulse:answer", args=[wave.code]), closes_at(wave.closes_on)
    return Message(Kind.PULSE_ASKED, f"{messages_under(wave)}asked", facts, link=link, not_after=ends)


def reminder(wave: Wave) -> Message:
    facts = cohort_names(wave.cohort) | {"closes": wave.closes_on.isoformat()}
    link, ends = reverse("pulse:answer", args=[wave.code]), closes_at(wave.closes_on)
    return Message(Kind.PULSE_REMINDED, f"{messages_under(wave)}reminded", facts, link=link, not_after=ends)


def result_message(wave: Wave) -> Message:
    """It invites nobody to read a page on which nothing is shown."""
    facts = cohort_names(wave.cohort) | ({} if wave.result else {"nothing_shown": True})
    link = reverse("pulse:result", args=[wave.code])
    return Message(Kind.PULSE_RESULT, f"{messages_under(wave)}result", facts, link=link)


def brief_message(brief: Brief, by: Membership | None) -> Message:
    link = reverse("pulse:brief", args=[brief.code])
    return Message(Kind.BOSS_BRIEFED, f"brief:{brief.code}", {}, link=link, by=by.pk if by else None)
