"""The pages of those responsible."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.figures.page.pictures import headlines
from edgewise.desk.figures.page.results import PEOPLE_A_PAGE
from edgewise.desk.figures.page.tallies import themes_picture, usefulness_picture
from edgewise.desk.figures.queries import Tally
from edgewise.domain.anonymity.counts import Share
from edgewise.domain.coaching.themes import Theme
from edgewise.domain.pictures.marks import Tone
from edgewise.growth.tallies.queries import Tapping
from edgewise.people.models import Person
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus
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


def held(circle: Circle, weeks_ago: int, absent: int = 0) -> None:
    meeting = make.session(circle, timezone.now() - timedelta(weeks=weeks_ago), status=SessionStatus.CLOSED)
    rows = Attendance.objects.filter(session=meeting)
    rows.update(status=AttendanceStatus.PRESENT)
    missing = rows.order_by("seat__position")[:absent]
    Attendance.objects.filter(pk__in=list(missing.values_list("pk", flat=True))).update(status=AttendanceStatus.NO_SHOW)


@pytest.fixture
def results(sign_in: SignIn) -> Callable[..., Any]:
    """Two circles: nobody missed a session of Cedar, and half of Anchor missed one of two."""
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    for name, absent in (("Anchor", 3), ("Cedar", 0)):
        table = make.circle(cohort, [make.membership(f"{name} {who}") for who in make.CAST], name)
        held(table, 2, absent)
        held(table, 1)
        make.commitment(table, table.seats.first().membership)  # type: ignore[union-attr]
    client = sign_in(make.person("Grace"))
    return lambda **asked: client.get(reverse("desk:figures", args=[cohort.code]), asked)


def test_the_results_begin_with_three_numbers(results: Callable[..., Any]) -> None:
    found = [(one.label, one.number, one.made_of) for one in results().context["headlines"]]
    assert found == [
        ("Sessions held", "100%", "4 of 4 that were due"),
        ("Attendance", "88%", "21 of 24 seats were taken"),
        ("Commitments kept", "–", "Too few have answered to tell it without telling of somebody"),
    ]


def test_circles_stand_in_the_order_that_is_asked_for(results: Callable[..., Any]) -> None:
    def names(**asked: str) -> list[str]:
        return [line.circle.name for line in results(**asked).context["circles"]]

    assert [names(), names(sort="-attendance"), names(sort="attendance"), names(sort="nonsense")] == [
        ["Anchor", "Cedar"], ["Cedar", "Anchor"], ["Anchor", "Cedar"], ["Anchor", "Cedar"],
    ]  # fmt: skip
    page = results(sort="attendance").content.decode()
    assert re.findall(r'aria-sort="(\w+)"', page) == ["ascending", "ascending"]  # of circles, and of people by name
    assert 'href="?sort=-attendance#rows"' in page


def test_people_stand_in_an_order_of_their_own_beside_that_of_the_circles(results: Callable[..., Any]) -> None:
    page = results(sort="-attendance", people="-missed")
    assert [line.circle.name for line in page.context["circles"]] == ["Cedar", "Anchor"]
    assert [line.figures.missed for line in page.context["people"]] == [1] * 3 + [0] * 9
    assert 'href="?sort=-attendance&amp;people=missed#people"' in page.content.decode()


def test_a_long_cohort_has_pages(sign_in: SignIn) -> None:
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    make.circle(cohort, [make.membership(f"Person {number:03}") for number in range(PEOPLE_A_PAGE + 1)])
    client, url = sign_in(make.person("Grace")), reverse("desk:figures", args=[cohort.code])
    first, second = client.get(url), client.get(url, {"people-page": "2", "people": "-name"})
    assert (len(first.context["people"]), b"?people-page=2#people" in first.content) == (PEOPLE_A_PAGE, True)
    assert [line.enrolment.membership.person.name for line in second.context["people"]] == ["Person 000"]
    export = client.get(reverse("desk:export", args=[cohort.code])).content.decode()
    assert export.count("Person ") == PEOPLE_A_PAGE + 1  # the file has all of them


def test_every_picture_of_the_results_says_the_numbers_of_its_table(results: Callable[..., Any]) -> None:
    shown = results().context
    rows = {name: dict(shown[name].table.rows) for name in ("steps", "attendance")}
    assert (shown["commitments"], rows["steps"]["Came to a session"]) == (None, "12")
    assert set(rows["attendance"].values()) == {"75% (9 of 12)", "100% (12 of 12)", "–"}
    held_by_week = [int(held) for _, held, *_ in shown["weeks"].table.rows]
    assert sum(held_by_week) == shown["desk"].total.held == 4


def test_the_results_ask_as_many_questions_for_many_weeks_as_for_one(results: Callable[..., Any]) -> None:
    with CaptureQueriesContext(connection) as few:
        results()
    for weeks_ago in range(3, 20):
        held(Circle.objects.get(name="Cedar"), weeks_ago)
    with CaptureQueriesContext(connection) as many:
        results()
    assert len(many) == len(few)


def test_few_people_are_not_counted_on_the_results(sign_in: SignIn) -> None:
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    table = make.circle(cohort, [make.membership(name) for name in make.CAST[:4]])
    held(table, 2)
    held(table, 1, 1)
    shown = sign_in(make.person("Grace")).get(reverse("desk:figures", args=[cohort.code])).context
    assert {words for _, words in shown["steps"].table.rows} == {"fewer than five"}
    assert [one for one in shown["steps"].drawing.rects if one.tone is Tone.MAIN] == []
    assert shown["attendance"] is None


def test_an_organisation_without_a_cohort_is_told_when_results_begin(sign_in: SignIn) -> None:
    hana = sign_in(make.membership("Hana", is_owner=True).person)
    page = hana.get(reverse("desk:overview", args=["northwind"]))
    assert ("No cohort yet" in page.content.decode(), list(page.context["lines"])) == (True, [])


def test_the_owner_sees_all_cohorts_together_and_sorts_them(sign_in: SignIn) -> None:
    for name, absent in (("Autumn", 0), ("Winter", 2)):
        cohort = make.cohort()
        Cohort.objects.filter(pk=cohort.pk).update(name=name)
        held(make.circle(cohort, [make.membership(who) for who in make.CAST]), 1, absent)
    hana = sign_in(make.membership("Hana", is_owner=True).person)
    url = reverse("desk:overview", args=["northwind"])
    shown = hana.get(url, {"sort": "attendance"}).context
    assert [line.cohort.name for line in shown["lines"]] == ["Winter", "Autumn"]
    assert shown["headlines"][1].made_of == "10 of 12 seats were taken"
    assert dict(shown["steps"].table.rows)["Invited"] == "12"


def test_each_number_stands_beside_the_target_that_the_programme_has_set() -> None:
    design = make.programme(target_held=80, target_kept=60)
    shown = headlines(Tally(held=3, due=4), Share(0.4, 0.6), programme=design)
    assert [(one.number, one.target, one.is_below) for one in shown] == [
        ("75%", "Target: 80%", True),
        ("–", "", False),
        ("40 to 60 %", "Target: 60%", True),
    ]
    assert [(one.number, one.is_below) for one in headlines(Tally(), None, programme=design)] == [("–", False)] * 3


def test_the_target_of_usefulness_is_a_line_in_its_picture() -> None:
    tapping = Tapping({timezone.localdate(): Counter({4: 4, 3: 4, 2: 2})})
    picture = usefulness_picture("usefulness", tapping, 4.0)
    assert picture is not None
    assert picture.summary == "3.2 of 5 on average. The target is 4.0."
    assert [one.tone for one in picture.drawing.lines].count(Tone.TARGET) == 1
    alone = usefulness_picture("usefulness", tapping)
    assert alone is not None
    assert [one.tone for one in alone.drawing.lines].count(Tone.TARGET) == 0


def test_weeks_of_few_answers_are_told_together_and_what_all_said_is_an_end() -> None:
    first = timezone.localdate() - timedelta(days=14)
    tapping = Tapping({first: Counter({5: 5}), first + timedelta(days=7): Counter({5: 6})})
    picture = usefulness_picture("usefulness", tapping)
    assert picture is not None
    assert (picture.summary, len(picture.table.rows)) == ("4.0 or more of 5 on average.", 1)
    assert usefulness_picture("usefulness", Tapping({first: Counter({5: 6})})) is None


def test_skills_are_counted_in_fives() -> None:
    picture = themes_picture("themes", Tapping(themes=Counter({Theme.TRUST: 14, Theme.CONFLICT: 5})))
    assert picture is not None
    assert picture.table.rows == (("Trust", "10 or more"), ("Conflict", "5 or more"))


def test_targets_are_set_with_the_programme_and_shown_on_its_desk_and_results(sign_in: SignIn) -> None:
    hana = sign_in(make.membership("Hana", is_owner=True).person)
    cohort = make.cohort(make.programme(target_held=80))
    edit = reverse("programmes:edit_programme", args=["northwind", cohort.programme.pk])
    assert 'name="target_held" value="80"' in hana.get(edit).content.decode()
    pages = [hana.get(reverse(name, args=[cohort.code])).content.decode() for name in ("desk:desk", "desk:figures")]
    assert ["Target: 80%" in page for page in pages] == [True, True]


def test_the_owner_reads_how_many_360s_were_held_from_five_leaders_on(sign_in: SignIn) -> None:
    hana, then = sign_in(make.membership("Hana", is_owner=True).person), timezone.now() - timedelta(days=90)
    said = []
    for name in ("Amara", "Ines", "Jonas", "Kofi", "Lena"):
        make.reported(make.membership(name), then)
        page = hana.get(reverse("desk:overview", args=["northwind"])).content.decode()
        said.append("5 leaders or more held a 360" in page or "360s" in page)
    assert said == [False] * 4 + [True]
