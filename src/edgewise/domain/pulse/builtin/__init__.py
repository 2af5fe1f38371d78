"""What a pulse asks, each questionnaire a TOML file in this folder."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from msgspec import toml

from edgewise.domain.pulse.model import Questionnaire

TRUST = "trust"


@cache
def builtin_questionnaire(key: str = TRUST) -> Questionnaire:
    """Raises FileNotFoundError where there is none of that key, and msgspec's ValidationError for a faulty one."""
    return toml.decode((files(__name__) / f"{key}.toml").read_bytes(), type=Questionnaire)
