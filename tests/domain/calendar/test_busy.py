"""When somebody is busy, read from files as calendars write them, and from files as nobody should."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.calendar.busy import (
    MOST_BYTES,
    MOST_EVENTS,
    BusyTimes,
    Problem,
    Reader,
    Unreadable,
    busy_times,
    read_calendar,
)
from edgewise.domain.calendar.document.faults import Fault
from edgewise.domain.calendar.invitations import Appointment, published, session_uid
from edgewise.domain.calendar.slots import Window, merged

FIRST = datetime(2026, 3, 2, tzinfo=UTC)
UNTIL = FIRST + timedelta(weeks=8)
BERLIN = Reader("Europe/Berlin", frozenset({"amara@example.org"}), "edgewise.example")
TEN = "DTSTART:20260303T100000Z DTEND:20260303T110000Z"
EVERY = ",".join(map(str, range(60)))
ONE_HOUR = [(datetime(2026, 3, 3, 10, tzinfo=UTC), datetime(2026, 3, 3, 11, tzinfo=UTC))]


def calendar(*events: str) -> bytes:
    """Each event's lines are parted by a blank."""
    blocks = [
        "\r\n".join(["BEGIN:VEVENT", f"UID:{number}", "DTSTAMP:20260101T000000Z", *event.split(" "), "END:VEVENT", ""])
        for number, event in enumerate(events)
    ]
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{''.join(blocks)}END:VCALENDAR\r\n".encode()


def read(*events: str, reader: Reader = BERLIN) -> list[tuple[str, str]]:
    return told(busy_times(calendar(*events), reader, FIRST, UNTIL))


def told(windows: list[Window]) -> list[tuple[str, str]]:
    return [(f"{begins:%d %b %H:%M}", f"{ends:%d %b %H:%M}") for begins, ends in windows]


def problem_of(document: bytes) -> Problem | None:
    try:
        busy_times(document, BERLIN, FIRST, UNTIL)
    except Unreadable as why:
        return why.problem
    return None


def test_only_from_when_to_when_is_kept() -> None:
    found = busy_times(calendar(f"{TEN} SUMMARY:Oncology LOCATION:Ward"), BERLIN, FIRST, UNTIL)
    assert found == ONE_HOUR


@pytest.mark.parametrize(
    ("event", "begins", "ends"),
    [
        ("DTSTART:20260303T100000 DTEND:20260303T110000", "03 Mar 09:00", "03 Mar 10:00"),  # theirs, in Berlin
        ("DTSTART:20260402T100000 DTEND:20260402T110000", "02 Apr 08:00", "02 Apr 09:00"),  # in summer
        ("DTSTART;TZID=America/New_York:20260303T100000 DURATION:PT30M", "03 Mar 15:00", "03 Mar 15:30"),
        ("DTSTART;VALUE=DATE:20260303", "02 Mar 23:00", "03 Mar 23:00"),
        ("DTSTART;VALUE=DATE:20260328 DTEND;VALUE=DATE:20260330", "27 Mar 23:00", "29 Mar 22:00"),  # of 47 hours
    ],
)
def test_a_time_is_where_it_says_or_else_where_the_reader_is(event: str, begins: str, ends: str) -> None:
    assert read(event) == [(begins, ends)]


@pytest.mark.parametrize(
    "says",
    [
        "TRANSP:TRANSPARENT",
        "STATUS:CANCELLED",
        "X-MICROSOFT-CDO-BUSYSTATUS:FREE",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:b@example.org ATTENDEE;PARTSTAT=DECLINED:MAILTO:Amara@example.org",
    ],
)
def test_what_is_free_is_free(says: str) -> None:
    assert (read(f"{TEN} {says}"), read(TEN)) == ([], told(ONE_HOUR))


def test_what_others_have_declined_and_what_is_tentative_is_busy() -> None:
    said = f"{TEN} STATUS:TENTATIVE ATTENDEE;PARTSTAT=DECLINED:mailto:b@example.org"
    assert read(said) == told(ONE_HOUR)


