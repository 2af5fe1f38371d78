"""What two say in their hour is theirs: nobody else reads it, in their circle or above it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from starlette.applications import Starlette

from edgewise.growth.commitments.queries import promises_for, shared_in
from edgewise.growth.models import Commitment
from edgewise.people.models import Person
from edgewise.programmes.agreements.actions import agree_anew
from edgewise.programmes.due import purge_circles
from edgewise.programmes.models.agreements import Agreement
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.live import ticket
from edgewise.rooms.live.routes.app import lifespan, live_routes
from edgewise.rooms.log.log import events_since, load_state
from edgewise.rooms.models.sessions import Event, Session
from edgewise.rooms.sessions.actions.room import open_room, opening
from edgewise.vault.actions import destroy_key, ensure_installation_key, open_cipher
from edgewise.vault.cipher import KeyDestroyed, Undecipherable
from edgewise.vault.models import DataKey
from tests import make
from tests.access_matrix.live import status_of
from tests.rooms.pair_hours.two import circle_of_four, held, planned

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
CANARY = "the canary of two sings at dusk"


@pytest.fixture
def harbour() -> Circle:
    ensure_installation_key()
    make.membership("Hana", is_owner=True)
    return circle_of_four()


@pytest.fixture
def hour(harbour: Circle) -> Session:
    return held(planned(harbour, "Amara", "Chidi", timezone.now() - timedelta(hours=2)), CANARY)


def test_the_two_read_the_record_and_all_others_get_404(hour: Session, sign_in: SignIn) -> None:
    pages = [f"/rooms/{hour.code}/{page}" for page in ("", "record/", "replay/", "table/", "session.ics", "guests/")]
    found = {}
    for name in ("Amara", "Chidi", "Bruno", "Dana", "Grace", "Hana"):
        client = sign_in(make.person(name))
        found[name] = [client.get(page).status_code for page in pages]
        record = client.get(pages[1])
        assert (CANARY in record.content.decode()) == (name in ("Amara", "Chidi")), name
    assert found["Bruno"] == found["Dana"] == found["Grace"] == found["Hana"] == [404] * 6
    assert found["Amara"] == found["Chidi"] == [200, 200, 200, 200, 200, 404]


def test_others_can_neither_move_it_nor_call_it_off(harbour: Circle, sign_in: SignIn) -> None:
    waiting = planned(harbour, "Amara", "Chidi")
    bruno, address = sign_in(make.person("Bruno")), f"/circles/{harbour.code}/sessions/{waiting.code}/"
    assert [bruno.get(f"{address}move/").status_code] == [404]
    posts = [bruno.post(f"{address}{what}/").status_code for what in ("move", "cancel", "restore", "come", "not-held")]
    assert posts == [404] * 5


@pytest.mark.django_db(transaction=True)
def test_the_live_routes_let_the_two_in_and_nobody_else(harbour: Circle) -> None:
    waiting = planned(harbour, "Amara", "Chidi", timezone.now() + timedelta(minutes=5))
    open_room(waiting)
    tickets = {}
    for place, name in enumerate(("Amara", "Bruno", "Chidi", "Dana"), 1):
        who = make.person(name)
        for seat in (f"s{place}", ""):
            tickets[name, seat] = ticket.issue(waiting.code, seat, who.pk, make.sign_in(who))

    async def ask() -> dict[str, set[int]]:
        app, found = Starlette(routes=live_routes, lifespan=lifespan), dict[str, set[int]]()
        async with lifespan(app):
            for (name, _), signed in tickets.items():
                status = await status_of(app, "GET", f"/live/{waiting.code}/state", signed)
                found.setdefault(name, set()).add(status)
        return found

    assert asyncio.run(ask()) == {"Amara": {200}, "Bruno": {403}, "Chidi": {200}, "Dana": {403}}


def test_it_is_sealed_with_a_key_of_its_own(hour: Session) -> None:
    row, circle = Event.objects.filter(session=hour, version=1).get(), open_cipher(hour.circle.scope)
    with pytest.raises(Undecipherable):
        circle.decrypt(bytes(row.payload), f"{hour.code}:1".encode())
    destroy_key(hour.scope)
    with pytest.raises(KeyDestroyed):
        events_since(hour)


def test_it_is_purged_with_the_circle(hour: Session, harbour: Circle, sign_in: SignIn) -> None:
    """Also one that is still open: it is settled for the last time, and ends."""
    still = planned(harbour, "Bruno", "Dana", timezone.now())
    open_room(still)
    agree_anew({harbour.pk})
    yesterday = timezone.localdate() - timedelta(days=1)
    Cohort.objects.update(starts_on=yesterday - timedelta(days=90), ends_on=yesterday)
    Agreement.objects.update(purge_on=yesterday)
    purge_circles(timezone.now())
    scopes = [harbour.scope, hour.scope, still.scope]
    assert DataKey.objects.filter(scope__in=scopes).exclude(destroyed_at=None).count() == 3
    for one in (hour, still):
        with pytest.raises(KeyDestroyed):
            load_state(Session.every.select_related("circle").get(pk=one.pk))
    page = sign_in(make.person("Amara")).get(f"/rooms/{hour.code}/record/")
    assert (page.status_code, CANARY in page.content.decode()) == (410, False)


def test_a_promise_of_the_hour_stays_between_the_two(hour: Session, harbour: Circle, sign_in: SignIn) -> None:
    promise = Commitment.objects.get(session_code=hour.code, author__person__name="Chidi")
    assert (promise.between_two, str(promise.author), str(promise.witness)) == (True, "Chidi", "Amara")
    assert [list(shared_in(harbour, make.person(name))) for name in ("Amara", "Bruno")] == [[], []]
    assert promises_for(harbour) == []
    assert opening(make.session(harbour, timezone.now())).promises == ()
    answers = [sign_in(make.person(name)).get(f"/commitments/{promise.code}/") for name in ("Chidi", "Bruno", "Dana")]
    assert [one.status_code for one in answers] == [200, 404, 404]


def test_the_next_hour_of_the_two_begins_with_what_was_promised(hour: Session, harbour: Circle) -> None:
    again = planned(harbour, "Amara", "Chidi")
    assert [(one.seat, one.what) for one in opening(again).promises] == [("s1", CANARY), ("s3", CANARY)]
    assert opening(planned(harbour, "Bruno", "Chidi")).promises == ()


def test_only_the_two_see_who_opened_it(hour: Session, harbour: Circle, sign_in: SignIn) -> None:
    sign_in(make.person("Amara")).get(f"/rooms/{hour.code}/record/")
    logs = {
        name: sign_in(make.person(name)).get(f"/circles/{harbour.code}/log/").content.decode()
        for name in ("Amara", "Bruno", "Chidi")
    }
    assert {name: "Record of the session" in html for name, html in logs.items()} == {
        "Amara": True, "Bruno": False, "Chidi": True,
    }  # fmt: skip
