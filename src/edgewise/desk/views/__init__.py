"""The pages of those responsible: what needs a person, and figures; no content."""

from __future__ import annotations

from edgewise.desk.views.cases import act, case, end_handover, handover, log
from edgewise.desk.views.figures import desk, export, figures, home, overview

__all__ = ["act", "case", "desk", "end_handover", "export", "figures", "handover", "home", "log", "overview"]
