"""One's own profile."""

from __future__ import annotations

from typing import Any

from django import forms

from edgewise.domain.roster.languages import language_name, parse_languages
from edgewise.domain.roster.model import Unreadable
from edgewise.domain.roster.values import MOST_CIRCLES, parse_list
from edgewise.people.models import Membership
from edgewise.people.queries import known_zones

LONGEST_GOAL = 200


class ProfileForm(forms.Form):
    """What a person says of themself; an import then leaves it alone."""

    name = forms.CharField(label="Your name", max_length=200)
    languages = forms.CharField(
        label="Languages you can be coached in", help_text="Separated by commas, the best first: English, Spanish"
    )
    time_zone = forms.ChoiceField(label="Time zone")
    works_from = forms.TimeField(
        label="Your day begins", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    works_until = forms.TimeField(
        label="and ends", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    development_goals = forms.CharField(
        label="What you want to develop",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, in your own words.",
    )
    load_cap = forms.IntegerField(
        label="Circles at once",
        min_value=0,
        max_value=MOST_CIRCLES,
        help_text="Over all programmes. Nobody is matched into more.",
    )

    def __init__(self, membership: Membership, data: Any = None) -> None:
        super().__init__(data, initial=_profile_of(membership))
        zones = sorted({*known_zones().names, membership.time_zone})
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(zone, zone.replace("_", " ")) for zone in zones if "/" in zone or zone == "UTC"]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_languages(self) -> list[str]:
        try:
            return list(parse_languages(self.cleaned_data["languages"]))
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean_development_goals(self) -> list[str]:
        goals = list(parse_list(self.cleaned_data["development_goals"].replace("\r", "").replace("\n", ";")))
        if any(len(goal) > LONGEST_GOAL for goal in goals):
            raise forms.ValidationError(f"A goal has at most {LONGEST_GOAL} characters; put one on each line.")
        return goals

    def clean(self) -> dict[str, Any]:
        start, end = self.cleaned_data.get("works_from"), self.cleaned_data.get("works_until")
        if (start is None) != (end is None):
            self.add_error("works_until", "Give both hours or neither.")
        elif start is not None and end is not None and start >= end:
            self.add_error("works_until", "The day ends before it begins.")
        return self.cleaned_data


def _profile_of(membership: Membership) -> dict[str, object]:
    return {
        "name": membership.person.name,
        "languages": ", ".join(map(language_name, membership.languages)),
        "time_zone": membership.time_zone,
        "works_from": membership.works_from,
        "works_until": membership.works_until,
        "development_goals": "\n".join(membership.development_goals),
        "load_cap": membership.load_cap,
    }
