"""The only writes to programmes, cohorts, enrolments, circles and seats."""

from __future__ import annotations

from edgewise.programmes.actions.agreeing import (
    agree_anew,
    change_objectives,
    find_still_right,
    save_agreement_design,
    sign,
)
from edgewise.programmes.actions.asking import ask_for_rematch, hand_over, take_back, take_rematch_back
from edgewise.programmes.actions.designing import (
    keep_apart,
    save_cohort,
    save_programme,
    switch_join_link,
)
from edgewise.programmes.actions.drafting import (
    ask_for_draft,
    discard_draft,
    draft_match,
    match_again,
    repeat,
    stop,
    try_again,
)
from edgewise.programmes.actions.enrolling import answer, complete, drop, invite, join
from edgewise.programmes.actions.hours import confirm_hours, correct_hours, decline_hours, note_hours
from edgewise.programmes.actions.norming import confirm_norms, introduce, withdraw_introduction, write_norms
from edgewise.programmes.actions.publishing import publish_circles
from edgewise.programmes.actions.reminding import purge_circles, remind_before, remind_of_signing
from edgewise.programmes.actions.repairing import apply_repair, end_circle
from edgewise.programmes.actions.reviewing import review_circles
from edgewise.programmes.actions.seating import SLIP, end_seat, open_circle, open_circles
from edgewise.programmes.actions.undoing import take_rearrangement_back
from edgewise.programmes.actions.working import fail_lost_runs, hand_back_runs, work_on

__all__ = [
    "SLIP",
    "agree_anew",
    "answer",
    "apply_repair",
    "ask_for_draft",
    "ask_for_rematch",
    "change_objectives",
    "complete",
    "confirm_hours",
    "confirm_norms",
    "correct_hours",
    "decline_hours",
    "discard_draft",
    "draft_match",
    "drop",
    "end_circle",
    "end_seat",
    "fail_lost_runs",
    "find_still_right",
    "hand_back_runs",
    "hand_over",
    "introduce",
    "invite",
    "join",
    "keep_apart",
    "match_again",
    "note_hours",
    "open_circle",
    "open_circles",
    "publish_circles",
    "purge_circles",
    "remind_before",
    "remind_of_signing",
    "repeat",
    "review_circles",
    "save_agreement_design",
    "save_cohort",
    "save_programme",
    "sign",
    "stop",
    "switch_join_link",
    "take_back",
    "take_rearrangement_back",
    "take_rematch_back",
    "try_again",
    "withdraw_introduction",
    "work_on",
    "write_norms",
]
