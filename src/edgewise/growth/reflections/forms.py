"""Looking back, for oneself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edgewise.domain.coaching.reflections import ReflectionWords
from edgewise.domain.coaching.themes import MOST_THEMES, THEMES
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
        help_text=_(
            "1 means not at all, 5 means very. When the week is over, we add up the answers of five people or more. "
            "Then nobody can see what you answered, and you cannot either."
        ),
    )
    themes = forms.MultipleChoiceField(
        label=_("What was it about?"),
        choices=lambda: [(theme.value, str(words)) for theme, words in THEMES.items()],
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "themes"}),
        help_text=_("Choose three at most. We count these in the same way."),
    )

    def __init__(self, looked: LookBack, data: Mapping[str, Any] | None = None) -> None:
        words, useful = looked.words or ReflectionWords("", ""), looked.row.useful
        first = {"first": words.first, "second": words.second, "useful": str(useful or "")}
        super().__init__(data, initial={**first, "themes": looked.row.themes})
        if looked.row.about != About.SESSION:
            del self.fields["themes"]
        self.fields["first"].label, self.fields["second"].label = QUESTIONS[About(looked.row.about)]

    def clean_themes(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["themes"]
        if len(chosen) > MOST_THEMES:
            raise forms.ValidationError(_("Choose three at most."))
        return chosen

    def chosen_themes(self) -> list[str]:
        chosen: list[str] = self.cleaned_data.get("themes", [])
        return chosen

    def words(self) -> ReflectionWords:
        return ReflectionWords(self.cleaned_data["first"], self.cleaned_data["second"])
