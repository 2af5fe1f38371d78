"""What became of a session."""

from __future__ import annotations

from django import forms

from edgewise.domain.coaching.unopened import Became
from edgewise.rooms.models.unopened import BecameChoice


class BecameForm(forms.Form):
    """One tap; an empty answer takes back the one before."""

    became = forms.TypedChoiceField(
        choices=[("", ""), *BecameChoice.choices], coerce=Became, required=False, empty_value=None
    )
