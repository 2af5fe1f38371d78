"""A cohort as its owner wants it, and two people to keep apart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.people.forms import SomeOf
from edgewise.people.models import Membership
from edgewise.people.profiles.queries import people_with
from edgewise.people.queries import not_left
from edgewise.programmes.models.designs import Cohort, Programme

if TYPE_CHECKING:
    CohortBase = forms.ModelForm[Cohort]
else:
    CohortBase = forms.ModelForm

COORDINATORS_FOUND = 8  # at once
MOST_FIND = 100  # letters of a name that is looked for
LONGEST_KEY = 19  # digits of a row's key, more than any database here gives


class CohortForm(CohortBase):
    coordinators = SomeOf(
        label=gettext_lazy("Coordinators"),
        queryset=Membership.objects.none(),
        help_text=gettext_lazy("They look after the people of this cohort. They never see what is said in a session."),
        error_messages={"required": gettext_lazy("Choose at least one person.")},
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
        people = Membership.objects.filter(not_left(), organisation_id=programme.organisation_id)
        field = self.fields["coordinators"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = self._everybody = people.select_related("person").order_by("person__name", "pk")
        self.fields["ends_on"].required = False

    def as_looked(self, looks: bool) -> Self:
        """Somebody only looks for a coordinator: no fault is found with the rest yet."""
        if looks:
            self._errors = ErrorDict()
        return self

    @property
    def find(self) -> str:
        """The words by which a coordinator is looked for."""
        return str(self.data.get("find", "")).replace("\0", "").strip()[:MOST_FIND] if self.is_bound else ""

    def chosen(self) -> list[Membership]:
        """Those ticked, or those it has; in one query, however large the organisation is."""
        ticked = [str(one) for one in self["coordinators"].value() or []]
        keys = {int(one) for one in ticked if one.isascii() and one.isdigit() and len(one) < LONGEST_KEY}
        return list(self._everybody.filter(pk__in=keys))

    def found(self) -> list[Membership]:
        """The first few who fit the words and are not ticked."""
        if not self.find:
            return []
        words = people_with(self._everybody, self.find)
        return list(words.exclude(pk__in=[one.pk for one in self.chosen()])[:COORDINATORS_FOUND])

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
