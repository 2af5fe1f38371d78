"""Whose clock a time is on."""

from __future__ import annotations

import pytest

from tests.domain.calendar.document.files import AMERICA, EUROPE, at, calendar, event, part, read, read_file, zone

LONDON = zone("GMT", "+0000", "+0100", EUROPE)
NEW_YORK = zone("EST", "-0500", "-0400", AMERICA)


def nine(tzid: str, day: str = "20260907") -> str:
    return event(f"DTSTART;TZID={tzid}:{day}T090000", f"DTEND;TZID={tzid}:{day}T100000")


@pytest.mark.parametrize(
    ("tzid", "begins"),
    [
        ("Eastern Standard Time", 13),
        ("Eastern Standard Time 1", 13),
        ("eastern standard time", 13),
        ("America/New_York", 13),
        ("america/new_york", 13),
        ("/mozilla.org/20050126_1/America/New_York", 13),
        ("/freeassociation.sourceforge.net/America/Argentina/Buenos_Aires", 12),
        ('"(UTC-05:00) Eastern Time (US & Canada)"', 13),
        ('"(GMT+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', 7),
        ('"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"', 7),
        ('"(UTC-07:00) Arizona"', 16),
        ('"(UTC) Coordinated Universal Time"', 9),
        ('"(UTC+05:30) Chennai, Kolkata, Mumbai, New Delhi"', 3),
        ('"tzone://Microsoft/Utc"', 9),
        ("UTC+03:00", 6),
        ("(UTC-05:00) Eastern Time (US & Canada)", 13),
        ("GMT-0400", 13),
        ("Samoa Standard Time", 20),  # the day before, since Samoa is thirteen hours ahead
    ],
)
def test_a_zone_is_known_by_the_names_that_calendars_give_it(tzid: str, begins: int) -> None:
    minutes = 30 if "05:30" in tzid else 0
    day = "09-06" if "Samoa" in tzid else "09-07"
    assert read(nine(tzid)) == (f"{day} {begins:02}:{minutes:02}/{day} {begins + 1:02}:{minutes:02}", {})


@pytest.mark.parametrize("tzid", ["Our Office", "Customized Time Zone", "Berlin", "North", "Europe", "../etc/passwd"])
def test_a_zone_that_cannot_be_known_is_said_and_busy_wherever_it_may_be(tzid: str) -> None:
    assert read(nine(tzid)) == ("09-06 19:00/09-07 22:00", {"zone": 1})


def test_of_a_zone_whose_winter_alone_is_known_the_summer_is_busy_too() -> None:
    assert read(nine('"(UTC+02:00) Somewhere new"')) == ("09-07 06:00/09-07 08:00", {"zone": 1})


def test_a_zone_that_is_not_known_is_said_only_where_it_matters() -> None:
    assert read(nine("Our Office", "20200907")) == ("", {})


def test_the_definition_in_the_file_wins_over_a_known_name() -> None:
    assert [read(LONDON, nine("GMT")), read(NEW_YORK, nine("EST")), read(nine("GMT")), read(nine("EST"))] == [
        (at("09-07", 8, 9), {}),
        (at("09-07", 13, 14), {}),
        (at("09-07", 9, 10), {}),
        (at("09-07", 14, 15), {}),
    ]


def test_a_definition_holds_in_winter_too() -> None:
    assert read(LONDON, nine("GMT", "20261026")) == (at("10-26", 9, 10), {})


def test_two_calendars_in_one_file_have_each_their_own_definitions() -> None:
    berlin, york = zone("Custom", "+0100", "+0200", EUROPE), zone("Custom", "-0500", "-0400", AMERICA)
    both = calendar(berlin, nine("Custom")) + "\n" + calendar(york, nine("Custom").replace("u1", "u2"))
    assert read_file(both) == (f"{at('09-07', 7, 8)}, {at('09-07', 13, 14)}", {})


def test_a_definition_of_two_names_defines_both() -> None:
    both = zone("Europe/Berlin", "+0100", "+0200", EUROPE).replace("TZID:Europe/Berlin", "TZID:Ours\nTZID:Theirs")
    assert (read(both, nine("Ours")), read(both, nine("Theirs"))) == ((at("09-07", 7, 8), {}), (at("09-07", 7, 8), {}))


@pytest.mark.parametrize(
    "broken",
    [
        part("STANDARD"),
        part("STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:one"),
        part("STANDARD", "DTSTART:16010101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "RRULE:FREQ=NEVER"),
        "",
    ],
)
def test_instead_of_a_broken_definition_the_name_counts(broken: str) -> None:
    named = part("VTIMEZONE", "TZID:Europe/Berlin", broken)
    placed = part("VTIMEZONE", "TZID:Ours", "X-LIC-LOCATION:Europe/Berlin", broken)
    unknown = part("VTIMEZONE", "TZID:Ours", broken)
    assert [read(named, nine("Europe/Berlin")), read(placed, nine("Ours")), read(unknown, nine("Ours"))] == [
        (at("09-07", 7, 8), {}),
        (at("09-07", 7, 8), {}),
        ("09-06 19:00/09-07 22:00", {"zone": 1}),
    ]


def test_a_time_without_a_zone_is_the_calendars_and_a_z_is_utc() -> None:
    floating = event("DTSTART:20260907T090000", "DTEND:20260907T100000")
    utc = event("DTSTART;TZID=America/New_York:20260907T090000Z", "DTEND;TZID=America/New_York:20260907T100000Z")
    own = "X-WR-TIMEZONE:America/New_York"
    assert [read(floating), read(own, floating), read("X-WR-TIMEZONE:Ours", floating)[1], read(own, utc)] == [
        (at("09-07", 7, 8), {}),
        (at("09-07", 13, 14), {}),
        {"zone": 1},
        (at("09-07", 9, 10), {}),
    ]


def test_a_series_in_utc_keeps_its_days_in_a_calendar_of_another_zone() -> None:
    """recurring-ical-events 3.8.2 moves the beginning to X-WR-TIMEZONE, and not the days that the rule names."""
    series = event("DTSTART:20260907T233000Z", "DTEND:20260908T003000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2")
    found, faults = read("X-WR-TIMEZONE:Asia/Tokyo", series)
    assert (found, faults) == ("09-07 23:30/09-08 00:30, 09-14 23:30/09-15 00:30", {})
