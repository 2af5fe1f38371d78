"""What the form says before its first question."""
from __future__ import annotations

from edgewise.pulse.models import Wave


def form_page(wave: Wave) -> object:
    raise NotImplementedError
