"""Two people at one agreement at the same moment: there is one version that counts, and nobody is left in a knot."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from edgewise.notices.models import Notice
from edgewise.programmes import actions, queries
from edgewise.programmes.models import Agreement, Circle, EnrolmentState
from edgewise.vault.actions import ensure_installation_key
from tests import make
from tests.programmes.test_races import at_once, drafted

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def opened() -> Circle:
    ensure_installation_key()
    return actions.open_circle(make.cohort(), [make.membership(name) for name in make.CAST], "Harbour", make.NOW)


def done(call: Callable[[], object]) -> Callable[[], tuple[str, ...]]:
    return lambda: (str(call()),)


def versions(circle: Circle) -> list[int]:
    return list(circle.agreements.order_by("version").values_list("version", flat=True))


def test_two_who_leave_at_once_make_two_versions() -> None:
    circle = opened()
    leaving = circle.seats.order_by("position")[:2]
    at_once(*(done(partial(actions.end_seat, seat, "opted out", make.NOW)) for seat in leaving))
    current = queries.agreement_of(circle)
    assert current is not None
    assert (versions(circle), set(current.seats)) == ([1, 2, 3], {seat.pk for seat in queries.open_seats(circle)})


def test_a_signature_comes_before_a_change_or_is_refused() -> None:
    circle = opened()
    first, second = circle.seats.order_by("position")[:2]
    signed, _ = at_once(
        done(lambda: actions.sign(first, 1)), done(lambda: actions.change_objectives(second, 1, "Say no more often"))
    )
    assert versions(circle) == [1, 2]
    assert list(Agreement.objects.filter(signatures__isnull=False).values_list("version", flat=True)) == (
        [1] if signed == ("True",) else []
    )


def test_two_first_agreements_are_one() -> None:
    circle = make.circle(members=[make.membership(name) for name in make.CAST])
    at_once(*[done(lambda: actions.agree_anew({circle.pk}))] * 2)
    assert (versions(circle), Notice.objects.count()) == ([1], 6)


@pytest.mark.parametrize("seed", range(4))
def test_who_opts_out_while_the_next_round_is_published_ties_no_knot(seed: int) -> None:
    ensure_installation_key()
    cohort = make.cohort()
    assert actions.publish_circles(drafted(cohort)) == ()
    made = actions.draft_match(cohort, seed, next_round=True)
    entry = cohort.enrolments.order_by("pk")[seed]
    published, left = at_once(
        lambda: actions.publish_circles(made), done(lambda: actions.answer(entry, EnrolmentState.OPTED_OUT))
    )
    circle = cohort.circles.get(closed_at=None)
    current = queries.agreement_of(circle)
    assert current is not None
    assert set(current.seats) == {seat.pk for seat in queries.open_seats(circle)}
    assert (published == (), left == ("True",)) != (False, False)
