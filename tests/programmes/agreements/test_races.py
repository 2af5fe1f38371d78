"""Two people at one agreement at the same moment: there is one version that counts, and nobody is left in a knot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from edgewise.notices.models import Notice
from edgewise.programmes.agreements.actions import agree_anew, change_objectives, sign
from edgewise.programmes.agreements.queries import agreement_of
from edgewise.programmes.circles.actions import end_seat, open_circle
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.models.agreements import Agreement
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.runs.actions import draft_match, publish_circles
from edgewise.vault.actions import ensure_installation_key
from tests import make
from tests.programmes.runs.test_races import at_once, drafted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def opened() -> Circle:
    ensure_installation_key()
    return open_circle(make.cohort(), [make.membership(name) for name in make.CAST], "Harbour", make.NOW)


def done(call: Callable[[], object]) -> Callable[[], tuple[str, ...]]:
    return lambda: (str(call()),)


def versions(circle: Circle) -> list[int]:
    return list(circle.agreements.order_by("version").values_list("version", flat=True))


def test_two_who_leave_at_once_make_two_versions() -> None:
    circle = opened()
    leaving = circle.seats.order_by("position")[:2]
    at_once(*(done(partial(end_seat, seat, SeatEnd.OPTED_OUT, make.NOW)) for seat in leaving))
    current = agreement_of(circle)
    assert current is not None
    assert (versions(circle), set(current.seats)) == ([1, 2, 3], {seat.pk for seat in open_seats(circle)})


def test_a_signature_comes_before_a_change_or_is_refused() -> None:
    circle = opened()
    first, second = circle.seats.order_by("position")[:2]
    signed, _ = at_once(done(lambda: sign(first, 1)), done(lambda: change_objectives(second, 1, "Say no more often")))
    assert versions(circle) == [1, 2]
    assert list(Agreement.objects.filter(signatures__isnull=False).values_list("version", flat=True)) == (
        [1] if signed == ("True",) else []
    )


def test_two_first_agreements_are_one() -> None:
    circle = make.circle(members=[make.membership(name) for name in make.CAST])
    at_once(*[done(lambda: agree_anew({circle.pk}))] * 2)
    assert (versions(circle), Notice.objects.count()) == ([1], 6)


@pytest.mark.parametrize("seed", range(4))
def test_who_opts_out_while_the_next_round_is_published_ties_no_knot(seed: int) -> None:
    ensure_installation_key()
    cohort = make.cohort()
    assert publish_circles(drafted(cohort)) == ()
    made = draft_match(cohort, seed, next_round=True)
    entry = cohort.enrolments.order_by("pk")[seed]
    published, left = at_once(lambda: publish_circles(made), done(lambda: answer(entry, EnrolmentState.OPTED_OUT)))
    circle = cohort.circles.get(closed_at=None)
    current = agreement_of(circle)
    assert current is not None
    assert set(current.seats) == {seat.pk for seat in open_seats(circle)}
    assert (published == (), left == ("True",)) != (False, False)
