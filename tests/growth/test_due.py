"""A commitment comes due: its author is asked, and its witness is asked to ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.commitments.actions import ask, check_in
from edgewise.growth.models import Commitment, Status
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tick
from edgewise.programmes.models.designs import Cohort
from tests import make

pytestmark = pytest.mark.django_db
DUE = datetime.combine(make.DUE, datetime.min.time(), UTC)
DAY = timedelta(days=1)
CANARY = "canary-words-of-a-promise"


def promised() -> Commitment:
    amara, bruno = make.membership("Amara"), make.membership("Bruno")
    circle = make.circle(members=[amara, bruno])
    return make.commitment(circle, amara, bruno, make.words(CANARY))


def told(kind: Kind) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("to__person__name", flat=True))


def days_go_by(begins: datetime, days: int) -> None:
    for hour in range(0, 24 * days, 8):
        tick(begins + timedelta(hours=hour))


def test_on_its_day_its_author_is_asked_and_its_witness_to_ask_once() -> None:
    promised()
    days_go_by(DUE - 3 * DAY, 3)
    before = Notice.objects.count()
    days_go_by(DUE, 5)
    assert (before, told(Kind.COMMITMENT_DUE), told(Kind.WITNESS_PROMPT)) == (0, ["Amara"], ["Bruno"])


def test_a_new_date_is_asked_of_anew() -> None:
    row = promised()
    tick(DUE)
    check_in(row, row.author, Status.CHANGED, "", DUE, moved_to=make.DUE + 7 * DAY)
    days_go_by(DUE, 10)
    assert told(Kind.COMMITMENT_DUE) == ["Amara", "Amara"]


def test_what_has_been_answered_is_not_asked_of() -> None:
    row = promised()
    check_in(row, row.author, Status.KEPT, "", DUE - DAY)
    days_go_by(DUE, 3)
    assert not Notice.objects.exists()


def test_a_witness_who_asks_twice_a_day_is_one_message() -> None:
    row = promised()
    asked = [ask(row, DUE), ask(row, DUE + timedelta(hours=1)), ask(row, DUE + DAY)]
    assert (asked, told(Kind.WITNESS_ASKED)) == ([True] * 3, ["Amara", "Amara"])


def test_no_word_of_a_promise_is_in_a_message() -> None:
    row = promised()
    tick(DUE)
    ask(row, DUE)
    assert all(CANARY not in str(row) for row in Notice.objects.values())


@pytest.mark.parametrize(("kept", "said"), [(9, 10), (6, 10), (5, 0)])
def test_what_most_kept_is_said_and_what_they_did_not_never(kept: int, said: int) -> None:
    names = [f"Person {number}" for number in range(10)]
    circle = make.circle(members=[make.membership(name) for name in names])
    Cohort.objects.update(ends_on=make.DUE + 60 * DAY)
    for number, name in enumerate(names):
        row = make.commitment(circle, make.membership(name), make.membership(names[number - 1]))
        check_in(row, row.author, Status.KEPT if number < kept else Status.NOT, "", DUE)
    days_go_by(DUE, 14)
    assert len(told(Kind.WELL_KEPT)) == said
