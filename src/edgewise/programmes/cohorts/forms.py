"""A cohort as its owner wants it, and who is kept apart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort, Programme

if TYPE_CHECKING:
    CohortBase = forms.ModelForm[Cohort]
else:
    CohortBase = forms.ModelForm


class CohortForm(CohortBase):
    coordinators = forms.ModelMultipleChoiceField(
        queryset=Membership.objects.none(),
        help_text="They look after the people of this cohort. They never see what is said in a session.",
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )

    class Meta:
        model = Cohort
        fields = ["name", "starts_on", "ends_on", "is_erg", "coordinators"]
        labels = {"starts_on": "First day", "ends_on": "Last day", "is_erg": "This is a cohort of a resource group"}
        help_texts = {
            "ends_on": "Empty: after the programme's number of weeks.",
            "is_erg": "Taking part then says something about a person: the cohort's name stays out of calendars.",
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
            self.add_error("ends_on", "The last day comes after the first, within three years.")
        return given


class ApartForm(forms.Form):
    """Two people of the cohort never to be matched."""

    one = forms.ModelChoiceField(queryset=Membership.objects.none(), label="This person", empty_label="Choose")
    other = forms.ModelChoiceField(queryset=Membership.objects.none(), label="and this one", empty_label="Choose")

    def __init__(self, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = Membership.objects.filter(enrolments__cohort=cohort).select_related("person").order_by("person__name")
        for field in self.fields.values():
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("one") and given.get("one") == given.get("other"):
            raise forms.ValidationError("Choose two different people.")
        return given
