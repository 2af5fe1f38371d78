"""The name of a guest."""

from __future__ import annotations

from django import forms


class GuestNameForm(forms.Form):
    name = forms.CharField(
        label="Your name", max_length=80, help_text="As the others will see it at the table. No account is made."
    )
