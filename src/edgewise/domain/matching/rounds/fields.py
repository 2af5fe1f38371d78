"""Numbers that can be added and multiplied so that products of what differs never vanish: for schedules by algebra.

For a prime power q there is a field of q numbers; for other counts the fields of its prime powers side by side, where a
product is nought only if each part of it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np

from edgewise.domain.matching.given.facts import Ints


@dataclass(frozen=True, eq=False)
class Numbers:
    """Tables over 0 to `count` - 1. `rows` numbers differ from one another in every part, so that (a - b) * c is not 0
    for two of them and any c but 0."""

    plus: Ints
    times: Ints
    rows: Ints


def numbers(count: int) -> Numbers:
    """Raises ValueError for fewer than two."""
    if count <= 1:
        raise ValueError(f"there is no field of {count}")
    plus, times, parts = np.zeros((1, 1), dtype=np.int64), np.zeros((1, 1), dtype=np.int64), []
    for prime, power in _factors(count):
        order = prime**power
        more, by = _field(prime, power)
        high, low = np.divmod(np.arange(len(plus) * order), order)
        plus = plus[high[:, None], high] * order + more[low[:, None], low]
        times = times[high[:, None], high] * order + by[low[:, None], low]
        parts.append(order)
    places = np.cumprod([1, *parts[:0:-1]])[::-1]
    return Numbers(plus, times, np.arange(min(parts)) * places.sum())


def _factors(count: int) -> list[tuple[int, int]]:
    found, prime = [], 2
    while count > 1:
        power = 0
        while count % prime == 0:
            count, power = count // prime, power + 1
        if power:
            found.append((prime, power))
        prime += 1
    return found


def _field(prime: int, power: int) -> tuple[Ints, Ints]:
    """Polynomials below degree `power` modulo the first polynomial of that degree under which no product vanishes."""
    order = prime**power
    weights = prime ** np.arange(power)
    digits = np.arange(order)[:, None] // weights % prime
    plus = (digits[:, None] + digits) % prime @ weights
    for tail in product(range(prime), repeat=power):
        shift = np.zeros((power, power), dtype=np.int64)  # multiplies by x
        shift[np.arange(power - 1), np.arange(1, power)] = 1
        shift[-1] = tail
        by_x = [np.eye(power, dtype=np.int64)]
        while len(by_x) < power:
            by_x.append(by_x[-1] @ shift % prime)
        by = np.einsum("ad,dij->aij", digits, np.array(by_x)) % prime
        times = np.einsum("bi,aij->abj", digits, by) % prime @ weights
        if times[1:, 1:].all():
            return plus, times
    raise AssertionError("every prime power has a field")
