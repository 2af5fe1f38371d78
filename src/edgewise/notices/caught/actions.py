"""A place for mail that is to reach nobody: the demonstration's letters can be looked at on a page."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from edgewise.notices.models import CaughtMail

MOST_MAILS_CAUGHT = 500  # kept; the oldest go first


class Catcher(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            parts = {kind: str(body) for body, kind in getattr(message, "alternatives", None) or ()}
            calendar = next((body for kind, body in parts.items() if kind.startswith("text/calendar")), "")
            CaughtMail.objects.create(
                to=", ".join(message.recipients())[:300],
                subject=str(message.subject)[:300],
                text=str(message.body),
                html=parts.get("text/html", ""),
                calendar=calendar,
            )
        old = CaughtMail.objects.order_by("-pk").values_list("pk", flat=True)[MOST_MAILS_CAUGHT:]
        CaughtMail.objects.filter(pk__in=list(old)).delete()
        return len(email_messages)