def test_a_session_of_this_installation_is_not_in_its_own_way() -> None:
    def feed(host: str) -> bytes:
        session = Appointment(session_uid("abc", host), ONE_HOUR[0][0], 60, 0, FIRST, "https://edgewise.example/s/abc/")
        return published([session]).encode()

    found = [busy_times(feed(host), BERLIN, FIRST, UNTIL) for host in ("edgewise.example", "other.example")]
    assert found == [[], ONE_HOUR]


def test_a_repetition_stays_on_the_wall_where_it_was_made() -> None:
    weekly = "DTSTART;TZID=Europe/Berlin:20250303T100000 DTEND;TZID=Europe/Berlin:20250303T110000 RRULE:FREQ=WEEKLY"
    found = read(weekly)
    assert (len(found), found[3], found[4]) == (8, ("23 Mar 09:00", "23 Mar 10:00"), ("30 Mar 08:00", "30 Mar 09:00"))


def test_a_series_that_ics_py_has_written_is_read_as_it_says() -> None:
    """ics.py 0.7.3 writes the start in UTC, the exception where it was, and a scale of years that there is not."""
    said = "DTSTART:20260316T080000Z DURATION:PT1H RRULE:FREQ=WEEKLY;COUNT=4 EXDATE;TZID=Europe/Berlin:20260323T090000"
    document = calendar(said).replace(b"PRODID:x", b"PRODID:x\r\nCALSCALE:GEORGIAN")
    found = told(busy_times(document, BERLIN, FIRST, UNTIL))
    assert [begins for begins, _ in found] == ["16 Mar 08:00", "30 Mar 08:00", "06 Apr 08:00"]


def test_an_exception_to_a_repetition_is_followed() -> None:
    daily = calendar(f"{TEN} RRULE:FREQ=DAILY;COUNT=3 EXDATE:20260303T100000Z")
    moved = (
        b"BEGIN:VEVENT\r\nUID:0\r\nRECURRENCE-ID:20260304T100000Z\r\nDTSTART:20260304T150000Z\r\n"
        b"DTEND:20260304T160000Z\r\nEND:VEVENT\r\nEND:VCALENDAR"
    )
    found = busy_times(daily.replace(b"END:VCALENDAR", moved), BERLIN, FIRST, UNTIL)
    assert told(found) == [("04 Mar 15:00", "04 Mar 16:00"), ("05 Mar 10:00", "05 Mar 11:00")]


def test_what_began_before_and_lasts_is_cut_to_what_was_asked_for() -> None:
    assert read("DTSTART:20260101T000000Z DTEND:20270101T000000Z") == told([(FIRST, UNTIL)])


def test_what_takes_no_time_is_not_in_the_way() -> None:
    assert read("DTSTART:20260303T100000Z DTEND:20260303T100000Z") == []


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("FREQ=SECONDLY", Fault.TOO_OFTEN),
        ("FREQ=MINUTELY", Fault.TOO_OFTEN),
        ("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30", Fault.TOO_OFTEN),  # a day that never comes
        (f"FREQ=DAILY;BYMINUTE={EVERY};BYSECOND={EVERY}", Fault.TOO_OFTEN),
    ],
)
def test_what_would_repeat_for_ever_is_passed_over_before_it_is_begun(rule: str, fault: Fault) -> None:
    endless = f"DTSTART:20200303T100000Z DURATION:PT1S RRULE:{rule}"
    assert read_calendar(calendar(endless, TEN), BERLIN, FIRST, UNTIL) == BusyTimes(ONE_HOUR, {fault: 1})


def test_of_long_events_that_repeat_often_those_are_read_that_one_file_may_have() -> None:
    long = "DTSTART:20000303T100000Z DURATION:P9999D RRULE:FREQ=DAILY"
    found = read_calendar(calendar(*[long] * 3), BERLIN, FIRST, UNTIL)
    assert found == BusyTimes([(FIRST, UNTIL)], {Fault.TOO_OFTEN: 1})


def test_a_day_that_no_month_has_never_comes() -> None:
    assert read("DTSTART:20200303T100000Z DURATION:PT1H RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30") == []


