"""Answers in a drill. They are not kept."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from edgewise.domain.coaching.practice import drills

LONGEST_QUESTION = 400  # letters of a question that can be said in one breath, and some more


class QuestionForm(forms.Form):
    text = forms.CharField(
        label=_("Ask instead"),
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text=_("One question that helps them think. We do not keep it, and nobody else sees it."),
        error_messages={"required": _("Write a question first.")},
    )


class LabelForm(forms.Form):
    label = forms.ChoiceField(
        label=_("Which is it?"),
        choices=[(meaning.label.value, meaning.name) for meaning in drills().classes],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the six.")},
    )
