"""Every act, sent a second time as after Back or from another tab: its author is never told that there is nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.messages import get_messages
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from edgewise.people.models import Person
from tests.access_matrix.test_matrix import MATRIX, ROWS, arguments_of
from tests.access_matrix.world import World, seeded
from tests.conftest import Kept

pytestmark = pytest.mark.django_db
POSTS = [row.values[0] for row in ROWS if row.values[1] == "POST"]
SAYS = {  # what is said to whom once it has been done
    "people:forget": ("owner", "This is forgotten already."),
    "desk:remove_outcome": ("owner", "This outcome is removed already."),
    "desk:discard_outcomes": ("owner", "This file is not here any more. It was imported or deleted."),
    "desk:delete_report": ("owner", "This report is deleted."),
    "people:discard": ("owner", "This file is not here any more. It was imported or deleted."),
    "programmes:draw_places": ("coordinator", "The places are drawn already. A draw is made once."),
    "programmes:answer_offer": ("member", "This place does not wait for your answer any more."),
    "programmes:publish": ("coordinator", "This draft is published already."),
    "programmes:discard": ("coordinator", "This draft is discarded already."),
    "programmes:end_circle": ("coordinator", "Harbour has ended already."),
    "programmes:undo_repair": ("coordinator", "Too late: this change is taken back already."),
    "programmes:rematch": ("member", "You have asked already. Your coordinator writes to you within a few days."),
    "rooms:cancel": ("member", "This session is cancelled."),
    "rooms:not-held": ("member", "This session is over already."),
    "rooms:withdraw-times": ("member", "The question is withdrawn already."),
    "rooms:answer-hours": ("member", "This entry does not wait for your answer."),
    "rooms:revoke": ("member", "This link has ended already."),
    "growth:step_remove": ("member", "This step was removed already."),
    "growth:remove_goal": ("member", "This goal is deleted already."),
    "growth:goal_point_back": ("member", "You have taken it back already."),
    "growth:throw_decision_away": ("member", "This decision was thrown away."),
    "growth:take_feedback_back": ("member", "This feedback is not here any more. It was taken back or deleted."),
    "growth:delete_feedback": ("member", "This feedback is not here any more. It was taken back or deleted."),
    "growth:report_feedback": ("member", "You have reported it already."),
    "growth:decline_feedback": ("member", "This question does not wait for your answer any more."),
    "growth:withdraw_question": ("member", "This question is withdrawn already."),
    "growth:lift_mute": ("member", "This person is not muted any more."),
    "growth:withdraw": ("member", "You have taken it back already."),
}


@pytest.fixture(scope="module")
def world(kept: Kept) -> Iterator[World]:
    yield from kept(seeded)


@pytest.mark.parametrize("name", POSTS)
def test_no_act_is_a_missing_page_the_second_time(world: World, name: str) -> None:
    people = [who for who in world.people.values() if who is not None]
    answers = {who.name: [one.status_code for one in _twice(world, name, who)] for who in people}
    assert {who: codes for who, codes in answers.items() if codes[0] < 400 <= codes[1]} == {}


@pytest.mark.parametrize("name", SAYS)
def test_the_second_time_it_says_what_has_happened(world: World, name: str) -> None:
    role, words = SAYS[name]
    who = world.people[role]
    assert who is not None
    _first, again = _twice(world, name, who)
    assert [str(one) for one in get_messages(again.wsgi_request)][-1:] == [words]  # type: ignore[attr-defined]


def test_a_published_draft_leads_on_from_each_of_its_pages(world: World) -> None:
    run, code = world.names["match_run"], world.names["cohort"]
    with transaction.atomic():
        client = _signed_in(world.people["coordinator"])
        client.post(reverse("programmes:publish", args=[code, run]))
        pages = [reverse(f"programmes:{name}", args=[code, run]) for name in ("draft", "preview", "draft_compare")]
        led = [client.get(page).headers.get("Location") for page in pages]
        from_board = client.post(reverse("programmes:draft_step", args=[code, run]), headers={"HX-Request": "true"})
        transaction.set_rollback(True)
    cohort = reverse("programmes:cohort", args=[code])
    assert (led, from_board.headers["HX-Redirect"]) == ([cohort] * 3, cohort)


def _twice(world: World, name: str, who: Person) -> list[HttpResponseBase]:
    row, route = MATRIX["routes"][name], name.split(maxsplit=1)[0]
    url = reverse(route, kwargs=arguments_of(route, row.get("with", {}), world))
    with transaction.atomic():
        client = _signed_in(who)
        answers: list[HttpResponseBase] = [client.post(url, row.get("body", {})) for _ in range(2)]
        transaction.set_rollback(True)
    return answers


def _signed_in(who: Person | None) -> Client:
    assert who is not None
    client = Client(raise_request_exception=False)
    client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client
