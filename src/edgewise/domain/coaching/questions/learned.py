"""A second ear: what single words and neighbours say, weighed over some thousand labelled sentences.

The rules know the forms that somebody has thought of. Advice has no end of forms, so whatever no rule knows is heard
once more by its words: a linear model over runs of one to three of them, whose weights are whole numbers in a table of
the language. It computes the same everywhere, and names the words that weighed most. How the table is made stands in
tests/domain/coaching/questions/learning.py.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Generic, TypeVar

from edgewise.domain.coaching.questions.language import FIRST_MARK, Label
from edgewise.domain.coaching.questions.text import BREAK, TURN, Sentence

L = TypeVar("L", bound=StrEnum)
LONGEST_RUN = 3  # words that are weighed together
WORDS_OF_A_LENGTH = 5  # sentences of nearly as many words count as alike
LONGEST_LENGTH = 6
UNIT = 100  # a weight of 1.0 in the table
LABELS = tuple(Label)  # of the question coach, in the order of its table
EDGES = "^$? "  # of a sentence, as words of a run


@dataclass(frozen=True, slots=True)
class Trait:
    """What a sentence has that the table may know; its words stand from `start` to `end` in `Sentence.words`."""

    name: str
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Heard(Generic[L]):
    """How likely each label is (0..1), and the traits that the table knows."""

    chances: Mapping[L, float]
    known: tuple[tuple[Trait, tuple[int, ...]], ...]

    def words_for(self, label: L, other: L) -> tuple[int, int]:
        """Where the neighbours stand that speak most for one label and against the other; (0, 0) if none do."""
        labels = tuple(self.chances)
        one, against = labels.index(label), labels.index(other)
        credit: dict[int, float] = defaultdict(float)  # of each word, by where it ends
        ends = {trait.end: trait.start for trait, _ in self.known if " " not in trait.name.strip(EDGES)}
        for trait, weights in self.known:
            within = [end for end, start in ends.items() if trait.start <= start and end <= trait.end]
            for end in within:
                credit[end] += (weights[one] - weights[against]) / len(within)
        best, sums = (0.0, 0, 0), (0.0, 0)
        for end in sorted(ends):
            sums = (sums[0] + credit[end], sums[1]) if sums[0] > 0 else (credit[end], ends[end])
            best = max(best, (sums[0], sums[1], end))
        return best[1:]


def heard(sentence: Sentence, asked: bool, table: Mapping[str, str]) -> Heard[Label]:
    return weighed(traits(sentence, asked), table, LABELS)


def weighed(traits: Iterable[Trait], table: Mapping[str, str], labels: Sequence[L]) -> Heard[L]:
    """`table` has for each trait its weights for the labels, in their order, with spaces between them."""
    known = []
    sums = [0] * len(labels)
    for trait in {each.name: each for each in traits}.values():
        if found := table.get(trait.name):
            weights = tuple(map(int, found.split()))
            known.append((trait, weights))
            sums = [each + weight for each, weight in zip(sums, weights, strict=True)]
    most = max(sums)
    powers = [math.exp((each - most) / UNIT) for each in sums]
    return Heard({label: power / sum(powers) for label, power in zip(labels, powers, strict=True)}, tuple(known))


def traits(sentence: Sentence, asked: bool) -> Iterator[Trait]:
    """Every run of words, clauses by their first word, the kinds of words, how it is put, and about how long it is."""
    words = list(_words(sentence))
    spoken = [Trait("^"), *(word for word in words if word.name not in (BREAK, TURN))]
    spoken.append(Trait("?" if sentence.question_mark else "$"))
    for length in range(1, LONGEST_RUN + 1):
        for first in range(len(spoken) - length + 1):
            run = [word for word in spoken[first : first + length] if word.end]
            name = " ".join(word.name for word in spoken[first : first + length])
            yield Trait(name, run[0].start, run[-1].end) if run else Trait(name)
    for mark, word in pairwise(words):
        if mark.name in (BREAK, TURN):
            yield Trait(f"{mark.name} {word.name}", word.start, word.end)
    yield from (Trait(f"kind {ord(mark) - FIRST_MARK}") for mark in set(sentence.words) if ord(mark) >= FIRST_MARK)
    yield Trait("asked" if asked else "told")
    yield Trait(f"length {min(len(spoken) // WORDS_OF_A_LENGTH, LONGEST_LENGTH)}")


def _words(sentence: Sentence) -> Iterator[Trait]:
    """Without the marks of their kinds."""
    start = 0
    for word in sentence.words.split():
        start = sentence.words.index(word, start)
        yield Trait("".join(letter for letter in word if ord(letter) < FIRST_MARK), start, start + len(word))
        start += len(word)
