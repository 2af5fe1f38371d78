"""Drills answer and keep nothing; every stage of every format has its card."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from edgewise.domain.coaching.practice import cards, drills
from edgewise.domain.formats.builtin import KEYS, builtin_format
from edgewise.people.models import Person
from tests import make

SignIn = Callable[[Person], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(sign_in: SignIn) -> Client:
    return sign_in(make.person())


def test_advice_is_handed_back_with_open_questions(reader: Client) -> None:
    page = reader.post(reverse("web:practice") + "?n=2", {"text": "Have you tried a round?"})
    assert page.context["meaning"].label == "advice_question"
    assert page.context["verdict"].rewordings
    assert escape(drills().ask[1].says) in page.content.decode(), "the same drill is still there"


def test_an_open_question_is_taken(reader: Client) -> None:
    page = reader.post(reverse("web:practice"), {"text": "What matters most to you in this?"})
    assert page.context["verdict"].label == "open"


def test_what_is_too_long_is_kept_in_the_field_and_not_judged(reader: Client) -> None:
    long = "What " * 100
    page = reader.post(reverse("web:practice"), {"text": long})
    assert "verdict" not in page.context
    assert page.context["form"].errors["text"]
    assert long.strip() in page.content.decode()


@pytest.mark.parametrize("number", ["", "0", "999999999", "-1", "two", "\N{ARABIC-INDIC DIGIT ONE}"])
def test_any_number_gives_a_drill(reader: Client, number: str) -> None:
    assert reader.get(reverse("web:practice"), {"n": number}).status_code == 200
    assert reader.get(reverse("web:which"), {"n": number}).status_code == 200


def test_after_the_last_drill_comes_the_first(reader: Client) -> None:
    last = len(drills().tell)
    assert reader.get(reverse("web:which"), {"n": last}).context["place"].next == 1


def test_telling_them_apart_is_answered_with_the_reason(reader: Client) -> None:
    drill = drills().tell[1]
    right = reader.post(reverse("web:which") + "?n=2", {"label": drill.label.value})
    assert right.context["right"]
    wrong = reader.post(reverse("web:which") + "?n=2", {"label": "open"})
    assert wrong.context["right"] is False
    assert escape(wrong.context["verdict"].because) in wrong.content.decode()


def test_the_set_has_every_card(reader: Client) -> None:
    said = reader.get(reverse("web:cards")).content.decode()
    assert all(escape(card.title) in said for card in cards())


@pytest.mark.parametrize("key", KEYS)
def test_every_stage_of_a_format_has_its_card(reader: Client, key: str) -> None:
    said = reader.get(reverse("web:format_cards", args=[key])).content.decode()
    for stage in builtin_format(key).stages():
        assert escape(stage.title) in said
        assert escape(stage.job_aid) in said


def test_a_format_that_is_not_there_has_no_cards(reader: Client) -> None:
    assert reader.get(reverse("web:format_cards", args=["no-such"])).status_code == 404
