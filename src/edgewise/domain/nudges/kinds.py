"""What a message can be about."""

from __future__ import annotations

from enum import StrEnum


class Kind(StrEnum):
    """One reason to write to somebody. The value is kept in the database and in links to unsubscribe."""

    INVITATION = "invitation"  # asked to take part in a cohort
    INVITATION_REMINDER = "invitation_reminder"
    PROFILE_REMINDER = "profile_reminder"
    PAUSE_ENDING = "pause_ending"
    CIRCLE_READY = "circle_ready"  # a seat in a new circle
    CIRCLE_CHANGED = "circle_changed"  # somebody has come or gone
    AGREEMENT_READY = "agreement_ready"  # there is something to sign
    AGREEMENT_REMINDER = "agreement_reminder"
    TIMES_WANTED = "times_wanted"  # a poll of possible times
    SESSION_PLANNED = "session_planned"
    SESSION_MOVED = "session_moved"
    SESSION_CANCELLED = "session_cancelled"
    SESSION_SOON = "session_soon"
    HOURS_TO_CONFIRM = "hours_to_confirm"
    REFLECTION = "reflection"
    COMMITMENT_DUE = "commitment_due"
    WEEKLY_TASK = "weekly_task"
    WITNESS_ASKED = "witness_asked"  # your witness asks how it went
    WITNESS_PROMPT = "witness_prompt"  # you are the witness: ask
    BEHAVIOUR_TO_CONFIRM = "behaviour_to_confirm"
    BEHAVIOUR_ANSWERED = "behaviour_answered"  # a peer has said whether they have seen it
    MIDWAY = "midway"
    WELL_KEPT = "well_kept"  # a positive norm that is true
    FROM_COORDINATOR = "from_coordinator"  # a person wrote it
    CASES_WAITING = "cases_waiting"  # to a coordinator
