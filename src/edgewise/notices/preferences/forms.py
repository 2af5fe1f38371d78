"""How a person wants to be told."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
        label=gettext_lazy("What we send you by e-mail"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("You can always read all of it in your messages here."),
        choices=[(kind.value, WORDINGS[kind].title) for kind in Kind],
    )
    quiet_from = forms.TimeField(label=gettext_lazy("Quiet from"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    quiet_until = forms.TimeField(label=gettext_lazy("until"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    quiet_weekend = forms.BooleanField(label=gettext_lazy("Quiet on the weekend where you are"), required=False)
    digest = forms.ChoiceField(
        label=gettext_lazy("Reminders and questions"),
        help_text=gettext_lazy("Invitations, dates and what a person writes to you always come at once."),
        choices=[
            (Digest.EACH.value, gettext_lazy("Each one when it is written")),
            (Digest.DAILY.value, gettext_lazy("All together, once a day")),
            (Digest.WEEKLY.value, gettext_lazy("All together, on Monday")),
        ],
    )
    cap = forms.IntegerField(
        label=gettext_lazy("Most reminders in a week"),
        min_value=0,
        max_value=MOST_NUDGES,
        help_text=gettext_lazy("If there are more, the others wait for Monday."),
    )
    chat = forms.URLField(
        label=gettext_lazy("In your chat too"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy(
            "The address of an incoming webhook of Slack or Teams that writes only to you. We keep it encrypted."
        ),
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
        zone = {"zone": wishes.zone.replace("_", " ")}
        self.fields["quiet_from"].help_text = _("Your own time (%(zone)s).") % zone

    def clean_chat(self) -> str:
        """Only to services known to be chats: Edgewise is not to be sent anywhere else from the inside."""
        address: str = self.cleaned_data["chat"]
        if address and not _is_chat(address):
            raise forms.ValidationError(_("This is not an incoming webhook of Slack or Teams."))
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
