"""The only writes to programmes, cohorts, enrolments, circles and seats."""

from __future__ import annotations

from edgewise.programmes.actions.designing import (
    keep_apart,
    save_cohort,
    save_programme,
    switch_join_link,
)
from edgewise.programmes.actions.enrolling import answer, complete, drop, invite, join
from edgewise.programmes.actions.matching import discard_draft, draft_match, publish_circles
from edgewise.programmes.actions.seating import end_seat, open_circle

__all__ = [
    "answer",
    "complete",
    "discard_draft",
    "draft_match",
    "drop",
    "end_seat",
    "invite",
    "join",
    "keep_apart",
    "open_circle",
    "publish_circles",
    "save_cohort",
    "save_programme",
    "switch_join_link",
]
