from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.anonymity.counts import Share
from edgewise.domain.evidence.ties.recall import Answer, Batch, batch_of, ends_to_ask_about, recalled

END = date(2026, 8, 31)
ANSWERS = st.lists(
    st.integers(1, 9).flatmap(lambda met: st.builds(Answer, st.just(met), st.integers(0, met))), min_size=5, max_size=30
)


def test_people_are_asked_a_quarter_after_the_last_day_and_not_much_later() -> None:
    days = (90, 91, 112, 113)
    spans = [ends_to_ask_about(END + timedelta(days=after)) for after in days]
    assert [first <= END <= last for first, last in spans] == [False, True, True, False]


def test_answers_are_added_up_from_five_people_on() -> None:
    answers = [Answer(4, 1), Answer(4, 2), Answer(5, 0), Answer(4, 4), Answer(3, 3)]
    assert batch_of(answers[:4]) is None
    assert batch_of(answers) == Batch(people=5, met=20, spoken=10, largest=5)


def test_nobody_has_spoken_with_more_people_than_they_met() -> None:
    with pytest.raises(ValueError, match="more people"):
        batch_of([Answer(3, 4)])


def test_fewer_than_seven_answers_tell_nothing() -> None:
    assert recalled([Batch(6, 24, 12, 4)], asked=30) is None
    assert recalled([], asked=30) is None


def test_a_share_is_a_band_and_people_are_told_in_fives() -> None:
    told = recalled([Batch(12, 48, 20, 4), Batch(6, 24, 8, 4)], asked=40)
    assert told is not None
    assert (told.people, told.share) == (15, Share(0.2, 0.4))


def test_that_everybody_answered_is_never_told() -> None:
    told = recalled([Batch(10, 40, 20, 4)], asked=10)
    assert told is not None
    assert told.people == 5


@given(ANSWERS)
def test_two_who_compare_notes_are_left_with_two_sums_of_the_others(answers: list[Answer]) -> None:
    batch = batch_of(answers)
    assert batch is not None
    told = recalled([batch], asked=100)
    if told is None:
        return
    own = sorted(answers, key=lambda one: -one.met)[:2]
    met, spoken = sum(one.met for one in own), sum(one.spoken for one in own)
    shares = [(rest + spoken) / batch.met for rest in range(batch.met - met + 1)]
    possible = [one for one in shares if told.share.low <= one < told.share.high or one == told.share.high == 1]
    assert len(possible) >= 2
