"""Hours that no room has counted."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Seat

FEWEST_MINUTES_NOTED, MOST_MINUTES_NOTED = 5, 480


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes"), min_value=FEWEST_MINUTES_NOTED, max_value=MOST_MINUTES_NOTED
    )


class HoursForm(MinutesForm):
    """Coaching between two sessions."""

    other = forms.ModelChoiceField(queryset=Membership.objects.none(), label=gettext_lazy("With"), empty_label=None)
    who_gave = forms.ChoiceField(
        label=gettext_lazy("Who coached"),
        choices=[("me", gettext_lazy("I coached")), ("other", gettext_lazy("I was coached"))],
        widget=forms.RadioSelect,
    )
    on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
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
            raise forms.ValidationError(_("Choose today or a day in the last three months."))
        return on

    def sides(self) -> tuple[Membership, Membership]:
        """The giver and the receiver."""
        other: Membership = self.cleaned_data["other"]
        return (self.me, other) if self.cleaned_data["who_gave"] == "me" else (other, self.me)
