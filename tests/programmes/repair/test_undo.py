"""A rearrangement is taken back within ten minutes, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.matching.repair import RepairKind
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Person
from edgewise.programmes.agreements.queries import must_sign
from edgewise.programmes.enrolments.actions import answer, drop
from edgewise.programmes.models.circles import Circle, Rearrangement, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.repair.actions import apply_repair, end_circle, take_rearrangement_back
from edgewise.rooms.models.sessions import SessionStatus
from edgewise.rooms.planning.actions import Date, plan_series
from tests import make
from tests.programmes.repair.test_repair import option, seated, table, waits

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]


def standing(run: Cohort) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Who sits where, in order, and in what state each is."""
    circles = {circle.name: table(circle) for circle in run.circles.filter(closed_at=None).order_by("name")}
    states = run.enrolments.order_by("membership__person__name").values_list("membership__person__name", "state")
    return circles, dict(states)


def last(run: Cohort) -> Rearrangement:
    return run.rearrangements.order_by("-pk")[0]


@pytest.mark.parametrize("kind", [RepairKind.MERGE, RepairKind.BACKFILL])
def test_everybody_sits_where_they_sat(run: Cohort, kind: RepairKind) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno")
    seated(run, "Lantern", "Chidi", "Dana")
    waits(run, "Jonas")
    waits(run, "Mei")
    before = standing(run)
    assert apply_repair(option(harbour, kind)) == ()
    assert standing(run) != before
    assert take_rearrangement_back(last(run))
    assert standing(run) == before


def test_a_circle_that_ended_is_there_again_and_its_people_take_part(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    before = standing(run)
    assert end_circle(harbour)
    assert set(run.enrolments.values_list("state", flat=True)) == {EnrolmentState.ENROLLED}
    assert take_rearrangement_back(last(run))
    assert standing(run) == before


def test_two_circles_of_one_are_one_again_and_the_new_one_ends(run: Cohort) -> None:
    run.programme.size_most = 6
    run.programme.save()
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid", "Jonas", "Mei")
    before = standing(run)
    assert apply_repair(option(harbour, RepairKind.SPLIT)) == ()
    assert take_rearrangement_back(last(run))
    assert standing(run) == before
    assert Circle.objects.exclude(closed_at=None).count() == 1


def test_those_concerned_hear_how_it_is_now_and_sign_again(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    jonas = waits(run, "Jonas").membership
    assert apply_repair(option(harbour, RepairKind.BACKFILL)) == ()
    seat = harbour.seats.get(membership=jonas)
    Notice.objects.all().delete()
    assert take_rearrangement_back(last(run))
    seat.refresh_from_db()
    assert seat.reason_ended == "taken back"
    told = Notice.objects.filter(kind=Kind.CIRCLE_CHANGED).values_list("to__person__name", flat=True)
    assert sorted(told) == ["Amara", "Bruno", "Chidi"]
    assert must_sign(harbour.seats.get(membership__person__name="Amara"), timezone.now())


def test_whoever_had_been_moved_hears_that_the_old_circle_is_theirs(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno")
    seated(run, "Lantern", "Chidi", "Dana")
    assert apply_repair(option(harbour, RepairKind.MERGE)) == ()
    Notice.objects.all().delete()
    moved = set(Seat.objects.exclude(ended_at=None).values_list("membership__person__name", flat=True))
    assert take_rearrangement_back(last(run))
    told = Notice.objects.filter(kind=Kind.CIRCLE_READY).values_list("to__person__name", flat=True)
    assert set(told) == moved


def test_after_ten_minutes_or_twice_nothing_is_taken_back(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    waits(run, "Jonas")
    assert apply_repair(option(harbour, RepairKind.BACKFILL)) == ()
    now = standing(run)
    assert not take_rearrangement_back(last(run), timezone.now() + timedelta(minutes=11))
    assert standing(run) == now
    assert take_rearrangement_back(last(run))
    assert not take_rearrangement_back(last(run))


def test_once_somebody_has_gone_since_nothing_is_taken_back(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    waits(run, "Jonas")
    assert apply_repair(option(harbour, RepairKind.BACKFILL)) == ()
    drop(Enrolment.objects.get(cohort=run, membership__person__name="Bruno"))
    now = standing(run)
    assert not take_rearrangement_back(last(run))
    assert (standing(run), last(run).undone_at) == (now, None)


def test_the_desk_offers_it_for_ten_minutes(run: Cohort, sign_in: SignIn) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    end_circle(harbour)
    grace = sign_in(make.person("Grace"))
    desk, undo = reverse("desk:desk", args=[run.code]), reverse("programmes:undo_repair", args=[run.code, last(run).pk])
    assert undo in grace.get(desk).content.decode()
    assert "Taken back" in grace.post(undo, follow=True).content.decode()
    assert undo not in grace.get(desk).content.decode()
    assert "Too late" in grace.post(undo, follow=True).content.decode()
    Rearrangement.objects.update(undone_at=None, at=datetime.now(tz=timezone.now().tzinfo) - timedelta(minutes=11))
    assert undo not in grace.get(desk).content.decode()


def test_of_another_cohort_nothing_is_taken_back(run: Cohort, sign_in: SignIn) -> None:
    end_circle(seated(run, "Harbour", "Amara", "Bruno", "Chidi"))
    other = make.cohort(run.programme, coordinators=[make.membership("Grace")])
    url = reverse("programmes:undo_repair", args=[other.code, last(run).pk])
    assert sign_in(make.person("Grace")).post(url).status_code == 404


def test_a_new_circle_gets_the_dates_of_the_one_its_people_come_from(run: Cohort) -> None:
    """With their own people in the chair, in turn; taken back, they are called off."""
    run.programme.size_most = 6
    run.programme.save()
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid", "Jonas", "Mei")
    soon = timezone.now() + timedelta(days=3)
    fmt = builtin_format("check_in_only")
    chair = harbour.seats.get(membership__person__name="Amara").membership
    plan_series(harbour, [Date(soon + timedelta(days=7 * week), fmt, chair) for week in range(3)])
    assert apply_repair(option(harbour, RepairKind.SPLIT)) == ()
    new = run.circles.exclude(pk=harbour.pk).get()
    dates = [circle.sessions.order_by("starts_at").values_list("starts_at", flat=True) for circle in (harbour, new)]
    assert list(dates[0]) == list(dates[1])
    chairs = [session.facilitator.person.name for session in new.sessions.order_by("starts_at") if session.facilitator]
    assert (len(set(chairs)), set(chairs) <= set(table(new))) == (3, True)
    assert take_rearrangement_back(last(run))
    assert set(new.sessions.values_list("status", flat=True)) == {SessionStatus.CANCELLED}
    assert set(harbour.sessions.values_list("status", flat=True)) == {SessionStatus.PLANNED}


def test_who_has_left_since_gets_no_seat_back(run: Cohort) -> None:
    harbour = seated(run, "Harbour", "Amara", "Bruno", "Chidi")
    assert end_circle(harbour)
    assert answer(run.enrolments.get(membership=make.membership("Amara")), EnrolmentState.OPTED_OUT)
    assert take_rearrangement_back(last(run))
    assert table(harbour) == ["Bruno", "Chidi"]
