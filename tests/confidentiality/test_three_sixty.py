"""What raters and a leader say in a 360 is looked for wherever it must not be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from edgewise.domain.surveys.builtin import builtin_survey
from edgewise.leaders.models.three_sixty import Part, ThreeSixty
from edgewise.leaders.three_sixty.actions.reports import share
from edgewise.notices.delivery.actions import deliver
from edgewise.people.models import Person
from tests import make
from tests.confidentiality.test_canary import Listener, crawl, rows

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
SURVEY = builtin_survey("leading_by_listening")
CANARY = "the quiet canary sings at noon"
LOOKING_ON = ("Bruno", "Chidi", "Grace", "Hana", "Jonas")  # two raters, of whom one reads parts; and who runs it all


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Listener:
    monkeypatch.setattr(settings, "EMAIL_IS_SET_UP", True)
    make.membership("Hana", is_owner=True)
    make.membership("Jonas")
    members = [make.membership(name) for name in ("Amara", "Bruno")]
    make.circle(make.cohort(coordinators=[make.membership("Grace")]), members)
    heard = Listener()
    with heard.listening():
        _asked_and_answered()
    return heard


def _asked_and_answered() -> None:
    """By the pages themselves, forty days ago, as far as time matters."""
    then, amara = timezone.now(), make.membership("Amara")
    row, secrets = make.launched(amara, then, manager=True)
    given = {f"item-{item.key}": "4" for item in SURVEY.items}
    for secret in secrets.values():
        words = {f"question-{one.key}": CANARY for one in SURVEY.questions}
        assert Client().post(f"/360/answer/{secret}/", given | words).status_code == 302
    days = {"opens_on": row.opens_on, "closes_on": row.closes_on}
    ThreeSixty.objects.update(**{name: day - timedelta(days=40) for name, day in days.items() if day})
    client = Client()
    client.force_login(amara.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    assert CANARY in client.get(f"/360/{row.code}/", follow=True).content.decode()
    row.refresh_from_db()
    share(row, [make.membership("Bruno")], list(Part), timezone.now())
    deliver(timezone.now() + timedelta(days=1))


def test_an_answer_is_in_no_table_no_log_and_no_mail(log: Listener) -> None:
    assert [value for value in rows() if CANARY in value] == []
    assert [words for words in log.heard if CANARY in words] == []
    assert [letter.subject for letter in mail.outbox if CANARY in str(letter.message())] == []


@pytest.mark.parametrize("name", LOOKING_ON)
def test_nobody_but_the_leader_comes_to_a_word_of_it(log: Listener, sign_in: SignIn, name: str) -> None:
    pages = dict(crawl(sign_in(make.person(name))))
    assert len(pages) > 5
    assert [path for path, body in pages.items() if CANARY in body] == []
