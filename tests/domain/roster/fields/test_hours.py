from __future__ import annotations

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.roster.fields.hours import check_hours, in_order, parse_hours, parse_time, read_hours
from edgewise.domain.roster.model import Unreadable

NINE_TO_FIVE = (time(9), time(17))


@pytest.mark.parametrize(
    "text",
    ["09:00-17:00", "9-17", "9am to 5pm", "9:00 – 17:00", "09.00 bis 17.00", "9h00-17h00", "09:00:00-17:00:00", "9-5",
     "9am-5", "9-5pm", "9am-5pm", "9:00AM-5:00PM", "9:00 a.m. - 5:00 p.m.", "0900-1700", "Mon-Fri 9-17", "9 till 5",
     "Mo–Fr 9:00 bis 17:00 Uhr", "von 9 bis 17 Uhr", "de 9h à 17h", "de 9 a 17 h", "9時〜17時", "Hours: 9-5",
     "od 9 do 17"],
)  # fmt: skip
def test_hours_in_many_forms(text: str) -> None:
    assert parse_hours(text) == NINE_TO_FIVE
    assert read_hours(text) == (NINE_TO_FIVE, "")


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("8.30–17.00 h", time(8, 30), time(17)),
        ("7-3", time(7), time(15)),
        ("10-6", time(10), time(18)),
        ("12-8", time(12), time(20)),
        ("8-12", time(8), time(12)),
        ("1-5", time(13), time(17)),
        ("1-5pm", time(13), time(17)),
        ("noon-8pm", time(12), time(20)),
        ("0-8", time(0), time(8)),
        ("22:00-06:00", time(22), time(6)),
        ("10pm-6am", time(22), time(6)),
        ("16:00-24:00", time(16), time(0)),
        ("4pm to midnight", time(16), time(0)),
    ],
)
def test_where_am_or_pm_is_missing_it_is_a_working_day_and_a_night_is_a_shift(
    text: str, start: time, end: time
) -> None:
    assert read_hours(text) == ((start, end), "")


@pytest.mark.parametrize(
    "text",
    ["Full time", "80%", "40", "37.5", "37,5 h", "40:00", "8 hours", "20-24 hours/week", "35-40", "24/7", "9/80",
     "flexible", "Part-time (mornings)", "Shift 1", "9-12-17", "Mon 14-17, Tue 9-12"],
)  # fmt: skip
def test_a_text_that_names_no_hours_is_the_usual_ones_and_a_word_about_it(text: str) -> None:
    assert read_hours(text) == (None, f"“{text}” names no hours; where none are known, 09:00 to 17:00 counts")


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("9 to 5 CET", "The hours of “9 to 5 CET” are taken in the person’s own time zone"),
        ("M-F 9-5 ET", "The hours of “M-F 9-5 ET” are taken in the person’s own time zone"),
        ("9-12, 13-17", "“9-12, 13-17” is read as 09:00 to 17:00"),
    ],
)
def test_what_is_judged_is_said(text: str, note: str) -> None:
    assert read_hours(text) == (NINE_TO_FIVE, note)


def test_of_days_that_differ_what_they_have_in_common_counts() -> None:
    assert read_hours("Mon-Thu 8-17, Fri 9-14")[0] == (time(9), time(14))


@pytest.mark.parametrize("text", ["25:00-26:00", "17:00-09:00", "09:61-17:00", "9:00-9:00"])
def test_impossible_hours(text: str) -> None:
    for parse in (parse_hours, read_hours):
        with pytest.raises(Unreadable):
            parse(text)


@pytest.mark.parametrize("text", ["9", "09:00", "9.00", "9 am", "9h", "0900", "9 Uhr", "09:00:00"])
def test_times_in_many_forms(text: str) -> None:
    assert parse_time(text) == time(9)


def test_two_columns_may_leave_out_am_and_pm() -> None:
    assert in_order(time(9), time(5)) == NINE_TO_FIVE
    assert in_order(time(22), time(6)) == (time(22), time(6))


@given(st.times(), st.times())
def test_a_shift_that_is_written_in_full_is_read_as_it_stands(start: time, end: time) -> None:
    start, end = (at.replace(second=0, microsecond=0, tzinfo=None, fold=0) for at in (start, end))
    text = f"{start:%H:%M}-{end:%H:%M}"
    try:
        found, note = read_hours(text)
    except Unreadable:
        with pytest.raises(Unreadable):
            check_hours(start, end)
    else:
        assert (found is not None, note) == (True, "")
        assert found in {(start, end), (start, end.replace(hour=(end.hour + 12) % 24))}
