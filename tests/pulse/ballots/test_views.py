"""The form: rules first, one answer each, and nothing of an answer anywhere but in the box."""

from __future__ import annotations

import html
import logging
from collections.abc import Callable

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Membership, Person
from edgewise.pulse.ballots.queries import ballots_of
from edgewise.pulse.models import Wave
from tests import make
from tests.pulse import world

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
CANARY = "Osric asked the heron"


def sheet(wave: Wave, answer: str = "4", comment: str = "") -> dict[str, str]:
    return {f"item-{item['key']}": answer for item in wave.questionnaire["item"]} | {"comment": comment}


def member(number: int = 0) -> Membership:
    return make.membership(f"Member {number}")


@pytest.fixture
def wave() -> Wave:
    return world.opened(world.running(coordinators=[make.membership("Grace")]))


def said(client: Client, wave: Wave, route: str = "answer") -> str:
    return html.unescape(client.get(reverse(f"pulse:{route}", args=[wave.code])).content.decode())


def test_the_rules_stand_above_the_first_question(wave: Wave, sign_in: SignIn) -> None:
    page = said(sign_in(member().person), wave)
    assert page.index("The whole cohort") < page.index(wave.questionnaire["item"][0]["words"])
    assert "18 people" in page
    assert "It is shown from 7 answers to a question" in " ".join(page.split())
    assert page.count("You cannot change your answers after you send them.") == 1


def test_who_answers_is_thanked_and_answers_once(wave: Wave, sign_in: SignIn) -> None:
    client, address = sign_in(member().person), reverse("pulse:answer", args=[wave.code])
    for answer in ("2", "5"):
        assert client.post(address, sheet(wave, answer), follow=True).status_code == 200
    assert "You have answered" in said(client, wave)
    assert [ballot.answers for ballot in ballots_of(wave)] == [(2,) * world.ITEMS]


def test_an_item_without_an_answer_is_named_and_nothing_is_kept(wave: Wave, sign_in: SignIn) -> None:
    given = sheet(wave, "3", CANARY)
    del given["item-word_kept"]
    answered = sign_in(member().person).post(reverse("pulse:answer", args=[wave.code]), given)
    assert answered.content.decode().count("Choose an answer.") == 1
    assert (ballots_of(wave), wave.ledger.filter(has_answered=True).count()) == ([], 0)


def test_rather_not_say_is_no_answer(wave: Wave, sign_in: SignIn) -> None:
    sign_in(member().person).post(reverse("pulse:answer", args=[wave.code]), sheet(wave, "0"))
    assert [ballot.answers for ballot in ballots_of(wave)] == [(None,) * world.ITEMS]


def test_nothing_is_shown_before_it_closes_and_afterwards_the_same_to_all(wave: Wave, sign_in: SignIn) -> None:
    world.send(wave, world.fours(14))
    readers = [sign_in(member(number).person) for number in (0, 17)] + [sign_in(make.person("Grace"))]
    assert all("Nothing is shown yet" in said(client, wave, "result") for client in readers)
    assert "18 people were asked" not in said(readers[2], wave, "result")
    world.closed(wave)
    pages = [said(client, wave, "result") for client in readers]
    bodies = [page.partition("<section")[2].partition("<footer")[0] for page in pages]
    assert bodies[0] == bodies[1] == bodies[2]
    assert "A currency of mutual respect" in bodies[0]


def test_after_the_last_day_the_form_leads_to_the_result(wave: Wave, sign_in: SignIn) -> None:
    world.closed(wave)
    client, address = sign_in(member().person), reverse("pulse:answer", args=[wave.code])
    assert client.get(address)["Location"] == reverse("pulse:result", args=[wave.code])
    assert client.post(address, sheet(wave))["Location"] == reverse("pulse:result", args=[wave.code])
    assert "Too few answered" in said(client, wave, "result")


def test_an_answer_is_in_no_log_no_cache_and_no_session(
    wave: Wave, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    client = sign_in(member().person)
    with caplog.at_level(logging.DEBUG):
        client.post(reverse("pulse:answer", args=[wave.code]), sheet(wave, "5", CANARY))
    assert CANARY not in caplog.text
    assert "own_mistakes" not in caplog.text
    assert CANARY not in repr(dict(client.session.items())) + repr(getattr(cache, "_cache", ""))
    assert client.get(reverse("pulse:answer", args=[wave.code]))["Cache-Control"].count("no-store") == 1


def test_an_error_page_with_all_its_settings_shows_no_answer(
    wave: Wave, sign_in: SignIn, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    """The key is lost while somebody sends: even a page for developers, and the log, have none of it."""
    settings.DEBUG = True  # type: ignore[attr-defined]
    client = sign_in(member().person)
    client.raise_request_exception = False
    wave.boxes.update(number=7)  # it does not open
    answered = client.post(reverse("pulse:answer", args=[wave.code]), sheet(wave, "5", CANARY))
    assert answered.status_code == 500
    assert CANARY not in answered.content.decode() + caplog.text


def test_a_list_of_three_waves_takes_as_many_queries_as_one(sign_in: SignIn) -> None:
    cohort, counts = world.running(), []
    client = sign_in(member().person)
    for number in range(3):
        world.asked(cohort, [member()], timezone.now())
        if number != 1:
            client.get(reverse("pulse:mine"))
            with CaptureQueriesContext(connection) as caught:
                client.get(reverse("pulse:mine"))
            counts.append(len(caught))
    assert counts[0] == counts[1]


def test_who_sends_a_form_after_the_last_day_is_told_that_it_does_not_count(wave: Wave, sign_in: SignIn) -> None:
    world.send(wave, world.fours(1))
    world.closed(wave)
    address = reverse("pulse:answer", args=[wave.code])
    answered, late = (sign_in(member(number).person) for number in (0, 1))
    assert "What you sent was not kept." not in late.get(address, follow=True).content.decode()
    assert "What you sent was not kept." in late.post(address, sheet(wave), follow=True).content.decode()
    assert "What you sent was not kept." not in answered.post(address, sheet(wave), follow=True).content.decode()


def test_a_comment_has_as_many_letters_as_its_writer_sees(wave: Wave, sign_in: SignIn) -> None:
    """A browser counts a line break as one letter and sends two; marks that nobody sees are no comment."""
    address = reverse("pulse:answer", args=[wave.code])
    for number, comment in enumerate(("a\r\n" * 199 + "bc", "\u200b\u202e", "\U0001f9ad" * 400)):
        assert sign_in(member(number).person).post(address, sheet(wave, "4", comment)).status_code == 302
    said_there = {ballot.comment for ballot in ballots_of(wave)}
    assert said_there == {"a\n" * 199 + "bc", "", "\U0001f9ad" * 400}
