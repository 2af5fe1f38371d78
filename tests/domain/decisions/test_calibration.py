"""What counts, and every figure against the same worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.decisions.calibration import (
    BANDS,
    FEWEST_RESOLVED,
    Calibration,
    Interval,
    Resolved,
    calibration,
    parts,
    resolved,
    unanswered,
    wilson,
)
from edgewise.domain.decisions.model import Again, Decision, Happened, Review, review
from tests.domain.decisions import by_hand
from tests.domain.decisions.decisions import BY, DAY, TAKEN, WORDS, foreseen, granted, taken

# Who says what: (chance in per cent, how many forecasts, how many of them came true). Forty each.
PEOPLE = {
    "amara, who knows how sure to be": ((10, 10, 1), (30, 10, 3), (70, 10, 7), (90, 10, 9)),
    "bruno, who is too sure": ((5, 8, 2), (15, 4, 2), (85, 12, 7), (95, 16, 11)),
    "chidi, who is not sure enough": ((30, 8, 1), (35, 12, 2), (65, 10, 9), (70, 10, 10)),
    "dana, who always says the same": ((70, 40, 25),),
    "ekow, who has it the wrong way round": ((0, 3, 3), (20, 7, 6), (39, 5, 3), (61, 5, 2), (80, 12, 3), (100, 8, 1)),
}


def forecasts(*said: tuple[int, int, int]) -> list[Resolved]:
    return [Resolved(chance, number < hits) for chance, count, hits in said for number in range(count)]


def found(given: Sequence[Resolved]) -> Calibration:
    answer = calibration(given)
    assert answer is not None
    return answer


def ends(interval: Interval | None) -> tuple[float, float, float]:
    assert interval is not None
    return interval.value, interval.low, interval.high


def nearly(expected: object) -> object:
    return pytest.approx(expected, rel=0, abs=1e-9)


ANY = st.lists(st.builds(Resolved, st.integers(0, 100), st.booleans()), min_size=FEWEST_RESOLVED, max_size=60)
FEW_CHANCES = st.lists(
    st.builds(Resolved, st.sampled_from([0, 20, 50, 80, 100]), st.booleans()), min_size=FEWEST_RESOLVED, max_size=30
)


def is_as_by_hand(given: Sequence[Resolved]) -> None:
    answer = found(given)
    split = answer.parts
    assert ends(answer.brier) == nearly(by_hand.brier_ends(given))
    assert (
        split.reliability, split.resolution, split.uncertainty, split.within_variance, split.within_covariance,
    ) == nearly(tuple(map(float, by_hand.parts(given))))  # fmt: skip
    if answer.beyond_base_rate is not None:
        assert ends(answer.beyond_base_rate) == nearly(by_hand.beyond_base_rate(given))
    bands = by_hand.by_band(given)
    assert [(band.count, band.hits) for band in answer.bands] == [
        (len(band), sum(one.came_true for one in band)) for band in bands
    ]
    for band, members in zip(answer.bands, bands, strict=True):
        assert band.said == nearly(float(sum(by_hand.chances(members)) / len(members)))
        assert ends(band.came_true) == nearly(by_hand.wilson(band.hits, band.count))


@pytest.mark.parametrize("said", PEOPLE.values(), ids=PEOPLE)
def test_forty_forecasts_of_five_people_are_as_worked_out_by_hand(said: tuple[tuple[int, int, int], ...]) -> None:
    assert len(forecasts(*said)) == 40
    is_as_by_hand(forecasts(*said))


@settings(max_examples=50)  # each works out two thousand resamples one by one
@given(ANY | FEW_CHANCES)
def test_whatever_was_foreseen_is_as_worked_out_by_hand(given: list[Resolved]) -> None:
    is_as_by_hand(given)


def test_five_people_are_told_apart() -> None:
    told = {who.split(",")[0]: found(forecasts(*said)) for who, said in PEOPLE.items()}
    assert {who: round(one.brier.value, 4) for who, one in told.items()} == {
        "amara": 0.15, "bruno": 0.2905, "chidi": 0.1404, "dana": 0.24, "ekow": 0.565,
    }  # fmt: skip
    assert {who: round(one.parts.reliability, 4) for who, one in told.items()} == {
        "amara": 0.0, "bruno": 0.0676, "chidi": 0.054, "dana": 0.0056, "ekow": 0.3807,
    }  # fmt: skip
    assert {who: one.discrimination and round(one.discrimination, 3) for who, one in told.items()} == {
        "amara": 0.4, "bruno": 0.23, "chidi": 0.282, "dana": 0.0, "ekow": -0.385,
    }  # fmt: skip
    assert told["dana"].beyond_base_rate is None


@given(ANY)
def test_the_parts_make_up_the_score(given: list[Resolved]) -> None:
    split = parts(given)
    whole = split.reliability - split.resolution + split.uncertainty + split.within_variance - split.within_covariance
    assert whole == pytest.approx(found(given).brier.value, rel=0, abs=1e-12)


@given(FEW_CHANCES)
def test_where_a_band_has_one_chance_murphy_s_three_parts_are_enough(given: list[Resolved]) -> None:
    split = parts(given)
    assert (split.within_variance, split.within_covariance) == pytest.approx((0, 0), rel=0, abs=1e-12)


@given(ANY, st.randoms(use_true_random=False))
def test_the_order_changes_nothing(given: list[Resolved], dice: Random) -> None:
    other = list(given)
    dice.shuffle(other)
    assert calibration(other) == calibration(given)


@given(ANY)
def test_asked_the_other_way_round_the_bands_turn_and_the_score_stays(given: list[Resolved]) -> None:
    one, other = found(given), found([Resolved(100 - each.chance, not each.came_true) for each in given])
    assert [(100 - band.most, 100 - band.least, band.count - band.hits) for band in reversed(other.bands)] == [
        (band.least, band.most, band.hits) for band in one.bands
    ]
    assert ends(other.brier) == nearly(ends(one.brier))
    assert other.parts.resolution == nearly(one.parts.resolution)
    assert other.parts.reliability == nearly(one.parts.reliability)
    assert (other.beyond_base_rate is None) == (one.beyond_base_rate is None)


@given(ANY)
def test_every_figure_is_within_what_it_can_be(given: list[Resolved]) -> None:
    answer = found(given)
    for value in (answer.parts.reliability, answer.parts.resolution, answer.parts.within_variance):
        assert 0 <= value <= 1
    assert answer.parts.resolution <= answer.parts.uncertainty + 1e-12 <= 0.25 + 2e-12
    for interval in (answer.brier, *(band.came_true for band in answer.bands)):
        assert 0 <= interval.low <= interval.value <= interval.high <= 1
    if answer.beyond_base_rate is not None:
        assert -1 <= answer.beyond_base_rate.low <= answer.beyond_base_rate.value <= answer.beyond_base_rate.high <= 1
    assert sum(band.count for band in answer.bands) == answer.count == len(given)


def test_the_bands_hold_every_chance_once_and_are_the_same_on_both_sides() -> None:
    assert [chance for least, most in BANDS for chance in range(least, most + 1)] == list(range(101))
    assert tuple((100 - most, 100 - least) for least, most in reversed(BANDS)) == BANDS


def test_nine_forecasts_give_no_number_and_ten_do() -> None:
    assert calibration(forecasts((70, 9, 6))) is None
    assert found(forecasts((70, 10, 7))).count == 10


@pytest.mark.parametrize("hits", [0, 10])
def test_where_all_ended_the_same_there_is_nothing_to_tell_apart(hits: int) -> None:
    answer = found(forecasts((70, 5, hits // 2), (90, 5, hits // 2)))
    assert (answer.beyond_base_rate, answer.discrimination) == (None, None)
    assert (answer.said_of_true, answer.said_of_untrue) == ((0.8, None) if hits else (None, 0.8))


def test_the_interval_beyond_the_base_rate_holds_the_true_value_as_often_as_it_says() -> None:
    """Somebody is 10 points too sure: a thing with a chance of 0.5 is called 60 %, and so on, each as often."""
    dice, true = Random(3), (0.4, 0.6, 0.7)
    rate = sum(true) / 3
    expected = rate * (1 - rate) - sum(p * (0.9 - p) ** 2 + (1 - p) * (p + 0.1) ** 2 for p in true) / 3
    held = tried = 0
    for _ in range(1500):
        drawn = [dice.choice(true) for _ in range(15)]
        answer = found([Resolved(round(100 * p) + 10, dice.random() < p) for p in drawn])
        if answer.beyond_base_rate is not None:
            tried += 1
            held += answer.beyond_base_rate.low <= expected <= answer.beyond_base_rate.high
    assert 0.93 <= held / tried <= 0.98


@pytest.mark.parametrize("count", [10, 20])
def test_the_interval_of_the_score_holds_the_true_value_as_often_as_it_says(count: int) -> None:
    """Somebody is too sure: things with a chance of 0.3, 0.4, 0.6 and 0.7 are called 10, 20, 80 and 90 %."""
    dice, true = Random(5), {0.3: 10, 0.4: 20, 0.6: 80, 0.7: 90}
    expected = sum(p * (1 - said / 100) ** 2 + (1 - p) * (said / 100) ** 2 for p, said in true.items()) / len(true)
    held = 0
    for _ in range(400):
        drawn = [dice.choice(list(true)) for _ in range(count)]
        answer = found([Resolved(true[p], dice.random() < p) for p in drawn])
        held += answer.brier.low <= expected <= answer.brier.high
    assert held / 400 >= 0.94


def test_one_miss_among_many_hits_does_not_put_the_upper_end_at_the_worst_there_is() -> None:
    score = found(forecasts((95, 20, 19))).brier
    assert score.high < 0.3


@pytest.mark.parametrize(("hits", "count"), [(0, 0), (3, 2), (-1, 2)])
def test_an_interval_needs_something_that_can_have_been(hits: int, count: int) -> None:
    with pytest.raises(ValueError, match="of"):
        wilson(hits, count)


@pytest.mark.parametrize(
    ("decision", "counts"),
    [
        (foreseen(70, Happened.YES), [Resolved(70, came_true=True)]),
        (foreseen(70, Happened.NO), [Resolved(70, came_true=False)]),
        (foreseen(70, Happened.YES, on=TAKEN), [Resolved(70, came_true=True)]),  # answered early, and its day is today
        (foreseen(70, Happened.YES, by=BY + DAY, on=TAKEN), []),  # answered early, and its day is to come
        (foreseen(70, Happened.CANNOT_BE_TOLD), []),
        (foreseen(70, Happened.YES, by=None, on=BY), []),
        (foreseen(70, Happened.YES, by=TAKEN - DAY, on=TAKEN), []),  # its day was over when it was made
        (foreseen(70, None), []),
        (Decision(WORDS), []),
        (taken(), []),
    ],
)
def test_a_forecast_counts_from_its_day_on_if_it_was_answered_yes_or_no(
    decision: Decision, counts: list[Resolved]
) -> None:
    assert list(resolved([decision], BY)) == counts


@given(st.integers(0, 100), st.sampled_from(Happened), st.dates(TAKEN, BY + 30 * DAY), st.integers(0, 40))
def test_no_answer_counts_before_the_day_of_its_forecast(chance: int, happened: Happened, on: date, days: int) -> None:
    """However early it was given."""
    today = on + days * DAY
    counted = resolved([foreseen(chance, happened, on=on)], today)
    assert (len(counted) == 1) is (happened is not Happened.CANNOT_BE_TOLD and today >= BY)


def test_the_last_answer_counts() -> None:
    changed = granted(review(foreseen(70, Happened.NO), Review(BY + DAY, Happened.YES, Again.YES)))
    assert resolved([changed], BY + DAY) == (Resolved(70, came_true=True),)


def test_forecasts_that_had_their_day_and_no_answer_are_told() -> None:
    given = [
        foreseen(70, None),
        foreseen(70, None, by=BY + DAY),
        foreseen(70, None, by=None),
        foreseen(70, Happened.NO),
    ]
    assert unanswered(given, BY) == 1
