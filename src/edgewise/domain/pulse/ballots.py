"""Ballots in a box: records of one length, padded to the places of the box, in an order that means nothing.

A box is as long for one ballot as for all of them. It has no name, id, time or order of a ballot; the record says only
which class of people its author belongs to, and no cut that was announced tells the people of a class apart.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from edgewise.domain.pulse.model import HIGHEST_ANSWER, LONGEST_PULSE_COMMENT, MOST_PULSE_ITEMS

BYTES_A_LETTER = 4  # at most, in UTF-8
HEAD = struct.Struct(">I")  # how many ballots there are
FACTS = struct.Struct(f">H{MOST_PULSE_ITEMS}sH")  # class, answers, length of the comment
BALLOT_BYTES = FACTS.size + BYTES_A_LETTER * LONGEST_PULSE_COMMENT
T = TypeVar("T")
PLACES_OF_A_BOX = 500  # ballots at most
PEOPLE_A_BOX = 400  # of many boxes: then one that is picked by chance is hardly ever full


class BoxFull(ValueError):
    """No place is left."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One person's answers, in the order of the items; None: they would rather not say."""

    people: int  # the class of people, from 0
    answers: tuple[int | None, ...]
    comment: str = ""


def boxes_for(asked: int) -> tuple[int, int]:
    """How many boxes a wave of so many people has, and the places of each."""
    return (1, asked) if asked <= PLACES_OF_A_BOX else (-(-asked // PEOPLE_A_BOX), PLACES_OF_A_BOX)


def empty_box(places: int) -> bytes:
    return HEAD.pack(0) + bytes(places * BALLOT_BYTES)


def with_ballot(box: bytes, ballot: Ballot, dice: Random) -> bytes:
    """The box with one more, in a new order and of the same length.

    Raises BoxFull, and ValueError for what does not fit into a record.
    """
    records = [*_records(box), _record(ballot)]
    if HEAD.size + len(records) * BALLOT_BYTES > len(box):
        raise BoxFull("the box has no place left")
    dice.shuffle(records)
    return (HEAD.pack(len(records)) + b"".join(records)).ljust(len(box), b"\0")


def ballots_in(box: bytes, items: int) -> list[Ballot]:
    """All of them, with so many answers each. Raises ValueError for what is no box."""
    return [_ballot(record, items) for record in _records(box)]


def _records(box: bytes) -> list[bytes]:
    (count,) = HEAD.unpack_from(box)
    if (len(box) - HEAD.size) % BALLOT_BYTES or HEAD.size + count * BALLOT_BYTES > len(box):
        raise ValueError("this is no box of ballots")
    starts = range(HEAD.size, HEAD.size + count * BALLOT_BYTES, BALLOT_BYTES)
    return [box[start : start + BALLOT_BYTES] for start in starts]


def _record(ballot: Ballot) -> bytes:
    if len(ballot.answers) > MOST_PULSE_ITEMS or any(not _is_answer(one) for one in ballot.answers):
        raise ValueError(f"a ballot has at most {MOST_PULSE_ITEMS} answers from 1 to {HIGHEST_ANSWER}, or None")
    words = ballot.comment.encode()
    if len(ballot.comment) > LONGEST_PULSE_COMMENT:
        raise ValueError(f"a comment has at most {LONGEST_PULSE_COMMENT} letters")
    facts = FACTS.pack(ballot.people, bytes(one or 0 for one in ballot.answers), len(words))
    return (facts + words).ljust(BALLOT_BYTES, b"\0")


def _is_answer(answer: int | None) -> bool:
    return answer is None or 1 <= answer <= HIGHEST_ANSWER


def _ballot(record: bytes, items: int) -> Ballot:
    people, answers, length = FACTS.unpack_from(record)
    words = record[FACTS.size : FACTS.size + length].decode()
    return Ballot(people, tuple(answer or None for answer in answers[:items]), words)


def shuffled(ballots: Sequence[T], dice: Random) -> list[T]:
    """Those of several boxes as if of one."""
    return dice.sample(ballots, len(ballots))
