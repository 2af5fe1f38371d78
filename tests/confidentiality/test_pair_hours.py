"""What two people of a circle say in their own hour, looked for wherever the others of the circle and above it look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from edgewise.domain.coaching.reflections import ReflectionWords
from edgewise.growth.commitments.actions import check_in
from edgewise.growth.models import Commitment, Reflection, Status
from edgewise.growth.reflections.actions import write_reflection
from edgewise.growth.steps.actions import set_step
from edgewise.notices.outbox.actions import tick
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.notes.actions import keep_note
from edgewise.vault.actions import ensure_installation_key
from tests import make
from tests.confidentiality.test_canary import CANARY, Listener, SignIn, crawl, rows
from tests.conftest import Kept
from tests.rooms.pair_hours.two import circle_of_four, held, planned

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@dataclass
class Hour:
    """One hour in which everything is the canary, what followed it, and the next one with its date."""

    circle: Circle
    session: Session
    log: Listener = field(default_factory=Listener)


def an_hour() -> Hour:
    ensure_installation_key()
    make.membership("Hana", is_owner=True)
    circle, now = circle_of_four(), timezone.now()
    hour = Hour(circle, planned(circle, "Amara", "Chidi", now - timedelta(hours=2)))
    with hour.log.listening():
        held(hour.session, CANARY)
        for seat in (hour.session.coach, hour.session.client):
            assert seat is not None
            assert keep_note(hour.session, seat, CANARY, "") == CANARY
        for row in Commitment.objects.select_related("circle", "author"):
            assert set_step(row, CANARY, row.by_date, now)
        for looked in Reflection.objects.select_related("circle"):
            assert write_reflection(looked, ReflectionWords(CANARY, CANARY), 4, now)
        kept = Commitment.objects.select_related("circle").get(author__person__name="Chidi")
        check_in(kept, kept.author, Status.KEPT, CANARY, now)
        planned(circle, "Amara", "Chidi")
        make.session(circle, now + timedelta(hours=1))
        tick(now + timedelta(days=2))
    return hour


@pytest.fixture(scope="module")
def hour(kept: Kept) -> Iterator[Hour]:
    yield from kept(an_hour)


def test_what_the_two_said_is_in_no_table_no_log_and_no_mail(hour: Hour) -> None:
    assert Commitment.objects.filter(between_two=True).count() == 2
    assert [value for value in rows() if "canary" in value] == []
    assert [words for words in hour.log.heard if "canary" in words] == []
    assert [str(letter.message()) for letter in mail.outbox if "canary" in str(letter.message())] == []


@pytest.mark.parametrize("who", ["Bruno", "Dana", "Grace", "Hana"])
def test_nobody_else_finds_any_of_it(hour: Hour, who: str, sign_in: SignIn) -> None:
    pages = dict(crawl(sign_in(make.person(who))))
    assert [path for path, body in pages.items() if "canary" in body] == []
    assert [path for path, body in pages.items() if hour.session.code in path + body] == []
    assert any(place in path for path in pages for place in (hour.circle.code, hour.circle.cohort.code))


def test_the_rest_of_the_circle_does_not_find_it_in_its_own_room(hour: Hour, sign_in: SignIn) -> None:
    meeting = Session.objects.get(circle=hour.circle)
    room = sign_in(make.person("Bruno")).get(f"/rooms/{meeting.code}/")
    assert (room.status_code, "canary" in room.content.decode()) == (200, False)


def test_the_two_find_it_again(hour: Hour, sign_in: SignIn) -> None:
    for name in ("Amara", "Chidi"):
        pages = dict(crawl(sign_in(make.person(name))))
        found = {path for path, body in pages.items() if "canary" in body}
        assert {f"/rooms/{hour.session.code}/record/", "/commitments/witnessing/", "/reflect/"} <= found
