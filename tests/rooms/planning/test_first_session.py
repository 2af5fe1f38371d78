"""The first session of a circle is its kickoff, and every session is in its run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from edgewise.domain.formats.builtin import builtin_format
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.cohorts.page import outlook_of
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.planning.actions import cancel_session, plan_session
from edgewise.rooms.planning.page import holidays_of
from edgewise.rooms.planning.queries import chairs_of
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
TODAY = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
BEGINS, ENDS = date(2026, 12, 20), date(2027, 3, 20)  # a Sunday


@pytest.fixture
def harbour() -> Circle:
    circle = make.circle(members=[make.membership(name) for name in ("Amara", "Bruno", "Chidi", "Dana")])
    Cohort.objects.update(starts_on=BEGINS, ends_on=ENDS)
    return Circle.objects.select_related("cohort__programme").get(pk=circle.pk)


@pytest.fixture
def amara(harbour: Circle, sign_in: SignIn) -> Client:
    with time_machine.travel(TODAY, tick=False):
        return sign_in(make.person("Amara"))


def planned(circle: Circle, starts_at: datetime) -> Session:
    chair, deputy, *_ = chairs_of(circle)
    return plan_session(circle, starts_at, builtin_format("kickoff"), chair, deputy, TODAY)


@time_machine.travel(TODAY, tick=False)
def test_a_circle_whose_run_is_to_begin_is_offered_its_kickoff_in_its_run(harbour: Circle, amara: Client) -> None:
    page = amara.get(reverse("rooms:plan", args=[harbour.code]))
    windows = [(begins.date(), (ends - begins) >= timedelta(minutes=60)) for begins, ends in page.context["windows"]]
    assert (page.context["form"]["format_key"].value(), page.context["minutes"]) == ("kickoff", 60)
    assert (windows[0], all(BEGINS <= day <= ENDS for day, _ in windows)) == ((date(2027, 1, 4), True), True)
    assert "The programme begins on 20 December." in page.content.decode()


@time_machine.travel(TODAY, tick=False)
def test_the_common_hours_of_the_days_to_come_are_drawn_as_one_day(harbour: Circle, amara: Client) -> None:
    Membership.objects.filter(person__name="Dana").update(works_from=time(13), works_until=time(20))
    common = amara.get(reverse("rooms:plan", args=[harbour.code])).context["common"]
    assert common.table.rows[0] == ("Mon 4 Jan", "13:00–17:00")
    assert (len(common.table.rows), len(common.legend)) == (10, 1)
    assert common.summary == "On each of 10 days, everyone is at work at 13:00–17:00."
    assert [(one.x, one.width) for one in common.drawing.rects[-1:]] == [("54.17%", "16.67%")]


@time_machine.travel(TODAY, tick=False)
def test_who_never_share_an_hour_see_no_strip(harbour: Circle, amara: Client) -> None:
    Membership.objects.filter(person__name="Dana").update(works_from=time(18), works_until=time(23))
    assert amara.get(reverse("rooms:plan", args=[harbour.code])).context["common"] is None


@time_machine.travel(TODAY, tick=False)
def test_after_the_kickoff_comes_the_programmes_format(harbour: Circle, amara: Client) -> None:
    url = reverse("rooms:plan", args=[harbour.code])
    session = planned(harbour, datetime(2026, 12, 21, 10, 0, tzinfo=UTC))
    assert amara.get(url).context["form"]["format_key"].value() == harbour.cohort.programme.format_key
    cancel_session(session, TODAY)  # then it has not met yet
    assert amara.get(url).context["form"]["format_key"].value() == "kickoff"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 12, 19), "The programme begins on 20 December. Choose that day or a later one."),
        (date(2027, 3, 21), "The programme ends on 20 March. Choose that day or an earlier one."),
    ],
)
@time_machine.travel(TODAY, tick=False)
def test_no_session_is_planned_or_moved_out_of_the_run(day: date, words: str, harbour: Circle, amara: Client) -> None:
    session = planned(harbour, datetime(2026, 12, 21, 10, 0, tzinfo=UTC))
    given = {"day": day.isoformat(), "at": "10:00", "format_key": "kickoff", "facilitator": chairs_of(harbour)[0].pk}
    for url in (
        reverse("rooms:plan", args=[harbour.code]),
        reverse("rooms:move", args=[harbour.code, session.code]),
    ):
        assert amara.post(url, given | {"plan": "yes"}).context["form"].errors == {"day": [words]}
    rhythm = {"first": day.isoformat(), "last": day.isoformat(), "at": "10:00", "days": 14, "format_key": "kickoff"}
    refused = amara.post(reverse("rooms:series", args=[harbour.code]), rhythm | {"plan": "yes"})
    assert (refused.context["form"].errors["first"], Session.objects.count()) == ([words], 1)


@time_machine.travel(datetime(2027, 4, 1, 12, 0, tzinfo=UTC), tick=False)
def test_a_circle_whose_run_is_over_may_still_meet(harbour: Circle, sign_in: SignIn) -> None:
    given = {"day": "2027-04-06", "at": "10:00", "format_key": "kickoff", "facilitator": chairs_of(harbour)[0].pk}
    sign_in(make.person("Amara")).post(reverse("rooms:plan", args=[harbour.code]), given | {"plan": "yes"})
    assert Session.objects.count() == 1


@pytest.mark.parametrize("day", range(7))
@time_machine.travel(TODAY, tick=False)
def test_the_outlook_and_the_whole_run_begin_on_the_same_day(day: int, harbour: Circle, amara: Client) -> None:
    Cohort.objects.update(starts_on=BEGINS + timedelta(days=day))
    cohort = Cohort.objects.select_related("programme").get()
    run = amara.get(reverse("rooms:series", args=[harbour.code])).context["form"].initial
    outlook = outlook_of(cohort).lines
    assert (outlook[0].day, run["at"]) == (run["first"], time(9, 0))
    given = {name: value for name, value in run.items() if value is not False}
    lines = amara.post(reverse("rooms:series", args=[harbour.code]), given).context["proposed"].lines
    assert [(one.kind, one.day) for one in outlook] == [(one.kind, one.starts_at.date()) for one in lines]


@time_machine.travel(TODAY, tick=False)
def test_the_whole_run_leaves_out_public_holidays_of_its_people_and_says_whose_country_it_does_not_know(
    harbour: Circle, amara: Client
) -> None:
    Membership.objects.filter(person__name="Dana").update(time_zone="Africa/Nairobi")
    Membership.objects.filter(person__name="Bruno").update(time_zone="Europe/Berlin")
    url = reverse("rooms:series", args=[harbour.code])
    rhythm = {"first": "2026-12-22", "last": "2027-03-20", "at": "10:00", "days": 14, "format_key": "kickoff"}
    page = amara.post(url, rhythm | {"weekday": "4"})
    dates = [line.starts_at.date() for line in page.context["proposed"].lines]
    assert dates == [date(2027, 1, 8) + timedelta(days=14 * number) for number in range(6)]
    assert [(one.day, one.to) for one in page.context["proposed"].moved] == [(date(2026, 12, 25), None)]
    assert (page.context["holidays"].countries, page.context["holidays"].unknown) == (
        ["Germany", "Kenya"],
        ["Amara", "Chidi"],
    )
    assert "no public holidays of Germany, Kenya." in page.content.decode()


@pytest.mark.parametrize(
    ("language", "country"), [("en-gb", "Germany"), ("de", "Deutschland"), ("en-xa", "Germany"), ("xx", "Germany")]
)
def test_countries_are_named_in_the_language_of_the_reader_or_in_english(
    harbour: Circle, language: str, country: str
) -> None:
    Membership.objects.update(time_zone="Europe/Berlin")
    with override(language):
        assert holidays_of(list(open_seats(harbour))).countries == [country]
