"""The sentences: an answer, a refusal, and what it would take."""

from __future__ import annotations

import pytest

from edgewise.domain.evidence import words
from edgewise.domain.evidence.comparison import Asked, Comparison, Method, Side, Standing
from edgewise.domain.evidence.estimates.power import needed_for_shares
from edgewise.domain.evidence.gathered import Reason

NOT_SHOWN = Comparison(
    method=Method.LOTTERY,
    standing=Standing.NOT_SHOWN,
    asked=Asked(yes_no=True, smallest=4),
    taking_part=Side(50, 48, 0.1),
    compared=Side(52, 50, 0.12),
    left_out=0,
    difference=-0.02,
    low=-0.144,
    high=0.1041,
    p=0.75,
    naive_difference=-0.02,
    naive_low=-0.15,
    naive_high=0.11,
    naive_p=0.7502,
    needed=needed_for_shares(0.12, 0.08),
    draws=2000,
    seed=7,
)


def changed(**fields: object) -> Comparison:
    return Comparison(**{name: getattr(NOT_SHOWN, name) for name in NOT_SHOWN.__struct_fields__} | fields)


def test_not_shown_says_what_it_would_take() -> None:
    assert str(words.answer(NOT_SHOWN, "leaving")) == (
        "Not shown. To see leaving fall from 12 % to 8 % you need 879 people in each group; you have 48."
    )


def test_what_is_good_when_it_rises_rises() -> None:
    found = changed(asked=Asked(yes_no=True, smallest=4, higher_is_better=True))
    assert str(words.answer(found, "promotion")) == (
        "Not shown. To see promotion rise from 12 % to 16 % you need 879 people in each group; you have 48."
    )


def test_with_enough_people_nobody_is_told_to_find_more() -> None:
    assert str(words.answer(changed(needed=40), "leaving")) == (
        "Not shown. There were enough people to see leaving fall from 12 % to 8 %: 48 a group."
    )


def test_a_change_that_cannot_be_is_said_to_be_none() -> None:
    assert str(words.answer(changed(needed=None), "leaving")) == (
        "Not shown. The smallest change asked for cannot be: leaving is at 12 % without the programme."
    )


def test_shown_says_how_much_and_by_how_much_it_may_be_off() -> None:
    found = changed(standing=Standing.SHOWN, difference=-0.041, low=-0.07, high=-0.012)
    assert str(words.answer(found, "leaving")) == (
        "Shown. Among those who take part, leaving is lower by 4.1 points (95 per cent: 1.2 points to 7 points)."
    )


def test_what_is_shown_to_be_worse_is_called_worse() -> None:
    found = changed(standing=Standing.SHOWN, difference=0.041, low=0.012, high=0.07)
    assert str(words.answer(found, "leaving")) == (
        "Shown. Among those who take part, leaving is higher by 4.1 points (95 per cent: 1.2 points to 7 points). "
        "That is worse."
    )


def test_of_a_match_it_is_said_that_they_chose() -> None:
    found = changed(standing=Standing.SHOWN, method=Method.MATCH, difference=-0.041, low=-0.07, high=-0.012)
    assert str(words.answer(found, "leaving")).endswith(
        "They chose to take part: what made them choose can be the cause, too."
    )


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_its_reason_and_no_figure_of_the_comparison(reason: Reason) -> None:
    found = Comparison(Method.LOTTERY, Standing.REFUSED, NOT_SHOWN.asked, Side(50, 48), Side(52, 50), 0, reason)
    said = str(words.answer(found, "leaving"))
    assert said == f"Refused. {words.why_refused(reason)}"
    assert not {"48", "50", "52"} & set(said.replace(".", " ").split())
    assert (words.seen(found, "leaving"), words.naive_claim(found)) == ("", "")


def test_both_sides_are_said_with_how_many_they_are() -> None:
    assert str(words.seen(NOT_SHOWN, "Leaving")) == (
        f"Leaving: 10 % of 48 who take part, 12 % of 50 who are compared. The difference is {words.MINUS}2.0 points; "
        f"95 per cent: {words.MINUS}14.4 points to +10.4 points."
    )


def test_numbers_have_units_of_their_own() -> None:
    found = changed(asked=Asked(yes_no=False, smallest=0.5, higher_is_better=True), needed=879)
    assert str(words.answer(found, "the score")) == (
        "Not shown. To see the score rise from 0.12 to 0.62 you need 879 people in each group; you have 48."
    )


@pytest.mark.parametrize(("p", "said"), [(0.0004, "< 0.001"), (0.0496, "= 0.050"), (0.75, "= 0.750")])
def test_no_p_is_said_to_be_zero(p: float, said: str) -> None:
    assert words.p_said(p) == said


def test_nothing_has_no_minus() -> None:
    assert [words.signed(number) for number in (-0.01, 0.0, 0.06, -0.06)] == ["0.0", "0.0", "+0.1", f"{words.MINUS}0.1"]


def test_the_ordinary_test_is_quoted() -> None:
    assert str(words.naive_claim(NOT_SHOWN)) == (
        "An ordinary test of two groups would have claimed nothing (p = 0.750)."
    )
    assert str(words.naive_claim(changed(naive_p=0.0004))) == (
        "An ordinary test of two groups would have claimed a difference (p < 0.001)."
    )


def test_a_small_difference_is_told_with_the_digits_that_it_was_registered_with() -> None:
    asked = Asked(yes_no=False, smallest=0.003, higher_is_better=True)
    found = changed(asked=asked, standing=Standing.SHOWN, difference=0.0042, low=0.0011, high=0.0073)
    assert "higher by 0.0042 (95 per cent: 0.0011 to 0.0073)" in str(words.answer(found, "the score"))
    assert words.change(changed(asked=Asked(yes_no=True, smallest=0.05), difference=0.0004), 0.0004) == "+0.040 points"


def test_what_is_shown_is_never_told_as_nothing() -> None:
    found = changed(standing=Standing.SHOWN, difference=-0.02, low=-0.0396, high=-0.0004)
    assert "lower by 2 points (95 per cent: 0.04 points to 3.96 points)" in str(words.answer(found, "leaving"))


def test_what_is_shown_and_yet_too_little_is_said_to_be() -> None:
    found = changed(standing=Standing.SHOWN, difference=-0.03, low=-0.05, high=-0.01)
    less = "That is less than what was registered as worth having."
    assert str(words.answer(found, "leaving")).endswith(less)
    assert less not in str(words.answer(changed(standing=Standing.SHOWN, difference=-0.04, low=-0.07, high=-0.01), "x"))
