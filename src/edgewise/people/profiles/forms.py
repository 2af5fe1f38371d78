"""One's own profile."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.roster.fields.hours import check_hours
from edgewise.domain.roster.fields.languages import language_name, parse_languages
from edgewise.domain.roster.fields.values import MOST_CIRCLES, parse_list
from edgewise.domain.roster.model import Unreadable
from edgewise.people.models import HoursWish, Membership
from edgewise.people.profiles.queries import known_zones

LONGEST_LINE = 200


class ProfileForm(forms.Form):
    """What a person says about themself. An import then leaves it alone."""

    name = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    languages = forms.CharField(
        label=gettext_lazy("Languages you can be coached in"),
        help_text=gettext_lazy("Separate them by commas, your best first: English, Spanish"),
    )
    preferred_language = forms.CharField(
        label=gettext_lazy("Language you prefer"),
        required=False,
        help_text=gettext_lazy("One of the languages above. If you leave this empty, we use the first."),
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    works_from = forms.TimeField(
        label=gettext_lazy("Your day begins"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    works_until = forms.TimeField(
        label=gettext_lazy("Your day ends"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    development_goals = forms.CharField(
        label=gettext_lazy("What you want to develop"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One on each line, in your own words."),
    )
    strengths = forms.CharField(
        label=gettext_lazy("What you could help others with"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One on each line. A circle works better if one person can help with what another wants to develop."
        ),
    )
    load_cap = forms.IntegerField(
        label=gettext_lazy("Circles at once"),
        min_value=0,
        max_value=MOST_CIRCLES,
        help_text=gettext_lazy("In all programmes together. We never match you into more."),
    )
    hours_wish = forms.ChoiceField(
        label=gettext_lazy("Coaching hours from now on"),
        choices=HoursWish.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "It counts when coaching hours between two are proposed to you. The coordinators and owners of your "
            "programmes see it, and nobody else."
        ),
    )

    def __init__(self, membership: Membership, data: Any = None) -> None:
        super().__init__(data, initial=_profile_of(membership))
        zones = sorted({*known_zones().names, membership.time_zone})
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(zone, zone.replace("_", " ")) for zone in zones if "/" in zone or zone == "UTC"]

    def clean_hours_wish(self) -> str:
        return self.cleaned_data["hours_wish"] or str(self.initial["hours_wish"])

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
            raise forms.ValidationError(
                _("Each can have at most %(most)s characters. Put each on its own line.") % {"most": LONGEST_LINE}
            )
        return lines

    def clean(self) -> dict[str, Any]:
        start, end = self.cleaned_data.get("works_from"), self.cleaned_data.get("works_until")
        if (start is None) != (end is None):
            self.add_error("works_until", _("Give both hours or neither."))
        elif start is not None and end is not None:
            try:
                check_hours(start, end)
            except Unreadable:
                self.add_error("works_until", _("The day ends before it begins."))
        preferred = self.cleaned_data.get("preferred_language")
        if preferred and preferred not in self.cleaned_data.get("languages", [preferred]):
            self.add_error("preferred_language", _("Add this language to your languages too."))
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
        "hours_wish": membership.hours_wish,
    }
