"""Which moment of a session is shown again."""

from __future__ import annotations

from django import forms


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=1)
