"""What a programme costs and brings, drawn from ranges: a range again, and never a number alone.

Every price is a range with its source. The effect of the programme on an outcome enters with its interval, so that what
is not known about people is not lost on the way to money. The prices are drawn apart from each other, and so are the
effects of two outcomes. Source: "Guide to the expression of uncertainty in measurement", Supplement 1 (JCGM 101:2008).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from math import ceil

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

DRAWS = 10_000
PERCENTILES_TOLD = (10, 50, 90)
CONFIDENCE = 0.95  # of the interval of an effect

Draws = NDArray[np.float64]


class Sort(StrEnum):
    COST = "cost"
    VALUE = "value"


class Price(Struct, frozen=True):
    """Of one unit: the least, the likely and the most."""

    least: float
    likely: float
    most: float


class Item(Struct, frozen=True):
    """One line of the account.

    A cost is `quantity` times its price. A value is the price of one unit of better outcome: one person who stays, one
    point of a score for one person; its quantity follows from the effect.
    """

    sort: Sort
    name: str
    price: Price
    source: str  # where the price is from
    quantity: float = 1.0
    outcome: str = ""  # of a value: the key of the outcome whose effect it counts


class Interval(Struct, frozen=True):
    """What was found, per person, turned so that more is better, with its 95 % interval.

    `df`: degrees of freedom of the interval; None: the normal distribution.
    """

    value: float
    low: float
    high: float
    df: float | None


class Effect(Struct, frozen=True):
    """Of one outcome. `is_count`: of yes or no, so that whole people can be counted."""

    outcome: str
    people: int  # who were given a place; 0 where that is not known
    is_count: bool
    is_shown: bool
    found: Interval | None  # None: refused


class Spread(Struct, frozen=True):
    """In nine of ten draws at least `low`, in half of them at least `middle`, in one of ten at least `high`."""

    low: float
    middle: float
    high: float


class BreakEven(Struct, frozen=True, omit_defaults=True):
    """How much better one outcome must be, alone, to pay for everything: people, or points of a score for each person.

    `likely` at the likely prices; `low` and `high` over the ranges. `of_all`: points of all people together, where
    nothing was compared yet and so nobody knows how many they are.
    """

    outcome: str
    is_count: bool
    likely: float
    low: float
    high: float
    of_all: bool = False


class Account(Struct, frozen=True):
    """`value`, `net`: None where no effect was found. `ratio`: told only where every effect counted is shown."""

    cost: Spread
    value: Spread | None
    net: Spread | None
    ratio: Spread | None
    break_even: tuple[BreakEven, ...]
    seed: int


def account(items: Sequence[Item], effects: Iterable[Effect], seed: int) -> Account | None:
    """None without a cost: nothing can be returned on nothing.

    ValueError: a price that is no range, or a value of an outcome without its effect.
    """
    known = {one.outcome: one for one in effects}
    for item in items:
        _check(item, known)
    dice = np.random.Generator(np.random.PCG64(seed))
    costs = [item for item in items if item.sort == Sort.COST and item.quantity * item.price.most > 0]
    if not costs:
        return None
    spent = sum((item.quantity * _drawn(item.price, dice) for item in costs), np.zeros(DRAWS))
    likely = sum(item.quantity * item.price.likely for item in costs)
    values = [(item, known[item.outcome], _drawn(item.price, dice)) for item in items if item.sort == Sort.VALUE]
    even = tuple(_break_even(item, effect, likely, spent / price) for item, effect, price in values)
    counted = [(effect, price) for _, effect, price in values if effect.found]
    if not counted:
        return Account(_spread(spent), None, None, None, even, seed)
    gained = _gained(counted, dice)
    shown = all(effect.is_shown for effect, _ in counted)
    return Account(
        _spread(spent), _spread(gained), _spread(gained - spent), _spread(gained / spent) if shown else None, even, seed
    )


def _check(item: Item, known: Mapping[str, Effect]) -> None:
    price = item.price
    if not 0 <= price.least <= price.likely <= price.most:
        raise ValueError(f"{item.name}: the least, the likely and the most do not rise from 0: {price}")
    if item.quantity < 0:
        raise ValueError(f"{item.name}: a quantity of {item.quantity}")
    if item.sort == Sort.VALUE and (item.outcome not in known or price.least == 0):
        raise ValueError(f"{item.name}: a value needs an outcome and a price above 0")


def _drawn(price: Price, dice: np.random.Generator) -> Draws:
    """Triangular: likeliest where it is said to be, and never outside of the range."""
    if price.least == price.most:
        return np.full(DRAWS, price.likely)
    return dice.triangular(price.least, price.likely, price.most, DRAWS)


def _gained(counted: Sequence[tuple[Effect, Draws]], dice: np.random.Generator) -> Draws:
    """What all outcomes together brought; each effect is drawn once, however many values count it."""
    effects = {effect.outcome: effect for effect, _ in counted}
    benefits = {name: _benefits(effect, dice) for name, effect in effects.items()}
    return sum((effect.people * benefits[effect.outcome] * price for effect, price in counted), np.zeros(DRAWS))


def _benefits(effect: Effect, dice: np.random.Generator) -> Draws:
    """As likely as the interval says."""
    assert effect.found is not None
    found = effect.found
    thrown = dice.standard_normal(DRAWS) if found.df is None else dice.standard_t(found.df, DRAWS)
    reach = ndtri((1 + CONFIDENCE) / 2) if found.df is None else stdtrit(found.df, (1 + CONFIDENCE) / 2)
    return found.value + (found.high - found.low) / 2 / float(reach) * thrown


def _break_even(item: Item, effect: Effect, cost: float, needed: Draws) -> BreakEven:
    spread = _spread(needed)
    found = (cost / item.price.likely, spread.low, spread.high)
    if effect.is_count:
        likely, low, high = (float(ceil(one)) for one in found)
    else:
        likely, low, high = (one / max(effect.people, 1) for one in found)
    return BreakEven(item.outcome, effect.is_count, likely, low, high, not effect.is_count and not effect.people)


def _spread(drawn: Draws) -> Spread:
    low, middle, high = (float(one) for one in np.percentile(drawn, PERCENTILES_TOLD))
    return Spread(low, middle, high)
