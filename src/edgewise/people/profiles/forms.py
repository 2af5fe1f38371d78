"""One's own profile."""

from __future__ import annotations

from typing import Any

from django import forms

from edgewise.domain.roster.fields.languages import language_name, parse_languages
from edgewise.domain.roster.fields.values import MOST_CIRCLES, parse_list
from edgewise.domain.roster.model import Unreadable
from edgewise.people.models import Membership
from edgewise.people.profiles.queries import known_zones

LONGEST_LINE = 200


class ProfileForm(forms.Form):
    """What a person says of themself; an import then leaves it alone."""

    name = forms.CharField(label="Your name", max_length=200)
    languages = forms.CharField(
        label="Languages you can be coached in", help_text="Separated by commas, the best first: English, Spanish"
    )
    preferred_language = forms.CharField(
        label="Language you would rather speak", required=False, help_text="One of these. Empty: the first of them."
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
    strengths = forms.CharField(
        label="What you could help others with",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line. A circle is better where one can help with what another wants to develop.",
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

    def clean_preferred_language(self) -> str:
        try:
            return next(iter(parse_languages(self.cleaned_data["preferred_language"])), "")
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean_development_goals(self) -> list[str]:
        return self._lines("development_goals")

    def clean_strengths(self) -> list[str]:
        return self._lines("strengths")

    def _lines(self, name: str) -> list[str]:
        lines = list(parse_list(self.cleaned_data[name].replace("\r", "").replace("\n", ";")))
        if any(len(line) > LONGEST_LINE for line in lines):
            raise forms.ValidationError(f"Each has at most {LONGEST_LINE} characters; put one on each line.")
        return lines

    def clean(self) -> dict[str, Any]:
        start, end = self.cleaned_data.get("works_from"), self.cleaned_data.get("works_until")
        if (start is None) != (end is None):
            self.add_error("works_until", "Give both hours or neither.")
        elif start is not None and end is not None and start >= end:
            self.add_error("works_until", "The day ends before it begins.")
        preferred = self.cleaned_data.get("preferred_language")
        if preferred and preferred not in self.cleaned_data.get("languages", [preferred]):
            self.add_error("preferred_language", "Name it among your languages too.")
        return self.cleaned_data


def _profile_of(membership: Membership) -> dict[str, object]:
    return {
        "name": membership.person.name,
        # Joined, a name of a language is English in every language of the page: so it is understood when it comes back.
        "languages": ", ".join(map(language_name, membership.languages)),
        "preferred_language": "".join(map(language_name, filter(None, [membership.preferred_language]))),
        "time_zone": membership.time_zone,
        "works_from": membership.works_from,
        "works_until": membership.works_until,
        "development_goals": "\n".join(membership.development_goals),
        "strengths": "\n".join(membership.strengths),
        "load_cap": membership.load_cap,
    }
