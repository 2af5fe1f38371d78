"""How many sign-in letters leave: an office is not one person, and nobody is flooded or shut out."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils.html import escape

from tests.make import person

pytestmark = pytest.mark.django_db

OFFICE, ELSEWHERE = "203.0.113.7", "198.51.100.9"
START = datetime(2026, 11, 30, 9, tzinfo=UTC)
CODE = re.compile(r"^ {4}(\S+)$", re.MULTILINE)
A_MINUTE = "You asked for three codes within a minute. Wait a minute, then ask again."
A_DAY = "You asked for twelve codes in a day and used none. Ask again tomorrow, or ask the operator for a sign-in link."
FORTY = "We sent forty letters to this address in a day, and send no more."


def ask(email: str, place: str = OFFICE, client: Client | None = None) -> str:
    """What the page says against it; empty where a code is on its way."""
    answer = (client or Client()).post("/accounts/login/", {"email": email}, REMOTE_ADDR=place)
    if answer.status_code == 302:
        return ""
    assert answer.status_code == 200
    page = answer.content.decode()
    return next((words for words in (A_MINUTE, A_DAY, FORTY) if escape(words) in page), page)


def ask_often(email: str, times: int, place: str = OFFICE) -> list[str]:
    """Twenty seconds apart and more, so that the minute's limit has no part in it."""
    said = []
    for number in range(times):
        with time_machine.travel(START + timedelta(seconds=25 * number)):
            said.append(ask(email, place))
    return said


def test_an_office_of_24_signs_in_within_a_minute() -> None:
    people = [person(f"Person{number}") for number in range(24)]
    for one in people:
        client = Client()
        assert ask(one.email, client=client) == ""
        code = CODE.search(str(mail.outbox[-1].body))
        assert code is not None
        answer = client.post("/accounts/login/code/", {"code": code[1]}, REMOTE_ADDR=OFFICE)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert len(mail.outbox) == 24


def test_the_fourth_code_within_a_minute_is_refused_in_true_words() -> None:
    amara = person("Amara")
    assert [ask(amara.email.upper()) for _ in range(5)] == ["", "", "", A_MINUTE, A_MINUTE]
    assert len(mail.outbox) == 3


def test_who_asks_in_another_persons_name_does_not_shut_them_out() -> None:
    amara = person("Amara")
    ask_often(amara.email, 20, place=ELSEWHERE)
    with time_machine.travel(START + timedelta(minutes=10)):
        assert [ask(amara.email, ELSEWHERE), ask(amara.email, OFFICE)] == [A_DAY, ""]


def test_twelve_codes_that_nobody_used_are_enough_for_a_day() -> None:
    amara = person("Amara")
    assert ask_often(amara.email, 14) == [""] * 12 + [A_DAY] * 2
    with time_machine.travel(START + timedelta(days=1, minutes=6)):
        assert ask(amara.email) == ""


def test_a_sign_in_is_no_failure_and_clears_the_count() -> None:
    amara = person("Amara")
    ask_often(amara.email, 11)
    with time_machine.travel(START + timedelta(minutes=10)):
        client = Client()
        ask(amara.email, client=client)
        code = CODE.search(str(mail.outbox[-1].body))
        assert code is not None
        client.post("/accounts/login/code/", {"code": code[1]}, REMOTE_ADDR=OFFICE)
        assert [ask(amara.email) for _ in range(3)] == ["", "", ""]


def test_no_address_gets_more_than_forty_letters_a_day_however_many_places_ask() -> None:
    amara = person("Amara")
    said = [words for place in range(5) for words in ask_often(amara.email, 10, place=f"198.51.100.{place}")]
    assert (said[:40], {words[:40] for words in said[40:]}) == ([""] * 40, {FORTY[:40]})
    assert len(mail.outbox) == 40


def test_another_code_from_the_same_page_counts_as_well() -> None:
    amara = person("Amara")
    for number in range(6):
        with time_machine.travel(START + timedelta(minutes=2 * number)):
            client = Client()
            ask(amara.email, client=client)
            again = client.post("/accounts/login/code/", {"action": "resend"}, REMOTE_ADDR=OFFICE)
            assert again.status_code == 302
    assert len(mail.outbox) == 12
    with time_machine.travel(START + timedelta(minutes=20)):
        assert ask(amara.email) == A_DAY


def test_an_unknown_address_is_told_the_same_and_a_flood_of_them_gets_no_letters() -> None:
    person("Amara")
    assert [ask(f"stranger{number}@example.org") for number in range(25)] == [""] * 25
    assert len(mail.outbox) == 20
    assert ask("amara@example.org") == ""
    assert mail.outbox[-1].to == ["amara@example.org"]
    assert [ask("stranger1@example.org") for _ in range(3)] == ["", "", A_MINUTE]


def test_a_header_that_a_browser_sends_makes_no_other_place_of_it() -> None:
    amara = person("Amara")
    said = []
    for place in range(4):
        pretended = {"X-Forwarded-For": f"192.0.2.{place}"}
        answer = Client().post("/accounts/login/", {"email": amara.email}, REMOTE_ADDR=OFFICE, headers=pretended)
        said.append(answer.status_code)
    assert said == [302, 302, 302, 200]
