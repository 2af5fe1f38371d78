"""Looking back, for oneself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edgewise.domain.coaching.reflections import ReflectionWords
from edgewise.growth.models import About
from edgewise.growth.reflections.queries import LookBack

QUESTIONS = {
    About.SESSION: (_("What do you take with you?"), _("What will you try differently?")),
    About.PROGRAMME: (_("What will you keep from the programme?"), _("What has changed in how you work?")),
}
USEFUL = [("", _("I would rather not say")), *((number, number) for number in "12345")]


class ReflectionForm(forms.Form):
    first = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    second = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    useful = forms.TypedChoiceField(
        label=_("How useful was it to you?"),
        choices=USEFUL,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        help_text=_("1 means not at all, 5 means very. We may count your number, together with at least four others."),
    )

    def __init__(self, looked: LookBack, data: Mapping[str, Any] | None = None) -> None:
        words, useful = looked.words or ReflectionWords("", ""), looked.row.useful
        first = {"first": words.first, "second": words.second, "useful": str(useful or "")}
        super().__init__(data, initial=first)
        self.fields["first"].label, self.fields["second"].label = QUESTIONS[About(looked.row.about)]

    def words(self) -> ReflectionWords:
        return ReflectionWords(self.cleaned_data["first"], self.cleaned_data["second"])
