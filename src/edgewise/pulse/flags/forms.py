"""What somebody tells the coordinators."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from edgewise.growth.forms import new_key

LONGEST_FLAG = 1000  # letters


class FlagForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("What is not right?"),
        max_length=LONGEST_FLAG,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Say what happened and what would help. You need not name anybody."),
    )
    is_named = forms.BooleanField(
        label=gettext_lazy("My name may stand beside it"),
        required=False,
        help_text=gettext_lazy("Then your coordinator can answer you."),
    )
    key = forms.RegexField(r"\A[0-9a-f]{24}\Z", widget=forms.HiddenInput, initial=new_key)
