"""A fault in one part of a file costs that part, never the file, and is counted."""

from __future__ import annotations

import pytest

from tests.domain.calendar.document.files import at, calendar, event, part, read, read_file

ONE = event("DTSTART:20260907T070000Z", "DTEND:20260907T080000Z")
ONE_BUSY = at("09-07", 7, 8)


@pytest.mark.parametrize(
    ("beside", "faults"),
    [
        (part("VTODO", "UID:t", "PERCENT-COMPLETE:"), {}),
        (part("VJOURNAL", "DTSTART:nonsense"), {}),
        (part("VTIMEZONE", "TZID:Nobody's", part("STANDARD")), {}),
        (part("X-NOBODY", "DTSTART:x", part("X-WITHIN", "DTSTART:y")), {}),
        ("X-WR-CALDESC", {"line": 1}),
        ("a line that is none", {"line": 1}),
        (event("DTSTART:20261301T100000Z", uid="u2"), {"beginning": 1}),
        (event("DTSTART", uid="u2"), {"line": 1, "beginning": 1}),
        (event("SUMMARY:never", uid="u2"), {"beginning": 1}),
        (event("DTSTART:20260909T100000Z", "DTEND:", uid="u2"), {"end": 1}),
        (event("DTSTART:20260909T100000Z", "DTEND:20260909T090000Z", uid="u2"), {"end": 1}),
        (event("DTSTART:20260909T100000Z", "DURATION:-PT1H", uid="u2"), {"end": 1}),
        ("END:VALARM", {"line": 1}),
    ],
)
def test_what_is_broken_beside_an_event_does_not_hide_it(beside: str, faults: dict[str, int]) -> None:
    assert (read(beside, ONE), read(ONE, beside)) == ((ONE_BUSY, faults), (ONE_BUSY, faults))


@pytest.mark.parametrize(
    "within",
    [
        part("VALARM", "TRIGGER:", "ACTION:DISPLAY"),
        part("VALARM", "TRIGGER:next monday", "DURATION:x", "DTSTART:20260101T000000Z"),
        "SEQUENCE:",
        "PRIORITY:high",
        "GEO:here",
        "ATTENDEE:",
        'ORGANIZER;CN="x:y";X=1:mailto:b@example.org',
        "DESCRIPTION:BEGIN:VEVENT",
        "X-ALT-DESC;FMTTYPE=text/html:<p>a\n b</p>",
    ],
)
def test_what_is_broken_within_an_event_and_says_nothing_of_its_time_costs_nothing(within: str) -> None:
    assert read(event("DTSTART:20260907T070000Z", within, "DTEND:20260907T080000Z")) == (ONE_BUSY, {})


def test_what_stands_after_the_end_is_counted_alone() -> None:
    assert read_file(calendar(ONE) + "\n<!-- Cached 2026-09-01 10:00:00 -->") == (ONE_BUSY, {"line": 1})


def test_a_file_that_was_cut_short_is_read_as_far_as_it_goes_and_it_is_said() -> None:
    whole = calendar(ONE, event("DTSTART:20260909T070000Z", "DTEND:20260909T080000Z", uid="u2"))
    cut = whole.index("DTEND:20260909")
    assert read_file(whole[:cut]) == (ONE_BUSY, {"cut short": 1})


def test_an_event_without_an_end_does_not_swallow_the_next() -> None:
    other = event("DTSTART:20260909T070000Z", "DTEND:20260909T080000Z", uid="u2")
    open_one = ONE.removesuffix("\nEND:VEVENT")
    assert read(open_one, other) == (f"{ONE_BUSY}, {at('09-09', 7, 8)}", {"line": 1})


def test_two_calendars_in_one_file_are_both_read() -> None:
    other = event("DTSTART:20260909T070000Z", "DTEND:20260909T080000Z")
    assert read_file(calendar(ONE) + "\n" + calendar(other)) == (f"{ONE_BUSY}, {at('09-09', 7, 8)}", {})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
def test_it_is_read_in_every_encoding_and_with_every_line_ending(encoding: str, ending: str) -> None:
    said = calendar(event("DTSTART:2026", " 0907T070000Z", "SUMMARY:Café", "DTEND:20260907T080000Z"))
    assert read_file(said.replace("\n", ending).encode(encoding)) == (ONE_BUSY, {})
