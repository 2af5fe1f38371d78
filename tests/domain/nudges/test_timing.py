from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.timing import (
    KNOWN_BEFORE,
    Digest,
    Drop,
    Send,
    Wait,
    Wishes,
    is_quiet,
    next_digest,
    next_open,
    verdict,
)  # fmt: skip

PLAIN = Wishes()
TUESDAY = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland", "America/St_Johns")

moments = st.integers(0, 2 * 366 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
clocks = st.times().map(lambda at: at.replace(microsecond=0))
wishes = st.builds(
    Wishes,
    zone=st.sampled_from(ZONES),
    quiet_from=clocks,
    quiet_until=clocks,
    quiet_weekend=st.booleans(),
    digest=st.sampled_from(Digest),
    cap=st.integers(0, 5),
)


@given(moments, wishes)
def test_what_opens_next_is_never_quiet_and_never_past(at: datetime, wanted: Wishes) -> None:
    opens = next_open(at, wanted)
    assert opens >= at
    assert not is_quiet(opens, wanted) or opens == at + timedelta(days=14)


@given(moments, wishes)
def test_nothing_is_quiet_longer_than_it_must_be(at: datetime, wanted: Wishes) -> None:
    opens = next_open(at, wanted)
    steps = int((opens - at) / timedelta(minutes=15))
    assert all(is_quiet(at + timedelta(minutes=15 * step), wanted) for step in range(steps))


@given(st.sampled_from(Kind), moments, wishes, st.integers(0, 8), st.integers(0, 20_000))
def test_nothing_leaves_in_quiet_hours(kind: Kind, made_at: datetime, wanted: Wishes, sent: int, later: int) -> None:
    now = made_at + timedelta(minutes=later)
    match verdict(kind, made_at, None, None, wanted, sent, now):
        case Send():
            assert not is_quiet(now, wanted) or now == made_at
        case Wait(until):
            assert until > now
        case Drop():
            raise AssertionError("nothing of it is off or late")


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-03-03T10:00", "2026-03-03T10:00"),
        ("2026-03-03T19:00", "2026-03-04T08:00"),
        ("2026-03-03T07:59", "2026-03-03T08:00"),
        ("2026-03-06T22:00", "2026-03-09T08:00"),  # Friday night: Monday morning
        ("2026-03-07T12:00", "2026-03-09T08:00"),
        ("2026-03-27T20:00", "2026-03-30T08:00"),  # over the change of clocks
    ],
)
def test_morning_comes_where_the_person_is(at: str, opens: str) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    found = next_open(datetime.fromisoformat(at).replace(tzinfo=berlin), Wishes(zone="Europe/Berlin"))
    assert f"{found.astimezone(berlin):%Y-%m-%dT%H:%M}" == opens


@pytest.mark.parametrize(
    ("digest", "leaves"),
    [(Digest.DAILY, datetime(2026, 3, 4, 8, tzinfo=UTC)), (Digest.WEEKLY, datetime(2026, 3, 9, 8, tzinfo=UTC))],
)
def test_a_digest_leaves_in_the_morning(digest: Digest, leaves: datetime) -> None:
    assert next_digest(TUESDAY, PLAIN, digest) == leaves
    asked = Wishes(digest=digest)
    assert verdict(Kind.REFLECTION, TUESDAY, None, None, asked, 0, TUESDAY) == Wait(leaves)
    assert verdict(Kind.REFLECTION, TUESDAY, None, None, asked, 0, leaves) == Send(together=True)


def test_dates_wait_for_no_digest_and_count_towards_no_cap() -> None:
    weekly = Wishes(digest=Digest.WEEKLY, cap=0)
    assert verdict(Kind.SESSION_MOVED, TUESDAY, None, None, weekly, 9, TUESDAY) == Send()


def test_a_nudge_over_the_cap_waits_for_monday() -> None:
    assert verdict(Kind.REFLECTION, TUESDAY, None, None, Wishes(cap=2), 1, TUESDAY) == Send()
    assert verdict(Kind.REFLECTION, TUESDAY, None, None, Wishes(cap=2), 2, TUESDAY) == Wait(
        datetime(2026, 3, 9, 8, tzinfo=UTC)
    )


