"""Reads: programmes, their cohorts, who takes part, who sits where, drafts of circles."""

from __future__ import annotations

from edgewise.programmes.queries.circles import (
    circles_of,
    held_seat_at,
    names_of,
    open_seats,
    seats_by_circle,
    seats_of_person,
)
from edgewise.programmes.queries.designs import as_of, cohorts_of, cohorts_run_by, programmes_of
from edgewise.programmes.queries.drafts import (
    Letter,
    drafts_of,
    exclusions,
    letters_of,
    problems_of,
    runs_of,
    verdict_of,
)
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
from edgewise.programmes.queries.matching import FIVE, NINE, candidates, freshness, never_again, rules_for
from edgewise.programmes.queries.repairing import (
    Option,
    is_secret,
    is_sound,
    option_with,
    options_of,
    problems_with,
    situation_of,
)
from edgewise.programmes.queries.reviewing import CaseLine, open_cases
from edgewise.programmes.queries.runs import (
    digest_of,
    effort_of,
    met_too_lately,
    people_of,
    result_as_stored,
    rules_as_stored,
    rules_of,
)

__all__ = [
    "FIVE",
    "NINE",
    "CaseLine",
    "Letter",
    "Option",
    "as_of",
    "candidates",
    "circles_of",
    "cohorts_of",
    "cohorts_run_by",
    "digest_of",
    "drafts_of",
    "effort_of",
    "enrolments_of",
    "enrolments_of_person",
    "exclusions",
    "freshness",
    "held_seat_at",
    "history_of",
    "invitations_of",
    "is_secret",
    "is_sound",
    "kinds_of_people",
    "letters_of",
    "met_too_lately",
    "names_of",
    "narrowed",
    "never_again",
    "open_cases",
    "open_seats",
    "option_with",
    "options_of",
    "people_of",
    "people_to_invite",
    "problems_of",
    "problems_with",
    "programmes_of",
    "result_as_stored",
    "rules_as_stored",
    "rules_for",
    "rules_of",
    "runs_of",
    "seats_by_circle",
    "seats_of_person",
    "situation_of",
    "state_counts",
    "verdict_of",
    "waiting_for_a_circle",
]
