"""Programmes and cohorts as their owner wants them."""
# ruff: noqa: RUF012  Django reads lists and dictionaries in class Meta

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms

from edgewise.domain.formats.builtin import builtin_formats
from edgewise.people.models import Membership
from edgewise.programmes.forms.matching import WEIGHTS, size_problem, weight_fields, weights_in
from edgewise.programmes.models import Cohort, Programme

if TYPE_CHECKING:
    ProgrammeBase = forms.ModelForm[Programme]
else:
    ProgrammeBase = forms.ModelForm
if TYPE_CHECKING:
    CohortBase = forms.ModelForm[Cohort]
else:
    CohortBase = forms.ModelForm


def format_choices() -> list[tuple[str, str]]:
    return [
        (key, f"{fmt.name}: {fmt.people.least}–{fmt.people.most} people, {fmt.minutes} min")
        for key, fmt in builtin_formats().items()
    ]


class ProgrammeForm(ProgrammeBase):
    format_key = forms.ChoiceField(label="Format", help_text="The script of each session. A session can take another.")

    class Meta:
        model = Programme
        fields = [
            "name", "purpose", "format_key", "kind", "size_least", "size_target", "size_most", "session_minutes",
            "cadence_days", "weeks", "hours_target", "common_minutes", "level_spread", "nobody_alone",
            "half_life_days",
        ]  # fmt: skip
        labels = {
            "kind": "Kind of circle",
            "size_least": "Fewest people",
            "size_target": "Best number",
            "size_most": "Most people",
            "session_minutes": "Minutes of a session",
            "cadence_days": "Days between sessions",
            "weeks": "Weeks of one run",
            "hours_target": "Hours to give and to receive",
            "common_minutes": "Shared working time, in minutes",
            "level_spread": "Level band",
            "nobody_alone": "Nobody sits alone",
            "half_life_days": "Days after which having met counts half",
        }
        help_texts = {
            "purpose": "What this programme is for, in a sentence or two. People read it before they say yes.",
            "hours_target": "Each person coaches others, and is coached, for this many hours.",
            "common_minutes": "Unbroken and inside everybody's working hours, in every week of the run.",
            "level_spread": "How many role levels may lie between the highest and the lowest in a circle. Empty: any.",
            "nobody_alone": "Nobody is the only one of a group they declared. What they declared is never shown.",
        }
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["format_key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = format_choices()
        self.fields |= weight_fields(self.instance.weights)
        for name, least, most in LIMITS:
            self.fields[name].widget.attrs |= {"min": least, "max": most}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, least, most in LIMITS:
            value = given.get(name)
            if value is not None and not least <= value <= most:
                self.add_error(name, f"Choose a number from {least} to {most}.")
        if not self.errors:
            sizes = given["size_least"], given["size_target"], given["size_most"]
            problem = size_problem(given["format_key"], *sizes)
            if problem:
                self.add_error(*problem)
            self.instance.weights = asdict(weights_in(given))
        return given

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight_{name}"] for name in WEIGHTS]


LIMITS = (
    ("size_least", 2, 14), ("size_target", 2, 14), ("size_most", 2, 14), ("session_minutes", 15, 240),
    ("cadence_days", 1, 180), ("weeks", 1, 104), ("hours_target", 0, 100), ("common_minutes", 15, 480),
    ("level_spread", 0, 6), ("half_life_days", 1, 3650),
)  # fmt: skip


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
