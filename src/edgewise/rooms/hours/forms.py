"""Hours that no room has counted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Seat


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(label="Minutes", min_value=5, max_value=480)


class HoursForm(MinutesForm):
    """Coaching between two sessions."""

    other = forms.ModelChoiceField(queryset=Membership.objects.none(), label="With whom", empty_label=None)
    who_gave = forms.ChoiceField(
        label="Who coached", choices=[("me", "I coached"), ("other", "I was coached")], widget=forms.RadioSelect
    )
    on = forms.DateField(label="On", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    field_order = ("other", "who_gave", "minutes", "on")

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.me = seat.membership
        others = seat.circle.seats.filter(ended_at=None).exclude(pk=seat.pk).values("membership")
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Membership.objects.filter(pk__in=others).select_related("person").order_by("person__name")
        self.today = datetime.now(ZoneInfo(self.me.time_zone)).date()

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not self.today - timedelta(days=90) <= on <= self.today:
            raise forms.ValidationError("Choose a day of the last three months, or today.")
        return on

    def sides(self) -> tuple[Membership, Membership]:
        """Who gave, and who received."""
        other: Membership = self.cleaned_data["other"]
        return (self.me, other) if self.cleaned_data["who_gave"] == "me" else (other, self.me)
