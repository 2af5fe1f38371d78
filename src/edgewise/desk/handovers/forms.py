"""A colleague looks after a cohort for some days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.people.models import Membership
from edgewise.people.queries import not_left
from edgewise.programmes.models.designs import Cohort

MOST_DAYS = 60


class HandoverForm(forms.Form):
    """A colleague for some days."""

    to = forms.ModelChoiceField(queryset=Membership.objects.none(), label=gettext_lazy("Colleague"))
    from_on = forms.DateField(
        label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until_on = forms.DateField(
        label=gettext_lazy("until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The last day."),
    )

    def __init__(self, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Membership.objects.filter(not_left(), organisation=cohort.programme.organisation_id)
        people = people.exclude(pk__in=cohort.coordinators.all()).exclude(enrolments__cohort=cohort)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = people.select_related("person").order_by("person__name", "pk")
        field.help_text = _("A person of your organisation who does not take part.")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        begins, ends, today = given.get("from_on"), given.get("until_on"), timezone.localdate()
        to: Membership | None = given.get("to")
        if begins and begins < today:
            self.add_error("from_on", _("Choose today or a day in the future."))
        elif begins and ends and not begins <= ends <= begins + timedelta(days=MOST_DAYS):
            self.add_error("until_on", _("Choose a day after the first, within %(days)d days.") % {"days": MOST_DAYS})
        elif ends and to and to.left_on and to.left_on <= ends:
            said = _("%(name)s leaves on %(day)s. Choose an earlier last day, or another colleague.")
            day = date_format(to.left_on, "j F Y")
            self.add_error("until_on", said % {"name": to.person.name, "day": day})
        return given