def test_many_old_repetitions_are_read() -> None:
    years = [f"DTSTART:19{year}0401T100000Z DURATION:PT1H RRULE:FREQ=YEARLY" for year in range(50, 99)]
    years += ["DTSTART;VALUE=DATE:16040401 RRULE:FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=1 TRANSP:TRANSPARENT"] * 50
    years += ["DTSTART;VALUE=DATE:20150401 RRULE:FREQ=MONTHLY;BYDAY=1WE TRANSP:TRANSPARENT"] * 50
    weeks = ["DTSTART:20160303T100000Z DURATION:PT1H RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"] * 50
    assert len(read(*years, *weeks)) == 40  # first of April lies within them


def test_an_hourly_repetition_with_an_end_is_read() -> None:
    assert len(read("DTSTART:20260303T100000Z DURATION:PT10M RRULE:FREQ=HOURLY;COUNT=3")) == 3


@pytest.mark.parametrize(
    "broken",
    [
        "SUMMARY:without",
        "DTSTART:garbage",
        "DTSTART:20260303T100000Z DTEND:garbage RRULE:FREQ=WEEKLY;BYDAY=XX",
        "DTSTART:20200303T100000Z DURATION:PT1H RRULE:FREQ=SOMETIMES",
        "DTSTART:20200303T100000Z DURATION:PT1H RRULE:FREQ=DAILY;INTERVAL=0",
        "DTSTART:20200303T100000Z DURATION:PT1H RRULE:FREQ=DAILY;INTERVAL=-1",
        "DTSTART:20200303T100000Z DURATION:PT1H RRULE:DAILY",
        "DTSTART:20200303T100000Z DURATION:PT1H RRULE:FREQ=DAILY;UNTIL=100000",
        "DTSTART:20200303T100000Z DURATION:PT1H RRULE:FREQ=DAILY;COUNT=x",
        "DTSTART:20200303T100000Z DTEND;VALUE=DATE:20200304",
    ],
)
def test_a_broken_event_does_not_hide_the_others(broken: str) -> None:
    assert told(ONE_HOUR)[0] in read(broken, TEN)


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"<html><body>Sign in</body></html>",
        bytes(range(256)) * 20,
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        b"BEGIN:VEVENT\r\n" * 2000,
    ],
)
def test_what_is_no_calendar_is_said_to_be_none(document: bytes) -> None:
    assert problem_of(document) is Problem.NO_CALENDAR


def test_too_much_is_refused_before_it_is_read() -> None:
    found = [problem_of(b"x" * (MOST_BYTES + 1)), problem_of(b"begin:vevent\r\n" * (MOST_EVENTS + 1))]
    assert found == [Problem.TOO_BIG, Problem.TOO_MANY]


def test_marks_of_encoding_and_foreign_letters_do_no_harm() -> None:
    odd = b"\xef\xbb\xbf" + calendar(f"{TEN} SUMMARY:x").replace(b"SUMMARY:x", b"SUMMARY:\xe9t\xe9")
    assert busy_times(odd, BERLIN, FIRST, UNTIL) == ONE_HOUR


minutes = st.integers(-2 * 24 * 60, 60 * 24 * 60)


@given(st.lists(st.tuples(minutes, st.integers(1, 3000)), max_size=12))
def test_exactly_the_moments_of_the_events_are_busy(events: list[tuple[int, int]]) -> None:
    spans = [(FIRST + timedelta(minutes=at), FIRST + timedelta(minutes=at + lasts)) for at, lasts in events]
    written = calendar(*(f"DTSTART:{begins:%Y%m%dT%H%M%SZ} DTEND:{ends:%Y%m%dT%H%M%SZ}" for begins, ends in spans))
    found = busy_times(written, BERLIN, FIRST, UNTIL)
    assert found == merged(found)
    edges = [edge for span in spans for edge in span]
    for at in [moment for edge in edges for moment in (edge, edge - timedelta(minutes=1))]:
        if FIRST <= at < UNTIL:
            assert _holds(found, at) == _holds(spans, at)


def _holds(windows: list[Window], at: datetime) -> bool:
    return any(begins <= at < ends for begins, ends in windows)


@given(st.binary(max_size=300), st.integers(0, 200))
def test_whatever_comes_is_read_or_refused(noise: bytes, at: int) -> None:
    whole = calendar(f"{TEN} RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=3 EXDATE:20260310T100000Z")
    problem_of(whole[:at] + noise + whole[at:])
