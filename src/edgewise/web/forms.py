"""What somebody answers in a drill. Nothing of it is kept."""

from __future__ import annotations

from django import forms

from edgewise.domain.coaching.practice import drills

LONGEST_QUESTION = 400  # letters of a question that can be said in one breath, and some more


class QuestionForm(forms.Form):
    text = forms.CharField(
        label="Ask instead",
        max_length=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "off"}),
        help_text="One question that helps them think. It is not kept, and nobody else sees it.",
        error_messages={"required": "Write a question first."},
    )


class LabelForm(forms.Form):
    label = forms.ChoiceField(
        label="Which is it?",
        choices=[(meaning.label.value, meaning.name) for meaning in drills().classes],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the six."},
    )
