"""People in parts that are matched by themselves: those who can never mix, and blocks of what is too large."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy

from edgewise.domain.matching.given.facts import WORD, Bits, Facts, Ints
from edgewise.domain.matching.model import Rule

MOST_IN_ONE_PIECE = 12_000  # people up to whom a part is matched in one piece; its matrix takes 2 bytes a pair
PEOPLE_A_BLOCK = 5_000  # people in one block of a larger part, at most


@dataclass(frozen=True, slots=True)
class Shards:
    parts: tuple[Ints, ...]  # rows of the facts, ascending
    is_cut: bool  # were people parted who could have sat together?


def shards_of(facts: Facts, rows: Ints, groups: Sequence[Ints] = ()) -> Shards:
    """These rows in parts; no two people of one group are in different parts where a part was cut."""
    parts, is_cut = [], False
    label = _islands(facts, rows)
    for island in range(int(label.max(initial=-1)) + 1):
        part = rows[label == island]
        if len(part) > MOST_IN_ONE_PIECE:
            parts += _blocks(facts, part, groups)
            is_cut = True
        else:
            parts.append(part)
    return Shards(tuple(sorted(parts, key=lambda part: int(part[0]))), is_cut)


def _islands(facts: Facts, rows: Ints) -> Ints:
    """A number for each row: people with different numbers can never sit together, whoever else is with them."""
    label = np.zeros(len(rows), dtype=np.int64)
    marks = facts.marks[rows]
    for requirement in facts.requirements:
        label = _both(label, _linked(marks[:, requirement]))
    spread = facts.rules.level_spread
    if spread is not None and facts.rules.holds(Rule.LEVEL):
        levels, place = np.unique(facts.level[rows], return_inverse=True)
        gaps = np.concatenate([[0], np.cumsum(np.diff(levels) > spread)])
        label = _both(label, gaps[place.reshape(-1)])
    return label


def _both(some: Ints, others: Ints) -> Ints:
    _, found = np.unique(np.stack([some, others], axis=1), axis=0, return_inverse=True)
    return found.reshape(-1)


def _linked(words: Bits) -> Ints:
    """People who share a bit, directly or by way of others, have one number."""
    people, bits = np.nonzero(np.unpackbits(np.ascontiguousarray(words).view(np.uint8), axis=1))
    size = len(words) + words.shape[1] * WORD
    links = scipy.sparse.coo_array(
        (np.ones(len(people), dtype=np.int8), (people, len(words) + bits)), shape=(size, size)
    )
    found: Ints = scipy.sparse.csgraph.connected_components(links, directed=False)[1][: len(words)].astype(np.int64)
    return found


def _blocks(facts: Facts, part: Ints, groups: Sequence[Ints]) -> list[Ints]:
    """Equal blocks of people who are alike in language, zone window and level, and near in what they want to learn."""
    order = np.lexsort((_wishes(facts, part), facts.level[part], _window(facts, part), facts.prefers[part]))
    many = -(-len(part) // PEOPLE_A_BLOCK)
    block = np.empty(facts.size, dtype=np.int64)
    block[part[order]] = np.arange(len(part)) * many // len(part)
    for group in groups:
        block[group] = block[group[0]]
    return [part[block[part] == index] for index in range(many)]


def _window(facts: Facts, part: Ints) -> Ints:
    """When the first common stretch of a week could begin for each person, in the order of the minutes that matter."""
    if not facts.requirements:
        return np.zeros(len(part), dtype=np.int64)
    bits = np.unpackbits(
        np.ascontiguousarray(facts.marks[part][:, facts.requirements[-1]]).view(np.uint8), axis=1, bitorder="little"
    )
    found: Ints = bits.argmax(axis=1)
    return found


def _wishes(facts: Facts, part: Ints) -> Ints:
    """The goals as one number: whoever shares the first goals of the list is near."""
    found: Ints = facts.goals[part, 0].astype(np.int64)
    return found
