"""Every kind of message, by mail and by chat, in the pseudo-locale; the sign-in's mails and what calendars show too."""

from __future__ import annotations

import re

import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

from edgewise.domain.calendar.invitations import Appointment, Method, invitation
from edgewise.domain.nudges.cases import Concern, draft
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS
from edgewise.domain.nudges.message import Message
from edgewise.notices.delivery.channels import post
from edgewise.notices.models import Channel, Notice
from edgewise.notices.outbox.actions import tell
from edgewise.notices.preferences.actions import save_preference
from edgewise.people.models import Membership
from tests import make
from tests.notices.post import Chat, chat_server, free_port
from tests.pseudo import known
from tests.pseudo.reading import of_page, without_brackets

pytestmark = pytest.mark.django_db

MACHINE = re.compile(
    r"https?://\S+|^\s*[A-Z0-9-]{6,}$|^--$", re.MULTILINE
)  # addresses, a code, the line under a letter


@pytest.mark.parametrize("kind", list(Kind))
def test_a_mail_of_every_kind_is_marked(kind: Kind, mailoutbox: list[EmailMessage]) -> None:
    post(Channel.MAIL, "1", [_notice(make.membership("Amara"), kind)])

    assert _english(_read(mailoutbox[0])) == []


@pytest.mark.parametrize("kind", list(Kind))
def test_a_chat_is_told_every_kind_in_the_same_language(kind: Kind) -> None:
    chat, who = Chat(), make.membership("Amara")
    with chat_server(chat, free_port()) as address:
        save_preference(who, {"chat": address})
        post(Channel.CHAT, "1", [_notice(who, kind)])

    assert _english([str(chat.said[0]["text"])]) == []


def test_a_digest_is_marked(mailoutbox: list[EmailMessage]) -> None:
    who = make.membership("Amara")
    post(Channel.MAIL, "1", [_notice(who, kind) for kind in (Kind.MIDWAY, Kind.REFLECTION)])

    assert _english(_read(mailoutbox[0])) == []


@pytest.mark.parametrize("email", ["amara@example.org", "nobody@example.org"])
def test_the_mails_of_the_sign_in_are_marked(email: str, mailoutbox: list[EmailMessage]) -> None:
    make.person("Amara")

    Client().post(reverse("account_request_login_code"), {"email": email})

    assert (len(mailoutbox), _english(_read(mailoutbox[0]))) == (1, [])


def test_what_a_calendar_shows_is_marked() -> None:
    appointment = Appointment("k7", make.NOW, 60, 0, make.NOW, "https://example.org/s/k7", "https://example.org/call")
    calendar = invitation(appointment, Method.REQUEST, "a@example.org", "b@example.org").replace("\r\n ", "")
    texts = re.findall(r"^(?:SUMMARY|DESCRIPTION|LOCATION):(.*)\r$", calendar, re.MULTILINE)

    assert (len(texts) > 1, _english(texts)) == (True, [])


@pytest.mark.parametrize("concern", list(Concern))
@pytest.mark.parametrize("circle", ["Harbour", ""])
def test_what_a_coordinator_may_write_is_marked(concern: Concern, circle: str) -> None:
    assert _english([str(draft(concern, "Amara", circle, "Leading Together"))]) == []


def _notice(to: Membership, kind: Kind) -> Notice:
    tell(to, Message(kind, kind.value, WORDINGS[kind].example, link="/circles/"), make.NOW)
    return Notice.objects.select_related("to__person").get(kind=kind.value)


def _read(mail: EmailMessage) -> list[str]:
    assert isinstance(mail, EmailMultiAlternatives | EmailMessage)
    pages = [str(body) for body, kind in getattr(mail, "alternatives", ()) if kind == "text/html"]
    return [str(mail.subject), str(mail.body), *(text for page in pages for text in of_page(page))]


def _english(texts: list[str]) -> list[str]:
    """Lines with words outside of the brackets that are no facts of an example."""
    lines = [line for text in texts for line in MACHINE.sub("", without_brackets(text)).splitlines()]
    return known.unknown(lines, {*known.examples(), "Amara", "Harbour", "Leading Together"})
