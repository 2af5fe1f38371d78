"""Whose turn it is to bring an issue is shown; the people decide."""

from __future__ import annotations

from edgewise.domain.formats.model import Does
from edgewise.domain.session import commands as c
from edgewise.domain.session.names import SYSTEM
from tests.domain.session.room import AMARA, BRUNO, CAST, CHIDI, DANA, Room, format_of, stage

CHOOSING = format_of(stage("work"), opening=(stage("choose", does=Does.CHOOSE_ISSUES),))


def opened(*order: str) -> Room:
    room = Room(CHOOSING)
    plans = tuple(c.SeatPlan(seat, CAST[seat]) for seat in CAST)
    room.do(c.OpenSession(format=CHOOSING, seats=plans, chair=AMARA, deputy=BRUNO, issue_order=order), SYSTEM)
    return room


def test_it_is_the_first_of_those_who_are_here() -> None:
    room = opened(DANA, CHIDI, BRUNO, AMARA)
    assert room.view().in_turn == ()
    for seat in (AMARA, BRUNO, CHIDI):
        room.do(c.Join(), seat)
    assert room.view().in_turn == (CHIDI,)
    room.do(c.Join(), DANA)
    assert room.view().in_turn == (DANA,)


def test_what_they_offer_comes_first_and_any_other_issue_may_be_chosen() -> None:
    room = opened(DANA, CHIDI, BRUNO, AMARA)
    for seat in (AMARA, BRUNO, CHIDI, DANA):
        room.do(c.Join(), seat)
    for seat in (BRUNO, DANA):
        room.do(c.ProposeIssue("Whether to leave"), seat)
    assert [one.seat for one in room.view().proposals] == [DANA, BRUNO]
    assert room.do(c.ChooseIssues((AMARA,)), AMARA) == ["IssuesChosen"]


def test_a_session_opened_without_an_order_names_nobody() -> None:
    room = opened()
    for seat in CAST:
        room.do(c.Join(), seat)
    assert room.view().in_turn == ()
