"""Letters to people without a membership: once, again until they have left, and then without an address."""

from __future__ import annotations

import smtplib
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.delivery.actions import DELIVERY_LEASE, deliver
from edgewise.notices.models import DeliveryState, OutsideLetter
from edgewise.notices.outbox.actions import call_off_outside, tell_outside
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
FACTS = {"person": "Amara", "closes": "2026-03-15", "minutes": 7}
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _with_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "EMAIL_IS_SET_UP", True)


class Refusing(BaseEmailBackend):
    def send_messages(self, email_messages: object) -> int:
        raise smtplib.SMTPRecipientsRefused({"kofi@elsewhere.example": (550, b"no such person")})


class Away(BaseEmailBackend):
    def send_messages(self, email_messages: object) -> int:
        raise OSError("nobody answers")


def told(key: str = "asked", **more: object) -> bool:
    message = Message(Kind.RATER_ASKED, key, FACTS, link="/360/answer/", secret="the-secret/", **more)  # type: ignore[arg-type]
    return tell_outside("Kofi", "kofi@elsewhere.example", "UTC", message, make.NOW)


def through(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "EMAIL_BACKEND", f"{__name__}.{name}")


def test_the_same_is_told_once_and_leaves_once() -> None:
    assert [told(), told()] == [True, False]
    assert [deliver(make.NOW).sent, deliver(make.NOW + DAY).sent] == [1, 0]
    (letter,) = mail.outbox
    assert letter.to == ["kofi@elsewhere.example"]
    assert f"{settings.BASE_URL}/360/answer/the-secret/" in str(letter.body)


def test_a_called_off_or_late_one_is_forgotten_and_not_sent() -> None:
    told()
    told("late", not_after=make.NOW)
    assert call_off_outside("ask") == 1
    deliver(make.NOW + DAY)
    rows = [(row.state, row.to, row.path) for row in OutsideLetter.objects.all()]
    assert (rows, mail.outbox) == ([(DeliveryState.DROPPED, [], "")] * 2, [])


def test_an_address_that_is_refused_is_not_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    told()
    through("Refusing", monkeypatch)
    assert [deliver(make.NOW).refused, deliver(make.NOW + DAY).refused] == [1, 0]
    assert OutsideLetter.objects.get().to == []


def test_while_nobody_answers_it_waits_and_leaves_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    told()
    with monkeypatch.context() as away:
        through("Away", away)
        assert deliver(make.NOW).unreachable == {"mail"}
    assert [deliver(make.NOW).sent, deliver(make.NOW + timedelta(minutes=3)).sent] == [0, 1]


def test_what_a_dead_worker_was_sending_leaves_under_the_same_name() -> None:
    told()
    OutsideLetter.objects.update(state=DeliveryState.SENDING, claimed_at=make.NOW)
    later = make.NOW + DELIVERY_LEASE
    assert [deliver(later).sent, deliver(later + timedelta(minutes=1)).sent] == [0, 1]
    assert OutsideLetter.objects.get().batch in mail.outbox[0].extra_headers["Message-ID"]
