"""Feedback from its first words to what becomes of it, by the pages alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edgewise.growth.feedback.models import Feedback, Landed
from edgewise.growth.goals.actions import put_under
from edgewise.growth.models import Step
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
KEY = re.compile(r'name="key" value="([0-9a-f]{24})"')
DAY = timedelta(days=1)
JUDGED = "You are always late."
SEEN = {
    "change_situation": "In our session on Monday",
    "change_behaviour": "You came at 9:10, ten minutes after we had begun.",
    "change_impact": "We began a second time.",
    "alternative": "Write us a line when you are on your way",
}


def test_a_judgement_becomes_an_observation_lands_and_becomes_a_step(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    giver, receiver = sign_in(bruno.person), sign_in(amara.person)
    hint = giver.post("/feedback/hints/?part=change", {"change_behaviour": JUDGED}).content.decode()
    assert ("You are always late." in hint, "Name one occasion" in hint, "you were late" in hint) == (True,) * 3

    key = KEY.findall(giver.get("/feedback/give/").content.decode())[0]
    giver.post("/feedback/give/", {"to": amara.pk, "key": key, **SEEN})
    tick(make.NOW)
    (notice,) = Notice.objects.all()
    assert (notice.to, notice.facts, notice.kind) == (amara, {"person": "Bruno"}, "feedback_given")
    assert "Bruno has given you feedback" in receiver.get("/").content.decode()

    row = Feedback.objects.get()
    path = f"/feedback/{row.code}/"
    page = receiver.get(path).content.decode()
    assert [words in page for words in SEEN.values()] == [True] * 4
    receiver.post(f"{path}landed/", {"landed": Landed.HELPED, "sentence": "I had not seen it"})
    told = giver.get(path).content.decode()
    assert ("Amara says: It helped" in told, "I had not seen it" in told, "Take it back" in told) == (True, True, False)

    goal = make.goal(harbour, amara)
    today = timezone.localdate()
    promise = make.commitment(harbour, amara, by_date=today + DAY)
    put_under(goal, [promise.code])
    begun = f"/commitments/{promise.code}/steps/?feedback={row.code}"
    page = receiver.get(path).content.decode()
    assert (begun in page, "For your goal: Give each of my people an hour" in page) == (True, True)
    form = receiver.get(begun).content.decode()
    assert SEEN["alternative"] in form
    key = KEY.findall(form)[0]
    receiver.post(begun, {"what": "I write a line on my way", "by_date": today.isoformat(), "key": key})
    assert Step.objects.get().commitment.goal == goal

    others = [make.membership("Grace"), make.membership("Hana", is_owner=True), make.membership("Chidi")]
    harbour.cohort.coordinators.add(others[0])
    make.seat(harbour, others[2])
    assert [sign_in(who.person).get(path).status_code for who in others] == [404] * 3
