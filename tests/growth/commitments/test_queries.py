"""Who finds which commitments, in how many queries, and what can be counted without reading."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.domain.anonymity.counts import Fact
from edgewise.growth.commitments.actions import ask, check_in
from edgewise.growth.commitments.queries import (
    LastPromised,
    Promise,
    kept_facts,
    my_commitments,
    promises_for,
    read,
    shared_in,
    wins_in,
    witnessed_by,
)
from edgewise.growth.models import Status
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.vault.actions import destroy_key
from tests import make

pytestmark = pytest.mark.django_db


def _whats(promises: list[Promise]) -> list[str]:
    return [promise.words.what if promise.words else "" for promise in promises]


def test_mine_are_those_i_made_not_those_i_witness(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    make.commitment(harbour, amara, bruno, make.words("Call Dana"))
    make.commitment(harbour, bruno, amara, make.words("Write to Elif"))

    assert _whats(read(my_commitments(amara.person))) == ["Call Dana"]
    assert _whats(read(witnessed_by(amara.person))) == ["Write to Elif"]


def test_a_witness_who_has_left_the_circle_is_a_witness_no_more(harbour: Circle, amara: Membership) -> None:
    ines = make.membership("Ines")
    make.ended_seat(harbour, ines)
    make.commitment(harbour, amara, ines)

    assert list(witnessed_by(ines.person)) == []


def test_whoever_has_left_keeps_their_own(harbour: Circle) -> None:
    ines = make.membership("Ines")
    make.ended_seat(harbour, ines)
    make.commitment(harbour, ines, said=make.words("Ask for the role"), made_at=make.NOW - timedelta(days=20))

    assert _whats(read(my_commitments(ines.person))) == ["Ask for the role"]


def test_a_new_member_does_not_see_what_was_promised_before(harbour: Circle, amara: Membership) -> None:
    chidi = make.membership("Chidi")
    make.seat(harbour, chidi, since=make.NOW)
    make.commitment(harbour, amara, said=make.words("Before"), made_at=make.NOW - timedelta(days=1))
    make.commitment(harbour, amara, said=make.words("After"), made_at=make.NOW + timedelta(days=1))

    assert _whats(read(shared_in(harbour, chidi.person))) == ["After"]


def test_a_former_member_does_not_see_what_was_promised_since(harbour: Circle, amara: Membership) -> None:
    ines = make.membership("Ines")
    make.ended_seat(harbour, ines)
    make.commitment(harbour, amara, said=make.words("Then"), made_at=make.NOW - timedelta(days=20))
    make.commitment(harbour, amara, said=make.words("Now"), made_at=make.NOW)

    assert _whats(read(shared_in(harbour, ines.person))) == ["Then"]


def test_a_circle_sees_what_was_kept_lately_of_what_was_promised_before_it(
    harbour: Circle, amara: Membership, bruno: Membership
) -> None:
    chidi = make.membership("Chidi")
    make.seat(harbour, chidi, since=make.NOW)
    before = make.commitment(harbour, amara, said=make.words("Before"), made_at=make.NOW - timedelta(days=1))
    after = make.commitment(harbour, amara, said=make.words("After"), made_at=make.NOW)
    partly = make.commitment(harbour, bruno, said=make.words("Partly"), made_at=make.NOW)
    for row, status, days in ((before, Status.KEPT, 2), (after, Status.KEPT, 1), (partly, Status.PARTLY, 1)):
        check_in(row, row.author, status, "", make.NOW + timedelta(days=days))

    assert _whats(read(wins_in(harbour, amara.person, make.NOW))) == ["Before", "After"]
    assert _whats(read(wins_in(harbour, chidi.person, make.NOW))) == ["After"]
    assert list(wins_in(harbour, amara.person, make.NOW + timedelta(days=3))) == []


def test_the_next_session_opens_with_the_last_open_promise_of_each_seat(
    harbour: Circle, amara: Membership, bruno: Membership
) -> None:
    make.commitment(harbour, amara, said=make.words("Older"), made_at=make.NOW - timedelta(days=14))
    newest = make.commitment(harbour, amara, said=make.words("Newest"))
    kept = make.commitment(harbour, bruno, said=make.words("Done already"))
    check_in(kept, bruno, Status.KEPT, "", make.NOW)

    assert promises_for(harbour) == [
        LastPromised(1, amara, newest.code, "Newest", newest.by_date),
    ]


def test_a_promise_of_someone_who_has_left_opens_nothing(harbour: Circle) -> None:
    ines = make.membership("Ines")
    make.ended_seat(harbour, ines)
    make.commitment(harbour, ines)

    assert promises_for(harbour) == []


def test_each_answer_is_a_fact_of_its_day_and_another_date_leaves_it_open(
    harbour: Circle, amara: Membership, bruno: Membership
) -> None:
    anchor = make.circle(harbour.cohort, name="Anchor")
    make.commitment(make.circle(make.cohort(), name="Elsewhere"), bruno)
    kept, moved = make.commitment(harbour, amara), make.commitment(anchor, bruno)
    check_in(kept, amara, Status.KEPT, "", make.NOW)
    check_in(moved, bruno, Status.CHANGED, "", make.NOW, moved_to=make.NOW.date() + timedelta(days=9))

    with CaptureQueriesContext(connection) as asked:
        facts = kept_facts([harbour.cohort])

    day = timezone.localdate(make.NOW)
    assert facts == {
        harbour.cohort_id: [
            Fact(kept.pk, amara.pk, harbour.pk, day, 1),
            Fact(moved.pk, bruno.pk, anchor.pk, day, None),
        ]
    }
    assert len(asked) == 1


def test_once_the_key_is_destroyed_the_dates_remain_and_the_words_are_gone(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)
    check_in(made, amara, Status.PARTLY, "Ask earlier", make.NOW)

    destroy_key(harbour.scope)
    (promise,) = read(my_commitments(amara.person))

    assert (promise.words, promise.learnings[0].learnt, promise.row.by_date) == (None, None, made.by_date)


def test_a_question_of_the_witness_stands_until_it_is_answered(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)
    ask(made, make.NOW)
    (before,) = read(my_commitments(amara.person))
    check_in(made, amara, Status.KEPT, "", make.NOW + timedelta(hours=1))
    (after,) = read(my_commitments(amara.person))

    assert (before.asked, after.asked) == (make.NOW, None)


@pytest.mark.parametrize("rows", [1, 3])
def test_reading_takes_as_many_queries_for_three_as_for_one(
    harbour: Circle, amara: Membership, bruno: Membership, rows: int
) -> None:
    for _ in range(rows):
        check_in(make.commitment(harbour, amara, bruno), amara, Status.KEPT, "It helped", make.NOW)

    with CaptureQueriesContext(connection) as asked:
        promises = read(my_commitments(amara.person))

    assert (len(promises), len(asked)) == (
        rows,
        2,
    )  # rows and learnings; the key is known
