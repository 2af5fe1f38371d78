"""All times of one event: what repeats, and what was moved, called off or added."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from edgewise.domain.calendar.busy import read_calendar
from tests.domain.calendar.document.files import AMARA, FIRST, UNTIL, at, calendar, event, read

START, END = "DTSTART;TZID=Europe/Berlin:20260907T090000", "DTEND;TZID=Europe/Berlin:20260907T100000"
MONDAYS = ["09-07", "09-14", "09-21", "09-28"]


def on(*days: str) -> str:
    return ", ".join(at(day, 7, 8) for day in days)


def series(*lines: str) -> str:
    return event(START, END, "RRULE:FREQ=WEEKLY;COUNT=4", *lines)


def change(*lines: str) -> str:
    return event(*lines)


@pytest.mark.parametrize("uid", ["u1", ""])
def test_two_events_of_one_name_are_both_read(uid: str) -> None:
    second = event("DTSTART:20260909T070000Z", "DTEND:20260909T080000Z", uid=uid)
    assert read(event(START, END, uid=uid), second) == (on("09-07", "09-09"), {})


@pytest.mark.parametrize(
    "value",
    [";TZID=Europe/Berlin:", ";TZID=Europe/Berlin:20261329T090000", ":nonsense", ";VALUE=DATE:2026"],
)
def test_an_exception_that_cannot_be_read_leaves_the_series(value: str) -> None:
    assert read(series(f"EXDATE{value}")) == (on(*MONDAYS), {"exception": 1})


@pytest.mark.parametrize(
    "value",
    [
        ";TZID=Europe/Berlin:20260914T090000",
        ":20260914T070000Z",
        ";VALUE=DATE:20260914",
        ";TZID=America/New_York:20260914T030000",
        ";TZID=Europe/Berlin:20260914T090000,",
    ],
)
def test_an_exception_is_followed_however_it_is_written(value: str) -> None:
    assert read(series(f"EXDATE{value}"))[0] == on("09-07", "09-21", "09-28")


@pytest.mark.parametrize("named", [";TZID=Europe/Berlin:20260914T090000", ":20260914T070000Z", ";VALUE=DATE:20260914"])
def test_a_change_is_followed_however_its_time_is_named(named: str) -> None:
    moved = change(f"RECURRENCE-ID{named}", "DTSTART:20260915T120000Z", "DTEND:20260915T130000Z")
    off = change(f"RECURRENCE-ID{named}", "STATUS:CANCELLED")
    kept = change(f"RECURRENCE-ID{named}", "SUMMARY:another title")
    assert [read(series(), one)[0] for one in (moved, off, kept)] == [
        f"{on('09-07')}, {at('09-15', 12, 13)}, {on('09-21', '09-28')}",
        on("09-07", "09-21", "09-28"),
        on(*MONDAYS),
    ]


def test_a_change_of_this_and_all_after_it_is_followed() -> None:
    later = change(
        "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Berlin:20260921T090000",
        "DTSTART;TZID=Europe/Berlin:20260922T110000",
        "DTEND;TZID=Europe/Berlin:20260922T120000",
    )
    assert read(series(), later) == (f"{on('09-07', '09-14')}, {at('09-22', 9, 10)}, {at('09-29', 9, 10)}", {})


def test_a_change_without_its_series_is_an_event() -> None:
    alone = change("RECURRENCE-ID:20260914T070000Z", "DTSTART:20260915T070000Z", "DTEND:20260915T080000Z")
    assert read(alone) == (on("09-15"), {})


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=WEEKLY;UNTIL=20260921", ["09-07", "09-14", "09-21"]),
        ("FREQ=WEEKLY;UNTIL=20260921T065959Z", ["09-07", "09-14"]),
        ("FREQ=WEEKLY;UNTIL=20260921T070000Z", ["09-07", "09-14", "09-21"]),
        ("FREQ=WEEKLY;UNTIL=20260921T090000", ["09-07", "09-14", "09-21"]),
        ("FREQ=WEEKLY;COUNT=4;UNTIL=20260921", ["09-07", "09-14", "09-21"]),
        ("freq=weekly;count=2;", ["09-07", "09-14"]),
        ("FREQ=WEEKLY;COUNT=2;X-ODD=1;BYDAY=", ["09-07", "09-14"]),
        ("RSCALE=GREGORIAN;FREQ=WEEKLY;COUNT=2", ["09-07", "09-14"]),
        ("FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2;COUNT=1", ["09-07", "09-09"]),  # and where it says that it begins
    ],
)
def test_a_rule_is_followed_to_its_end(rule: str, days: list[str]) -> None:
    assert read(event(START, END, f"RRULE:{rule}")) == (on(*days), {})


@pytest.mark.parametrize(
    ("skip", "found"),
    [
        ("SKIP=OMIT", ["10-31"]),
        ("SKIP=BACKWARD", ["09-30", "10-31"]),
        ("SKIP=FORWARD", ["10-01", "10-31"]),
    ],
)
def test_a_day_that_a_month_lacks_is_skipped_as_the_rule_says(skip: str, found: list[str]) -> None:
    begins = ("DTSTART:20260831T070000Z", "DTEND:20260831T080000Z")
    said = [f"RRULE:FREQ=MONTHLY;RSCALE=GREGORIAN;{skip};BYMONTHDAY=31;COUNT=3", f"RRULE:FREQ=MONTHLY;{skip};COUNT=3"]
    assert [read(event(*begins, one)) for one in said] == [(on(*found), {})] * 2


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("FREQ=SOMETIMES", "repetition"),
        ("DAILY", "repetition"),
        ("FREQ=DAILY;INTERVAL=0", "repetition"),
        ("FREQ=DAILY;COUNT=x", "repetition"),
        ("FREQ=WEEKLY;BYDAY=XX", "repetition"),
        ("FREQ=YEARLY;RSCALE=CHINESE", "repetition"),
        ("FREQ=SECONDLY", "too often"),
    ],
)
def test_a_rule_that_cannot_be_followed_leaves_the_first_time_and_is_said(rule: str, fault: str) -> None:
    assert read(event(START, END, f"RRULE:{rule}")) == (on("09-07"), {fault: 1})


def test_dates_are_added_each_with_its_own_length() -> None:
    said = "RDATE;VALUE=PERIOD:20260910T070000Z/PT2H,20260911T070000Z/20260911T080000Z,nonsense"
    found = read(event(START, END, said, "RDATE;TZID=Europe/Berlin:20260912T090000"))
    assert found == (f"{on('09-07')}, {at('09-10', 7, 9)}, {on('09-11', '09-12')}", {"exception": 1})


def test_an_ended_rule_takes_its_times_away() -> None:
    assert read(series("EXRULE:FREQ=WEEKLY;INTERVAL=2")) == (on("09-14", "09-28"), {})


DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
rules = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional={
        "INTERVAL": st.integers(1, 4),
        "BYDAY": st.lists(st.sampled_from(DAYS), min_size=1, unique=True).map(",".join),
        "BYMONTH": st.lists(st.integers(1, 12), min_size=1, unique=True).map(lambda months: ",".join(map(str, months))),
        "COUNT": st.integers(1, 60),
    },
)


noons = st.dates(date(2025, 1, 1), date(2026, 9, 30)).map(lambda day: datetime.combine(day, time(12)))


@given(rules, noons, st.sampled_from(["Europe/Berlin", "Asia/Tokyo"]))
def test_another_reader_of_calendars_finds_the_same(rule: dict[str, object], noon: datetime, zone: str) -> None:
    """But for the first time, which counts also where it does not fit its rule."""
    text = ";".join(f"{name}={value}" for name, value in rule.items())
    one = event(f"DTSTART;TZID={zone}:{noon:%Y%m%dT%H%M%S}", "DURATION:PT1H", f"RRULE:{text}")
    whole = calendar(one).replace("\n", "\r\n").encode()
    theirs = recurring_ical_events.of(Calendar.from_ical(whole)).between(FIRST, UNTIL)
    first = noon.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    ours = [moment for moment, _ in read_calendar(whole, AMARA, FIRST, UNTIL).times]
    assert {*ours} - {first} == {one.start.astimezone(UTC) for one in theirs} - {first}
