"""Days on which somebody does not work."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone

from edgewise.people.models import Membership

LONGEST = timedelta(days=366)
DAY = {"type": "date"}


class AbsenceForm(forms.Form):
    from_on = forms.DateField(label="Away from", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    until_on = forms.DateField(
        label="until", widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), help_text="The last day. Why is not asked."
    )

    def __init__(self, who: Membership, data: Any = None) -> None:
        super().__init__(data)
        self.today = timezone.localdate(timezone=ZoneInfo(who.time_zone))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and not first <= last <= first + LONGEST:
            self.add_error("until_on", "The last day comes after the first, within a year.")
        elif last and last < self.today:
            self.add_error("until_on", "These days are over already.")
        return given
