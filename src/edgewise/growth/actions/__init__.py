"""The only writes to commitments and what follows them. Each may be repeated: said twice, it is one row."""

from __future__ import annotations

from edgewise.growth.actions.changing import (
    answer_sighting,
    ask_peers,
    name_change,
    withdraw,
    withdraw_of_leavers,
)
from edgewise.growth.actions.promising import ask, check_in, record_commitment, record_report
from edgewise.growth.actions.reflecting import look_back_on_programme, look_back_on_session, write_reflection
from edgewise.growth.actions.stepping import (
    carry_step,
    change_step,
    mark_done,
    mark_undone,
    remove_step,
    set_step,
)

__all__ = [
    "answer_sighting",
    "ask",
    "ask_peers",
    "carry_step",
    "change_step",
    "check_in",
    "look_back_on_programme",
    "look_back_on_session",
    "mark_done",
    "mark_undone",
    "name_change",
    "record_commitment",
    "record_report",
    "remove_step",
    "set_step",
    "withdraw",
    "withdraw_of_leavers",
    "write_reflection",
]
