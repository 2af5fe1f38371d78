from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse

from edgewise.people.models import Person
from tests import make

pytestmark = pytest.mark.django_db

NOON = datetime(2030, 1, 14, 12, 0, tzinfo=UTC)
SignIn = Callable[[Person], Client]


def test_times_are_those_of_where_the_reader_works(sign_in: SignIn) -> None:
    amara = make.membership("Amara", time_zone="America/New_York")
    bruno = make.membership("Bruno", time_zone="Asia/Kolkata")
    circle = make.circle(make.cohort(), [amara, bruno])
    meeting = make.session(circle, starts_at=NOON)
    pages = [
        sign_in(each.person).get(reverse("rooms:room", args=[meeting.code])).content.decode() for each in (amara, bruno)
    ]
    assert ["07:00" in page for page in pages] == [True, False]
    assert ["17:30" in page for page in pages] == [False, True]


def test_a_changed_zone_counts_from_the_next_page_on(sign_in: SignIn) -> None:
    amara = make.membership("Amara", time_zone="Europe/London")
    client = sign_in(amara.person)
    assert client.session["zone"] == "Europe/London"
    form = client.get(reverse("people:me")).context["form"]
    said = {name: form[name].value() or "" for name in form.fields} | {"time_zone": "Asia/Tokyo"}
    assert client.post(reverse("people:me"), said).status_code == 302
    assert client.session["zone"] == "Asia/Tokyo"
