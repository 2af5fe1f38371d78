from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from edgewise.people.imports.workbook.formats import changes_reading, shown, shown_duration_of, shown_number


@pytest.mark.parametrize(
    ("code", "value", "said"),
    [
        ("00000", 123, "00123"),
        ("0000000", 12345678, "12345678"),
        ('"E"0000', 12, "E0012"),
        ("\\E000", 7, "E007"),
        ("000-00-0000", 1, "000-00-0001"),
        ("+00 000", 4917, "+04 917"),
        ("[$-409]00000", 12, "00012"),
        ("0%", 0.8, "80%"),
        ("0.0%", 0.825, "82.5%"),
        ('0 "h"', 40, "40 h"),
        ('"Yes";;"No"', 1, "Yes"),
        ('"Yes";;"No"', 0, "No"),
        ("00.0", 3.14, "03.1"),
        ("00000", 0, "00000"),
        ("00;-00", -3, "-03"),
        ("00", -3, "-03"),
    ],
)
def test_a_number_that_reads_as_something_else_is_shown_by_its_format(code: str, value: float, said: str) -> None:
    assert (changes_reading(code), shown_number(value, code)) == (True, said)


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "0",
        "0.00",
        "#,##0",
        '#,##0.00 "€"',
        '_-* #,##0.00\\ [$€-407]_-;-* "-"??_-',
        "# ?/?",
        "0.00E+00",
        "yyyy-mm-dd",
        "[h]:mm",
        "[Red]00",
        "[<=9]0;00",
        "@",
        "",
        "0" * 300,
    ],
)
def test_other_formats_leave_a_number_as_it_is(code: str) -> None:
    assert changes_reading(code) is False


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("as it is", "as it is"),
        (True, "TRUE"),
        (2.0, "2"),
        (1.5, "1.5"),
        (date(2024, 3, 31), "2024-03-31"),
        (datetime(2024, 3, 31), "2024-03-31"),  # noqa: DTZ001
        (datetime(2024, 3, 31, 9, 30), "2024-03-31 09:30:00"),  # noqa: DTZ001
        (time(9), "09:00"),
        (timedelta(hours=9), "09:00"),
        (timedelta(hours=40, minutes=30), "40:30"),
    ],
)
def test_a_value_without_a_format_is_shown_plainly(value: object, said: str) -> None:
    assert shown(value) == said


def test_more_than_a_day_in_an_ods_sheet_is_hours() -> None:
    assert [shown_duration_of(text) for text in ("PT40H00M00S", "PT", "PTA")] == ["40:00", "PT", "PTA"]
