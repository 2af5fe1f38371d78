"""Whoever sees a person's name on their pages may see the photograph, and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edgewise.people.models import Membership, Person
from edgewise.people.photographs.actions import keep_photograph
from edgewise.programmes.models.enrolments import Handover
from edgewise.programmes.photographs.queries import keep_to_initials, photographs_for
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def amara() -> Membership:
    """Sits in a circle with Bruno, from which Ines has gone; Grace coordinates, Hana owns, Jonas takes no part."""
    grace, amara = make.membership("Grace"), make.membership("Amara")
    make.membership("Hana", is_owner=True)
    make.membership("Jonas")
    make.membership("Kofi", make.organisation("Elsewhere"))
    cohort = make.cohort(coordinators=[grace])
    circle = make.circle(cohort, [amara, make.membership("Bruno")])
    make.ended_seat(circle, make.membership("Ines"))
    make.circle(cohort, [make.membership("Chidi")], "Lantern")
    keep_photograph(amara.person, b"amara")
    return amara


def seen_by(name: str) -> list[str]:
    return [row.person.name for row in photographs_for(make.person(name), timezone.localdate())]


def test_it_is_seen_where_the_name_is(amara: Membership) -> None:
    names = ("Amara", "Bruno", "Ines", "Grace", "Hana", "Chidi", "Jonas", "Kofi", "Lena")
    seers = [name for name in names if seen_by(name)]
    assert seers == ["Amara", "Bruno", "Ines", "Grace", "Hana"]


def test_who_never_sat_there_at_the_same_time_is_not_seen(amara: Membership) -> None:
    circle = amara.seats.get().circle
    make.ended_seat(circle, make.membership("Dana"), amara.seats.get().since - timedelta(days=1))  # gone before Amara
    make.seat(circle, make.membership("Elif"), timezone.now())  # after Ines had gone
    for name in ("Dana", "Elif", "Ines"):
        keep_photograph(make.person(name), name.encode())
    assert sorted(seen_by("Amara")) == ["Amara", "Elif", "Ines"]
    assert sorted(seen_by("Ines")) == ["Amara", "Ines"]
    assert sorted(seen_by("Dana")) == ["Dana"]


def test_a_coordinator_is_seen_by_those_they_look_after(amara: Membership) -> None:
    keep_photograph(make.person("Grace"), b"grace")
    assert (seen_by("Chidi"), seen_by("Jonas")) == (["Grace"], [])


def test_a_deputy_sees_as_long_as_the_handover_holds(amara: Membership) -> None:
    today = timezone.localdate()
    cohort = amara.seats.get().circle.cohort
    handed = Handover.objects.create(cohort=cohort, to=make.membership("Jonas"), from_on=today, until_on=today)
    assert seen_by("Jonas") == ["Amara"]
    Handover.objects.filter(pk=handed.pk).update(from_on=today - timedelta(9), until_on=today - timedelta(1))
    assert seen_by("Jonas") == []


def test_only_its_readers_own_browser_keeps_it(amara: Membership, sign_in: SignIn) -> None:
    address = f"/photographs/{amara.person.photograph_code}/"
    answer = sign_in(make.person("Bruno")).get(address)
    assert (answer.content, answer["Content-Type"]) == (b"amara", "image/webp")
    assert answer["Cache-Control"] == "private, max-age=86400"
    assert sign_in(make.person("Chidi")).get(address).status_code == 404


def test_on_a_longer_list_those_who_may_not_be_seen_keep_to_their_initials(amara: Membership) -> None:
    keep_photograph(make.person("Jonas"), b"jonas")
    people = [make.person(name) for name in ("Amara", "Jonas", "Chidi")]
    keep_to_initials(make.person("Grace"), people)
    assert [bool(one.photograph_code) for one in people] == [True, False, False]
    assert make.person("Jonas").photograph_code != ""
