"""The pages: a rater's by link, the leader's, and those of a reader with whom parts are shared."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.surveys.builtin import builtin_survey
from edgewise.leaders.models.three_sixty import Part, Rater, RaterState, Share, ThreeSixty
from edgewise.leaders.three_sixty.actions.reports import end, share
from edgewise.notices.models import Notice
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.models.circles import SeatEnd
from edgewise.vault.models import Opening
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
SURVEY = builtin_survey("leading_by_listening")
CANARY = "Osric asked the heron"
LONG_AGO = timedelta(days=40)


def filled(answer: str = "4", comment: str = "") -> dict[str, str]:
    return {f"item-{item.key}": answer for item in SURVEY.items} | {"question-keep": comment}


def link(secret: str) -> str:
    return f"/360/answer/{secret}/"


def test_a_rater_answers_without_an_account_and_a_second_press_is_harmless(amara: Membership) -> None:
    row, secrets = make.launched(amara, timezone.now())
    browser, path = Client(), link(secrets["Nadia"])
    page = browser.get(path).content.decode()
    answers = [browser.post(path, filled(comment=CANARY)).status_code for _ in range(2)]
    row.refresh_from_db()
    assert page.count('type="radio"') == 6 * len(SURVEY.items)
    assert "midnight in the time zone UTC" in page
    assert "A group is shown from 3 people" in page
    assert (answers, row.version, "Thank you" in browser.get(path).content.decode()) == ([302, 200], 1, True)


def test_a_question_left_out_is_asked_for_and_nothing_is_sent(amara: Membership) -> None:
    _, secrets = make.launched(amara, timezone.now())
    given = filled()
    del given["item-says_back"]
    answer = Client().post(link(secrets["Bruno"]), given)
    assert (answer.status_code, b"Choose an answer" in answer.content) == (200, True)
    assert not Rater.objects.filter(state=RaterState.ANSWERED).exists()


def test_the_manager_reads_that_they_are_named(amara: Membership) -> None:
    _, secrets = make.launched(amara, timezone.now(), manager=True)
    pages = [Client().get(link(secrets[name])).content for name in ("Grace", "Bruno")]
    assert [b"Your answers stand beside your name." in page for page in pages] == [True, False]


def test_a_closed_and_a_withdrawn_one_say_so(amara: Membership) -> None:
    _, over = make.launched(amara, timezone.now() - LONG_AGO)
    row, withdrawn = make.launched(amara, timezone.now())
    end(row, timezone.now())
    answers = [Client().post(link(secrets["Bruno"]), filled()) for secrets in (over, withdrawn)]
    assert [answer.status_code for answer in answers] == [410, 410]
    assert [b"The time to answer is over" in answers[0].content, b"has withdrawn" in answers[1].content] == [True, True]


def test_a_rater_may_decline_and_come_back(amara: Membership) -> None:
    _, secrets = make.launched(amara, timezone.now())
    browser, path = Client(), link(secrets["Bruno"])
    browser.post(f"{path}decline/")
    declined = browser.get(path).content
    browser.post(f"{path}decline/", {"back": "1"})
    assert [b"You do not answer" in declined, b"Before you begin" in browser.get(path).content] == [True, True]


def test_the_whole_way_of_a_leader(amara: Membership, sign_in: SignIn) -> None:
    browser = sign_in(amara.person)
    colleagues = [make.membership(name) for name in make.RATERS[:5]]
    page = browser.get("/360/new/")
    key = page.context["form"]["key"].value()
    begun = browser.post("/360/new/", {"survey": SURVEY.key, "where": amara.pk, "key": key})
    code = ThreeSixty.objects.get().code
    path = f"/360/{code}/"
    assert begun.url == f"{path}own/"  # type: ignore[attr-defined]
    browser.post(f"{path}own/", filled("3"))
    for who in colleagues:
        browser.post(f"{path}people/add/", {"member": who.pk, "group": "peers"})
    browser.post(f"{path}people/", {"name": "Nadia", "address": "nadia@elsewhere.example", "group": "others"})
    preview, closes = browser.get(f"{path}preview/"), timezone.localdate() + timedelta(days=10)
    window = {"closes": closes.isoformat(), "fewest_in_group": "3", "fewest_in_all": "5"}
    launched = browser.post(f"{path}launch/", window)
    after = browser.get(path)
    assert b"A preview" in preview.content
    assert (launched.url, after.status_code) == (path, 200)  # type: ignore[attr-defined]
    assert b"Not enough people have answered yet" in after.content
    assert ThreeSixty.objects.get().closes_on == closes


def test_the_first_opening_after_the_last_day_makes_the_report(amara: Membership, sign_in: SignIn) -> None:
    then = timezone.now() - LONG_AGO
    row, _ = make.launched(amara, then)
    make.answered(row, then, Bruno=make.sheet(4, CANARY))
    answer = sign_in(amara.person).get(f"/360/{row.code}/", follow=True)
    assert (answer.redirect_chain, CANARY in answer.content.decode()) == ([(f"/360/{row.code}/report/", 302)], True)


@pytest.mark.parametrize("name", ["Bruno", "Grace", "Hana", "Jonas", "Kofi"])
def test_nobody_else_reads_a_word(amara: Membership, sign_in: SignIn, name: str) -> None:
    someone = make.membership(name, make.organisation("Southgate") if name == "Kofi" else None, is_owner=name == "Hana")
    row = make.reported(amara, timezone.now() - LONG_AGO, Bruno=make.sheet(4, CANARY))
    circle = make.circle(members=[amara, make.membership("Bruno")])
    circle.cohort.coordinators.add(make.membership("Grace"))
    browser = sign_in(someone.person)
    path = f"/360/{row.code}/"
    alone = [
        path,
        f"{path}report/",
        f"{path}share/",
        f"{path}again/",
        f"{path}delete/",
        f"{path}choose/?item=says_back",
    ]
    open_to_them = ["/360/", "/", f"/circles/{circle.code}/", "/o/northwind/overview/", "/messages/"]
    assert [browser.get(one).status_code for one in alone] == [404] * len(alone)
    assert [CANARY in browser.get(one).content.decode() for one in open_to_them] == [False] * len(open_to_them)


def test_a_reader_reads_the_ticked_parts_while_both_sit_there(amara: Membership, sign_in: SignIn) -> None:
    bruno = make.membership("Bruno")
    circle = make.circle(members=[amara, bruno])
    row = make.reported(amara, timezone.now() - LONG_AGO, Chidi=make.sheet(5, CANARY))
    share(row, [bruno], [Part.STRENGTHS], timezone.now())
    path, browser = f"/360/shared/{Share.objects.get().code}/", sign_in(bruno.person)
    page = browser.get(path).content.decode()
    end_seat(circle.seats.get(membership=bruno), SeatEnd.OPTED_OUT, timezone.now())
    assert ["Strengths" in page, "Blind spots" in page, "pic-table" in page, CANARY in page] == [True] + [False] * 3
    assert (browser.get(path).status_code, list(Opening.objects.values_list("who", flat=True))) == (404, ["Bruno"])


def test_a_share_ends_at_once(amara: Membership, sign_in: SignIn) -> None:
    bruno = make.membership("Bruno")
    make.circle(members=[amara, bruno])
    row = make.reported(amara, timezone.now() - LONG_AGO)
    browser = sign_in(amara.person)
    browser.post(f"/360/{row.code}/share/", {"parts": ["strengths"], "readers": [bruno.pk]})
    given = Share.objects.get()
    before = sign_in(bruno.person).get(f"/360/shared/{given.code}/").status_code
    browser.post(f"/360/shared/{given.code}/end/")
    assert (before, sign_in(bruno.person).get(f"/360/shared/{given.code}/").status_code) == (200, 404)


def test_a_form_of_sharing_that_is_sent_twice_tells_once(amara: Membership, sign_in: SignIn) -> None:
    bruno = make.membership("Bruno")
    make.circle(members=[amara, bruno])
    row = make.reported(amara, timezone.now() - LONG_AGO)
    browser, path = sign_in(amara.person), f"/360/{row.code}/share/"
    for parts in (["strengths"], ["strengths"], ["strengths", "picture"]):
        browser.post(path, {"parts": parts, "readers": [bruno.pk]})
    told = Notice.objects.filter(to=bruno, kind=Kind.REPORT_SHARED).count()
    assert (told, Share.objects.get(ended_at=None).parts) == (2, ["strengths", "picture"])


def test_choosing_fills_the_form_and_leads_to_the_change(amara: Membership, sign_in: SignIn) -> None:
    make.circle(members=[amara, make.membership("Bruno")])
    row = make.reported(amara, timezone.now() - LONG_AGO)
    browser, path = sign_in(amara.person), f"/360/{row.code}/choose/?item=says_back"
    page = browser.get(path)
    form = page.context["form"]
    given = {"what": "I say back what I heard", "where": form["where"].value()}
    assert "I say back in a few words what I have heard, to check it." in page.content.decode()
    assert browser.post(path, given).url == "/changes/"  # type: ignore[attr-defined]


def queries_of(browser: Client, path: str) -> int:
    browser.get(path)
    with CaptureQueriesContext(connection) as queries:
        assert browser.get(path).status_code == 200
    return len(queries)


def test_a_list_asks_the_same_number_of_questions_however_long_it_is(amara: Membership, sign_in: SignIn) -> None:
    bruno = make.membership("Bruno")
    make.circle(members=[amara, bruno])
    browser, other, found = sign_in(amara.person), sign_in(bruno.person), []
    for _ in range(2):
        row = make.reported(amara, timezone.now() - LONG_AGO)
        share(row, [bruno], [Part.STRENGTHS], timezone.now())
        found.append((queries_of(browser, "/360/"), queries_of(other, "/360/")))
    assert found[0] == found[1]


def test_the_page_of_people_asks_the_same_number_of_questions(amara: Membership, sign_in: SignIn) -> None:
    browser, row = sign_in(amara.person), make.three_sixty(amara, timezone.now())
    path, found = f"/360/{row.code}/people/?q=ra", []
    for names in (["Rana"], ["Rafael", "Grazia"]):
        for name in names:
            make.membership(name, manager=amara)
        found.append(queries_of(browser, path))
    assert found[0] == found[1]
