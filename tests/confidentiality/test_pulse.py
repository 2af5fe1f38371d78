"""What people answer and write in a pulse is looked for wherever it must not be."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.cases.actions import review_cohort
from edgewise.notices.delivery.actions import deliver
from edgewise.people.models import Person
from edgewise.pulse.due import do_what_is_due
from edgewise.pulse.models import Flag, Wave
from tests import make
from tests.confidentiality.test_canary import Listener, crawl, rows
from tests.pulse import world

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
CANARY, FLAGGED = "the quiet canary sings at noon", "the loud canary sings at dusk"


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Listener:
    """Nine people of fourteen write the canary: too few for a comment to be shown. One of them raises a flag."""
    monkeypatch.setattr(settings, "EMAIL_IS_SET_UP", True)
    make.membership("Hana", is_owner=True)
    make.membership("Jonas")
    cohort = world.running(coordinators=[make.membership("Grace")])
    heard = Listener()
    with heard.listening():
        wave = world.opened(cohort)
        for number in range(14):
            _answers(wave, number)
        do_what_is_due(world.at(wave.closes_on))  # the reminder
        world.closed(wave)
        review_cohort(cohort, timezone.now())
        deliver(world.at(wave.closes_on))
    return heard


def _answers(wave: Wave, number: int) -> None:
    client = Client()
    client.force_login(make.person(f"Member {number}"), backend=settings.AUTHENTICATION_BACKENDS[0])
    given = {f"item-{item['key']}": "4" for item in wave.questionnaire["item"]}
    words = {"comment": CANARY} if number < 9 else {}
    assert client.post(reverse("pulse:answer", args=[wave.code]), given | words).status_code == 302
    if number == 0:
        flag = {"words": FLAGGED, "key": "a" * 24}
        assert client.post(reverse("pulse:flag", args=[wave.cohort.code]), flag).status_code == 302


def test_an_answer_and_a_flag_are_in_no_table_no_log_and_no_mail(log: Listener) -> None:
    assert Flag.objects.count() == 1
    for words in (CANARY, FLAGGED):
        assert [value for value in rows() if words in value] == []
        assert [heard for heard in log.heard if words in heard] == []
        assert [letter.subject for letter in mail.outbox if words in str(letter.message())] == []


READERS = [("Member 0", 0), ("Member 17", 0), ("Grace", 1), ("Hana", 0), ("Jonas", 0)]  # and pages with the flag


@pytest.mark.parametrize(("name", "reads"), READERS)
def test_nobody_comes_to_a_word_but_the_coordinator_to_the_flag(
    log: Listener, sign_in: SignIn, name: str, reads: int
) -> None:
    pages = dict(crawl(sign_in(make.person(name))))
    assert len(pages) > 5
    assert [path for path, body in pages.items() if CANARY in body] == []
    assert len({path for path, body in pages.items() if FLAGGED in body}) == reads
