"""Twenty seconds for the first time, once for each person."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Person
from edgewise.rooms.introductions.queries import still_to_see
from edgewise.rooms.models.notes import Introduction
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


def test_each_introduction_is_shown_until_its_reader_has_seen_it_and_then_never_again(sign_in: SignIn) -> None:
    circle = make.circle(members=[make.membership(name) for name in ("Amara", "Bruno")])
    amara, bruno = make.person("Amara"), make.person("Bruno")
    client, room = sign_in(amara), reverse("rooms:room", args=[make.session(circle, timezone.now()).code])

    def shown() -> list[bool]:
        body = client.get(room).content.decode()
        return [f'data-intro="{to}"' in body for to in ("room", "chair")]

    assert shown() == [True, True]
    for _press in range(2):
        assert client.post(reverse("rooms:introduction", args=["room"])).status_code == 204
    assert shown() == [False, True]
    client.post(reverse("rooms:introduction", args=["chair"]))
    assert shown() == [False, False]
    assert (Introduction.objects.count(), still_to_see(bruno)) == (2, {"room", "chair"})


def test_there_is_no_other_introduction(sign_in: SignIn) -> None:
    amara = make.membership("Amara").person
    assert sign_in(amara).post(reverse("rooms:introduction", args=["desk"])).status_code == 404
    assert Introduction.objects.count() == 0
