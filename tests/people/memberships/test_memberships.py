"""One person by hand: what may be changed, what stays theirs, and an end that can be taken back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.roster.model import Row, Table
from edgewise.people.access import current_memberships
from edgewise.people.imports.actions.writes import import_people
from edgewise.people.memberships.actions import bring_back, end_membership
from edgewise.people.models import Membership, Person, SignIn
from edgewise.programmes.models.cases import Case, CaseKind
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.live import seat_check
from tests import make

pytestmark = pytest.mark.django_db
SignInAs = Callable[[Person], Client]
DANA = {
    "name": " Dana  Roth ",
    "email": "Dana@Example.org",
    "job_title": "Analyst",
    "role_level": "0",
    "function": "Finance",
    "unit": "Retail Bank",
    "location": "Berlin",
    "time_zone": "Europe/Berlin",
    "languages": "German, English",
    "manager": "hana@example.org",
    "employee_id": "E7",
}


@pytest.fixture
def owner(sign_in: SignInAs) -> Client:
    return sign_in(make.membership("Hana", is_owner=True).person)


def edit(member: Membership) -> str:
    return reverse("people:edit_person", args=["northwind", member.pk])


def facts(member: Membership) -> dict[str, object]:
    """What the page of that person offers, as a browser sends it back."""
    return {
        "name": member.person.name, "email": member.person.email, "job_title": member.job_title,
        "role_level": "" if member.role_level is None else member.role_level, "function": member.function,
        "unit": member.unit, "location": member.location, "time_zone": member.time_zone, "languages": "English",
        "manager": "", "employee_id": member.employee_id,
    }  # fmt: skip


def test_a_person_is_added_with_their_facts(owner: Client) -> None:
    answer = owner.post(reverse("people:add_person", args=["northwind"]), DANA)
    made = Membership.objects.get(person__email="dana@example.org")
    assert answer["Location"] == reverse("desk:person", args=["northwind", made.pk])
    assert (made.person.name, made.role_level, made.languages, made.manager, made.unit) == (
        "Dana Roth", 0, ["de", "en"], make.membership("Hana"), "Retail Bank",
    )  # fmt: skip


def test_a_person_whom_another_organisation_knows_keeps_their_sign_in(owner: Client) -> None:
    there = make.membership("Dana", make.organisation("Southgate"))
    owner.post(reverse("people:add_person", args=["northwind"]), DANA)
    assert Person.objects.filter(email="dana@example.org").count() == 1
    assert sorted(m.organisation.slug for m in there.person.memberships.all()) == ["northwind", "southgate"]
    here = Membership.objects.get(person=there.person, organisation__slug="northwind")
    page = owner.post(edit(here), {**facts(here), "name": "Somebody Else", "email": "other@example.org"}, follow=True)
    there.person.refresh_from_db()
    assert (page.status_code, there.person.name, there.person.email) == (200, "Dana", "dana@example.org")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"email": "amara@example.org"}, "email"),
        ({"languages": "Klingonese"}, "languages"),
        ({"manager": "kofi@example.org"}, "manager"),
        ({"employee_id": "E1"}, "employee_id"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_wrong(owner: Client, wrong: dict[str, str], field: str) -> None:
    make.membership("Amara", employee_id="E1")
    make.membership("Kofi", make.organisation("Southgate"))
    page = owner.post(reverse("people:add_person", args=["northwind"]), {**DANA, **wrong})
    assert list(page.context["form"].errors) == [field]
    assert Membership.objects.filter(person__email="dana@example.org").count() == 0


def test_a_manager_who_reports_to_the_person_is_refused(owner: Client) -> None:
    amara = make.membership("Amara")
    bruno = make.membership("Bruno", manager=amara)
    make.membership("Chidi", manager=bruno)
    page = owner.post(edit(amara), {**facts(amara), "manager": "chidi@example.org"})
    assert list(page.context["form"].errors) == ["manager"]


def test_what_a_person_set_stays_and_the_rest_changes(owner: Client) -> None:
    amara = make.membership("Amara", own_facts=["languages", "time_zone"], function="Legal", role_level=3)
    changed = {
        **facts(amara),
        "languages": "German",
        "time_zone": "Asia/Tokyo",
        "function": "Finance",
        "role_level": "",
    }
    owner.post(edit(amara), changed)
    amara.refresh_from_db()
    assert (amara.languages, amara.time_zone, amara.function, amara.role_level) == (["en"], "UTC", "Finance", None)


def test_an_import_overwrites_what_was_changed_by_hand_and_not_what_the_person_set(owner: Client) -> None:
    amara = make.membership("Amara", own_facts=["time_zone"])
    owner.post(edit(amara), {**facts(amara), "function": "By hand", "location": "By hand"})
    header = ("email", "name", "function", "time zone")
    table = Table(header, 1, (Row(2, ("amara@example.org", "Amara", "From the file", "Asia/Tokyo")),), ())
    import_people(amara.organisation, table, meanings_of(table))
    amara.refresh_from_db()
    assert (amara.function, amara.location, amara.time_zone) == ("From the file", "By hand", "UTC")


def seated_now(*names: str) -> Circle:
    """A circle of a cohort that runs today."""
    run, today = make.cohort(), timezone.localdate()
    Cohort.objects.filter(pk=run.pk).update(starts_on=today, ends_on=today + timedelta(days=90))
    return make.circle(run, [make.membership(name) for name in names])


def test_an_end_ends_access_at_once_and_the_circle_waits_for_its_coordinator() -> None:
    circle, amara = seated_now("Amara", "Bruno", "Chidi", "Dana"), make.membership("Amara")
    make.session(circle)
    make.sign_in(amara.person)
    code = circle.sessions.get().code
    seat_check.renew([code], [])
    assert end_membership(amara) is True
    seat_check.renew([code], [])
    assert SignIn.objects.filter(person=amara.person).exclude(sealed=b"").count() == 0
    assert not any(person == amara.person_id for _, person in seat_check._rooms[code].seats)
    assert not current_memberships(amara.person).exists()
    assert Case.objects.filter(circle=circle, kind=CaseKind.GONE, closed_at=None).count() == 1
    assert circle.seats.filter(membership=amara, ended_at=None).exists()


def test_an_end_is_taken_back_with_the_seat_and_the_case() -> None:
    circle, amara = seated_now("Amara", "Bruno", "Chidi", "Dana"), make.membership("Amara")
    end_membership(amara)
    gone = Case.objects.filter(circle=circle, kind=CaseKind.GONE, closed_at=None)
    before = gone.count()
    assert (end_membership(amara), bring_back(amara), bring_back(amara)) == (False, True, False)
    assert (before, gone.count()) == (1, 0)
    assert current_memberships(amara.person).count() == 1
