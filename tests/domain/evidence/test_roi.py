"""What a programme costs and brings, against the same worked out by hand."""

from __future__ import annotations

from math import ceil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.evidence.outcomes import By, Nature, Plan
from edgewise.domain.evidence.pays import pays_if
from edgewise.domain.evidence.roi import Account, Effect, Interval, Item, Price, Sort, account

LEAVING = "left"
FIXED = Price(1000, 1000, 1000)
REPLACING = Item(Sort.VALUE, "Replacing somebody", Price(20_000, 40_000, 80_000), "HR, 2025", outcome=LEAVING)


def cost(price: Price, quantity: float = 1.0) -> Item:
    return Item(Sort.COST, "Hours of participants", price, "Payroll, 2026", quantity)


def effect(found: Interval | None, *, shown: bool = True, people: int = 100, count: bool = True) -> Effect:
    return Effect(LEAVING, people, count, shown, found)


def made(*items: Item, of: Effect | None = None) -> Account:
    found = account(items, [of or effect(None)], 1)
    assert found is not None
    return found


def test_without_a_cost_there_is_nothing_to_return() -> None:
    assert account([REPLACING], [effect(None)], 1) is None


def test_fixed_prices_and_a_sure_effect_give_one_number() -> None:
    value = Item(Sort.VALUE, "Replacing somebody", FIXED, "HR", outcome=LEAVING)
    sure = effect(Interval(0.4, 0.4, 0.4, None))
    assert made(cost(FIXED, 20), of=sure).value is None  # no value is counted
    found = made(cost(FIXED, 20), value, of=sure)
    told = [one and (one.low, one.middle, one.high) for one in (found.cost, found.value, found.net, found.ratio)]
    assert told == [(20_000,) * 3, (40_000,) * 3, (20_000,) * 3, (2,) * 3]
    assert [(one.likely, one.low, one.high) for one in found.break_even] == [(20, 20, 20)]


def test_a_triangle_has_its_known_percentiles() -> None:
    """The inverse of the triangular distribution at a tenth, a half and nine tenths of (10, 20, 60)."""
    found = made(cost(Price(10, 20, 60))).cost
    by_hand = (10 + (0.1 * 50 * 10) ** 0.5, 60 - (0.5 * 50 * 40) ** 0.5, 60 - (0.1 * 50 * 40) ** 0.5)
    assert (found.low, found.middle, found.high) == pytest.approx(by_hand, rel=0.02)


def test_the_interval_of_an_effect_widens_the_return() -> None:
    """A normal effect: the tenth percentile is 1.2816 standard errors below; half of an interval is 1.96 of them."""
    value = Item(Sort.VALUE, "Replacing somebody", FIXED, "HR", outcome=LEAVING)
    found = made(cost(FIXED), value, of=effect(Interval(0.05, -0.05, 0.15, None), shown=False))
    assert found.value is not None
    expected = [100 * 1000 * (0.05 + by * 0.1 / 1.959964) for by in (-1.281552, 0, 1.281552)]
    assert [found.value.low, found.value.middle, found.value.high] == pytest.approx(expected, abs=200)
    assert found.ratio is None  # an effect that is not shown has no ratio


def test_the_drawn_effect_lies_inside_its_interval_as_often_as_that_says() -> None:
    """With four degrees of freedom t is 2.776 at the interval's end and 1.533 at nine tenths."""
    value = Item(Sort.VALUE, "Replacing somebody", FIXED, "HR", outcome=LEAVING)
    found = made(cost(FIXED), value, of=effect(Interval(0.05, -0.05, 0.15, 4.0)))
    assert found.value is not None
    expected = [100 * 1000 * (0.05 + by * 0.1 / 2.776445) for by in (-1.533206, 0, 1.533206)]
    assert [found.value.low, found.value.middle, found.value.high] == pytest.approx(expected, abs=200)


def test_a_refused_effect_leaves_the_number_of_people_that_would_pay() -> None:
    found = made(cost(Price(50_000, 70_000, 90_000)), REPLACING)
    assert (found.value, found.net, found.ratio) == (None, None, None)
    assert [one.likely for one in found.break_even] == [ceil(70_000 / 40_000)]


def test_a_score_pays_by_points_for_each_person() -> None:
    value = Item(Sort.VALUE, "A point of engagement", Price(100, 100, 100), "Finance", outcome=LEAVING)
    found = made(cost(FIXED, 5), value, of=effect(None, people=20, count=False))
    assert [(one.likely, one.is_count, one.of_all) for one in found.break_even] == [(2.5, False, False)]


def test_of_people_whose_number_is_not_known_a_score_pays_by_points_of_all_together() -> None:
    value = Item(Sort.VALUE, "A point of engagement", Price(100, 100, 100), "Finance", outcome=LEAVING)
    (found,) = made(cost(FIXED, 5), value, of=effect(None, people=0, count=False)).break_even
    plan = Plan("Engagement", Nature.SCORE, 365, 0.3, True, By.MATCH, True)
    assert (found.likely, found.of_all) == (50, True)
    assert pays_if(plan, found) == "It pays if “Engagement” is better by 50, over all people together."


@pytest.mark.parametrize(
    ("items", "words"),
    [
        ([cost(Price(3, 2, 5))], "do not rise"),
        ([cost(Price(-1, 2, 5))], "do not rise"),
        ([cost(FIXED, -2)], "quantity"),
        ([Item(Sort.VALUE, "Morale", FIXED, "", outcome="mood")], "needs an outcome"),
        ([Item(Sort.VALUE, "Morale", Price(0, 1, 2), "", outcome=LEAVING)], "above 0"),
    ],
)
def test_what_cannot_be_drawn_is_named(items: list[Item], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        account(items, [effect(None)], 1)


@given(st.floats(0, 1e6), st.floats(0, 1e6), st.floats(0, 1e6), st.integers(0, 2**32))
def test_a_cost_stays_in_its_range_and_the_same_seed_gives_the_same(a: float, b: float, c: float, seed: int) -> None:
    least, likely, most = sorted((a, b, c))
    found = account([cost(Price(least, likely, most))], [], seed)
    assert (found is None) == (most == 0)
    if found is not None:
        assert least <= found.cost.low <= found.cost.middle <= found.cost.high <= most
        assert account([cost(Price(least, likely, most))], [], seed) == found
