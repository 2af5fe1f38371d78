"""What a person promised, did, wrote for themselves and asked others, and what they witness."""

from __future__ import annotations

from edgewise.growth.views.changes import ask_peers, asked, changes, name_change, withdraw
from edgewise.growth.views.commitments import ask, check_in, circle, mine, new, plan, witnessing
from edgewise.growth.views.reflections import reflection, reflections
from edgewise.growth.views.steps import carry, change_step, done, new_step, remove, undone

__all__ = [
    "ask",
    "ask_peers",
    "asked",
    "carry",
    "change_step",
    "changes",
    "check_in",
    "circle",
    "done",
    "mine",
    "name_change",
    "new",
    "new_step",
    "plan",
    "reflection",
    "reflections",
    "remove",
    "undone",
    "withdraw",
    "witnessing",
]
