"""Looking back, for oneself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from edgewise.domain.coaching.reflections import ReflectionWords
from edgewise.growth.models import About
from edgewise.growth.reflections.queries import LookBack

QUESTIONS = {
    About.SESSION: ("What do you take with you?", "What will you try differently?"),
    About.PROGRAMME: ("What will you keep of it?", "What has changed in how you work?"),
}
USEFUL = [("", "I would rather not say"), *((number, number) for number in "12345")]


class ReflectionForm(forms.Form):
    first = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    second = forms.CharField(max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    useful = forms.TypedChoiceField(
        label="How useful was it to you?",
        choices=USEFUL,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "scale"}),
        help_text="From 1, not at all, to 5, very. The number may be counted, together with at least four others.",
    )

    def __init__(self, looked: LookBack, data: Mapping[str, Any] | None = None) -> None:
        words, useful = looked.words or ReflectionWords("", ""), looked.row.useful
        first = {"first": words.first, "second": words.second, "useful": str(useful or "")}
        super().__init__(data, initial=first)
        self.fields["first"].label, self.fields["second"].label = QUESTIONS[About(looked.row.about)]

    def words(self) -> ReflectionWords:
        return ReflectionWords(self.cleaned_data["first"], self.cleaned_data["second"])
