from __future__ import annotations

import numpy as np
import pytest

from edgewise.domain.matching.rounds.fields import numbers


@pytest.mark.parametrize("count", [2, 3, 4, 5, 8, 9, 16, 25, 27, 6, 12, 36])
def test_differences_of_rows_times_anything_but_nought_never_vanish(count: int) -> None:
    found = numbers(count)
    for table in (found.plus, found.times):
        assert (table == table.T).all()
    assert all(sorted(row) == list(range(count)) for row in found.plus.tolist())
    assert (found.plus[0] == np.arange(count)).all()
    minus = {int(a): int(b) for a, b in np.argwhere(found.plus == 0)}
    for a in found.rows.tolist():
        for b in found.rows.tolist():
            difference = found.plus[a, minus[b]]
            assert found.times[difference, 1:].all() == (a != b)


@pytest.mark.parametrize(("count", "rows"), [(8, 8), (9, 9), (12, 3), (36, 4), (6, 2), (7, 7)])
def test_there_are_as_many_rows_as_the_least_prime_power(count: int, rows: int) -> None:
    assert len(numbers(count).rows) == rows


def test_in_a_field_only_nought_times_something_is_nought() -> None:
    assert numbers(8).times[1:, 1:].all()


def test_there_is_no_field_of_one() -> None:
    with pytest.raises(ValueError, match="no field of 1"):
        numbers(1)
