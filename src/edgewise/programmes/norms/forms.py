"""What people of a circle write for one another."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from edgewise.programmes.agreements.forms import VersionedForm, paragraphs, plain_lines


class NormsForm(VersionedForm):
    text = forms.CharField(
        label=_("Our norms"),
        max_length=4000,
        help_text=_("For instance: how you begin, who may interrupt, what silence means, phones, coming late."),
        widget=paragraphs(8),
    )

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])


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
