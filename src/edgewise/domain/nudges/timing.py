"""When a message may leave: not in somebody's quiet hours, and no more nudges in a week than they wish.

What has to be known before it takes place waits for neither, if it would be told too late.

Times are moments in UTC unless they are said to be local.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from edgewise.domain.calendar.closed_days import is_weekend
from edgewise.domain.nudges.kinds import Kind

WEEK = timedelta(days=7)
MOST_STEPS = 10  # from one end of quiet to the next: a weekend has three
KNOWN_BEFORE = timedelta(hours=1)  # before something takes place, when it must be known at the latest

# What waits for nobody's digest and counts towards no cap: dates, one's own business, and what a person wrote.
AT_ONCE = frozenset(
    {
        Kind.INVITATION,
        Kind.PLACE_DRAWN,
        Kind.PLACE_IN_LINE,
        Kind.PLACE_WAITS,
        Kind.PLACE_OFFERED,
        Kind.CIRCLE_READY,
        Kind.CIRCLE_CHANGED,
        Kind.COLLEAGUE_ASKED,
        Kind.COLLEAGUE_DECLINED,
        Kind.PAIR_ENDED,
        Kind.ROUND_PROPOSED,
        Kind.ROUND_TO_LOOK_AT,
        Kind.AGREEMENT_READY,
        Kind.TIMES_WANTED,
        Kind.SESSION_PLANNED,
        Kind.SESSION_MOVED,
        Kind.SESSION_CHANGED,
        Kind.SESSION_CANCELLED,
        Kind.SESSION_SOON,
        Kind.OUTSIDE_ASKED,
        Kind.OUTSIDE_INVITED,
        Kind.OUTSIDE_TO_SIGN,
        Kind.FROM_COORDINATOR,
        Kind.RATER_ASKED,
    }
)


class Digest(StrEnum):
    """How somebody wants what is no date of theirs."""

    EACH = "each"
    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a person has chosen. `quiet_from` and `quiet_until` are local; where they are the same, no hour is quiet."""

    zone: str = "UTC"  # IANA name
    quiet_from: time = time(19)
    quiet_until: time = time(8)
    quiet_weekend: bool = True
    digest: Digest = Digest.EACH
    cap: int = 4  # nudges a week; the others wait for Monday's digest
    off: frozenset[str] = frozenset()  # kinds that are not to be sent


@dataclass(frozen=True, slots=True)
class Send:
    """It leaves now: alone, or with everything else that is for the digest."""

    together: bool = False


@dataclass(frozen=True, slots=True)
class Wait:
    until: datetime


@dataclass(frozen=True, slots=True)
class Drop:
    """It is never sent; it stays among the person's messages in Edgewise."""

    reason: str


Verdict = Send | Wait | Drop


def is_quiet(at: datetime, wishes: Wishes) -> bool:
    """Is that moment in the person's quiet hours?"""
    there = at.astimezone(ZoneInfo(wishes.zone))
    if wishes.quiet_weekend and is_weekend(there.date(), wishes.zone):
        return True
    begins, ends, clock = wishes.quiet_from, wishes.quiet_until, there.time()
    if begins <= ends:
        return begins <= clock < ends
    return clock >= begins or clock < ends


def next_open(at: datetime, wishes: Wishes) -> datetime:
    """The first moment from `at` on that is not quiet, in UTC. (Where all hours are, `at` after a fortnight.)"""
    zone, found = ZoneInfo(wishes.zone), at.astimezone(UTC)
    for _ in range(MOST_STEPS):
        if not is_quiet(found, wishes):
            return found
        there = found.astimezone(zone)
        day = there.date()
        morning = _moment(datetime.combine(day, wishes.quiet_until), zone)
        midnight = _moment(datetime.combine(day + timedelta(days=1), time()), zone)
        found = morning if morning > found else midnight
    return at.astimezone(UTC) + 2 * WEEK


def next_digest(at: datetime, wishes: Wishes, digest: Digest) -> datetime:
    """The first morning after `at` on which a digest leaves: any working day's, or a Monday's."""
    zone = ZoneInfo(wishes.zone)
    day = at.astimezone(zone).date() + timedelta(days=1)
    if digest is Digest.WEEKLY:
        day += timedelta(days=-day.weekday() % 7)
    return next_open(_moment(datetime.combine(day, wishes.quiet_until), zone), wishes)


def verdict(  # noqa: PLR0913  all that decides over one message, each of another kind
    kind: Kind, made_at: datetime, not_before: datetime | None, not_after: datetime | None,
    wishes: Wishes, sent_this_week: int, now: datetime, happens_at: datetime | None = None,
) -> Verdict:  # fmt: skip
    """What is to become of a message now; `sent_this_week` counts the nudges sent to that person in seven days.

    `happens_at` is when that takes place which has to be known before.
    """
    if kind in wishes.off:
        return Drop("not wanted")
    if not_after is not None and now > not_after:
        return Drop("too late")
    due = max(made_at, not_before or made_at)
    digest = Digest.WEEKLY if sent_this_week >= wishes.cap else wishes.digest
    if kind not in AT_ONCE and digest is not Digest.EACH:
        opens = next_open(max(next_digest(due, wishes, digest), now), wishes)
        if not is_too_late(opens, happens_at, now):
            return Wait(opens) if opens > now else Send(together=True)
    leaves = _leaves(max(due, now), wishes, happens_at, now)
    return Wait(leaves) if leaves > now else Send()


def _leaves(at: datetime, wishes: Wishes, happens_at: datetime | None, now: datetime) -> datetime:
    """Where the quiet hours end too late, a weekend is less quiet than a night; and where the night does, at once."""
    opens = next_open(at, wishes)
    if is_too_late(opens, happens_at, now):
        opens = next_open(at, replace(wishes, quiet_weekend=False))
    return at if is_too_late(opens, happens_at, now) else opens


def is_too_late(told_at: datetime, happens_at: datetime | None, now: datetime) -> bool:
    """Would a person who is told then learn of it too late? No, where it is over, or is nothing that takes place."""
    return happens_at is not None and now < happens_at < told_at + KNOWN_BEFORE


def _moment(local: datetime, zone: ZoneInfo) -> datetime:
    """In UTC; a time that the clocks jump over is as far after the jump."""
    return local.replace(tzinfo=zone).astimezone(UTC)
