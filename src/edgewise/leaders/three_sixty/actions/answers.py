"""The only writes to a 360 while it is open: its launch, and the sheets that come in.

A sheet, and that its rater has answered, are written in one transaction. Two at once both read the box that is there;
the conditional update of its version lets one through, and the other begins again with the new box.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.domain.phrases import Phrase, phrase
from edgewise.domain.three_sixty.model import Group, Rules, Sheet, launch
from edgewise.growth.queries import today_of
from edgewise.leaders.models.three_sixty import Rater, RaterGroup, RaterState, ThreeSixty
from edgewise.leaders.three_sixty.actions.boxes import sealed_box
from edgewise.leaders.three_sixty.queries import Box, answered, counting_day, opened_box, raters_of, stranger, survey_of
from edgewise.notices.outbox.actions import call_off, call_off_outside, tell, tell_outside
from edgewise.people.calendars.queries import hashed
from edgewise.people.queries import has_left
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.queries import hold_keys

MINUTES_TO_ANSWER = 7  # as letters and pages say it
REMINDED_BEFORE = timedelta(days=3)  # the last day
MORNING, MIDNIGHT = time(8), time()
ANSWER_TRIES = 40  # with another box each time: more than a 360 has raters
ANSWER_LINK = "/360/answer/"  # and the secret; compared with the route by a test


@dataclass(frozen=True, slots=True)
class Window:
    """What is locked beside the survey and the raters."""

    closes: date
    fewest_in_group: int
    fewest_in_all: int


class Sent(StrEnum):
    """What came of a sheet."""

    DONE = "done"
    ALREADY = "already"  # answered, by this link
    OVER = "over"  # closed, withdrawn or purged


class _LostRace(Exception):
    """Somebody else's sheet came first."""


@transaction.atomic
def start(row: ThreeSixty, window: Window, at: datetime) -> Phrase | dict[str, str]:
    """Lock the 360 and write to its raters: their secrets by code, which are not kept; or why it cannot begin."""
    current = ThreeSixty.objects.select_for_update(of=("self",)).select_related("leader__person").get(pk=row.pk)
    box, raters, today = opened_box(current), list(raters_of(current)), today_of(current.leader, at)
    if not current.is_draft:
        return phrase("It is launched already.")
    if box is None or box.own is None:
        return phrase("Answer about yourself first.")
    if gone := next(
        (one for one in raters if one.membership and has_left(one.membership, timezone.localdate(at))), None
    ):
        return phrase("{name} has left the organisation. Remove them first.", name=gone.name)
    asked = {stranger(box.salt, one): Group(one.group) for one in raters if one.group != RaterGroup.MANAGER}
    rules = Rules(today, window.closes, window.fewest_in_group, window.fewest_in_all)
    found = launch(survey_of(current), rules, asked, today)
    if isinstance(found, Phrase):
        return found
    current.opens_on, current.closes_on, current.launched_at = rules.opens, rules.closes, at
    current.fewest_in_group, current.fewest_in_all = rules.fewest_in_group, rules.fewest_in_all
    current.save(update_fields=["opens_on", "closes_on", "launched_at", "fewest_in_group", "fewest_in_all"])
    return {one.code: _invite(current, one, at) for one in raters}


def _invite(row: ThreeSixty, rater: Rater, at: datetime) -> str:
    """A letter now, and a reminder that is called off by the answer. The secret of their link."""
    assert row.closes_on, row.code
    secret, zone = secrets.token_urlsafe(24), ZoneInfo(row.leader.time_zone)
    Rater.objects.filter(pk=rater.pk).update(token=hashed(secret))
    facts = {"person": row.leader.person.name, "closes": row.closes_on.isoformat()}
    ends = datetime.combine(row.closes_on + timedelta(days=1), MIDNIGHT, zone)
    remind = datetime.combine(row.closes_on - REMINDED_BEFORE, MORNING, zone)
    key = f"360:{row.code}:{rater.code}"
    asked = Message(
        Kind.RATER_ASKED, f"{key}:asked", facts | {"minutes": MINUTES_TO_ANSWER}, link=ANSWER_LINK,
        secret=f"{secret}/", not_after=ends, by=row.leader_id,
    )  # fmt: skip
    again = Message(
        Kind.RATER_REMINDED, f"{key}:again", facts, link=ANSWER_LINK,
        secret=f"{secret}/", not_before=max(remind, at + timedelta(days=1)), not_after=ends, by=row.leader_id,
    )  # fmt: skip
    for message in (asked, again):
        if rater.membership:
            tell(rater.membership, message, at)
        else:
            tell_outside(rater.outside_name, rater.outside_email, row.leader.time_zone, message, at)
    return secret


def answer(rater: Rater, sheet: Sheet, at: datetime) -> Sent:
    """Once: a second sheet by the same link changes nothing."""
    for _ in range(ANSWER_TRIES):
        try:
            return _answered(rater, sheet, at)
        except _LostRace:
            continue
    raise RuntimeError("others answered all the time")


@transaction.atomic
def _answered(rater: Rater, sheet: Sheet, at: datetime) -> Sent:
    row = ThreeSixty.objects.select_related("leader").get(pk=rater.of_id)
    if not row.is_open(today_of(row.leader, at)) or not _is_held(row):
        return Sent.OVER
    before = answered(row)
    waiting = Rater.objects.filter(pk=rater.pk).exclude(state=RaterState.ANSWERED)
    if waiting.update(state=RaterState.ANSWERED) != 1:
        return Sent.ALREADY
    box = opened_box(row)
    assert box is not None, row.code
    same = ThreeSixty.objects.filter(pk=row.pk, version=row.version, ended_at=None, reported_at=None)
    facts = {"box": sealed_box(row, _with(box, rater, sheet)), "version": row.version + 1}
    if row.counted_on != (day := counting_day(at)):
        facts |= {"counted_on": day, "counted": before}
    if same.update(**facts) != 1:
        raise _LostRace
    call_off_letters(f"360:{row.code}:{rater.code}:")
    return Sent.DONE


def _is_held(row: ThreeSixty) -> bool:
    """The key of its answers is there until this transaction ends."""
    try:
        hold_keys([row.answers_scope])
    except KeyDestroyed:
        return False
    return True


def _with(box: Box, rater: Rater, sheet: Sheet) -> Box:
    if rater.group == RaterGroup.MANAGER:
        return Box(box.salt, box.own, box.raters, sheet)
    return Box(box.salt, box.own, {**box.raters, stranger(box.salt, rater): sheet}, box.manager)


@transaction.atomic
def decline(rater: Rater) -> bool:
    """Nobody is told, and no reminder comes; False where they have answered."""
    if not Rater.objects.filter(pk=rater.pk).exclude(state=RaterState.ANSWERED).update(state=RaterState.DECLINED):
        return False
    call_off_letters(f"360:{rater.of.code}:{rater.code}:")
    return True


def answer_after_all(rater: Rater) -> None:
    Rater.objects.filter(pk=rater.pk, state=RaterState.DECLINED).update(state=RaterState.ASKED)


def call_off_letters(key: str) -> None:
    """To members and to people without a membership."""
    call_off(key)
    call_off_outside(key)
