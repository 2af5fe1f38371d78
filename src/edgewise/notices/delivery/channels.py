"""One letter by one channel: SMTP by Django's settings, or somebody's own incoming webhook."""

from __future__ import annotations

import smtplib
from collections.abc import Sequence
from email.utils import parseaddr
from urllib.parse import urlsplit

import httpx2
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from edgewise.notices.delivery.page import Mail, address_of, mail_of
from edgewise.notices.inbox.page import letter_of
from edgewise.notices.models import Channel, Notice
from edgewise.notices.preferences.queries import chat_of

ANSWER_SECONDS = 10.0  # to wait for an answer
TEAMS = (".webhook.office.com", ".logic.azure.com", ".powerplatform.com")  # its Workflows and older connectors


class Unreachable(Exception):
    """The service did not take it; it may be taken later."""


class Later(Unreachable):
    """The service works, and will take this letter another time."""


class Refusal(Exception):
    """It will never be taken: the address is wrong."""


def post(channel: str, batch: str, notices: Sequence[Notice]) -> None:
    """Hand it over. Unreachable where another try is worth it, Refusal where none is."""
    if channel == Channel.MAIL:
        post_mail(batch, mail_of(notices))
    else:
        _chat(notices)


def post_mail(batch: str, mail: Mail) -> None:
    headers = {"Message-ID": f"<{batch}@{_domain()}>", "Auto-Submitted": "auto-generated"}
    if mail.off_url:
        headers["List-Unsubscribe"] = f"<{mail.off_url}>"  # one click in the mail program itself (RFC 8058)
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    answer_to = [mail.reply_to] if mail.reply_to else None
    message = EmailMultiAlternatives(mail.subject, mail.text, None, [mail.to], headers=headers, reply_to=answer_to)
    message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        message.attach_alternative(mail.calendar, f"text/calendar; method={mail.method}")
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        if 500 <= code < 600:
            raise Refusal(f"The mail server refused the address ({code}).") from None
        raise Later(f"The mail server asked to try again ({code}).") from None
    except (smtplib.SMTPException, OSError) as problem:
        raise Unreachable(type(problem).__name__) from None


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"


Said = tuple[list[str], str]  # a letter's lines, the subject first, and the address it leads to


def _chat(notices: Sequence[Notice]) -> None:
    """All of it as one message, so that it is said whole or not at all."""
    address = chat_of(notices[0].to)
    if not address:
        raise Refusal("No chat address any more.")
    letters = [(letter_of(notice), address_of(notice.path)) for notice in notices]
    said: list[Said] = [([str(line) for line in (letter.subject, *letter.paragraphs)], url) for letter, url in letters]
    body = _card(said) if _is_teams(address) else _slack(said)
    try:
        answer = httpx2.post(address, json=body, timeout=ANSWER_SECONDS, follow_redirects=False)
    except httpx2.HTTPError as problem:
        raise Unreachable(type(problem).__name__) from None
    if answer.status_code in (401, 403, 404, 410):
        raise Refusal(f"The chat refused the address ({answer.status_code}).")
    if not answer.is_success:
        raise Unreachable(f"The chat answered {answer.status_code}.")


def _is_teams(address: str) -> bool:
    return (urlsplit(address).hostname or "").endswith(TEAMS)


def _slack(letters: Sequence[Said]) -> dict[str, object]:
    """What Slack's incoming webhooks read, and Mattermost's; `<` and `&` would be markup."""
    paragraphs = []
    for lines, url in letters:
        said = [line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in lines]
        paragraphs.append("\n".join([f"*{said[0]}*", *said[1:], *([url] if url else [])]))
    return {"text": "\n\n".join(paragraphs)}


def _card(letters: Sequence[Said]) -> dict[str, object]:
    """An adaptive card, which Teams' webhooks read."""
    blocks: list[dict[str, object]] = []
    actions: list[dict[str, object]] = []
    for (subject, *lines), url in letters:
        blocks.append({"type": "TextBlock", "text": subject, "wrap": True, "weight": "Bolder", "size": "Medium"})
        blocks += [{"type": "TextBlock", "text": line, "wrap": True} for line in lines]
        title = _("Open") if len(letters) == 1 else subject
        actions += [{"type": "Action.OpenUrl", "title": title, "url": url}] if url else []
    card = {"type": "AdaptiveCard", "version": "1.4", "body": blocks, "actions": actions}
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "content": card}
    return {"type": "message", "attachments": [attachment]}
