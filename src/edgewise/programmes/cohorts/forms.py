"""A cohort as its owner wants it, and two people to keep apart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort, Programme

if TYPE_CHECKING:
    CohortBase = forms.ModelForm[Cohort]
else:
    CohortBase = forms.ModelForm


class CohortForm(CohortBase):
    coordinators = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Coordinators"),
        queryset=Membership.objects.none(),
        help_text=gettext_lazy("They look after the people of this cohort. They never see what is said in a session."),
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    class Meta:
        model = Cohort
        fields = ["name", "starts_on", "ends_on", "is_erg", "coordinators"]
        labels = {
            "name": gettext_lazy("Name"),
            "starts_on": gettext_lazy("First day"),
            "ends_on": gettext_lazy("Last day"),
            "is_erg": gettext_lazy("This is a cohort of a resource group"),
        }
        help_texts = {
            "ends_on": gettext_lazy("Empty: after the programme's number of weeks."),
            "is_erg": gettext_lazy(
                "Taking part says something about a person: calendars do not show the cohort's name."
            ),
        }
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in ("starts_on", "ends_on")
        }

    def __init__(self, programme: Programme, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.programme = programme
        people = Membership.objects.filter(organisation_id=programme.organisation_id, left_on=None)
        field = self.fields["coordinators"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = people.select_related("person").order_by("person__name")
        self.fields["ends_on"].required = False

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        starts, ends = given.get("starts_on"), given.get("ends_on")
        if starts and not ends:
            ends = given["ends_on"] = starts + timedelta(weeks=self.programme.weeks)
        if starts and ends and not starts <= ends <= starts + timedelta(days=1100):
            self.add_error("ends_on", _("Choose a last day after the first, within three years."))
        return given


class ApartForm(forms.Form):
    """Two people of the cohort who are never matched."""

    one = forms.ModelChoiceField(
        queryset=Membership.objects.none(), label=gettext_lazy("This person"), empty_label=gettext_lazy("Choose")
    )
    other = forms.ModelChoiceField(
        queryset=Membership.objects.none(), label=gettext_lazy("and this one"), empty_label=gettext_lazy("Choose")
    )

    def __init__(self, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Membership.objects.filter(enrolments__cohort=cohort).select_related("person").order_by("person__name")
        for field in self.fields.values():
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("one") and given.get("one") == given.get("other"):
            raise forms.ValidationError(_("Choose two different people."))
        return given
