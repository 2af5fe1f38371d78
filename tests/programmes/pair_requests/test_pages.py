"""What the two read and press, and what nobody else sees of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.pair_requests import PairRequest, RequestEnd
from edgewise.programmes.pair_requests.actions import say_yes, take_back
from tests import make
from tests.programmes.pair_requests.world import asked, cohort_of_six, member

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def run() -> Cohort:
    return cohort_of_six()


def html(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_from_my_circles_to_a_question_and_to_a_pair(run: Cohort, sign_in: SignIn) -> None:
    amara, bruno = sign_in(make.person("Amara")), sign_in(make.person("Bruno"))
    to_ask = f"/cohorts/{run.code}/colleagues/"
    assert f'href="{to_ask}"' in html(amara, "/circles/")
    assert f'action="{to_ask}{member("Bruno").pk}/ask/"' in html(amara, to_ask)
    said = amara.post(f"{to_ask}{member('Bruno').pk}/ask/", follow=True).content.decode()
    assert "You have asked Bruno." in said
    question = f"/pair-requests/{PairRequest.objects.get().pk}/"
    assert [f'href="{question}"' in html(bruno, page) for page in ("/", "/circles/")] == [True, True]
    assert "Amara asks you to begin a pair" in html(bruno, question)
    begun = bruno.post(question, {"answer": "yes"}, follow=True).content.decode()
    circle = Circle.objects.get(by_colleagues=True)
    assert f"Your pair has begun. It is called {circle.name}." in begun
    assert f"/circles/{circle.code}/end-pair/" in html(amara, f"/circles/{circle.code}/")


def test_both_ask_and_the_second_is_led_to_the_pair(run: Cohort, sign_in: SignIn) -> None:
    asked(run, "Bruno", "Amara")
    answer = sign_in(make.person("Amara")).post(f"/cohorts/{run.code}/colleagues/{member('Bruno').pk}/ask/")
    assert answer["Location"] == f"/circles/{Circle.objects.get(by_colleagues=True).code}/"


def test_a_no_says_no_reason(run: Cohort, sign_in: SignIn) -> None:
    made = asked(run)
    said = sign_in(make.person("Bruno")).post(f"/pair-requests/{made.pk}/", {"answer": "no"}, follow=True)
    assert "You said no. Amara reads no reason." in said.content.decode()
    assert "No pair with Bruno has come of your question." in html(sign_in(make.person("Amara")), "/messages/")


def test_names_are_found_and_the_missing_are_not_explained(run: Cohort, sign_in: SignIn) -> None:
    Membership.objects.filter(person__name="Bruno").update(manager=member("Amara"))
    amara, to_ask = sign_in(make.person("Amara")), f"/cohorts/{run.code}/colleagues/"
    found = html(amara, f"{to_ask}?q=DI")
    assert [f">{name}<" in found for name in ("Chidi", "Bruno", "Dana")] == [True, False, False]
    assert "Nobody found" in html(amara, f"{to_ask}?q=bruno")
    said = amara.post(f"{to_ask}{member('Bruno').pk}/ask/", follow=True).content.decode()
    unknown = amara.post(f"{to_ask}999999/ask/", follow=True).content.decode()
    assert ["You cannot ask this person at the moment." in page for page in (said, unknown)] == [True, True]


def test_who_has_no_room_reads_where_to_change_it(run: Cohort, sign_in: SignIn) -> None:
    Membership.objects.filter(person__name__in=("Amara", "Bruno")).update(load_cap=1)
    amara = sign_in(make.person("Amara"))
    page = html(amara, f"/cohorts/{run.code}/colleagues/")
    assert ("You sit in 1 circle, and you wished for no more." in page, ">Chidi<" in page) == (True, False)
    Membership.objects.filter(person__name="Bruno").update(load_cap=2)
    made = asked(run, "Chidi", "Bruno")
    Membership.objects.filter(person__name="Bruno").update(load_cap=1)
    page = html(sign_in(make.person("Bruno")), f"/pair-requests/{made.pk}/")
    assert ("Yes, begin a pair" in page, "No, thank you" in page) == (False, True)


def test_a_yes_that_cannot_be_gives_no_reason(run: Cohort, sign_in: SignIn) -> None:
    made = asked(run)
    Membership.objects.filter(person__name="Amara").update(load_cap=1)
    said = sign_in(make.person("Bruno")).post(f"/pair-requests/{made.pk}/", {"answer": "yes"}, follow=True)
    assert "This pair cannot begin at the moment." in said.content.decode()


def test_a_question_taken_back_leads_to_ones_circles(run: Cohort, sign_in: SignIn) -> None:
    made = asked(run)
    assert take_back(made)
    said = sign_in(make.person("Bruno")).post(f"/pair-requests/{made.pk}/", {"answer": "yes"}, follow=True)
    assert "This question has been answered or taken back already." in said.content.decode()
    assert not Circle.objects.filter(by_colleagues=True).exists()


def test_a_question_is_nobody_elses(run: Cohort, sign_in: SignIn) -> None:
    made = asked(run)
    addresses = (f"/pair-requests/{made.pk}/", f"/pair-requests/{made.pk}/take-back/")
    for name in ("Chidi", "Grace", "Bruno", "Amara"):
        client = sign_in(make.person(name))
        found = [client.get(addresses[0]).status_code, client.post(addresses[1]).status_code]
        assert found == {"Amara": [404, 302], "Bruno": [200, 404]}.get(name, [404, 404]), name


def test_who_asked_whom_is_not_on_the_desk_and_the_pair_is(run: Cohort, sign_in: SignIn) -> None:
    grace = sign_in(make.person("Grace"))
    made = asked(run)
    addresses = [reverse(name, args=[run.code]) for name in ("programmes:cohort", "desk:figures")]
    assert ["Pair of colleagues" in html(grace, address) for address in addresses] == [False, False]
    assert say_yes(made)
    assert ["Pair of colleagues" in html(grace, address) for address in addresses] == [True, True]
    assert PairRequest.objects.get().end == RequestEnd.YES


def test_one_press_ends_the_pair_of_two_and_no_other_circle(run: Cohort, sign_in: SignIn) -> None:
    circle, amara = say_yes(asked(run)), sign_in(make.person("Amara"))
    assert circle is not None
    harbour = run.circles.get(by_colleagues=False)
    assert amara.post(f"/circles/{harbour.code}/end-pair/").status_code == 404
    assert "Bruno reads that the pair has ended, and no reason." in html(amara, f"/circles/{circle.code}/end-pair/")
    amara.post(f"/circles/{circle.code}/end-pair/")
    circle.refresh_from_db()
    assert circle.closed_at is not None
    assert amara.get(f"/circles/{circle.code}/").status_code == 404
    bruno = sign_in(make.person("Bruno"))
    assert "This pair has ended already." in html(bruno, f"/circles/{circle.code}/end-pair/")


def test_the_page_is_there_only_where_a_pair_may_begin(run: Cohort, sign_in: SignIn) -> None:
    amara, address = sign_in(make.person("Amara")), f"/cohorts/{run.code}/colleagues/"
    assert amara.get(address).status_code == 200
    Cohort.objects.update(is_erg=True)
    assert (amara.get(address).status_code, "Ask a colleague" in html(amara, "/circles/")) == (404, False)
    Cohort.objects.update(is_erg=False)
    Programme.objects.update(colleagues_may_pair=False)
    assert (amara.get(address).status_code, "Ask a colleague" in html(amara, "/circles/")) == (404, False)


def test_people_read_of_it_before_they_say_yes(run: Cohort, sign_in: SignIn) -> None:
    who = make.membership("Jonas")
    make.enrolment(who, run, EnrolmentState.INVITED)
    jonas, words = sign_in(who.person), "Beside your circle, you can begin a pair with a colleague."
    assert words in html(jonas, f"/cohorts/{run.code}/part/")
    Programme.objects.update(colleagues_may_pair=False)
    assert words not in html(jonas, f"/cohorts/{run.code}/part/")


def test_the_owner_finds_the_switch_off(run: Cohort, sign_in: SignIn) -> None:
    make.membership("Hana", is_owner=True)
    hana = sign_in(make.person("Hana"))
    form = html(hana, f"/o/northwind/programmes/{make.programme().pk}/edit/")
    assert "Two colleagues may begin a pair by themselves" in form
    at = form.index('name="colleagues_may_pair"')
    assert "checked" not in form[at : form.index(">", at)]


def test_the_pages_take_as_many_queries_for_one_as_for_five(run: Cohort, sign_in: SignIn) -> None:
    amara, counts = sign_in(make.person("Amara")), []
    for kept in ("Bruno", None):
        others = Membership.objects.exclude(person__name__in=("Amara", kept))
        others.update(left_on=timezone.localdate() if kept else None)
        amara.get(f"/cohorts/{run.code}/colleagues/")
        with CaptureQueriesContext(connection) as seen:
            amara.get(f"/cohorts/{run.code}/colleagues/")
        counts.append(len(seen))
    assert counts[0] == counts[1]
