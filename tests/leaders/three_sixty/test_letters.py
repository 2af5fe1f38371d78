"""Letters to raters: each with a link of their own, one reminder, and nobody is told who has answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from edgewise.leaders.models.three_sixty import Rater
from edgewise.leaders.three_sixty.actions.answers import ANSWER_LINK, answer, decline
from edgewise.leaders.three_sixty.actions.reports import end
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.models import Notice, OutsideLetter
from edgewise.people.models import Membership, Person
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
DAY = timedelta(days=1)
REMIND = datetime(2026, 3, 12, 9, tzinfo=make.NOW.tzinfo)  # a Thursday, three days before the last day


@pytest.fixture(autouse=True)
def _with_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "EMAIL_IS_SET_UP", True)


def sent(at: datetime) -> list[str]:
    mail.outbox.clear()
    deliver(at)
    return sorted(letter.to[0] for letter in mail.outbox)


def addresses(*names: str) -> list[str]:
    return sorted("nadia@elsewhere.example" if name == "Nadia" else f"{name.lower()}@example.org" for name in names)


def rater(name: str) -> Rater:
    rows = Rater.objects.select_related("membership__person", "of__leader__person")
    return next(one for one in rows if one.name == name)


def test_the_link_of_a_letter_is_the_route() -> None:
    assert f"{ANSWER_LINK}x/" == reverse("leaders:answer", args=["x"])


def test_everybody_gets_a_letter_with_a_link_that_opens(amara: Membership) -> None:
    _, secrets = make.launched(amara)
    assert sent(make.NOW) == addresses(*make.RATERS)
    bodies = {letter.to[0]: str(letter.body) for letter in mail.outbox}
    for name, secret in secrets.items():
        (address,) = addresses(name)
        assert f"{ANSWER_LINK}{secret}/" in bodies[address]
    nadia = next(letter for letter in mail.outbox if letter.to == ["nadia@elsewhere.example"])
    assert ("List-Unsubscribe" in nadia.extra_headers, "preferences" in str(nadia.message())) == (False, False)
    assert nadia.reply_to == ["amara@example.org"]
    assert "Amara asks how you see the way they lead." in str(nadia.body)


def test_only_those_who_have_not_answered_are_reminded_once(amara: Membership) -> None:
    make.launched(amara)
    sent(make.NOW)
    for name in ("Bruno", "Chidi", "Nadia"):
        answer(rater(name), make.sheet(), make.NOW)
    decline(rater("Dana"))
    assert [sent(make.NOW + DAY), sent(REMIND), sent(REMIND + DAY)] == [[], addresses("Elif", "Farid", "Mei"), []]


def test_nobody_is_written_to_after_it_is_withdrawn(amara: Membership) -> None:
    row, _ = make.launched(amara)
    end(row, make.NOW)
    assert [sent(make.NOW), sent(REMIND)] == [[], []]


def test_the_address_of_somebody_outside_is_forgotten_with_the_letter(amara: Membership) -> None:
    make.launched(amara)
    sent(make.NOW)
    first, second = OutsideLetter.objects.order_by("pk")
    assert [(first.to, first.path), second.to[:2]] == [([], ""), ["Nadia", "nadia@elsewhere.example"]]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM notices_outsideletter")
        assert "elsewhere" not in repr([[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor])


def test_a_letter_outside_waits_for_the_night_to_end(amara: Membership) -> None:
    night = make.NOW.replace(hour=3)
    make.launched(amara, night)
    assert "nadia@elsewhere.example" not in sent(night)
    assert "nadia@elsewhere.example" in sent(make.NOW)


def test_a_member_finds_the_link_among_their_messages(amara: Membership, sign_in: Callable[[Person], Client]) -> None:
    _, secrets = make.launched(amara)
    note = Notice.objects.get(to__person__name="Bruno", kind="rater_asked")
    answer_to = sign_in(note.to.person).get(reverse("notices:follow", args=[note.pk]))
    assert answer_to.url == f"{ANSWER_LINK}{secrets['Bruno']}/"  # type: ignore[attr-defined]


@override_settings(EMAIL_IS_SET_UP=False)
def test_without_a_mail_server_they_wait(amara: Membership) -> None:
    make.launched(amara)
    assert sent(make.NOW) == []
    assert OutsideLetter.objects.filter(state="waiting").count() == 2
