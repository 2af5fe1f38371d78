"""Reads: programmes, their cohorts, who takes part, who sits where, drafts of circles."""

from __future__ import annotations

from edgewise.programmes.queries.circles import circles_of, held_seat_at, open_seats, seats_by_circle, seats_of_person
from edgewise.programmes.queries.designs import as_of, cohorts_of, cohorts_run_by, programmes_of
from edgewise.programmes.queries.drafts import draft_with_people, drafts_of
from edgewise.programmes.queries.enrolments import (
    enrolments_of,
    enrolments_of_person,
    history_of,
    invitations_of,
    kinds_of_people,
    narrowed,
    people_to_invite,
    state_counts,
    waiting_for_a_circle,
)
from edgewise.programmes.queries.matching import FIVE, NINE, candidates, rules_for

__all__ = [
    "FIVE",
    "NINE",
    "as_of",
    "candidates",
    "circles_of",
    "cohorts_of",
    "cohorts_run_by",
    "draft_with_people",
    "drafts_of",
    "enrolments_of",
    "enrolments_of_person",
    "held_seat_at",
    "history_of",
    "invitations_of",
    "kinds_of_people",
    "narrowed",
    "open_seats",
    "people_to_invite",
    "programmes_of",
    "rules_for",
    "seats_by_circle",
    "seats_of_person",
    "state_counts",
    "waiting_for_a_circle",
]
