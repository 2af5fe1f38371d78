"""Places are drawn once, among those who have said yes, and everybody is told."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from edgewise.domain.evidence.gathered import FEWEST_KNOWN
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.programmes.circles.queries import seated_by_match
from edgewise.programmes.enrolments.actions import answer, drop
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.lotteries.actions import draw_places, share_lot, take_apart
from edgewise.programmes.lotteries.page.drawn import drawn_of
from edgewise.programmes.lotteries.page.plan import DRAWN_ALREADY, NOT_HERE, Sizes, plan_of
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery, Strata
from edgewise.programmes.runs.actions import draft_match, publish_circles
from tests import make
from tests.programmes.lotteries.world import TWELVE, cohort_ahead, drawn, entry_of, lots, wanted

pytestmark = pytest.mark.django_db
State = EnrolmentState


def states(run: Cohort) -> Counter[str]:
    return Counter(run.enrolments.values_list("state", flat=True))


def test_three_groups_are_drawn_and_two_of_them_wait() -> None:
    found = drawn()
    groups = Counter(found.entrants.values_list("group", flat=True))
    assert groups == {Group.PLACE: 5, Group.RESERVE: 3, Group.COMPARISON: 4}
    assert states(found.cohort) == {State.ENROLLED: 5, State.WAITING: 7}
    seats = {entry.membership_id for entry in found.cohort.enrolments.filter(state=State.ENROLLED)}
    assert {one.membership_id for one in lots(found, Group.PLACE)} == seats


def test_what_is_kept_makes_the_draw_again() -> None:
    found = drawn()
    assert (drawn_of(found).is_right, found.drawn_by) == (True, make.membership("Grace"))
    one, other = lots(found, Group.PLACE)[0], lots(found, Group.COMPARISON)[0]
    Entrant.objects.filter(pk=one.pk).update(group=Group.COMPARISON)
    Entrant.objects.filter(pk=other.pk).update(group=Group.PLACE)
    assert drawn_of(found).is_right is False


def test_two_draws_have_different_seeds() -> None:
    seeds = {drawn(wanted(make.programme(name=f"Programme {number}"))).seed for number in range(3)}
    assert len(seeds) == 3


def test_each_is_told_in_the_words_of_their_lot() -> None:
    found = drawn()
    told = {(one.to_id, one.kind) for one in Notice.objects.filter(key=f"lot:{found.cohort.code}")}
    kinds = {Group.PLACE: Kind.PLACE_DRAWN, Group.RESERVE: Kind.PLACE_IN_LINE, Group.COMPARISON: Kind.PLACE_WAITS}
    assert told == {(one.membership_id, kinds[Group(one.group)]) for one in found.entrants.all()}
    lines = Notice.objects.filter(kind=Kind.PLACE_IN_LINE).values_list("to_id", "facts")
    assert {to: facts["line"] for to, facts in lines} == {
        one.membership_id: one.line for one in lots(found, Group.RESERVE)
    }


def test_a_draw_is_made_once() -> None:
    found = drawn()
    before = list(found.entrants.order_by("pk").values_list("membership", "group"))
    assert draw_places(found.cohort, Sizes(9, 1), make.membership("Grace")) == str(DRAWN_ALREADY)
    assert list(found.entrants.order_by("pk").values_list("membership", "group")) == before
    with pytest.raises(IntegrityError), transaction.atomic():
        Lottery.objects.create(cohort=found.cohort, places=1, reserves=0, seed=1, drawn_at=make.NOW)


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        (Sizes(12), "There is room for everybody who has said yes. No lot is needed."),
        (Sizes(20), "There is room for everybody who has said yes. No lot is needed."),
        (Sizes(9, 3), "Nobody would be left to wait and be compared. Set fewer reserves."),
    ],
)
def test_a_draw_that_decides_nothing_is_refused(sizes: Sizes, said: str) -> None:
    run = wanted()
    assert draw_places(run, sizes, None) == said
    assert (Lottery.objects.count(), states(run)) == (0, {State.ENROLLED: 12})


def test_a_resource_group_draws_no_places() -> None:
    run = wanted()
    run.is_erg = True
    run.save()
    assert draw_places(run, Sizes(5), None) == str(NOT_HERE)


def test_after_the_first_circle_no_places_are_drawn() -> None:
    run = wanted()
    make.circle(run, [make.membership("Amara")])
    assert draw_places(run, Sizes(5), None) == (
        "Circles have been published here. Places are drawn before the first circle."
    )


def test_only_those_who_have_said_yes_are_drawn() -> None:
    run = wanted()
    for name, state in (("Rosa", State.INVITED), ("Sam", State.PAUSED), ("Tia", State.OPTED_OUT)):
        make.enrolment(make.membership(name), run, state)
    left = make.membership("Amara")
    left.left_on = make.NOW.date()
    left.save()
    assert sorted(one.membership.person.name for one in drawn(run).entrants.all()) == sorted(TWELVE[1:])


def test_levels_share_the_places_out() -> None:
    run = cohort_ahead()
    for number in range(12):
        who = make.membership(f"Person {number}", role_level=1 if number < 8 else 3)
        make.enrolment(who, run, State.ENROLLED)
    assert draw_places(run, Sizes(6, 0, Strata.LEVEL), None) == ""
    places = Counter(Lottery.objects.get().entrants.filter(group=Group.PLACE).values_list("stratum", flat=True))
    assert places == {"1": 4, "3": 2}


def test_the_preview_says_how_the_places_are_shared_out() -> None:
    run = cohort_ahead()
    for number, function in enumerate(["Sales"] * 6 + ["Legal"] * 3 + [""] * 3):
        make.enrolment(make.membership(f"Person {number}", function=function), run, State.ENROLLED)
    plan = plan_of(run, Sizes(4, 2, Strata.FUNCTION), timezone.localdate())
    assert sorted((line.name, line.people, line.places) for line in plan.strata) == [
        ("Legal", 3, 1),
        ("Not known", 3, 1),
        ("Sales", 6, 2),
    ]
    assert plan.words == (
        "12 people have said yes. There are 4 places. 2 people are reserves. 6 wait and are compared."
    )


def test_a_draw_warns_below_the_number_that_a_comparison_needs() -> None:
    run = wanted(names=tuple(f"Person {number}" for number in range(40)))
    small = {places: plan_of(run, Sizes(places), timezone.localdate()).is_small for places in (19, 20, 21)}
    assert small == {FEWEST_KNOWN - 1: True, FEWEST_KNOWN: False, FEWEST_KNOWN + 1: True}


def test_people_who_share_a_lot_are_never_told_apart() -> None:
    for number in range(8):
        run = wanted(make.programme(name=f"Programme {number}"))
        assert share_lot(run, make.membership("Amara"), make.membership("Bruno"))
        assert share_lot(run, make.membership("Bruno"), make.membership("Chidi"))
        rows = drawn(run).entrants.filter(membership__person__name__in=("Amara", "Bruno", "Chidi"))
        assert len(set(rows.values_list("group", "together"))) == 1


def test_whoever_waits_is_not_matched() -> None:
    found = drawn(places=6)
    waiting = set(waiting_for_a_circle(found.cohort).values_list("pk", flat=True))
    assert waiting == {one.membership_id for one in lots(found, Group.PLACE)}
    assert publish_circles(draft_match(found.cohort, seed=1)) == ()
    assert set(seated_by_match(found.cohort).values_list("membership", flat=True)) == waiting


def test_a_draft_from_before_the_draw_cannot_seat_those_who_wait() -> None:
    run = wanted()
    draft = draft_match(run, seed=1)
    found = drawn(run)
    gone = {f"{one.membership.person.name} is not waiting for a circle any more." for one in found.entrants.all()}
    problems = set(publish_circles(draft))
    assert problems == gone - {
        f"{one.membership.person.name} is not waiting for a circle any more." for one in lots(found, Group.PLACE)
    }


def test_no_way_out_takes_anybody_off_the_list() -> None:
    found = drawn()
    before = list(found.entrants.order_by("pk").values())
    place, waits = lots(found, Group.PLACE)[0].membership, lots(found, Group.COMPARISON)[0].membership
    assert answer(entry_of(found, place), State.OPTED_OUT)
    assert answer(entry_of(found, waits), State.OPTED_OUT)
    assert drop(entry_of(found, lots(found, Group.PLACE)[1].membership))
    assert list(found.entrants.order_by("pk").values()) == before
    assert drawn_of(found).is_right


@pytest.mark.parametrize(("first", "then"), [(State.INVITED, State.WAITING), (State.PAUSED, State.WAITING)])
def test_a_yes_after_the_draw_waits(first: EnrolmentState, then: EnrolmentState) -> None:
    run = wanted()
    late = make.enrolment(make.membership("Rosa"), run, first)
    found = drawn(run)
    assert answer(late, State.ENROLLED)
    assert (late.state, found.entrants.filter(membership=late.membership).count()) == (then, 0)


def test_who_waits_no_more_and_comes_back_waits_again() -> None:
    found = drawn()
    entry = entry_of(found, lots(found, Group.COMPARISON)[0].membership)
    assert answer(entry, State.OPTED_OUT)
    assert answer(entry, State.ENROLLED)
    assert entry.state == State.WAITING


def test_nobody_is_drawn_into_a_line_that_cannot_move_any_more() -> None:
    run = wanted()
    run.starts_on = timezone.localdate() - timedelta(days=1)
    run.save()
    said = "The first day has passed, so nobody can be asked any more. Set no reserves."
    assert [draw_places(run, Sizes(5, reserves), None) for reserves in (3, 0)] == [said, ""]


def test_a_lot_that_was_shared_in_the_draw_is_not_taken_apart() -> None:
    run = wanted()
    assert share_lot(run, make.membership("Amara"), make.membership("Bruno"))
    kept = run.shared_lots.get().pk
    drawn(run)
    assert (take_apart(run, kept), run.shared_lots.count()) == (False, 1)
