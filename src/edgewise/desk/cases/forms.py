"""What a coordinator writes."""

from __future__ import annotations

from django import forms


class MessageForm(forms.Form):
    words = forms.CharField(
        label="Message",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="A draft to begin with. It goes by e-mail, in their waking hours, with your name under it.",
    )
