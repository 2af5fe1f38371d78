"""A place that becomes free is offered to the next in line, and to nobody else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Membership
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.lotteries.actions import answer_offer, offer_place
from edgewise.programmes.lotteries.queries import next_in_line, places_free
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery, OfferAnswer
from tests import make
from tests.programmes.lotteries.world import drawn, entry_of, lots

pytestmark = pytest.mark.django_db
State = EnrolmentState


@pytest.fixture
def found() -> Lottery:
    """Of five places one has become free; three reserves stand in line."""
    made = drawn()
    leave(made)
    return made


def leave(of: Lottery, place: int = 0) -> Membership:
    who = lots(of, Group.PLACE)[place].membership
    assert answer(entry_of(of, who), State.OPTED_OUT)
    return who


def offer(of: Lottery, reserve: Entrant) -> bool:
    return offer_place(of, reserve, make.membership("Grace"))


def reserves(of: Lottery) -> list[Entrant]:
    return lots(of, Group.RESERVE)


def free(of: Lottery) -> int:
    return places_free(of, timezone.localdate())


def test_the_first_in_line_is_asked_and_takes_the_place(found: Lottery) -> None:
    first = reserves(found)[0]
    assert (free(found), offer(found, first), free(found)) == (1, True, 0)
    assert Notice.objects.get(kind=Kind.PLACE_OFFERED).to == first.membership
    assert answer_offer(reserves(found)[0], takes=True)
    row = reserves(found)[0]
    assert (row.answer, row.offered_by) == (OfferAnswer.YES, make.membership("Grace"))
    assert row.answered_at is not None
    assert (entry_of(found, first.membership).state, free(found)) == (State.ENROLLED, 0)


def test_reserves_move_up_in_the_order_of_the_draw(found: Lottery) -> None:
    first, second, third = reserves(found)
    assert [offer(found, one) for one in (third, second)] == [False, False]
    assert offer(found, first)
    assert answer_offer(first, takes=False)
    assert [offer(found, one) for one in (first, third, second)] == [False, False, True]
    assert entry_of(found, first.membership).state == State.WAITING


def test_one_free_place_is_offered_to_one_person(found: Lottery) -> None:
    first, second, _third = reserves(found)
    assert (offer(found, first), offer(found, first), offer(found, second)) == (True, False, False)
    leave(found, 1)
    assert offer(found, second)


def test_nobody_is_asked_while_all_places_are_taken() -> None:
    made = drawn()
    assert (free(made), offer(made, reserves(made)[0])) == (0, False)


def test_who_is_compared_never_moves_up(found: Lottery) -> None:
    for one in reserves(found):
        assert offer(found, one)
        assert answer_offer(one, takes=False)
    assert next_in_line(found) is None
    assert [offer(found, one) for one in lots(found, Group.COMPARISON)] == [False] * 4


def test_an_offer_ends_once_its_day_is_over_everywhere_and_the_next_is_asked(found: Lottery) -> None:
    first, second, _third = reserves(found)
    assert offer(found, first)
    assert reserves(found)[0].answer_by == timezone.localdate() + timedelta(days=3)
    Entrant.objects.filter(pk=first.pk).update(answer_by=timezone.localdate() - timedelta(days=1))
    assert offer(found, second) is False  # further west it is still the day before
    Entrant.objects.filter(pk=first.pk).update(answer_by=timezone.localdate() - timedelta(days=2))
    assert answer_offer(first, takes=True) is False
    assert offer(found, second)
    assert reserves(found)[0].answer == OfferAnswer.LAPSED


def test_after_the_first_day_no_place_is_offered(found: Lottery) -> None:
    found.cohort.starts_on = timezone.localdate() - timedelta(days=1)
    found.cohort.save()
    assert offer(found, reserves(found)[0]) is False


def test_an_answer_never_runs_past_the_first_day(found: Lottery) -> None:
    found.cohort.starts_on = timezone.localdate() + timedelta(days=1)
    found.cohort.save()
    assert offer(found, reserves(found)[0])
    assert reserves(found)[0].answer_by == found.cohort.starts_on


def test_a_reserve_who_waits_no_more_is_passed_over(found: Lottery) -> None:
    first, second, _third = reserves(found)
    assert answer(entry_of(found, first.membership), State.OPTED_OUT)
    assert (offer(found, first), offer(found, second)) == (False, True)


def test_an_offer_to_somebody_who_then_goes_holds_no_place(found: Lottery) -> None:
    first, second, _third = reserves(found)
    assert offer(found, first)
    assert answer(entry_of(found, first.membership), State.OPTED_OUT)
    assert (answer_offer(first, takes=True), offer(found, second)) == (False, True)


def test_who_comes_back_has_the_place_only_as_long_as_it_is_free(found: Lottery) -> None:
    one, other = lots(found, Group.PLACE)[0].membership, leave(found, 1)
    assert answer(entry_of(found, one), State.ENROLLED)
    assert entry_of(found, one).state == State.ENROLLED
    first = reserves(found)[0]
    assert offer(found, first)
    assert answer_offer(first, takes=True)
    assert answer(entry_of(found, other), State.ENROLLED)
    assert entry_of(found, other).state == State.WAITING


def test_somebody_who_left_the_organisation_holds_no_place() -> None:
    made = drawn()
    who = lots(made, Group.PLACE)[0].membership
    who.left_on = timezone.localdate() - timedelta(days=1)
    who.save()
    assert (free(made), offer(made, reserves(made)[0])) == (1, True)


def test_who_is_asked_and_leaves_has_said_no_also_if_they_come_back(found: Lottery) -> None:
    first, second, _third = reserves(found)
    assert offer(found, first)
    assert answer(entry_of(found, first.membership), State.OPTED_OUT)
    assert offer(found, second)
    assert answer(entry_of(found, first.membership), State.ENROLLED)
    assert (answer_offer(first, takes=True), answer_offer(second, takes=True), free(found)) == (False, True, 0)
    assert reserves(found)[0].answer == OfferAnswer.NO


def test_a_kept_seat_is_not_taken_again_once_its_place_is_offered() -> None:
    found = drawn()
    sitting = [one.membership for one in lots(found, Group.PLACE)]
    make.circle(found.cohort, sitting)
    found.cohort.enrolments.filter(membership__in=sitting).update(state=State.ACTIVE)
    assert answer(entry_of(found, sitting[0]), State.OPTED_OUT)
    assert offer(found, reserves(found)[0])
    assert answer(entry_of(found, sitting[0]), State.ENROLLED)
    assert entry_of(found, sitting[0]).state == State.WAITING
    assert answer_offer(reserves(found)[0], takes=True)
    assert free(found) == 0
