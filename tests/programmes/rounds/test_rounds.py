"""A sprint makes its next round by itself: told a working day before, begun unless somebody objects, and only once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from edgewise.desk.cases.actions import review_cohort
from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.cases import Concern
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Delivery, DeliveryState, Notice
from edgewise.people.models import Membership, Person
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, NeverAgain
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.rounds import NextRound
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.rounds.actions import look_after_rounds, object_to, take_back
from edgewise.programmes.rounds.queries import round_begun
from edgewise.programmes.runs.actions import discard_draft, draft_match, publish_circles
from edgewise.programmes.runs.tasks import work_on
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
BEGUN, FRIDAY, MONDAY = date(2026, 3, 2), datetime(2026, 3, 13, 6, tzinfo=UTC), datetime(2026, 3, 16, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
PAIRS: dict[str, Any] = {"kind": "sprint", "size_least": 2, "size_target": 2, "size_most": 3}


@pytest.fixture
def sprint() -> Cohort:
    """Six people in three pairs since Monday 2 March."""
    grace = make.membership("Grace")
    cohort = make.cohort(make.programme(cadence_days=14, format_key="check_in_only", **PAIRS), coordinators=[grace])
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=BEGUN, ends_on=BEGUN + timedelta(weeks=12))
    cohort.refresh_from_db()
    for name in make.CAST:
        make.enrolment(make.membership(name), cohort, EnrolmentState.ENROLLED)
    assert publish_circles(draft_match(cohort, seed=1)) == ()
    begun_on(cohort, BEGUN)
    Notice.objects.all().delete()
    return cohort


def begun_on(cohort: Cohort, day: date) -> None:
    at = datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
    circles = cohort.circles.filter(closed_at=None)
    Seat.objects.filter(circle__in=circles).update(since=at)
    circles.update(made_at=at)
    MatchRun.objects.filter(cohort=cohort, published_at__isnull=False).update(made_at=at)


def ticked(*moments: datetime) -> None:
    """As workers do, twice for each moment; a draft that is asked for is made."""
    for now in moments:
        for _ in range(2):
            look_after_rounds(now)
            for run in MatchRun.objects.filter(state="waiting"):
                work_on(run.pk)
            look_after_rounds(now)


def told(kind: Kind) -> dict[str, object]:
    rows = Notice.objects.filter(kind=kind).order_by("to__person__name")
    return {row.to.person.name: row.facts.get("people", row.facts.get("circles")) for row in rows}


def pairs_now(cohort: Cohort) -> set[frozenset[str]]:
    circles = cohort.circles.filter(closed_at=None)
    return {frozenset(seat.membership.person.name for seat in circle.seats.filter(ended_at=None)) for circle in circles}


def ahead_of(cohort: Cohort) -> NextRound:
    return cohort.next_rounds.get()


def who(name: str) -> Membership:
    return Membership.objects.get(person__name=name)


def test_everybody_is_told_whom_they_would_meet_and_meets_them_on_the_day(sprint: Cohort) -> None:
    before = pairs_now(sprint)
    ticked(FRIDAY - HOUR)
    assert (sprint.next_rounds.count(), told(Kind.ROUND_PROPOSED)) == (0, {})
    ticked(FRIDAY, FRIDAY + HOUR)
    proposed = told(Kind.ROUND_PROPOSED)
    assert sorted(proposed) == sorted(make.CAST)
    assert told(Kind.ROUND_TO_LOOK_AT) == {"Grace": 3}
    assert pairs_now(sprint) == before
    ticked(MONDAY - HOUR)
    assert pairs_now(sprint) == before
    ticked(MONDAY, MONDAY + HOUR)
    after = pairs_now(sprint)
    assert after == {frozenset({name, *others}) for name, others in proposed.items()}  # type: ignore[misc]
    assert not after & before
    assert sprint.circles.count() == 6
    assert Notice.objects.filter(kind=Kind.CIRCLE_READY).count() == 6


def test_round_follows_round_until_the_run_ends(sprint: Cohort) -> None:
    met = [pairs_now(sprint)]
    day = MONDAY
    for _ in range(8):
        ticked(day - timedelta(days=3), day)
        if pairs_now(sprint) == met[-1]:
            break
        met.append(pairs_now(sprint))
        begun_on(sprint, day.date())
        day += timedelta(days=14)
    assert len(met) == 6  # in twelve weeks
    every = [pair for pairs in met[:5] for pair in pairs]
    assert len(every) == len(set(every)) == 15  # all of six people have met


def test_an_objection_stops_it_and_is_a_case_until_it_is_taken_back(sprint: Cohort) -> None:
    ticked(FRIDAY)
    ahead, before = ahead_of(sprint), pairs_now(sprint)
    assert object_to(ahead, who("Bruno"), FRIDAY + HOUR)
    assert object_to(ahead, who("Bruno"), FRIDAY + HOUR)
    review_cohort(sprint, FRIDAY + HOUR)
    case = DeskCase.objects.get(concern=Concern.ROUND)
    assert (str(case.membership), case.closed_at) == ("Bruno", None)
    waiting = Delivery.objects.filter(notice__kind=Kind.ROUND_PROPOSED, state=DeliveryState.WAITING)
    assert waiting.count() == 0
    ticked(MONDAY, MONDAY + HOUR)
    assert pairs_now(sprint) == before
    assert take_back(ahead, who("Bruno"), MONDAY + HOUR)
    assert not take_back(ahead, who("Bruno"), MONDAY + HOUR)
    review_cohort(sprint, MONDAY + HOUR)
    case.refresh_from_db()
    assert case.closed_at is not None
    ticked(MONDAY + 2 * HOUR)
    assert not pairs_now(sprint) & before
    assert not object_to(ahead, who("Bruno"))  # too late


def test_a_round_that_no_longer_holds_is_given_up_and_a_case(sprint: Cohort) -> None:
    ticked(FRIDAY)
    ahead, before = ahead_of(sprint), pairs_now(sprint)
    assert ahead.run is not None
    one, other = ahead.run.tables[0][:2]
    NeverAgain.objects.create(one_id=one, other_id=other)
    ticked(MONDAY, MONDAY + HOUR)
    ahead.refresh_from_db()
    assert (pairs_now(sprint), ahead.given_up_at) == (before, MONDAY)
    review_cohort(sprint, MONDAY)
    case = DeskCase.objects.get(concern=Concern.ROUND)
    assert (case.membership, case.circle) == (None, None)


def test_who_leaves_in_between_is_not_seated(sprint: Cohort) -> None:
    ticked(FRIDAY)
    answer(sprint.enrolments.get(membership=who("Dana")), EnrolmentState.OPTED_OUT)
    ticked(MONDAY)
    assert ahead_of(sprint).given_up_at == MONDAY
    assert not Seat.objects.filter(membership=who("Dana"), ended_at=None).exists()


def test_a_reporting_line_and_a_pair_that_must_not_meet_are_kept_apart(sprint: Cohort) -> None:
    Membership.objects.filter(pk=who("Amara").pk).update(manager=who("Chidi"))
    NeverAgain.objects.create(one=who("Bruno"), other=who("Elif"))
    ticked(FRIDAY, MONDAY)
    assert not {frozenset({"Amara", "Chidi"}), frozenset({"Bruno", "Elif"})} & pairs_now(sprint)


def test_a_draft_that_was_changed_after_people_were_told_waits_for_its_hand(sprint: Cohort) -> None:
    ticked(FRIDAY)
    run = ahead_of(sprint).run
    assert run is not None
    MatchRun.objects.filter(pk=run.pk).update(version=run.version + 1)
    ticked(MONDAY)
    assert ahead_of(sprint).given_up_at == MONDAY
    run.refresh_from_db()
    assert publish_circles(run) == ()


def test_a_coordinator_who_makes_the_round_by_hand_is_left_alone(sprint: Cohort) -> None:
    run = draft_match(sprint, seed=2, next_round=True)
    ticked(FRIDAY, MONDAY)
    assert sprint.next_rounds.count() == 0
    assert publish_circles(run) == ()


def test_a_discarded_round_is_not_made_again(sprint: Cohort) -> None:
    ticked(FRIDAY)
    run = ahead_of(sprint).run
    assert run is not None
    assert discard_draft(run)
    ticked(FRIDAY + HOUR, MONDAY)
    assert (sprint.next_rounds.count(), sprint.match_runs.filter(published_at=None).count()) == (1, 0)


def test_no_other_programme_changes_its_circles_by_itself(sprint: Cohort) -> None:
    sprint.programme.kind = "group"
    sprint.programme.save()
    ticked(FRIDAY, MONDAY)
    assert (sprint.next_rounds.count(), Circle.objects.count()) == (0, 3)


def test_the_page_shows_ones_own_partners_and_takes_an_objection_and_its_return(
    sprint: Cohort, sign_in: SignIn
) -> None:
    ticked(FRIDAY)
    others = told(Kind.ROUND_PROPOSED)
    url = reverse("programmes:next_round", args=[sprint.code])
    amara, partner = sign_in(who("Amara").person), others["Amara"][0]  # type: ignore[index]
    page = amara.get(url).content.decode()
    assert [name in page.split("<main")[1] for name in make.CAST if name != "Amara"] == [
        name == partner for name in make.CAST if name != "Amara"
    ]
    amara.post(url, {"object": "yes"})
    assert [str(one.by) for one in ahead_of(sprint).objections.all()] == ["Amara"]
    assert "You object to this round." in amara.get(url).content.decode()
    seen = sign_in(who("Bruno").person).get(url).content.decode()
    assert ("This round waits." in seen, "You object" in seen) == (True, False)
    amara.post(url, {"back": "yes"})
    assert not ahead_of(sprint).objections.exists()


def test_a_coordinator_sees_who_would_meet_whom_and_stops_it(sprint: Cohort, sign_in: SignIn) -> None:
    ticked(FRIDAY)
    grace = sign_in(who("Grace").person)
    page = grace.get(reverse("programmes:next_round", args=[sprint.code]), follow=True).content.decode()
    assert "This round begins by itself on Monday 16 March." in page
    stopped = grace.post(reverse("programmes:stop_round", args=[sprint.code]), follow=True).content.decode()
    assert ("1 person objects." in stopped, "Let it begin by itself" in stopped) == (True, True)
    ticked(MONDAY)
    assert sprint.circles.count() == 3
    grace.post(reverse("programmes:stop_round", args=[sprint.code]), {"back": "yes"})
    ticked(MONDAY + HOUR)
    assert sprint.circles.count() == 6


def test_ones_own_part_and_the_page_of_the_cohort_lead_to_it(sprint: Cohort, sign_in: SignIn) -> None:
    url = reverse("programmes:next_round", args=[sprint.code])
    amara, grace = sign_in(who("Amara").person), sign_in(who("Grace").person)
    pages = [
        (amara, reverse("programmes:part", args=[sprint.code])),
        (grace, reverse("programmes:cohort", args=[sprint.code])),
    ]
    assert [url in client.get(page).content.decode() for client, page in pages] == [False, False]
    ticked(FRIDAY)
    assert [url in client.get(page).content.decode() for client, page in pages] == [True, True]


def test_who_has_no_part_in_it_finds_nothing(sprint: Cohort, sign_in: SignIn) -> None:
    url, stop = (reverse(f"programmes:{name}", args=[sprint.code]) for name in ("next_round", "stop_round"))
    assert sign_in(who("Amara").person).get(url).status_code == 404  # nobody has been told yet
    ticked(FRIDAY)
    stranger = sign_in(make.membership("Jonas").person)
    assert (stranger.get(url).status_code, stranger.post(stop).status_code) == (404, 404)
    assert sign_in(who("Amara").person).post(stop).status_code == 403


def test_a_pair_of_colleagues_from_an_earlier_round_moves_no_day_of_the_next(sprint: Cohort) -> None:
    pair = make.circle(sprint, [make.membership("Amara"), make.membership("Dana")], "Lantern")
    Circle.objects.filter(pk=pair.pk).update(by_colleagues=True, made_at=make.NOW - timedelta(days=60))
    assert round_begun(sprint) == BEGUN
