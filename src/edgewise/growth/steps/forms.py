"""A small step for one week."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.coaching.steps import monday_of, usual_day
from edgewise.domain.nudges.letters.model import day_in_words
from edgewise.growth.forms import DateInput, new_key
from edgewise.growth.models import Commitment, Step
from edgewise.growth.queries import today_of
from edgewise.growth.steps.queries import taken_weeks


class StepForm(forms.Form):
    """Between today and the commitment's own day, in a week that has no other open step."""

    what = forms.CharField(
        label=gettext_lazy("I will"),
        max_length=200,
        help_text=gettext_lazy("One clear thing, small enough for one week."),
    )
    by_date = forms.DateField(label=gettext_lazy("By"), widget=DateInput())
    key = forms.RegexField(r"\A[0-9a-f]{24}\Z", widget=forms.HiddenInput, initial=new_key)

    def __init__(self, commitment: Commitment, *args: Any, step: Step | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.last = today_of(commitment.author), commitment.by_date
        self.taken = taken_weeks(commitment, step)
        first = step.by_date if step else usual_day(self.today, self.last, self.taken, commitment.author.time_zone)
        self.fields["by_date"].initial = first
        last = {"day": day_in_words(self.last)}
        self.fields["by_date"].help_text = _("At the latest on %(day)s, the day of your commitment.") % last

    def clean_by_date(self) -> date:
        by_date: date = self.cleaned_data["by_date"]
        if not self.today <= by_date <= self.last:
            raise forms.ValidationError(_("Choose a day from today to %(day)s.") % {"day": day_in_words(self.last)})
        if monday_of(by_date) in self.taken:
            raise forms.ValidationError(_("That week has a step already. One is enough: choose a day in another week."))
        return by_date
