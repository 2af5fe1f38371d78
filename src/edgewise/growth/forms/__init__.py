"""All input about commitments and what follows them."""

from __future__ import annotations

from edgewise.growth.forms.changes import AnswerForm, AskForm, ChangeForm
from edgewise.growth.forms.commitments import CheckInForm, CommitmentForm
from edgewise.growth.forms.reflections import ReflectionForm
from edgewise.growth.forms.steps import StepForm

__all__ = ["AnswerForm", "AskForm", "ChangeForm", "CheckInForm", "CommitmentForm", "ReflectionForm", "StepForm"]
