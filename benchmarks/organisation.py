"""The invented organisation of the matching benchmarks: many sites, a pyramid of levels, a reporting tree, a past.

Not made to flatter: most speak English but not all, most would rather speak the language of their site, the working
days of the outer zones hardly meet, goals and functions are unevenly wanted, and every eighth person declares an
attribute, so that nobody of them may sit alone. The same size and seed give the same people.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.model import Candidate, Kind, Pair, Rules
from edgewise.domain.simulation.people import FIRST

FIRST_DAY, LAST_DAY = date(2027, 1, 11), date(2027, 6, 25)  # summer time begins in both continents


class Site(NamedTuple):
    city: str
    zone: str
    share: float  # of all people
    local: str  # the language of the site
    english: float  # share of its people who speak English


SITES = (
    Site("London", "Europe/London", 0.15, "en", 1.0),
    Site("Dublin", "Europe/Dublin", 0.04, "en", 1.0),
    Site("Lisbon", "Europe/Lisbon", 0.05, "pt", 0.90),
    Site("Madrid", "Europe/Madrid", 0.08, "es", 0.80),
    Site("Berlin", "Europe/Berlin", 0.12, "de", 0.90),
    Site("Paris", "Europe/Paris", 0.07, "fr", 0.80),
    Site("Warsaw", "Europe/Warsaw", 0.06, "pl", 0.92),
    Site("Nairobi", "Africa/Nairobi", 0.04, "sw", 0.97),
    Site("Dubai", "Asia/Dubai", 0.03, "ar", 0.93),
    Site("Bengaluru", "Asia/Kolkata", 0.12, "hi", 0.96),
    Site("Singapore", "Asia/Singapore", 0.05, "zh", 0.95),
    Site("Sydney", "Australia/Sydney", 0.02, "en", 1.0),
    Site("Sao Paulo", "America/Sao_Paulo", 0.05, "pt", 0.75),
    Site("New York", "America/New_York", 0.08, "en", 1.0),
    Site("Chicago", "America/Chicago", 0.04, "en", 1.0),
)
PYRAMID = (0.38, 0.27, 0.16, 0.10, 0.05, 0.03, 0.01)  # of the levels, from low to high
FUNCTIONS = {
    "Operations": 0.22, "Engineering": 0.24, "Sales": 0.15, "Finance": 0.08, "People": 0.06, "Product": 0.08,
    "Marketing": 0.08, "Legal": 0.03, "Support": 0.06,
}  # fmt: skip
TOPICS = (
    "delegating", "giving feedback", "managing conflict", "presenting", "coaching others", "strategy",
    "running meetings", "inclusive leadership", "negotiation", "time management", "decision making",
    "stakeholders", "resilience", "hiring", "storytelling",
)  # fmt: skip
SHIFTS = tuple((hour * 60, (hour + 8) * 60) for hour in (7, 8, 9, 10))
SHIFT_SHARES = (0.12, 0.33, 0.42, 0.13)
SECOND = ("es", "fr", "de", "pt", "it")
ATTRIBUTES = {"a": 0.05, "b": 0.04, "c": 0.025, "d": 0.015}  # self-declared; a few people declare two
SPAN = 7  # people to a manager
NEVER = 0.03  # never-again pairs to a person
CIRCLES_BEFORE = 0.3  # share of the people who have sat in an earlier circle


def organisation(people: int, seed: int = 1, *, strengths: float = 0.0) -> tuple[list[Candidate], Rules]:
    """The people, and the rules of circles of 4 to 6 with their history and never-again pairs.

    `strengths` is the share of the people who have named what they are strong in. HR exports do not say it; it comes
    from profiles. It makes every bound that counts pairs looser, since two may help each other where five cannot all.
    """
    rng = np.random.default_rng(seed)
    kind = Kind.CIRCLE
    least, target, most = kind.sizes
    found = list(_people(people, rng, strengths))
    rules = Rules(
        least=least,
        target=target,
        most=most,
        common_minutes=60,
        first=FIRST_DAY,
        last=LAST_DAY,
        kind=kind,
        level_spread=kind.level_spread,
        never_again=frozenset(frozenset(pair) for pair in _never(people, rng).tolist()),
        met=dict(_met(people, rng)),
    )
    return found, rules


def _people(people: int, rng: np.random.Generator, strengths: float) -> Iterator[Candidate]:
    site = rng.choice(len(SITES), people, p=[one.share for one in SITES])
    level = rng.choice(len(PYRAMID), people, p=PYRAMID)
    names = list(FUNCTIONS)
    function = rng.choice(len(names), people, p=list(FUNCTIONS.values()))
    shift = rng.choice(len(SHIFTS), people, p=SHIFT_SHARES)
    dice = rng.random((people, 4))
    second = rng.integers(len(SECOND), size=people)
    goals, offers = _topics(people, rng), _topics(people, rng)
    says = rng.random(people) < strengths
    declared = rng.random((people, len(ATTRIBUTES))) < list(ATTRIBUTES.values())
    attributes = list(ATTRIBUTES)
    manager = _managers(level, function, rng)
    for i in range(people):
        place = SITES[site[i]]
        spoken, prefers = _languages(place, dice[i], SECOND[second[i]])
        above = {int(manager[i]), int(manager[manager[i]])} - {-1, i} if manager[i] >= 0 else set()
        yield Candidate(
            id=i,
            name=f"{FIRST[i % len(FIRST)]} {i}",
            languages=spoken,
            zone=place.zone,
            works_from=SHIFTS[shift[i]][0],
            works_until=SHIFTS[shift[i]][1],
            level=int(level[i]),
            function=names[function[i]],
            location=place.city,
            prefers=prefers,
            goals=goals[i],
            offers=offers[i] if says[i] else frozenset(),
            line_up=frozenset(above),
            declared=frozenset(name for name, is_so in zip(attributes, declared[i], strict=True) if is_so),
        )


def _languages(place: Site, dice: NDArray[np.float64], second: str) -> tuple[frozenset[str], str]:
    """What they speak, and what they would rather speak."""
    english, further, wish, local = dice
    spoken = {place.local} if local < 0.93 else set()  # a few came from elsewhere
    if english < place.english or not spoken:
        spoken.add("en")
    if further < 0.2:
        spoken.add(second)
    prefers = place.local if place.local in spoken and (wish < 0.55 or "en" not in spoken) else "en"
    return frozenset(spoken), prefers


def _topics(people: int, rng: np.random.Generator) -> list[frozenset[str]]:
    """One to three each; the first topics are wanted three times as often as the last."""
    wanted = np.linspace(3, 1, len(TOPICS))
    drawn = (rng.random((people, len(TOPICS))) ** (1 / wanted)).argsort(axis=1)[:, ::-1]
    count = rng.choice((1, 2, 3), people, p=(0.25, 0.45, 0.30))
    return [frozenset(TOPICS[j] for j in row[:k]) for row, k in zip(drawn[:, :3], count, strict=True)]


def _managers(level: NDArray[np.int64], function: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """For each person somebody of their function one to two levels up, `SPAN` or so to a manager; -1 at the top."""
    manager = np.full(len(level), -1)
    for below in range(len(PYRAMID) - 1):
        for name in range(len(FUNCTIONS)):
            here = np.flatnonzero((level == below) & (function == name))
            above = np.flatnonzero((level > below) & (level <= below + 2) & (function == name))
            if len(here) and len(above):
                teams = rng.choice(above, max(1, len(here) // SPAN))
                manager[here] = rng.choice(teams, len(here))
    return manager


def _never(people: int, rng: np.random.Generator) -> NDArray[np.int64]:
    pairs: NDArray[np.int64] = rng.integers(people, size=(int(people * NEVER), 2))
    apart: NDArray[np.bool_] = pairs[:, 0] != pairs[:, 1]
    return pairs[apart]


def _met(people: int, rng: np.random.Generator) -> Iterator[tuple[Pair, float]]:
    """Two earlier cohorts, half a year and a year ago."""
    for fresh in (0.5, 0.25):
        sat = rng.permutation(people)[: int(people * CIRCLES_BEFORE) // 5 * 5].reshape(-1, 5)
        for circle in sat.tolist():
            for a in range(5):
                for b in range(a):
                    yield frozenset((circle[a], circle[b])), fresh
