"""All input about programmes and cohorts."""

from __future__ import annotations

from edgewise.programmes.forms.agreements import (
    AgreementTextForm,
    ConfirmForm,
    IntroductionForm,
    NormsForm,
    ObjectivesForm,
    SignForm,
)
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
    "AgreementTextForm",
    "AnswerForm",
    "ApartForm",
    "CohortForm",
    "ConfirmForm",
    "GoneForm",
    "IntroductionForm",
    "InvitationForm",
    "MatchForm",
    "NormsForm",
    "ObjectivesForm",
    "PeopleFilter",
    "ProgrammeForm",
    "RematchForm",
    "SignForm",
]
