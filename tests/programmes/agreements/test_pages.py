"""The pages of a circle's agreement, norms and introductions, and of a programme's text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.coaching.agreements import DEFAULT_TEXT, NO_PURPOSE, Terms
from edgewise.people.models import Person
from edgewise.programmes.agreements.queries import agreement_of, terms_of, text_of
from edgewise.programmes.circles.actions import open_circle
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.due import purge_circles
from edgewise.programmes.models.agreements import Agreement, Norms
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.norms.actions import introduce
from edgewise.vault.actions import ensure_installation_key
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def opened(names: tuple[str, ...] = make.CAST[:3], name: str = "Harbour") -> Circle:
    """A circle of a cohort that runs today."""
    today = timezone.localdate()
    cohort = make.cohort()
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=today, ends_on=today + timedelta(weeks=12))
    cohort.refresh_from_db()
    return open_circle(cohort, [make.membership(one) for one in names], name, timezone.now())


@pytest.fixture(autouse=True)
def _key() -> None:
    ensure_installation_key()


@pytest.fixture
def harbour() -> Circle:
    return opened()


@pytest.fixture
def amara(harbour: Circle, sign_in: SignIn) -> Client:
    return sign_in(make.person("Amara"))


def at(name: str, circle: Circle) -> str:
    return reverse(f"programmes:{name}", args=[circle.code])


def page(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def current(circle: Circle) -> Agreement:
    found = agreement_of(circle)
    assert found is not None
    return found


def test_a_member_reads_signs_and_sees_who_has(harbour: Circle, amara: Client) -> None:
    assert "0 of 3 have signed" in page(amara, at("agreement", harbour))
    answer = amara.post(at("agreement", harbour), {"version": "1", "room": ""})
    assert answer.headers["Location"] == at("agreement", harbour)
    shown = page(amara, at("agreement", harbour))
    assert ["1 of 3 have signed" in shown, "I agree and sign" in shown, shown.count("Not yet")] == [True, False, 2]
    assert "1 of 3 have signed" in page(amara, reverse("rooms:circle", args=[harbour.code]))


@pytest.mark.parametrize("version", ["2", "0", "", "x", "9" * 30])
def test_a_version_that_does_not_count_is_not_signed(harbour: Circle, amara: Client, version: str) -> None:
    answer = amara.post(at("agreement", harbour), {"version": version, "room": "abc"}, follow=True)
    assert "It was changed while you were reading" in answer.content.decode()
    assert answer.redirect_chain == [(f"{at('agreement', harbour)}?room=abc", 302)]
    assert current(harbour).signatures.count() == 0


def test_a_hostile_room_leads_nowhere_else(harbour: Circle, amara: Client) -> None:
    answer = amara.post(at("agreement", harbour), {"version": "1", "room": "//evil.example"})
    assert answer.headers["Location"] == at("agreement", harbour)
    assert current(harbour).signatures.count() == 0


def test_new_objectives_make_a_version_that_says_who_and_what(harbour: Circle, amara: Client) -> None:
    amara.post(at("objectives", harbour), {"version": "1", "objectives": "Say no <b>more</b> often\r\nand mean it"})
    shown = page(amara, at("agreement", harbour))
    assert "Say no &lt;b&gt;more&lt;/b&gt; often<br>and mean it" in shown
    assert "Amara changed the objectives" in shown


@pytest.mark.parametrize("objectives", ["", "  \n ", "x" * 2001, "a\0b"])
def test_bad_objectives_are_refused_at_their_field(harbour: Circle, amara: Client, objectives: str) -> None:
    answer = amara.post(at("objectives", harbour), {"version": "1", "objectives": objectives})
    assert 'id="id_objectives_error"' in answer.content.decode()
    assert current(harbour).version == 1


def test_of_two_who_write_the_second_keeps_their_words_and_sees_the_other_s(
    harbour: Circle, amara: Client, sign_in: SignIn
) -> None:
    bruno = sign_in(make.person("Bruno"))
    amara.post(at("norms", harbour), {"version": "0", "text": "Be on time"})
    answer = bruno.post(at("norms", harbour), {"version": "0", "text": "Be kind"}).content.decode()
    assert ["“Be on time”" in answer, "Be kind" in answer, 'name="version" value="1"' in answer] == [True] * 3
    assert Norms.objects.count() == 1
    bruno.post(at("norms", harbour), {"version": "1", "text": "Be on time and kind"})
    assert "Be on time and kind" in page(amara, at("norms", harbour))


def test_norms_are_confirmed_one_by_one(harbour: Circle, amara: Client, sign_in: SignIn) -> None:
    bruno = sign_in(make.person("Bruno"))
    amara.post(at("norms", harbour), {"version": "0", "text": "Be on time"})
    assert "I agree to these" in page(bruno, at("norms", harbour))
    bruno.post(at("confirm_norms", harbour), {"version": "1"})
    assert page(bruno, at("norms", harbour)).count("Confirmed") == 3  # two people, and the message
    assert "2 of 3 have confirmed them" in page(bruno, reverse("rooms:circle", args=[harbour.code]))


@pytest.mark.parametrize("version", ["", "x", "7"])
def test_norms_that_are_not_there_are_not_confirmed(harbour: Circle, amara: Client, version: str) -> None:
    answer = amara.post(at("confirm_norms", harbour), {"version": version}, follow=True)
    assert "It was changed while you were reading" in answer.content.decode()


def test_an_introduction_is_shared_and_withdrawn(harbour: Circle, amara: Client, sign_in: SignIn) -> None:
    bruno = sign_in(make.person("Bruno"))
    amara.post(at("introductions", harbour), {"text": "I paint <i>birds</i>"})
    assert "I paint &lt;i&gt;birds&lt;/i&gt;" in page(bruno, at("introductions", harbour))
    amara.post(at("withdraw_introduction", harbour))
    assert "I paint" not in page(bruno, at("introductions", harbour))


def test_on_its_day_the_pages_ask_for_a_review(harbour: Circle, amara: Client) -> None:
    assert "Is it still right?" not in page(amara, at("agreement", harbour))
    Agreement.objects.update(review_on=timezone.localdate())
    assert "Is it still right?" in page(amara, at("agreement", harbour))
    assert "to be reviewed" in page(amara, reverse("rooms:circle", args=[harbour.code]))
    amara.post(at("still_right", harbour))
    shown = page(amara, at("agreement", harbour))
    assert ["Is it still right?" in shown, "Amara found it still right" in shown] == [False, True]


def test_a_circle_that_is_older_than_agreements_makes_its_own(sign_in: SignIn) -> None:
    circle = make.circle(members=[make.membership("Amara")])
    amara = sign_in(make.person("Amara"))
    assert "No agreement yet" in page(amara, at("agreement", circle))
    amara.post(at("begin_agreement", circle))
    assert "0 of 1 have signed" in page(amara, at("agreement", circle))


def test_a_purged_circle_says_so_on_every_page(harbour: Circle, amara: Client) -> None:
    amara.post(at("objectives", harbour), {"version": "1", "objectives": "Say no"})
    amara.post(at("norms", harbour), {"version": "0", "text": "Be on time"})
    amara.post(at("introductions", harbour), {"text": "I paint"})
    make.commitment(harbour, make.membership("Amara"))
    ended = timezone.localdate() - timedelta(days=1)
    Agreement.objects.update(purge_on=ended)
    Cohort.objects.update(ends_on=ended)
    purge_circles(timezone.now())
    urls = [at(name, harbour) for name in ("agreement", "norms", "introductions")]
    for url in [*urls, reverse("rooms:circle", args=[harbour.code])]:
        shown = page(amara, url)
        assert "Everything said in this circle was deleted" in shown
        assert [words in shown for words in ("Say no", "Be on time", "I paint", "Ask Dana")] == [False] * 4
    assert "I agree and sign" not in page(amara, at("agreement", harbour))
    assert "waits for your signature" not in page(amara, "/")
    assert amara.get(at("objectives", harbour)).status_code == 302
    refused = [
        amara.post(at("norms", harbour), {"version": "1", "text": "Be late"}),
        amara.post(at("introductions", harbour), {"text": "I sing"}),
    ]
    assert [one.status_code for one in refused] == [410, 410]
    assert Norms.objects.count() == 1


@pytest.mark.parametrize("name", ["agreement", "norms", "introductions"])
def test_a_page_asks_as_much_for_six_as_for_two(name: str, sign_in: SignIn) -> None:
    asked = []
    for names in (make.CAST[:2], make.CAST):
        circle = opened(names, name=f"{len(names)}")
        for seat in open_seats(circle):
            introduce(seat, "I paint")
        client = sign_in(make.person("Amara"))
        with CaptureQueriesContext(connection) as seen:
            page(client, at(name, circle))
        asked.append(len(seen))
    assert asked[0] == asked[1]


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    return sign_in(make.membership("Hana", is_owner=True).person)


GOOD = "# Ours\r\n{objectives}\r\n\r\n{confidentiality} {exceptions} {purge_on} {review_on}"
TIMES = {"review_weeks": "6", "purge_days": "90"}


def test_an_owner_previews_and_saves_a_text_and_takes_the_usual_one_again(owner: Client) -> None:
    programme = make.programme()
    url = reverse("programmes:agreement_text", args=["northwind", programme.pk])
    previewed = owner.post(url, {"text": GOOD, **TIMES, "preview": "yes"}).content.decode()
    assert ["<h3>Ours</h3>" in previewed, Programme.objects.get().agreement_text] == [True, ""]
    owner.post(url, {"text": GOOD, **TIMES, "save": "yes"})
    assert text_of(Programme.objects.get()) == GOOD.replace("\r", "")
    owner.post(url, {"text": "whatever", "usual": "yes"})
    owner.post(url, {"text": DEFAULT_TEXT.replace("\n", "\r\n"), **TIMES, "save": "yes"})
    assert Programme.objects.get().agreement_text == ""


def test_a_text_without_its_exceptions_is_refused_at_its_field(owner: Client) -> None:
    programme = make.programme()
    url = reverse("programmes:agreement_text", args=["northwind", programme.pk])
    answer = owner.post(url, {"text": GOOD.replace("{exceptions}", "{pay}"), **TIMES, "save": "yes"}).content.decode()
    assert 'id="id_text_error"' in answer
    assert ["no field {pay}" in answer, "field {exceptions} is missing" in answer] == [True, True]
    assert Programme.objects.get().agreement_text == ""


def test_an_owner_says_when_what_was_said_is_deleted_and_when_it_is_looked_at_again(owner: Client) -> None:
    programme = make.programme()
    url = reverse("programmes:agreement_text", args=["northwind", programme.pk])
    owner.post(url, {"text": DEFAULT_TEXT, "review_weeks": "4", "purge_days": "30", "save": "yes"})
    programme.refresh_from_db()
    terms = terms_of(programme, date(2026, 3, 1), date(2026, 9, 1), date(2026, 3, 1))
    assert (terms.review_on, terms.purge_on) == (date(2026, 3, 29), date(2026, 10, 1))


@pytest.mark.parametrize(("weeks", "days"), [("0", "90"), ("6", "-1"), ("53", "90"), ("6", "")])
def test_times_that_cannot_be_are_refused_and_the_text_is_kept(owner: Client, weeks: str, days: str) -> None:
    programme = make.programme()
    url = reverse("programmes:agreement_text", args=["northwind", programme.pk])
    answer = owner.post(url, {"text": GOOD, "review_weeks": weeks, "purge_days": days, "save": "yes"})
    assert answer.context["form"].errors
    assert "# Ours" in answer.content.decode()
    assert Programme.objects.get().agreement_text == ""


def test_a_circle_begins_with_what_its_programme_and_its_cohort_say() -> None:
    programme = make.programme(purpose=" Decide better. ", session_minutes=90, cadence_days=14, weeks=12)
    terms = terms_of(programme, date(2026, 3, 2), date(2026, 5, 25), date(2026, 2, 20))
    assert terms == Terms("Decide better.", 90, 14, date(2026, 8, 23), date(2026, 4, 13), 0.9)
    late = terms_of(programme, date(2026, 3, 2), date(2026, 5, 25), date(2026, 3, 20))
    assert late.review_on == date(2026, 5, 1), "made while the cohort runs"


def test_without_a_purpose_there_is_an_objective_all_the_same() -> None:
    terms = terms_of(make.programme(purpose="  "), date(2026, 3, 2), date(2026, 5, 25), date(2026, 2, 20))
    assert terms.objectives == NO_PURPOSE
