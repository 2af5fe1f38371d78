"""From a list of people to letters: who is chosen, what the letter says, and when it leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.delivery.queries import forecast_of, post_of
from edgewise.notices.models import Delivery, DeliveryState, Notice
from edgewise.people.imports.actions.writes import note_import
from edgewise.people.models import Membership, Person
from edgewise.programmes.enrolments.actions import invite
from edgewise.programmes.enrolments.forms import MOST_OWN_WORDS
from edgewise.programmes.messages import invitation_reminder
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
SATURDAY, MONDAY = datetime(2026, 3, 7, 11, 0, tzinfo=UTC), datetime(2026, 3, 9, 8, 0, tzinfo=UTC)


@pytest.fixture
def run() -> Cohort:
    return make.cohort(coordinators=[make.membership("Grace")])


@pytest.fixture
def grace(run: Cohort, sign_in: SignIn) -> Client:
    return sign_in(make.person("Grace"))


@pytest.fixture
def no_mail(settings: Settings) -> None:
    settings.EMAIL_IS_SET_UP = False


def letter_url(run: Cohort, query: str = "") -> str:
    return reverse("programmes:invitation_letter", args=[run.code]) + query


def people(*names: str, time_zone: str = "UTC") -> list[Membership]:
    return [make.membership(name, time_zone=time_zone) for name in names]


def invited(run: Cohort) -> list[str]:
    return list(run.enrolments.order_by("membership__person__name").values_list("membership__person__name", flat=True))


def test_looking_at_the_letter_invites_nobody(run: Cohort, grace: Client) -> None:
    amara, bruno = people("Amara", "Bruno")
    page = grace.post(letter_url(run), {"people": [amara.pk, bruno.pk]})
    assert (page.context["found"].n, invited(run), Notice.objects.count()) == (2, [], 0)
    assert "Send 2 invitations" in page.content.decode()


def test_everybody_but_those_whose_tick_was_taken_away(run: Cohort, grace: Client) -> None:
    _, bruno, _ = people("Amara", "Bruno", "Chidi")
    chosen = {"everyone": "on", "left_out": [bruno.pk, make.membership("Grace").pk], "do": "send"}
    grace.post(letter_url(run), chosen)
    assert invited(run) == ["Amara", "Chidi"]


def test_those_of_one_import_are_invited_together(run: Cohort, grace: Client) -> None:
    amara, bruno, _ = people("Amara", "Bruno", "Chidi")
    done = note_import(run.programme.organisation, "spring.csv", [amara.pk, bruno.pk])
    page = grace.get(reverse("programmes:invite_people", args=[run.code]), {"imported": done.pk})
    assert [who.person.name for who in page.context["page"]] == ["Amara", "Bruno"]
    assert page.content.decode().count(" checked") == 3  # both, and "everybody found here"
    grace.post(letter_url(run, f"?imported={done.pk}"), {"everyone": "on", "do": "send"})
    assert invited(run) == ["Amara", "Bruno"]


def test_an_import_of_another_organisation_is_nobody_here(run: Cohort, grace: Client) -> None:
    kofi = make.membership("Kofi", make.organisation("Southgate"))
    done = note_import(kofi.organisation, "theirs.csv", [kofi.pk])
    people("Amara")
    grace.post(letter_url(run, f"?imported={done.pk}"), {"everyone": "on", "do": "send"})
    assert invited(run) == []


def test_the_letter_carries_the_day_and_the_inviters_own_words(run: Cohort, grace: Client) -> None:
    (amara,) = people("Amara")
    day = timezone.localdate() + timedelta(days=9)
    Cohort.objects.filter(pk=run.pk).update(ends_on=day + timedelta(days=90))
    words = {"words": "  We saved you a place.\n<b>Come</b>", "answer_by": day.isoformat()}
    grace.post(letter_url(run), {"people": [amara.pk], "do": "send", **words})
    notice = Notice.objects.get()
    run.refresh_from_db()
    assert (notice.facts["answer_by"], notice.facts["words"]) == (day.isoformat(), "We saved you a place.\n<b>Come</b>")
    assert run.answer_by == day


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"answer_by": "2026-03-07"}, "answer_by"),
        ({"answer_by": "2026-03-09"}, "answer_by"),  # the day on which the letters leave
        ({"answer_by": "2026-12-24"}, "answer_by"),  # the cohort is over
        ({"words": "x" * (MOST_OWN_WORDS + 1)}, "words"),
    ],
)
def test_a_letter_that_asks_for_the_impossible_is_not_sent(
    run: Cohort, grace: Client, wrong: dict[str, str], field: str
) -> None:
    (amara,) = people("Amara")
    with time_machine.travel(SATURDAY, tick=False):
        page = grace.post(letter_url(run), {"people": [amara.pk], "do": "send", **wrong})
    assert (list(page.context["letter"].errors), invited(run)) == ([field], [])


def test_a_test_letter_goes_to_its_writer_at_once_and_to_nobody_else(
    run: Cohort, grace: Client, mailoutbox: list[object]
) -> None:
    (amara,) = people("Amara")
    with time_machine.travel(SATURDAY, tick=False):
        page = grace.post(letter_url(run), {"people": [amara.pk], "do": "test", "words": "See you there."})
        deliver()
    assert [message.to for message in mailoutbox] == [["grace@example.org"]]  # type: ignore[attr-defined]
    assert "See you there." in str(mailoutbox[0].body)  # type: ignore[attr-defined]
    assert (invited(run), "See you there." in page.content.decode()) == ([], True)


def test_what_is_promised_of_the_letters_is_when_they_leave(run: Cohort) -> None:
    here, there = people("Amara", "Bruno"), people("Chidi", time_zone="America/New_York")
    everybody = [*here, *there]
    with time_machine.travel(SATURDAY, tick=False):
        said = forecast_of(everybody, Kind.INVITATION, timezone.now())
        invite(run, everybody)
        deliver()
        post = post_of(run.programme.organisation, timezone.now())
    left = sorted(Delivery.objects.filter(state=DeliveryState.WAITING).values_list("next_at", flat=True))
    assert (said.at_once, said.waiting, said.first_at, said.last_at) == (0, 3, left[0], left[-1])
    assert (said.first_at, said.last_at) == (MONDAY, MONDAY + timedelta(hours=4))
    assert (post.waiting, post.first_at) == (3, MONDAY)


def test_the_page_says_how_many_wait_and_until_when(run: Cohort, grace: Client) -> None:
    chosen = people("Amara", "Bruno")
    with time_machine.travel(SATURDAY, tick=False):
        page = grace.post(letter_url(run), {"people": [who.pk for who in chosen]}).content.decode()
    assert "2 letters wait until Monday 9 March, 08:00." in page
    with time_machine.travel(MONDAY, tick=False):
        page = grace.post(letter_url(run), {"people": [who.pk for who in chosen]}).content.decode()
    assert "2 letters leave at once." in page


def test_without_mail_nobody_is_promised_a_letter(run: Cohort, grace: Client, no_mail: None) -> None:
    chosen = people("Amara", "Bruno")
    page = grace.post(letter_url(run), {"people": [who.pk for who in chosen]}).content.decode()
    assert "2 letters wait until the operator has set up mail." in page


def test_a_day_that_has_passed_is_in_no_reminder(run: Cohort) -> None:
    invite(run, people("Amara"), answer_by=date(2026, 3, 10))
    facts = [invitation_reminder(run, day).facts for day in (date(2026, 3, 10), date(2026, 3, 11))]
    assert ["answer_by" in one for one in facts] == [True, False]


@pytest.mark.store
def test_inviting_many_takes_as_many_writes_as_inviting_few(run: Cohort) -> None:
    spent = []
    for names in (["Amara"], [f"Person {n}" for n in range(40)]):
        chosen = people(*names)
        with CaptureQueriesContext(connection) as seen:
            assert invite(run, chosen) == len(names)
        spent.append(len(seen))
    assert spent[0] == spent[1]
    assert EnrolmentChange.objects.filter(state=EnrolmentState.INVITED).count() == 41


def test_the_list_is_sorted_as_asked(
    run: Cohort, grace: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name, place in (("Amara", "Lagos"), ("Bruno", "Berlin"), ("Chidi", "Madrid")):
        make.membership(name, location=place)
    url = reverse("programmes:invite_people", args=[run.code])

    def names(sort: str) -> list[str]:
        found = grace.get(url, {"sort": sort}).context["page"].object_list
        return [who.person.name for who in found if who.location]

    assert [names(sort) for sort in ("location", "-location", "-name", "nothing")] == [
        ["Bruno", "Amara", "Chidi"],
        ["Chidi", "Amara", "Bruno"],
        ["Chidi", "Bruno", "Amara"],
        ["Amara", "Bruno", "Chidi"],
    ]
    with CaptureQueriesContext(connection) as one:
        grace.get(url)
    make.membership("Dana")
    with django_assert_num_queries(len(one)):
        grace.get(url)