def test_what_is_not_wanted_or_has_become_pointless_is_not_sent() -> None:
    no = Wishes(off=frozenset({"session_soon"}))
    assert verdict(Kind.SESSION_SOON, TUESDAY, None, None, no, 0, TUESDAY) == Drop("not wanted")
    late = TUESDAY + timedelta(hours=1)
    assert verdict(Kind.SESSION_SOON, TUESDAY, None, TUESDAY, PLAIN, 0, late) == Drop("too late")


def test_a_quiet_weekend_is_that_of_the_country() -> None:
    friday, riyadh = datetime(2026, 3, 6, 9, tzinfo=UTC), Wishes(zone="Asia/Riyadh")
    assert [is_quiet(friday, riyadh), is_quiet(friday, Wishes(zone="Europe/Berlin"))] == [True, False]
    assert next_open(friday, riyadh) == datetime(2026, 3, 8, 5, tzinfo=UTC)  # Sunday, eight o'clock there


def test_who_wants_no_quiet_has_none() -> None:
    never = Wishes(quiet_from=time(8), quiet_until=time(8), quiet_weekend=False)
    assert next_open(datetime(2026, 3, 7, 3, tzinfo=UTC), never) == datetime(2026, 3, 7, 3, tzinfo=UTC)


@given(st.sampled_from(Kind), moments, wishes, st.integers(0, 8), st.integers(0, 10_000))
def test_what_must_be_known_is_told_before_it_happens(
    kind: Kind, made_at: datetime, wanted: Wishes, sent: int, later: int
) -> None:
    happens_at, at = made_at + timedelta(minutes=later + 1), made_at
    while isinstance(found := verdict(kind, made_at, None, None, wanted, sent, at, happens_at), Wait):
        at = found.until
    assert isinstance(found, Send)
    assert at <= max(made_at, happens_at - KNOWN_BEFORE)


@given(st.sampled_from(Kind), moments, wishes, st.integers(0, 8))
def test_what_happens_later_wakes_nobody(kind: Kind, made_at: datetime, wanted: Wishes, sent: int) -> None:
    far = made_at + timedelta(days=40)
    quiet = verdict(kind, made_at, None, None, wanted, sent, made_at)
    assert verdict(kind, made_at, None, None, wanted, sent, made_at, far) == quiet
    assert verdict(kind, made_at, None, None, wanted, sent, made_at, made_at) == quiet  # nor what is over


@pytest.mark.parametrize(
    ("kind", "happens", "wanted", "leaves"),
    [
        (Kind.SESSION_CANCELLED, "2026-03-04T07:30", PLAIN, "2026-03-03T22:00"),
        (Kind.SESSION_CANCELLED, "2026-03-04T08:30", PLAIN, "2026-03-03T22:00"),  # half an hour is not enough
        (Kind.SESSION_CANCELLED, "2026-03-04T09:00", PLAIN, "2026-03-04T08:00"),
        (Kind.AGREEMENT_REMINDER, "2026-03-04T07:30", Wishes(digest=Digest.WEEKLY), "2026-03-03T22:00"),
        (Kind.AGREEMENT_REMINDER, "2026-03-05T14:00", Wishes(digest=Digest.WEEKLY), "2026-03-04T08:00"),
        (Kind.AGREEMENT_REMINDER, "2026-03-05T14:00", Wishes(cap=0), "2026-03-04T08:00"),
        (Kind.AGREEMENT_REMINDER, "2026-03-10T14:00", Wishes(digest=Digest.WEEKLY), "2026-03-09T08:00"),
    ],
)
def test_it_waits_as_long_as_it_is_still_in_time(kind: Kind, happens: str, wanted: Wishes, leaves: str) -> None:
    at = night = datetime(2026, 3, 3, 22, 0, tzinfo=UTC)
    happens_at = datetime.fromisoformat(happens).replace(tzinfo=UTC)
    while isinstance(found := verdict(kind, night, None, None, wanted, 0, at, happens_at), Wait):
        at = found.until
    assert f"{at:%Y-%m-%dT%H:%M}" == leaves
