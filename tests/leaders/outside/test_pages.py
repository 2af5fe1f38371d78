"""The pages about people from outside: each with as many queries for three as for one, and safe as a file."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.leaders.models.outside import OutsideKind, OutsidePerson, OutsideRate
from edgewise.leaders.outside.actions import OutsideFacts, add_outside, answer, change_outside, invite_outside
from edgewise.people.models import Person
from edgewise.rooms.models.sessions import Guest, Session
from tests import make
from tests.leaders.outside.world import NOOR, Outside, coordinator, invited

pytestmark = [pytest.mark.store, pytest.mark.django_db]
SignIn = Callable[[Person], Client]


@pytest.fixture
def outside() -> Outside:
    return invited()


def queries_of(client: Client, page: str) -> int:
    client.get(page)  # keys and the like are at hand from now on
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(page).status_code == 200
    return len(captured)


def two_more(outside: Outside) -> None:
    """Two more people, each invited to a date of their own, with answers; and a second and third session held."""
    for number, name in enumerate(("Omar Said", "Petra Novak")):
        facts = OutsideFacts(name, f"{name[0]}@coaches.example", OutsideKind.COACH, "UTC", Decimal(90), "EUR")
        who, at = add_outside(coordinator(), facts), outside.sessions[2].starts_at + timedelta(days=7 * number + 7)
        date = make.session(outside.circle, at)
        made = invite_outside(who, outside.circle, [date], coordinator(), f"{number}" * 24, timezone.now())
        answer(made, outside.circle.seats.get(position=1), agrees=True)
        attended(date, who)


def attended(session: Session, who: OutsidePerson, minutes: int = 60) -> Guest:
    token = f"{session.pk}-{who.pk}"
    return Guest.objects.create(
        session=session, outside=who.membership, invited_by=make.person("Grace"), token=token,
        attended_ms=minutes * 60_000, revoked_at=timezone.now(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "who", "of"),
    [
        ("outside-people", "Hana", "organisation"),
        ("outside-hours", "Hana", "organisation"),
        ("outside-hours-file", "Hana", "organisation"),
        ("cohort-outside", "Grace", "cohort"),
        ("circle-outside", "Amara", "circle"),
    ],
)
def test_three_rows_cost_as_many_queries_as_one(
    outside: Outside, sign_in: SignIn, name: str, who: str, of: str
) -> None:
    codes = {"organisation": "northwind", "cohort": outside.circle.cohort.code, "circle": outside.circle.code}
    page, reader = reverse(f"leaders:{name}", args=[codes[of]]), sign_in(make.person(who))
    answer(outside.invitation, outside.circle.seats.get(position=1), agrees=True)
    attended(outside.sessions[0], outside.noor)
    one = queries_of(reader, page)
    two_more(outside)
    assert "Petra Novak" in reader.get(page).text
    assert queries_of(reader, page) == one


def test_her_dates_cost_as_many_queries_for_three_invitations_as_for_one(outside: Outside, sign_in: SignIn) -> None:
    outside.is_planned()
    her, page = sign_in(outside.person), reverse("leaders:outside")
    one = queries_of(her, page)
    for number in (1, 2):
        date = make.session(outside.circle, outside.sessions[2].starts_at + timedelta(days=7 * number))
        invite_outside(outside.noor, outside.circle, [date], coordinator(), f"{number}" * 24, timezone.now())
    assert her.get(page).text.count("Harbour") == 1  # the others are not agreed to
    assert queries_of(her, page) == one


def test_no_cell_of_the_file_is_a_formula(outside: Outside, sign_in: SignIn) -> None:
    Person.objects.filter(pk=outside.person.pk).update(name='=HYPERLINK("https://evil.example")')
    attended(outside.sessions[0], outside.noor)
    words = sign_in(make.person("Hana")).get(reverse("leaders:outside-hours-file", args=["northwind"])).text
    assert '"\'=HYPERLINK(""https://evil.example"")"' in words


def test_a_new_rate_counts_from_today_and_leaves_what_was(outside: Outside) -> None:
    old = OutsideRate.objects.create(
        outside=outside.noor, from_on=timezone.localdate() - timedelta(days=30), per_hour=Decimal(80), currency="EUR"
    )
    facts = OutsideFacts(NOOR.name, NOOR.email, OutsideKind.COACH, "Europe/Berlin", Decimal(100), "EUR")
    change_outside(outside.noor, facts)
    change_outside(outside.noor, facts)
    old.refresh_from_db()
    rates = list(outside.noor.rates.order_by("from_on").values_list("per_hour", "from_on"))
    assert rates == [(Decimal(80), old.from_on), (Decimal(100), timezone.localdate())]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"per_hour": "10"}, "Say in which currency."),
        ({"currency": "EUR"}, "Say what an hour costs"),
        ({"per_hour": "10", "currency": "€uro"}, "at most 3 characters"),
        ({"per_hour": "10", "currency": "E1"}, "three letters"),
        ({"per_hour": "-1", "currency": "EUR"}, "greater than or equal to 0"),
        ({"time_zone": "Mars/Base"}, "not one of the available choices"),
        ({"email": "noor"}, "valid email address"),
        ({"name": "No\0or"}, "Null characters"),
        ({"email": NOOR.email}, "in the list already"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    outside: Outside, sign_in: SignIn, wrong: dict[str, str], said: str
) -> None:
    facts = {"name": "Omar Said", "email": "omar@coaches.example", "kind": "coach", "time_zone": "UTC"}
    answer = sign_in(make.person("Hana")).post(reverse("leaders:add-outside", args=["northwind"]), facts | wrong)
    assert (answer.status_code, said in answer.text) == (200, True)
    assert OutsidePerson.objects.count() == 1


def test_a_coordinator_sees_and_sets_no_cost(outside: Outside, sign_in: SignIn) -> None:
    OutsideRate.objects.create(
        outside=outside.noor, from_on=timezone.localdate(), per_hour=Decimal("123.45"), currency="EUR"
    )
    grace, code = sign_in(make.person("Grace")), outside.circle.cohort.code
    page, cost = reverse("leaders:cohort-add-outside", args=[code]), {"per_hour": "1.00", "currency": "EUR"}
    assert "Cost of an hour" not in grace.get(page).text
    facts = {"name": "Omar Said", "email": "omar@coaches.example", "kind": "coach", "time_zone": "UTC"}
    assert grace.post(page, facts | cost).status_code == 302
    assert OutsideRate.objects.count() == 1
    assert "123.45" not in grace.get(reverse("leaders:cohort-outside", args=[code])).text


def test_the_circle_page_leads_to_what_it_is_asked(outside: Outside, sign_in: SignIn) -> None:
    amara = sign_in(make.person("Amara"))
    page = reverse("leaders:circle-outside", args=[outside.circle.code])
    assert page in amara.get(reverse("rooms:circle", args=[outside.circle.code])).text
    assert "Not all have agreed" in amara.get(page).text
    outside.all_say_yes()
    assert "All agree, not signed yet" in amara.get(page).text
    outside.signs()
    assert "All agree, signed" in amara.get(page).text
    assert "Noor Haddad" in amara.get(reverse("rooms:circle", args=[outside.circle.code])).text


def test_home_asks_until_there_is_an_answer(outside: Outside, sign_in: SignIn) -> None:
    amara, words = sign_in(make.person("Amara")), "May Noor Haddad come to Harbour?"
    assert words in amara.get("/").text
    answer(outside.invitation, outside.circle.seats.get(position=1), agrees=False)
    assert words not in amara.get("/").text
    assert words in sign_in(make.person("Bruno")).get("/").text
