"""The people to invite, and a person's own answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.people.models import Membership
from edgewise.programmes.enrolments.queries import kinds_of_people, narrowed, people_to_invite
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState


class PeopleFilter(forms.Form):
    """Which people of the organisation to show; the same fields travel with the invitation."""

    words = forms.CharField(label=gettext_lazy("Name, address or title"), required=False, max_length=100)
    function = forms.ChoiceField(label=gettext_lazy("Function"), required=False)
    location = forms.ChoiceField(label=gettext_lazy("Location"), required=False)

    def __init__(self, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        anything = {"function": _("Any function"), "location": _("Any location")}
        for (name, words), values in zip(anything.items(), kinds_of_people(cohort), strict=True):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", words), *((value, value) for value in values)]

    def people(self) -> Any:
        given = self.cleaned_data if self.is_valid() else {}
        return narrowed(
            people_to_invite(self.cohort), given.get("words", ""), given.get("function", ""), given.get("location", "")
        )


class InvitationForm(forms.Form):
    """Chosen people of the filtered list, or all of it."""

    people = forms.ModelMultipleChoiceField(queryset=Membership.objects.none(), required=False)
    everyone = forms.BooleanField(required=False)

    def __init__(self, shown: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shown = shown
        field = self.fields["people"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = shown

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("everyone") and not given.get("people"):
            raise forms.ValidationError(_("Choose at least one person."))
        return given

    def chosen(self) -> Any:
        return self.shown if self.cleaned_data["everyone"] else self.cleaned_data["people"]


OWN_CHOICES = (EnrolmentState.ENROLLED, EnrolmentState.PAUSED, EnrolmentState.COMPLETED, EnrolmentState.OPTED_OUT)


class AnswerForm(forms.Form):
    """A person's own choice about their part."""

    state = forms.TypedChoiceField(
        choices=[(state.value, state.label) for state in OWN_CHOICES],
        coerce=EnrolmentState,
    )
    until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Your pause ends by itself on this day. Empty: when you say so."),
    )

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and self.cleaned_data.get("state") == EnrolmentState.PAUSED and until <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day in the future."))
        return until


class RematchForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("A word to your coordinator"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only coordinators can read it: no owner, no manager and no one in your circle."),
    )
