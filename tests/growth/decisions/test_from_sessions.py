"""What an issue owner decides in a session is in their ledger, and comes back to the room when its day has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.decisions.model import Again, Happened
from edgewise.domain.session.state import Issue
from edgewise.growth.decisions.actions import look_again
from edgewise.growth.decisions.models import Decision
from edgewise.growth.decisions.queries import read_decisions
from edgewise.people.models import Person
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import opening
from edgewise.rooms.sessions.actions.settle import settle
from tests import make
from tests.rooms.held import STARTS, held

pytestmark = [pytest.mark.store, pytest.mark.django_db]
SignIn = Callable[[Person], Client]


@pytest.fixture
def session() -> Session:
    found = held()
    settle(found, log.load_state(found))
    return found


def row_of(session: Session, number: int) -> Decision:
    return Decision.objects.select_related("author__person", "circle").get(session_code=session.code, issue=number)


def said_in_the_ledger(session: Session, number: int) -> Issue:
    """The ledger's words, in the shape of the room's."""
    (read,) = read_decisions([row_of(session, number)])
    assert read.said is not None
    words = read.said.words
    assumed = tuple((one.words, one.test) for one in words.assumptions)
    return Issue("", "", "", "", words.chosen, (), words.before, words.after, assumed, words.forecast)  # type: ignore[arg-type]


def said_in_the_room(session: Session, number: int) -> Issue:
    issue = log.load_state(session).issues[number]
    assumed = tuple((one.words, one.test) for one in issue.assumptions)
    told = (issue.decision, (), issue.sure_before, issue.sure_after, assumed, issue.forecast)
    return Issue("", "", "", "", *told)  # type: ignore[arg-type]


def test_the_ledger_has_each_decision_as_it_was_said(session: Session) -> None:
    state = log.load_state(session)
    assert [said_in_the_ledger(session, n) for n in (0, 1)] == [said_in_the_room(session, n) for n in (0, 1)]
    owners = [state.seats[issue.owner].name for issue in state.issues]
    assert [row_of(session, n).author.person.name for n in (0, 1)] == owners
    assert any(issue.forecast for issue in state.issues)
    assert all(issue.sure_before is not None and issue.sure_after is not None for issue in state.issues)


def test_settling_again_writes_nothing_anew(session: Session) -> None:
    look_again(row_of(session, 0), Happened.YES, Again.YES, "", STARTS + timedelta(days=50))
    kept = list(Decision.objects.order_by("pk").values())
    settle(session, log.load_state(session))
    assert list(Decision.objects.order_by("pk").values()) == kept


def later(session: Session, days: int) -> Session:
    return make.session(session.circle, STARTS + timedelta(days=days))


def seats_of(session: Session, *numbers: int) -> set[str]:
    state = log.load_state(session)
    return {state.issues[number].owner for number in numbers}


def test_the_next_session_after_its_day_asks_its_owner_first(session: Session) -> None:
    assert opening(later(session, 1)).to_look_again == ()
    following = later(session, 60)
    assert set(opening(following).to_look_again) == seats_of(session, 0, 1)
    look_again(row_of(session, 0), Happened.NO, Again.YES, "", STARTS + timedelta(days=50))
    assert set(opening(following).to_look_again) == seats_of(session, 1)


def test_what_somebody_wrote_down_alone_is_told_to_no_circle(session: Session) -> None:
    Decision.objects.filter(session_code=session.code).update(session_code="")
    assert opening(later(session, 60)).to_look_again == ()


def test_what_two_decided_in_a_coaching_hour_is_told_to_no_circle(session: Session) -> None:
    Decision.objects.filter(session_code=session.code).update(key_scope="pair:hour")
    assert opening(later(session, 60)).to_look_again == ()


def test_the_first_session_says_so(session: Session) -> None:
    others = make.circle(members=[make.membership(name) for name in ("Ines", "Jonas", "Kofi")])
    assert opening(make.session(others, STARTS)).is_first is True
    assert opening(later(session, 14)).is_first is False


def test_the_room_offers_a_decision_to_nobody_but_its_owner(session: Session, sign_in: SignIn) -> None:
    following = make.session(session.circle, timezone.now() + timedelta(minutes=5))
    mine = {row_of(session, n).author.person: row_of(session, n) for n in (0, 1)}
    for seat in session.circle.seats.select_related("membership__person"):
        person = seat.membership.person
        page = sign_in(person).get(reverse("rooms:room", args=[following.code])).content.decode()
        offered = {row.code for row in mine.values() if row.code in page}
        assert offered == ({mine[person].code} if person in mine else set())
        assert not any(said_in_the_room(session, n).decision in page for n in (0, 1))
