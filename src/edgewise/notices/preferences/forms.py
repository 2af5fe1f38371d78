"""How somebody wants to be told."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS
from edgewise.domain.nudges.timing import Digest, Wishes

CHAT_HOSTS = (
    "hooks.slack.com", "hooks.slack-gov.com", ".webhook.office.com", ".logic.azure.com", ".powerplatform.com",
)  # fmt: skip
MOST_NUDGES = 20
TIME = {"type": "time"}


class PreferenceForm(forms.Form):
    kinds = forms.MultipleChoiceField(
        label="What reaches you by e-mail",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="All of it is always there to read among your messages here.",
        choices=[(kind.value, WORDINGS[kind].title) for kind in Kind],
    )
    quiet_from = forms.TimeField(label="Quiet from", widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    quiet_until = forms.TimeField(label="until", widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    quiet_weekend = forms.BooleanField(label="Quiet on Saturday and Sunday", required=False)
    digest = forms.ChoiceField(
        label="What is no date of yours",
        help_text="Reminders and questions. Invitations, dates and what a person writes to you come at once.",
        choices=[
            (Digest.EACH.value, "Comes by itself, when it is written"),
            (Digest.DAILY.value, "Comes together, once a day"),
            (Digest.WEEKLY.value, "Comes together, on Monday"),
        ],
    )
    cap = forms.IntegerField(
        label="Reminders a week at most",
        min_value=0,
        max_value=MOST_NUDGES,
        help_text="More wait for Monday.",
    )
    chat = forms.URLField(
        label="In your chat too",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="The address of an incoming webhook of Slack or Teams that writes to you alone. Kept encrypted.",
    )

    def __init__(self, wishes: Wishes, chat: str, data: Any = None) -> None:
        first = {
            "kinds": [kind.value for kind in Kind if kind not in wishes.off],
            "quiet_from": wishes.quiet_from,
            "quiet_until": wishes.quiet_until,
            "quiet_weekend": wishes.quiet_weekend,
            "digest": wishes.digest.value,
            "cap": wishes.cap,
            "chat": chat,
        }
        super().__init__(data, initial=first)
        self.fields["quiet_from"].help_text = f"Your own time ({wishes.zone.replace('_', ' ')})."

    def clean_chat(self) -> str:
        """Only to services known to be chats: Edgewise is not to be sent anywhere else from the inside."""
        address: str = self.cleaned_data["chat"]
        if address and not _is_chat(address):
            raise forms.ValidationError("This is no incoming webhook of Slack or Teams.")
        return address

    def given(self) -> dict[str, Any]:
        """As `save_preference` takes it."""
        wanted = set(self.cleaned_data["kinds"])
        return {**self.cleaned_data, "off": sorted(kind.value for kind in Kind if kind not in wanted)}


def _is_chat(address: str) -> bool:
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if host in settings.CHAT_HOSTS:  # the operator's own choice, plain HTTP included
        return True
    known = any(host.endswith(one) if one.startswith(".") else host == one for one in CHAT_HOSTS)
    return parts.scheme == "https" and known
