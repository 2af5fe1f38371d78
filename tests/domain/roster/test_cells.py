from __future__ import annotations

import pytest

from edgewise.domain.roster.cells import harmless


@pytest.mark.parametrize("cell", ["=1+1", "+44 20", "-5", "@SUM(A1)", "\t=1", "\r=1", " =1+1", "|cmd", "%0A"])
def test_no_cell_of_a_download_acts_as_a_formula(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Amara", "O'Neill", "5.5", "Ana-Maria", " "])
def test_an_ordinary_cell_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell
