"""Two who draw at once draw once, and of what is pressed at the same moment one thing counts."""

from __future__ import annotations

from functools import partial

import pytest

from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.lotteries.actions import answer_offer, draw_places, offer_place
from edgewise.programmes.lotteries.page.drawn import drawn_of
from edgewise.programmes.lotteries.page.plan import DRAWN_ALREADY, Sizes
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery, OfferAnswer
from tests import make
from tests.at_once import at_once
from tests.programmes.lotteries.world import drawn, entry_of, lots, wanted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def test_two_who_draw_at_once_draw_once() -> None:
    run = wanted()
    copies = [Cohort.objects.select_related("programme").get(pk=run.pk) for _ in range(2)]
    answers = at_once(*(partial(draw_places, copy, Sizes(5, 2), None) for copy in copies))
    assert sorted(answers) == ["", str(DRAWN_ALREADY)]
    assert (Lottery.objects.count(), Entrant.objects.count(), drawn_of(Lottery.objects.get()).is_right) == (1, 12, True)


def test_a_yes_at_the_moment_of_the_draw_is_drawn_or_waits() -> None:
    run = wanted()
    late = make.enrolment(make.membership("Rosa"), run, EnrolmentState.INVITED)
    entry = Enrolment.objects.select_related("cohort__programme", "membership").get(pk=late.pk)
    at_once(lambda: draw_places(run, Sizes(5, 2), None) == "", lambda: answer(entry, EnrolmentState.ENROLLED))
    found = Lottery.objects.get()
    late.refresh_from_db()
    lot = found.entrants.filter(membership=late.membership).first()
    has_place = lot is not None and lot.group == Group.PLACE
    assert late.state == (EnrolmentState.ENROLLED if has_place else EnrolmentState.WAITING)
    assert found.entrants.count() == (13 if lot else 12)


def test_a_no_at_the_moment_of_the_draw_is_not_undone_by_it() -> None:
    run = wanted()
    entry = Enrolment.objects.select_related("cohort__programme", "membership").get(
        cohort=run, membership__person__name="Amara"
    )
    drew, left = at_once(
        lambda: draw_places(run, Sizes(5, 2), None) == "", lambda: answer(entry, EnrolmentState.OPTED_OUT)
    )
    entry.refresh_from_db()
    assert drew
    assert (entry.state == EnrolmentState.OPTED_OUT) == left


def test_the_last_free_place_is_offered_once() -> None:
    found = drawn()
    assert answer(entry_of(found, lots(found, Group.PLACE)[0].membership), EnrolmentState.OPTED_OUT)
    first = lots(found, Group.RESERVE)[0]
    made = at_once(*(partial(offer_place, Lottery.objects.get(), first, None) for _ in range(2)))
    assert sorted(made) == [False, True]


def test_a_yes_and_a_no_to_an_offer_at_once_are_one_of_them() -> None:
    found = drawn()
    assert answer(entry_of(found, lots(found, Group.PLACE)[0].membership), EnrolmentState.OPTED_OUT)
    assert offer_place(found, lots(found, Group.RESERVE)[0], None)
    rows = [lots(found, Group.RESERVE)[0] for _ in range(2)]
    yes, no = at_once(partial(answer_offer, rows[0], takes=True), partial(answer_offer, rows[1], takes=False))
    assert yes != no
    row = lots(found, Group.RESERVE)[0]
    state = entry_of(found, row.membership).state
    assert (row.answer, state) == (
        (OfferAnswer.YES, EnrolmentState.ENROLLED) if yes else (OfferAnswer.NO, EnrolmentState.WAITING)
    )
