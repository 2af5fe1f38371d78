"""The name of a guest."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST_GUEST_NAME = 80


class GuestNameForm(forms.Form):
    name = forms.CharField(
        label=_("Your name"),
        max_length=LONGEST_GUEST_NAME,
        help_text=_("The others see this name at the table. No account is made."),
    )


class GuestsNameForm(GuestNameForm):
    """The same, corrected by a member."""

    name = forms.CharField(label=_("The guest’s name"), max_length=LONGEST_GUEST_NAME)
