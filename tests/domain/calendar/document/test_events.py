"""How long something lasts, and whether it keeps anybody."""

from __future__ import annotations

import pytest

from tests.domain.calendar.document.files import at, event, part, read

BERLIN = "TZID=Europe/Berlin"
A_DAY = "09-06 22:00/09-07 22:00"


@pytest.mark.parametrize(
    "ends",
    [(), ("DTEND;VALUE=DATE:20260907",), ("DURATION:P0D",), ("DURATION:P1D",), ("DTEND;VALUE=DATE:20260908",)],
)
def test_a_day_of_no_length_is_that_day(ends: tuple[str, ...]) -> None:
    assert read(event("DTSTART;VALUE=DATE:20260907", *ends)) == (A_DAY, {})


def test_what_ends_in_the_year_9999_lasts_as_far_as_is_asked() -> None:
    days = event("DTSTART;VALUE=DATE:20260907", "DTEND;VALUE=DATE:99991231")
    hours = event("DTSTART:20260907T070000Z", "DTEND:99991231T235959Z")
    since_ever = event("DTSTART:00010101T000000Z", "DTEND:99991231T235959Z")
    assert [read(days), read(hours), read(since_ever)[1]] == [
        ("09-06 22:00/11-01 00:00", {}),
        ("09-07 07:00/11-01 00:00", {}),
        {},
    ]


@pytest.mark.parametrize(
    ("lasts", "ends"),
    [
        ("DURATION:PT8H", "10-25 05:00"),  # exactly, though the clock shows seven more
        ("DTEND;TZID=Europe/Berlin:20261025T060000", "10-25 05:00"),
        ("DURATION:P1D", "10-25 22:00"),  # the same time next day, twenty-five hours later
        ("DURATION:P1DT1H", "10-25 23:00"),
        ("DURATION:P1W", "10-31 22:00"),
        ("DURATION:PT24H", "10-25 21:00"),
    ],
)
def test_hours_are_exact_and_days_are_days_where_the_clocks_change(lasts: str, ends: str) -> None:
    expected = ends if lasts != "DURATION:P1W" else "10-31 22:00"
    begins = event(f"DTSTART;{BERLIN}:20261024T230000", lasts)
    assert read(begins) == (f"10-24 21:00/{expected}", {})


def test_an_hour_that_begins_in_the_skipped_hour_is_not_dropped() -> None:
    series = event(
        "DTSTART;TZID=America/Santiago:20260901T001500", "DURATION:PT1H", "RRULE:FREQ=DAILY;COUNT=10"
    )  # clocks go from 00:00 to 01:00 on 6 September
    found, faults = read(series)
    assert (found.split(", ")[4:7], faults) == (
        ["09-05 04:15/09-05 05:15", "09-06 04:15/09-06 05:15", "09-07 03:15/09-07 04:15"],
        {},
    )


@pytest.mark.parametrize(
    "says",
    [
        "ATTENDEE;CN=Amara;EMAIL=amara@harbour.example;PARTSTAT=DECLINED:/1234/principal/",
        "ATTENDEE;PARTSTAT=DECLINED;EMAIL=Amara@Harbour.example:invalid:nomail",
        "ATTENDEE;PARTSTAT=declined:MAILTO:AMARA@HARBOUR.EXAMPLE",
        'ATTENDEE;CN="Test, Amara";PARTSTAT=DECLINED:mailto:amara@harbour.example',
        "TRANSP:transparent",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE",
    ],
)
def test_what_is_free_is_free(says: str) -> None:
    assert read(event("DTSTART:20260907T070000Z", "DTEND:20260907T080000Z", says)) == ("", {})


def test_lists_of_busy_times_are_read() -> None:
    listed = part(
        "VFREEBUSY",
        "UID:f",
        "DTSTART:20260901T000000Z",
        "DTEND:20261101T000000Z",
        "FREEBUSY;FBTYPE=BUSY:20260907T070000Z/20260907T080000Z,20260909T070000Z/PT1H,nonsense",
        "FREEBUSY;FBTYPE=FREE:20260908T070000Z/PT8H",
        "FREEBUSY:20260910T070000Z/PT1H",
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260911T070000Z/PT1H",
    )
    days = ["09-07", "09-09", "09-10", "09-11"]
    assert read(listed) == (", ".join(at(day, 7, 8) for day in days), {"period": 1})
