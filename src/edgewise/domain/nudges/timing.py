"""When a message may leave: never in somebody's quiet hours, and no more nudges in a week than they wish.

Times are moments in UTC unless they are said to be local.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from edgewise.domain.nudges.kinds import Kind

WEEK = timedelta(days=7)
MOST_STEPS = 10  # from one end of quiet to the next: a weekend has three
DAYS_OFF = (5, 6)  # Saturday and Sunday, as weekday() counts

# What waits for nobody's digest and counts towards no cap: dates, one's own business, and what a person wrote.
AT_ONCE = frozenset(
    {
        Kind.INVITATION,
        Kind.CIRCLE_READY,
        Kind.CIRCLE_CHANGED,
        Kind.AGREEMENT_READY,
        Kind.TIMES_WANTED,
        Kind.SESSION_PLANNED,
        Kind.SESSION_MOVED,
        Kind.SESSION_CANCELLED,
        Kind.SESSION_SOON,
        Kind.FROM_COORDINATOR,
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
    if wishes.quiet_weekend and there.weekday() in DAYS_OFF:
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


def verdict(
    kind: Kind, made_at: datetime, not_before: datetime | None, not_after: datetime | None,
    wishes: Wishes, sent_this_week: int, now: datetime,
) -> Verdict:  # fmt: skip
    """What is to become of a message now; `sent_this_week` counts the nudges sent to that person in seven days."""
    if kind in wishes.off:
        return Drop("not wanted")
    if not_after is not None and now > not_after:
        return Drop("too late")
    due = max(made_at, not_before or made_at)
    together = False
    if kind not in AT_ONCE:
        digest = Digest.WEEKLY if sent_this_week >= wishes.cap else wishes.digest
        together = digest is not Digest.EACH
        due = next_digest(due, wishes, digest) if together else due
    opens = next_open(max(due, now), wishes)
    return Wait(opens) if opens > now else Send(together)


def _moment(local: datetime, zone: ZoneInfo) -> datetime:
    """In UTC; a time that the clocks jump over is as far after the jump."""
    return local.replace(tzinfo=zone).astimezone(UTC)
