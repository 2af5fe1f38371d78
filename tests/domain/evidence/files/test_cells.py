from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.evidence.files.cells import MOST_NUMBER, has_decimal_comma, number_of, yes_or_no


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("Yes", True), ("on-time", True), ("1", True), ("Ja", True), ("Pünktlich", True), ("à temps", True),
        ("No", False), ("LATE", False), ("0", False), ("zu spät", False), ("en retard", False), ("não", False),
        ("", None), ("perhaps", None), ("2", None),
    ],
)  # fmt: skip
def test_a_cell_says_yes_or_no_or_neither(text: str, says: bool | None) -> None:
    assert yes_or_no(text) is says


@pytest.mark.parametrize(
    ("text", "comma", "number"),
    [
        ("3.7", False, 3.7), ("3,7", True, 3.7), ("3,7", False, None), ("3.7", True, None),
        ("1,234.5", False, 1234.5), ("1.234,5", True, 1234.5), ("1 234,5", True, 1234.5), ("1'234.5", False, 1234.5),
        ("85 %", False, 85.0), ("85%", False, 85.0), ("\u22125", False, -5.0), ("+2", False, 2.0),
        ("", False, None), ("n/a", False, None), ("1e9", False, None), ("nan", False, None), ("inf", False, None),
        ("12,34", False, None), ("4/5", False, None), ("9" * 40, False, None), ("²", False, None),
    ],
)  # fmt: skip
def test_a_number_is_read_or_refused_and_never_misread(text: str, comma: bool, number: float | None) -> None:
    assert number_of(text, comma) == number


@pytest.mark.parametrize(
    ("column", "comma"),
    [
        (["3,7", "4,1"], True),
        (["3.7", "4.1"], False),
        (["1,234", "5,678"], False),
        (["1.234,5"], True),
        (["1,234.5", "12"], False),
        (["3,75 %"], True),
        ([], False),
    ],
)
def test_the_numbers_of_a_column_tell_its_decimal_sign(column: list[str], comma: bool) -> None:
    assert has_decimal_comma(column) is comma


@given(st.decimals(-MOST_NUMBER, MOST_NUMBER, places=2), st.booleans())
def test_a_number_written_in_either_way_is_read_as_itself(number: float, comma: bool) -> None:
    text = f"{number:,.2f}"
    written = text.translate({ord(","): ".", ord("."): ","}) if comma else text
    assert has_decimal_comma([written]) is comma
    assert number_of(written, comma) == float(number)
