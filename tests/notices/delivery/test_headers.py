"""What the head of a letter says to mail programs: to whom an answer goes, and how its kind is stopped."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core import mail
from django.test import Client

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS
from edgewise.domain.nudges.message import Message
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.outbox.actions import tell
from edgewise.notices.preferences.actions import save_preference
from edgewise.notices.preferences.queries import wishes_of
from edgewise.people.models import Membership
from tests import make

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)


def letter_of(kind: Kind, by: Membership | None = None) -> Message:
    return Message(kind, kind.value, WORDINGS[kind].example, link="/circles/", by=by.pk if by else None)


def one_click(letter: mail.EmailMessage) -> str:
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return str(letter.extra_headers["List-Unsubscribe"]).strip("<>")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_is_answered_to_who_caused_it_and_stopped_by_one_click(
    kind: Kind, mailoutbox: list[mail.EmailMessage], client: Client
) -> None:
    amara, grace = make.membership("Amara"), make.membership("Grace")
    tell(amara, letter_of(kind, grace), MONDAY)
    deliver(MONDAY)
    assert [letter.reply_to for letter in mailoutbox] == [["grace@example.org"]]
    pressed = client.post(one_click(mailoutbox[0]), {"List-Unsubscribe": "One-Click"})
    assert (pressed.status_code, wishes_of(amara).off) == (200, frozenset({kind.value}))


def test_a_letter_that_nobody_caused_has_no_address_for_an_answer(mailoutbox: list[mail.EmailMessage]) -> None:
    tell(make.membership("Amara"), letter_of(Kind.REFLECTION), MONDAY)
    deliver(MONDAY)
    assert mailoutbox[0].reply_to == []


def test_who_has_left_or_wrote_to_themselves_gets_no_answer(mailoutbox: list[mail.EmailMessage]) -> None:
    amara, grace = make.membership("Amara"), make.membership("Grace")
    tell(amara, letter_of(Kind.SESSION_MOVED, amara), MONDAY)
    tell(amara, letter_of(Kind.FROM_COORDINATOR, grace), MONDAY)
    Membership.objects.filter(pk=grace.pk).update(left_on=date(2026, 3, 1))
    deliver(MONDAY)
    assert [letter.reply_to for letter in mailoutbox] == [[], []]


def test_one_click_stops_every_kind_of_a_digest(mailoutbox: list[mail.EmailMessage], client: Client) -> None:
    amara, grace = make.membership("Amara"), make.membership("Grace")
    save_preference(amara, {"digest": "daily"})
    for kind in (Kind.REFLECTION, Kind.HOURS_TO_CONFIRM):
        tell(amara, letter_of(kind, grace), MONDAY)
    deliver(datetime(2026, 3, 3, 10, 0, tzinfo=UTC))
    (digest,) = mailoutbox
    assert (digest.subject, digest.reply_to) == ("Your news from Edgewise", ["grace@example.org"])
    address = one_click(digest)
    assert all(address in str(body) for body in (digest.body, *(body for body, _ in digest.alternatives)))  # type: ignore[attr-defined]
    asked = client.get(address)
    assert [one.title for one in asked.context["wordings"]] == ["A reflection", "Hours to confirm"]
    assert not wishes_of(amara).off
    client.post(address, {"List-Unsubscribe": "One-Click"})
    assert wishes_of(amara).off == {"reflection", "hours_to_confirm"}
    client.post(address, {"on": "yes"})
    assert wishes_of(amara).off == frozenset()


def test_a_digest_of_two_people_is_answered_to_neither(mailoutbox: list[mail.EmailMessage]) -> None:
    amara = make.membership("Amara")
    save_preference(amara, {"digest": "daily"})
    tell(amara, letter_of(Kind.WITNESS_ASKED, make.membership("Bruno")), MONDAY)
    tell(amara, letter_of(Kind.HOURS_TO_CONFIRM, make.membership("Chidi")), MONDAY)
    deliver(datetime(2026, 3, 3, 10, 0, tzinfo=UTC))
    assert [letter.reply_to for letter in mailoutbox] == [[]]
