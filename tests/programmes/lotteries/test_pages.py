"""What those who look after a cohort see and press, and what each person sees of the draw: their own lot alone."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Person
from edgewise.programmes.cohorts.actions import switch_join_link
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.lotteries.actions import offer_place
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery, SharedLot
from tests import make
from tests.programmes.lotteries.world import TWELVE, cohort_ahead, drawn, entry_of, lots, wanted

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
State = EnrolmentState
SURE = {"places": "5", "reserves": "2", "strata": "", "sure": "on"}


@pytest.fixture
def run() -> Cohort:
    return wanted()


@pytest.fixture
def grace(sign_in: SignIn) -> Client:
    return sign_in(make.membership("Grace").person)


def html(client: Client, address: str) -> str:
    answer = client.get(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def page_of(run: Cohort) -> str:
    return reverse("programmes:cohort", args=[run.code])


def draw_of(run: Cohort) -> str:
    return reverse("programmes:lottery", args=[run.code])


def part_of(run: Cohort) -> str:
    return reverse("programmes:part", args=[run.code])


def one_of(found: Lottery, group: Group) -> Entrant:
    return lots(found, group)[0]


def test_from_the_cohort_to_a_draw(run: Cohort, grace: Client) -> None:
    assert f'href="{draw_of(run)}"' in html(grace, page_of(run))
    shown = html(grace, f"{draw_of(run)}?places=5&reserves=2&strata=")
    assert "12 people have said yes. There are 5 places. 2 people are reserves. 5 wait and are compared." in shown
    said = grace.post(f"{draw_of(run)}draw/", SURE, follow=True).content.decode()
    assert "The places are drawn. Everybody who said yes is told." in said
    assert ("every lot is the same" in said, str(Lottery.objects.get().seed) in said) == (True, True)
    assert "The draw, and its check" in html(grace, page_of(run))


def test_a_draw_wants_the_box_ticked(run: Cohort, grace: Client) -> None:
    said = grace.post(f"{draw_of(run)}draw/", {**SURE, "sure": ""})
    assert ("Tick the box first" in said.content.decode(), Lottery.objects.count()) == (True, 0)


def test_looking_draws_nothing(run: Cohort, grace: Client) -> None:
    html(grace, f"{draw_of(run)}?places=5&reserves=2&strata=level")
    assert (Lottery.objects.count(), run.enrolments.filter(state=State.ENROLLED).count()) == (0, 12)


@pytest.mark.parametrize("query", ["places=0&reserves=0", "places=&reserves=1", "places=5&reserves=-1", "places=x"])
def test_numbers_that_make_no_sense_are_said(run: Cohort, grace: Client, query: str) -> None:
    page = html(grace, f"{draw_of(run)}?{query}")
    assert ("field-bad" in page, "Draw now" in page) == (True, False)


def test_a_small_draw_says_that_it_shows_nothing_later(run: Cohort, grace: Client) -> None:
    assert "a comparison is shown only with 20 people on each side" in html(
        grace, f"{draw_of(run)}?places=5&reserves=2&strata="
    )


def test_in_a_resource_group_the_page_says_why_not(run: Cohort, grace: Client) -> None:
    Cohort.objects.filter(pk=run.pk).update(is_erg=True)
    assert (draw_of(run) in html(grace, page_of(run)), "Draw now" in html(grace, draw_of(run))) == (False, False)
    assert "In a resource group no places are drawn by lot." in html(grace, draw_of(run))


def test_two_people_share_a_lot_and_are_taken_apart(run: Cohort, grace: Client) -> None:
    pair = {"one": make.membership("Amara").pk, "other": make.membership("Bruno").pk}
    grace.post(f"{draw_of(run)}shared/", pair)
    assert "Amara and Bruno" in html(grace, draw_of(run))
    again = grace.post(f"{draw_of(run)}shared/", {"one": pair["other"], "other": pair["one"]}, follow=True)
    assert "They share a lot already" in again.content.decode()
    grace.post(f"{draw_of(run)}shared/{SharedLot.objects.get().pk}/apart/")
    assert SharedLot.objects.count() == 0


def test_nobody_shares_a_lot_with_themself_or_with_somebody_who_has_not_said_yes(run: Cohort, grace: Client) -> None:
    stranger = make.membership("Zoe").pk
    for other in (make.membership("Amara").pk, stranger):
        grace.post(f"{draw_of(run)}shared/", {"one": make.membership("Amara").pk, "other": other})
    assert SharedLot.objects.count() == 0


def test_a_free_place_is_offered_and_taken(run: Cohort, grace: Client, sign_in: SignIn) -> None:
    found = drawn(run)
    assert "All of them are taken." in html(grace, page_of(run))
    assert answer(entry_of(found, one_of(found, Group.PLACE).membership), State.OPTED_OUT)
    first = one_of(found, Group.RESERVE)
    name = first.membership.person.name
    page = html(grace, page_of(run))
    assert ("1 place is free." in page, f"Offer the place to {name}" in page) == (True, True)
    said = grace.post(reverse("programmes:offer_place", args=[run.code, first.pk]), follow=True).content.decode()
    assert f"{name} is asked, and says yes or no." in said
    reserve = sign_in(first.membership.person)
    assert "is free for you" in html(reserve, "/")
    assert "A place is free for you" in html(reserve, part_of(run))
    taken = reserve.post(f"{part_of(run)}place/", {"answer": "yes"}, follow=True).content.decode()
    assert "You have the place." in taken
    again = reserve.post(f"{part_of(run)}place/", {"answer": "no"}, follow=True).content.decode()
    assert "This place does not wait for your answer any more." in again
    assert "Said yes," in html(grace, draw_of(run))


def test_each_reads_their_own_lot_and_nobody_elses(run: Cohort, sign_in: SignIn) -> None:
    found = drawn(run)
    says = {
        Group.PLACE: "You have one of the places.",
        Group.RESERVE: "You are number 1 in line.",
        Group.COMPARISON: "You have a place in the next",
    }
    for group, words in says.items():
        who = one_of(found, group).membership.person
        page = html(sign_in(who), part_of(run))
        assert [said in page for said in says.values()] == [said == words for said in says.values()]
        assert [name for name in TWELVE if name != who.name and f">{name}<" in page] == []


def test_who_is_compared_and_who_has_a_place_read_that_they_are(run: Cohort, sign_in: SignIn) -> None:
    found = drawn(run)
    told = {
        group: "compare those who take part with those who wait"
        in " ".join(html(sign_in(one_of(found, group).membership.person), part_of(run)).split())
        for group in (Group.PLACE, Group.RESERVE, Group.COMPARISON)
    }
    assert told == {Group.PLACE: True, Group.RESERVE: False, Group.COMPARISON: True}


def test_the_first_page_of_somebody_who_waits_asks_nothing_of_them(run: Cohort, sign_in: SignIn) -> None:
    found = drawn(run)
    page = html(sign_in(one_of(found, Group.COMPARISON).membership.person), "/")
    assert ("You wait for the next cohort" in page, "Your circle comes next" in page) == (True, False)


def test_who_waits_no_more_is_told_of_no_seat(run: Cohort, sign_in: SignIn) -> None:
    who = one_of(drawn(run), Group.COMPARISON).membership.person
    said = sign_in(who).post(part_of(run), {"state": "opted_out"}, follow=True).content.decode()
    assert ("You wait no more." in said, "seat for ten minutes" in said) == (True, False)


def test_before_a_late_yes_the_page_says_what_it_means(run: Cohort, sign_in: SignIn) -> None:
    make.enrolment(make.membership("Rosa"), run, State.INVITED)
    switch_join_link(run, on=True)
    drawn(run)
    rosa, zoe = sign_in(make.membership("Rosa").person), sign_in(make.membership("Zoe").person)
    for page in (html(rosa, part_of(run)), html(zoe, reverse("programmes:join", args=[run.join_code]))):
        assert ("The places of this cohort are drawn already." in page, "Yes, for the next cohort" in page) == (
            True,
            True,
        )
    said = rosa.post(part_of(run), {"state": "enrolled"}, follow=True).content.decode()
    assert "you wait for the next cohort" in said


def test_who_was_promised_a_place_is_marked_and_told(run: Cohort, grace: Client, sign_in: SignIn) -> None:
    found = drawn(run)
    later, who = cohort_ahead(run.programme, days=200), one_of(found, Group.COMPARISON).membership
    listed = html(grace, reverse("programmes:invite_people", args=[later.code]))
    assert listed.count("Promised a place") == 7
    make.enrolment(who, later, State.INVITED)
    assert "You were promised a place in this cohort." in html(sign_in(who.person), part_of(later))


def test_the_list_is_for_the_owner_and_no_cell_acts_as_a_formula(run: Cohort, grace: Client, sign_in: SignIn) -> None:
    make.enrolment(make.membership("=Rosa"), run, State.ENROLLED)
    drawn(run)
    address = reverse("programmes:lottery_list", args=[run.code])
    assert (grace.get(address).status_code, address in html(grace, draw_of(run))) == (403, False)
    hana = sign_in(make.membership("Hana", is_owner=True).person)
    rows = list(csv.reader(hana.get(address).content.decode("utf-8-sig").splitlines()))
    assert address in html(hana, draw_of(run))
    names = [row[1] for row in rows if len(row) > 5 and "@" in row[2]]
    assert (len(names), "'=Rosa" in names) == (13, True)


def test_a_stranger_gets_404_and_somebody_who_takes_part_403(run: Cohort, sign_in: SignIn) -> None:
    found = drawn(run)
    pages = [draw_of(run), reverse("programmes:lottery_list", args=[run.code])]
    kofi = sign_in(make.membership("Kofi", make.organisation("Southgate")).person)
    amara = sign_in(make.membership("Amara").person)
    assert [[client.get(page).status_code for page in pages] for client in (kofi, amara)] == [[404, 404], [403, 403]]
    offer = reverse("programmes:offer_place", args=[run.code, one_of(found, Group.RESERVE).pk])
    assert [client.post(offer).status_code for client in (kofi, amara)] == [404, 403]
    assert kofi.post(f"{part_of(run)}place/", {"answer": "yes"}).status_code == 404


def test_a_lot_of_another_cohort_is_not_found(run: Cohort, grace: Client) -> None:
    drawn(run)
    other = drawn(wanted(make.programme(name="Another")))
    address = reverse("programmes:offer_place", args=[run.code, one_of(other, Group.RESERVE).pk])
    assert grace.post(address).status_code == 404


@pytest.mark.parametrize("at", ["cohort", "lottery"])
def test_the_number_of_queries_is_that_of_a_draw_of_one_more(grace: Client, at: str) -> None:
    spent = []
    for reserves in (1, 3):
        run = wanted(make.programme(name=f"Programme {reserves}"), TWELVE[: 6 + reserves])
        found = drawn(run, places=3, reserves=reserves)
        assert answer(entry_of(found, one_of(found, Group.PLACE).membership), State.OPTED_OUT)
        with CaptureQueriesContext(connection) as seen:
            html(grace, reverse(f"programmes:{at}", args=[run.code]))
        spent.append(len(seen))
    assert spent[0] == spent[1]


def test_an_offer_whose_day_has_passed_is_over_on_the_page(run: Cohort, sign_in: SignIn) -> None:
    found = drawn(run)
    assert answer(entry_of(found, one_of(found, Group.PLACE).membership), State.OPTED_OUT)
    first = one_of(found, Group.RESERVE)
    assert offer_place(found, first, None)
    Entrant.objects.filter(pk=first.pk).update(answer_by=timezone.localdate() - timedelta(days=2))
    page = html(sign_in(first.membership.person), part_of(run))
    assert ("does not wait for your answer" in page, "A place is free for you" in page) == (True, False)
