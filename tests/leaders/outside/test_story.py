"""The whole story of somebody from outside, by the pages that each person uses."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from edgewise.domain.session.state import Phase
from edgewise.leaders.models.outside import OutsideInvitation, OutsidePerson
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Guest, Session, SessionStatus
from tests import make
from tests.leaders.outside.world import circle_with_dates, hold

pytestmark = [pytest.mark.store, pytest.mark.django_db]
SignIn = Callable[[Person], Client]


def added_and_invited(sign_in: SignIn, circle: Circle, sessions: Sequence[Session]) -> OutsideInvitation:
    """The owner adds her with a rate, the coordinator invites her to two dates; sent twice, it is once."""
    facts = {"name": "Noor Haddad", "email": "noor@coaches.example", "kind": "facilitator", "time_zone": "UTC"}
    cost, hana = {"per_hour": "120.00", "currency": "eur"}, sign_in(make.person("Hana"))
    assert hana.post(reverse("leaders:add-outside", args=["northwind"]), facts | cost).status_code == 302
    noor, grace = OutsidePerson.objects.get(), sign_in(make.person("Grace"))
    invite = reverse("leaders:invite-outside", args=[circle.cohort.code, circle.code])
    dates = {"who": noor.pk, "sessions": [one.pk for one in sessions], "key": "b" * 24}
    assert grace.get(invite).status_code == 200
    assert [grace.post(invite, dates).status_code for _ in range(2)] == [302, 302]
    return OutsideInvitation.objects.get()


def all_tap_yes(sign_in: SignIn, invitation: OutsideInvitation) -> None:
    answer = reverse("leaders:answer-outside", args=[invitation.circle.code, invitation.code])
    for name in make.CAST[:4]:
        assert sign_in(make.person(name)).post(answer, {"agrees": "yes"}).status_code == 302


def elsewhere(circle: Circle, first: Session, third: Session) -> list[str]:
    """Everything that is nothing of hers, with something in it."""
    pages: list[tuple[str, list[object]]] = [
        ("rooms:circle", [circle.code]), ("rooms:replay", [first.code]), ("rooms:room", [third.code]),
        ("rooms:record", [third.code]), ("programmes:agreement", [circle.code]), ("programmes:norms", [circle.code]),
        ("programmes:cohort", [circle.cohort.code]), ("people:people", ["northwind"]), ("rooms:hours", [circle.code]),
        ("rooms:access-log", [circle.code]), ("growth:circle", [circle.code]), ("rooms:guests", [first.code]),
        ("rooms:calendar-file", [third.code]), ("leaders:circle-outside", [circle.code]),
        ("leaders:outside-hours", ["northwind"]), ("desk:person", ["northwind", make.membership("Amara").pk]),
    ]  # fmt: skip
    return [reverse(name, args=args) for name, args in pages]


def test_an_outside_facilitator_from_the_invitation_to_the_ledger(sign_in: SignIn) -> None:
    circle, (first, second, third) = circle_with_dates()
    invitation, hana = added_and_invited(sign_in, circle, (first, second)), sign_in(make.person("Hana"))
    noor, her = invitation.outside, sign_in(invitation.outside.membership.person)
    agreement = reverse("leaders:outside-agreement", args=[invitation.code])
    room, record = reverse("rooms:room", args=[first.code]), reverse("rooms:record", args=[first.code])

    # Before everybody agrees there is nothing but the dates.
    assert her.get("/", follow=True).redirect_chain == [(reverse("leaders:outside"), 302)]
    assert [her.get(page).status_code for page in (agreement, room, record)] == [404, 404, 404]

    # All seats say yes with one tap; then she signs, and the chair is hers.
    all_tap_yes(sign_in, invitation)
    assert (her.get(agreement).status_code, her.get(room).status_code) == (200, 404)
    assert her.post(agreement, {"version": "1"}).status_code == 302
    first.refresh_from_db()
    assert first.facilitator == noor.membership

    # She holds the chair of a live session, and reads its record.
    assert her.get(room).status_code == 200
    hold(first)
    state, me = log.load_state(first), f"g{Guest.objects.get(session=first).pk}"
    assert (state.control.phase, state.control.chair, first.status) == (Phase.CLOSED, me, SessionStatus.CLOSED)
    assert her.get(room, follow=True).redirect_chain == [(record, 302)]
    assert her.get(record).status_code == 200

    # Everything else is not there for her, and after she is removed nothing is.
    assert {her.get(page).status_code for page in elsewhere(circle, first, third)} == {404}
    assert hana.post(reverse("leaders:end-outside", args=["northwind", noor.pk])).status_code == 302
    gone = (room, record, agreement, reverse("rooms:room", args=[second.code]))
    assert [her.get(page).status_code for page in gone] == [404, 404, 404, 404]
    second.refresh_from_db()
    assert second.facilitator == make.membership("Bruno")

    # The hours stand in the ledger.
    minutes = round(Guest.objects.get(session=first).attended_ms / 60_000)
    assert minutes > 30
    lines = list(csv.reader(StringIO(hana.get(reverse("leaders:outside-hours-file", args=["northwind"])).text)))
    who, cohort = ["Noor Haddad", "External facilitator"], ["Leading Together", "Spring", "1"]
    hours = [f"{minutes / 60:.2f}", f"{120 * minutes / 60:.2f}", "EUR"]
    assert lines[1:] == [[f"{first.starts_at:%Y-%m}", *who, *cohort, *hours]]
    assert "Noor Haddad" in hana.get(reverse("leaders:outside-hours", args=["northwind"])).text


def test_nobody_counts_her_among_the_organisations_people(sign_in: SignIn) -> None:
    circle, _ = circle_with_dates()
    before = [one.pk for one in Membership.objects.order_by("pk")]
    hana = sign_in(make.person("Hana"))
    facts = {"name": "Noor Haddad", "email": "noor@coaches.example", "kind": "coach", "time_zone": "UTC"}
    assert "Noor Haddad" in hana.post(reverse("leaders:add-outside", args=["northwind"]), facts, follow=True).text
    assert [one.pk for one in Membership.objects.order_by("pk")] == before
    assert [one.pk for one in make.organisation().memberships.order_by("pk")] == before
    pages = [
        reverse("people:people", args=["northwind"]), reverse("programmes:invite_people", args=[circle.cohort.code]),
        reverse("desk:desk", args=[circle.cohort.code]), reverse("desk:export", args=[circle.cohort.code]),
        reverse("programmes:cohort", args=[circle.cohort.code]), reverse("web:search") + "?q=Noor",
        reverse("desk:handover", args=[circle.cohort.code]),
    ]  # fmt: skip
    assert [page for page in pages if "Noor Haddad" in hana.get(page).text] == []
