"""The pages of those responsible."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from edgewise.people.models import Person
from edgewise.rooms.models.sessions import SessionStatus
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
CANARY = "Tell Osric that the heron project ends"


def test_what_was_promised_is_on_no_page_of_those_responsible(sign_in: SignIn) -> None:
    grace, hana = make.membership("Grace"), make.membership("Hana", is_owner=True)
    cohort = make.cohort(coordinators=[grace])
    circle = make.circle(cohort, [make.membership(name) for name in make.CAST])
    make.session(circle, status=SessionStatus.CLOSED)
    made = make.commitment(circle, make.membership("Amara"), said=make.words(CANARY, CANARY, CANARY))
    routes = [
        ("desk:desk", cohort.code),
        ("desk:figures", cohort.code),
        ("desk:export", cohort.code),
        ("programmes:cohort", cohort.code),
    ]
    for person in (grace.person, hana.person):
        client = sign_in(person)
        pages = [client.get(reverse(name, args=[code])) for name, code in routes]
        assert [page.status_code for page in pages] == [200, 200, 200, 200]
        assert [word for page in pages for word in ("Osric", "heron", made.code) if word in page.content.decode()] == []
        assert client.get(reverse("rooms:circle", args=[circle.code])).status_code == 404
        assert client.get(reverse("rooms:access-log", args=[circle.code])).status_code == 404


def test_those_enrolled_may_not_see_the_desk_and_strangers_do_not_find_it(sign_in: SignIn) -> None:
    circle = make.circle(members=[make.membership("Amara")])
    make.membership("Jonas")
    url = reverse("desk:desk", args=[circle.cohort.code])
    assert [sign_in(make.person(name)).get(url).status_code for name in ("Amara", "Jonas")] == [403, 404]


def test_the_download_is_a_file_a_spreadsheet_reads(sign_in: SignIn) -> None:
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    make.enrolment(make.membership("Chidi"), cohort)
    answer = sign_in(make.person("Grace")).get(reverse("desk:export", args=[cohort.code]))
    assert answer["Content-Disposition"] == f'attachment; filename="cohort-{cohort.code}.csv"'
    assert answer.content.decode().startswith("\ufeffName,E-mail,Part")
