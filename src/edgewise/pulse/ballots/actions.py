"""The only write of an answer: into one sealed box, in one transaction with the ledger's *has answered*.

Two at once both read the box that is there. The conditional update of its version lets one through, and the other,
whose line in the ledger is rolled back, begins again with the new box. Nothing is written beside these two rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from random import SystemRandom

from django.db import connection, transaction

from edgewise.domain.pulse.ballots import Ballot, BoxFull, empty_box, with_ballot
from edgewise.pulse.ballots.queries import announced_of, box_context, opened_box
from edgewise.pulse.models import Asked, Box, Wave
from edgewise.vault.actions import open_cipher
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.queries import hold_keys

ANSWER_TRIES = 600  # with another box each time: more than answers can meet in one box
DICE = SystemRandom()


class Sent(StrEnum):
    """What came of a ballot."""

    DONE = "done"
    ALREADY = "already"
    OVER = "over"  # closed or purged


class _LostRace(Exception):
    """Somebody else's ballot came first."""


def make_boxes(wave: Wave, count: int, places: int) -> None:
    """Empty ones, as long as they will ever be."""
    cipher, nothing = open_cipher(wave.scope), empty_box(places)
    Box.objects.bulk_create(
        Box(wave=wave, number=number, ballots=cipher.encrypt(nothing, box_context(number))) for number in range(count)
    )


def answer(line: Asked, answers: Sequence[int | None], comment: str, now: datetime) -> Sent:
    """Once: a second ballot changes nothing."""
    ballot = Ballot(announced_of(line.wave).kind(line.facts), tuple(answers), comment)
    for _ in range(ANSWER_TRIES):
        try:
            return _answered(line, ballot, now)
        except (_LostRace, BoxFull):
            continue
    raise RuntimeError("others answered all the time")


@transaction.atomic
def _answered(line: Asked, ballot: Ballot, now: datetime) -> Sent:
    wave = Wave.objects.get(pk=line.wave_id)
    if not wave.is_open(now) or not _is_held(wave):
        return Sent.OVER
    if Asked.objects.filter(pk=line.pk, has_answered=False).update(has_answered=True) != 1:
        return Sent.ALREADY
    box = _picked(wave)
    filled = with_ballot(opened_box(wave, box), ballot, DICE)
    sealed = open_cipher(wave.scope).encrypt(filled, box_context(box.number))
    is_open = Box.objects.filter(pk=box.pk, version=box.version, wave__closed_at=None)
    if is_open.update(ballots=sealed, version=box.version + 1) != 1:
        raise _LostRace
    return Sent.DONE


def _picked(wave: Wave) -> Box:
    """By chance. The lock spares the losers their work; the version alone says who wins."""
    numbers = list(wave.boxes.values_list("number", flat=True))
    rows = wave.boxes if connection.vendor == "sqlite" else wave.boxes.select_for_update()
    return rows.get(number=DICE.choice(numbers))


def _is_held(wave: Wave) -> bool:
    """Its key is there until this transaction ends."""
    try:
        hold_keys([wave.scope])
    except KeyDestroyed:
        return False
    return True
