"""The name of a guest."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class GuestNameForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("The others see this name at the table. No account is made."),
    )
