"""What the form says before its first question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from edgewise.domain.anonymity.cells import FEWEST_ANSWERS
from edgewise.domain.pulse.model import PULSE_MINUTES
from edgewise.domain.pulse.moments import closes_at
from edgewise.pulse.ballots.queries import announced_of
from edgewise.pulse.models import Wave
from edgewise.pulse.page import CellLine, cell_lines


@dataclass(frozen=True, slots=True)
class FormPage:
    """`cells`: all that can be shown, the whole cohort first."""

    wave: Wave
    cells: Sequence[CellLine]
    shown_from: datetime
    minutes: int = PULSE_MINUTES
    fewest: int = FEWEST_ANSWERS


def form_page(wave: Wave) -> FormPage:
    return FormPage(wave, cell_lines(announced_of(wave)), closes_at(wave.closes_on))
