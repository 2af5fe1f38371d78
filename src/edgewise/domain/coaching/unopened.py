"""A session that nobody opened in its time: its circle says, one tap each, what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta
from enum import StrEnum

UNOPENED_AFTER = timedelta(hours=4)  # after its start, when the circle is asked
ANSWERS_WANTED_WITHIN = timedelta(days=7)  # from then on; after that the answers are counted
ASKED_UNTIL = timedelta(days=28)  # after its start; about one that is longer ago nobody is asked


class Became(StrEnum):
    """The value is kept in the database."""

    ELSEWHERE = "elsewhere"  # we met elsewhere: held
    MOVED = "moved"  # we moved it: another session is planned, or will be
    NOT_MET = "not_met"


def what_became(answers: Iterable[Became]) -> Became:
    """What more than half of those who answered say. A tie, or no answer: they did not meet."""
    said = Counter(answers)
    most = max(said, key=said.__getitem__, default=Became.NOT_MET)
    return most if 2 * said[most] > said.total() else Became.NOT_MET
