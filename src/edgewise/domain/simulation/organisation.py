"""An invented organisation and one year of a programme in it, of which the truth is known.

It is there to try the comparisons of `domain/evidence` on: the effect, how alike people in one circle are, and whether
those who choose to take part would have stayed anyway are all given.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from edgewise.domain.evidence.clock import Window, could_be_invited
from edgewise.domain.evidence.estimates.matched import Facts
from edgewise.domain.evidence.gathered import Subject
from edgewise.domain.evidence.lottery import Draw, Entrant, draw
from edgewise.domain.simulation.people import FUNCTIONS, PLACES

SEATED = 5  # people in a circle, or a few more
WANTING = 0.9  # of those who are asked whether they want a place
CHOOSING = 0.5  # of those who are free to come, where nothing is drawn
STARTING = 0.9  # of those who have a place
RESERVED = 0.05  # of those who want a place
HIDDEN_CHANCE = 0.03  # how much likelier one half of people is to leave, and the other half not to
NEW_CHANCE = 0.02  # how much likelier a newcomer is to leave
SCORE, SPREAD = 3.5, 0.8  # of the number, where that is the outcome: its mean and its standard deviation
WINDOW_DAYS = 365
Numbers = NDArray[np.float64]
Dice = np.random.Generator


class Worker(Struct, frozen=True):
    """Somebody of the organisation. `since`: their first day, if it is known."""

    key: int
    employee_id: str
    level: int | None
    function: str
    site: str
    since: date | None


class Truth(Struct, frozen=True):
    """effect: by how much having a place lowers the chance of leaving (0.04: four points), or raises the number.

    icc: the intra-class correlation in a circle. base: the chance of leaving without the programme. hidden: people who
    would stay anyway want to take part more often.
    """

    effect: float
    icc: float
    base: float = 0.12
    yes_no: bool = True
    lottery: bool = True
    hidden: bool = False

    @property
    def difference(self) -> float:
        """Taking part minus compared, as a comparison should find it."""
        return -self.effect if self.yes_no else self.effect

    @property
    def can_be(self) -> bool:
        """Whether it leaves everybody a chance between 0 and 1; else less happens than `difference` says."""
        if not self.yes_no or not self.effect:
            return True
        change = self.effect / STARTING  # of who starts: who has a place and does not, has no effect
        least, most = (
            self.base - HIDDEN_CHANCE - max(change, 0),
            self.base + HIDDEN_CHANCE + NEW_CHANCE - min(change, 0),
        )
        return least >= 0 and most <= 1


class Year(Struct, frozen=True):
    """What happened. `draw` is None where everybody who wanted could come."""

    window: Window
    subjects: tuple[Subject, ...]
    facts: Mapping[int, Facts]
    draw: Draw | None
    left_on: Mapping[int, date]  # of everybody who left in the window, those in no side included


def invented_workers(people: int, day: date, dice: Dice) -> tuple[Worker, ...]:
    """More levels, functions and sites the larger it is; the newest came yesterday, the oldest eleven years ago."""
    kinds = (2, 2, 1) if people < 150 else (3, 3, 2) if people < 1000 else (4, 6, 4)
    level, function, site = (dice.integers(kind, size=people).tolist() for kind in kinds)
    days = (dice.random(people) ** 2 * 4000 + 1).astype(int).tolist()
    return tuple(
        Worker(key, f"E{10000 + 7 * key}", level[key], FUNCTIONS[function[key]], PLACES[site[key]][0], since)
        for key in range(people)
        for since in [day - timedelta(days=days[key])]
    )


def year(workers: Sequence[Worker], truth: Truth, day: date, seed: int) -> Year:
    """From `day` on. The same for the same arguments. ValueError: too few people for a lottery."""
    dice = np.random.Generator(np.random.PCG64([seed, len(workers)]))
    window = Window(day, WINDOW_DAYS)
    people = [one for one in workers if could_be_invited(one.since, None, day)]
    facts = {one.key: _facts(one, day) for one in people}
    stays = dice.choice([-1.0, 1.0], size=len(people))  # 1: would stay anyway
    drawn, places, spare = _places(people, _wants(people, truth, stays, dice), truth, seed)
    starts = places & (dice.random(len(people)) < STARTING + (0.05 * stays if truth.hidden else 0))
    circle = _circles(starts | _moved_up(people, drawn, int(places.sum() - starts.sum())), dice)
    strength = truth.effect * places.sum() / max(int(starts.sum()), 1)
    new = np.array([facts[one.key].tenure_band == 0 for one in people], dtype=np.float64)
    values = _values(
        truth, NEW_CHANCE * new - HIDDEN_CHANCE * stays, np.where(circle >= 0, strength, 0.0), circle, dice
    )
    days = dice.integers(WINDOW_DAYS, size=len(people)).tolist()
    return Year(
        window,
        tuple(
            _subject(one, bool(places[at]), float(values[at]), int(circle[at]))
            for at, one in enumerate(people)
            if not spare[at]
        ),
        facts,
        drawn,
        {one.key: day + timedelta(days=days[at]) for at, one in enumerate(people) if truth.yes_no and values[at]},
    )


def _subject(one: Worker, has_place: bool, value: float, circle: int) -> Subject:
    return Subject(one.key, has_place, value, f"c{circle}" if circle >= 0 else "", _stratum(one))


def _facts(one: Worker, day: date) -> Facts:
    return Facts(one.level, one.function, one.site, None if one.since is None else (day - one.since).days)


def _stratum(one: Worker) -> str:
    return "" if one.level is None else str(one.level)


def _wants(people: Sequence[Worker], truth: Truth, stays: Numbers, dice: Dice) -> NDArray[np.bool_]:
    """In a function with an even number of letters people choose to come more often: that, the match can see."""
    share = np.full(len(people), WANTING)
    if not truth.lottery:
        share = np.where([len(one.function) % 2 == 0 for one in people], CHOOSING + 0.1, CHOOSING - 0.1)
    room = np.minimum(share, 1 - share)
    return np.asarray(dice.random(len(people)) < share + (0.6 * room * stays if truth.hidden else 0))


def _places(
    people: Sequence[Worker], comes: NDArray[np.bool_], truth: Truth, seed: int
) -> tuple[Draw | None, NDArray[np.bool_], NDArray[np.bool_]]:
    """The draw, who has a place, and who is in neither side."""
    if not truth.lottery:
        return None, comes, np.zeros(len(people), dtype=bool)
    entrants = [Entrant(one.key, _stratum(one)) for one, wants in zip(people, comes, strict=True) if wants]
    reserves = round(RESERVED * len(entrants))
    drawn = draw(entrants, (len(entrants) - reserves) // 2, reserves, seed)
    placed, sides = set(drawn.places), {*drawn.places, *drawn.comparison}
    has = np.array([one.key in placed for one in people], dtype=bool)
    return drawn, has, np.array([one.key not in sides for one in people], dtype=bool)


def _moved_up(people: Sequence[Worker], drawn: Draw | None, empty: int) -> NDArray[np.bool_]:
    first = set(drawn.reserves[:empty]) if drawn else set()
    return np.array([one.key in first for one in people], dtype=bool)


def _circles(seated: NDArray[np.bool_], dice: Dice) -> NDArray[np.int64]:
    """The circle of each person; -1 for nobody's."""
    circle = np.full(len(seated), -1)
    members = dice.permutation(np.flatnonzero(seated))
    circle[members] = np.arange(len(members)) % max(1, len(members) // SEATED)
    return circle


def _values(truth: Truth, worse: Numbers, effect: Numbers, circle: NDArray[np.int64], dice: Dice) -> Numbers:
    """Yes and no: with the chance of the root of `icc` somebody takes the lot of their circle, else one of their own.

    So two of one circle correlate by `icc`, whatever the chance of each (Lunn and Davies, Biometrika 85, 1998).
    """
    shared, own = dice.random(len(circle) + 1)[circle], dice.random(len(circle))
    if truth.yes_no:
        common = (circle >= 0) & (dice.random(len(circle)) < np.sqrt(truth.icc))
        return np.asarray(np.where(common, shared, own) < truth.base + worse - effect, dtype=np.float64)
    joint, together = np.where(circle >= 0, truth.icc, 0.0), dice.normal(size=len(circle) + 1)[circle]
    noise = np.sqrt(joint) * together + np.sqrt(1 - joint) * dice.normal(size=len(circle))
    return np.asarray(SCORE + SPREAD * (noise - 3 * worse) + effect)
