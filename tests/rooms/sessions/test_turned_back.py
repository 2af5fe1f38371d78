"""While an issue owner's back is turned, no door of theirs and no shared screen shows what is kept from them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from starlette.applications import Starlette

from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.formats.model import to_json
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.state import State
from edgewise.domain.session.views.audience import audience_of, view_for
from edgewise.domain.session.views.board import all_withheld
from edgewise.domain.session.views.view import Audience
from edgewise.people.models import Person
from edgewise.rooms.guests.actions import invite_guest
from edgewise.rooms.live import ticket
from edgewise.rooms.live.routes.app import lifespan, live_routes
from edgewise.rooms.models.sessions import Session
from tests import make
from tests.access_matrix.live import body_of
from tests.rooms.held import written
from tests.rooms.views import played

FORMATS = [key for key, fmt in builtin_formats().items() if any(stage.turns_owners_back() for stage in fmt.stages())]
SignIn = Callable[[Person], Client]


@dataclass(frozen=True)
class Turned:
    """A session in whose running stage words are kept from its issue owner."""

    format: str
    events: tuple[AnyEvent, ...]  # up to then
    state: State
    hidden: frozenset[str]


def turned_in(key: str) -> Iterator[Turned]:
    """Every moment of a session that bots have played at which something is hidden."""
    state, events = State(), played(key)
    for count, event in enumerate(events, 1):
        state = evolve(state, event)
        if hidden := hidden_in(state):
            yield Turned(key, events[:count], state, hidden)


def hidden_in(state: State) -> frozenset[str]:
    if state.stage is None or not state.stage.turns_owners_back():
        return frozenset()
    steps = all_withheld(state, Audience.OWNER)
    said = {c.text for c in state.contributions if c.step in steps}
    shown = {c.text for c in state.contributions if c.step not in steps}
    written_down = {note.text for note in state.revealed if note.step in steps}
    return frozenset(line for text in said | written_down for line in text.split("\n")) - shown


def last_of_each_stage() -> list[Turned]:
    found = {}
    for key in FORMATS:
        for moment in turned_in(key):
            found[key, moment.state.control.step] = moment
    return list(found.values())


def leaks(moment: Turned, text: str) -> list[str]:
    shown = unescape(text)
    return [words for words in moment.hidden if words in shown]


@pytest.mark.parametrize("key", FORMATS)
def test_a_screen_without_a_seat_sees_what_the_owner_sees_at_every_moment(key: str) -> None:
    moments = list(turned_in(key))

    assert moments
    for moment in moments:
        assert audience_of(moment.state, "") is audience_of(moment.state, "g77") is Audience.OWNER
        assert view_for(moment.state, audience_of(moment.state, ""), moment.state.at) == view_for(
            moment.state, audience_of(moment.state, moment.state.owner), moment.state.at
        )


@pytest.mark.django_db
@pytest.mark.parametrize("moment", last_of_each_stage(), ids=lambda one: f"{one.format}-{one.state.control.step}")
def test_no_page_that_the_owner_opens_shows_it(moment: Turned, sign_in: SignIn) -> None:
    session = begun(moment)
    owner = seat_of(session, moment.state.owner)
    _, secret = invite_guest(session, owner)
    doors = [
        reverse("rooms:room", args=[session.code]),
        reverse("rooms:table", args=[session.code]),
        reverse("rooms:record", args=[session.code]),
        reverse("rooms:replay", args=[session.code]),
        reverse("rooms:guest", args=[secret]),
        reverse("rooms:guest-record", args=[secret]),
    ]

    shown = {door: sign_in(owner).get(door, follow=True).content.decode() for door in doors}

    assert {door: leaks(moment, text) for door, text in shown.items()} == {door: [] for door in doors}
    other = next(seat for seat in moment.state.seats if seat != moment.state.owner)
    theirs = sign_in(seat_of(session, other)).get(doors[0]).content.decode()
    assert leaks(moment, theirs) != []  # it is there to be seen


@pytest.mark.django_db(transaction=True)
def test_no_live_answer_to_the_owner_or_a_wall_shows_it() -> None:
    moment = last_of_each_stage()[0]
    session = begun(moment)
    owner = seat_of(session, moment.state.owner)
    other = next(seat for seat in moment.state.seats if seat != moment.state.owner)
    seats = {moment.state.owner: owner, "": owner, other: seat_of(session, other)}
    tickets = {seat: ticket.issue(session.code, seat, who.pk, make.sign_in(who)) for seat, who in seats.items()}
    elsewhere = ticket.issue(session.code, "", seats[other].pk, make.sign_in(seats[other]))

    found = asyncio.run(_asked(session.code, [*tickets.values(), elsewhere]))

    said = [leaks(moment, json.dumps(json.loads(body), ensure_ascii=False)) for body in found]
    assert [bool(words) for words in said] == [False, False, True, False]


async def _asked(code: str, tickets: list[str]) -> list[bytes]:
    app = Starlette(routes=live_routes)
    async with lifespan(app):
        return [await body_of(app, f"/live/{code}/state", signed) for signed in tickets]


def begun(moment: Turned) -> Session:
    table = make.circle(members=[make.membership(name) for name in make.CAST])
    session = make.session(table, format_json=to_json(builtin_formats()[moment.format]).decode())
    written(session, moment.events)
    return session


def seat_of(session: Session, seat: str) -> Person:
    return session.circle.seats.get(position=int(seat[1:])).membership.person
