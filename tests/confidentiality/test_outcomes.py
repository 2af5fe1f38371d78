"""Outcomes of people, and what else stands in the file that brings them, are looked for wherever they must not be."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.due import do_what_is_due
from edgewise.desk.outcomes.models import Outcome, OutcomeDraft
from edgewise.notices.delivery.actions import deliver
from edgewise.people.models import Person
from tests import make
from tests.confidentiality.test_canary import Listener, crawl, rows
from tests.desk.outcomes import world

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
VALUE, REMARK, UNKNOWN, RATED = "3.1415926", "the quiet canary has resigned", "canary-of-dusk", "canary rating"
WORDS = (VALUE, REMARK, UNKNOWN, RATED)


class Traces(Listener):
    """Hears what Django's own loggers say too, each with its traceback."""

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(self.format(record))

    @contextmanager
    def listening(self) -> Iterator[None]:
        django = logging.getLogger("django")  # it passes nothing on
        django.addHandler(self)
        try:
            with super().listening():
                yield
        finally:
            django.removeHandler(self)


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Listener:
    """The owner imports a file, chooses one with ratings, and looks at one that cannot be opened any more."""
    monkeypatch.setattr(settings, "EMAIL_IS_SET_UP", True)
    make.membership("Jonas")
    cohort = world.cohort()
    world.registered(cohort, world.SCORE)
    world.begin(cohort)
    heard, owner = Traces(), Client(raise_request_exception=False)
    owner.force_login(world.hana().person, backend=settings.AUTHENTICATION_BACKENDS[0])
    header = "Emp. ID,Name,Survey date,Engagement score,Remark"
    lines = (f"E1,Amara,{world.day()},{VALUE},{REMARK}", f"E99,{UNKNOWN},{world.day()},{VALUE},{REMARK}")
    with heard.listening():
        page = _sent(owner, cohort.code, world.leavers(*lines, header=header))
        assert UNKNOWN in page.content.decode()
        confirm = reverse("desk:confirm_outcomes", args=[cohort.code, OutcomeDraft.objects.get().code])
        assert owner.post(confirm, {"digest": page.context["preview"].digest}).status_code == 302
        _sent(owner, cohort.code, world.leavers(f"E1,{world.day()},{RATED}", header="Emp. ID,Termination Date,Rating"))
        _sent(owner, cohort.code, world.leavers(*lines, header=header))
        broken = OutcomeDraft.objects.get()
        OutcomeDraft.objects.update(table=b"\x01" + bytes(60))
        fault = owner.get(reverse("desk:outcome_preview", args=[cohort.code, broken.code]))
        assert fault.status_code == 500
        assert [word for word in WORDS if word in fault.content.decode()] == []
        do_what_is_due(timezone.now())
        deliver(timezone.now())
    return heard


def _sent(owner: Client, code: str, data: bytes) -> Any:
    file = BytesIO(data)
    file.name = "outcomes.csv"
    return owner.post(reverse("desk:outcome_file", args=[code]), {"file": file}, follow=True)


def test_no_outcome_is_in_a_table_a_log_or_a_mail(log: Listener) -> None:
    assert Outcome.objects.get().people == 1
    assert [heard for heard in log.heard if "Undecipherable" in heard] != []  # the fault was told
    for words in WORDS:
        assert [value for value in rows() if words in value] == []
        assert [heard for heard in log.heard if words in heard] == []
        assert [letter.subject for letter in mail.outbox if words in str(letter.message())] == []


@pytest.mark.parametrize("name", ["Amara", "Chidi", "Grace", "Hana", "Jonas"])
def test_no_page_shows_the_outcome_of_a_person_not_even_to_the_owner(log: Listener, sign_in: SignIn, name: str) -> None:
    OutcomeDraft.objects.all().delete()
    pages = dict(crawl(sign_in(make.person(name))))
    assert len(pages) > 5
    assert [path for path, body in pages.items() if any(words in body for words in WORDS)] == []
