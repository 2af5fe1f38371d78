"""What people of a circle write for one another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from edgewise.domain.coaching.supports import SUPPORTS, chosen
from edgewise.programmes.agreements.forms import VersionedForm, paragraphs, plain_lines

NOTHING_YET = _("Nothing agreed yet.")


class NormsForm(VersionedForm):
    text = forms.CharField(
        label=_("Our norms"),
        required=False,
        max_length=4000,
        help_text=_("For instance: how you begin, who may interrupt, what silence means, phones, coming late."),
        widget=paragraphs(8),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, question in SUPPORTS.items():
            self.fields[key] = forms.ChoiceField(
                label=question.words,
                required=False,
                choices=[("", NOTHING_YET), *question.answers.items()],
                widget=forms.RadioSelect,
            )

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given["text"] and not self.supports():
            self.add_error("text", gettext("Write a norm, or choose what you do below."))
        return given

    def supports(self) -> dict[str, str]:
        return chosen(self.cleaned_data)


class ConfirmForm(forms.Form):
    version = forms.IntegerField(min_value=1)


class IntroductionForm(forms.Form):
    text = forms.CharField(
        label=_("About me"),
        max_length=800,
        help_text=_("What you do, what you would like to be asked about, what you bring. A few sentences."),
        widget=paragraphs(5),
    )

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])
