"""All input about programmes and cohorts."""

from __future__ import annotations

from edgewise.programmes.forms.designs import CohortForm, ProgrammeForm
from edgewise.programmes.forms.matching import SEEDS, MatchForm
from edgewise.programmes.forms.people import (
    AnswerForm,
    ApartForm,
    GoneForm,
    InvitationForm,
    PeopleFilter,
    RematchForm,
)

__all__ = [
    "SEEDS",
    "AnswerForm",
    "ApartForm",
    "CohortForm",
    "GoneForm",
    "InvitationForm",
    "MatchForm",
    "PeopleFilter",
    "ProgrammeForm",
    "RematchForm",
]
