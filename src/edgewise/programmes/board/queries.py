"""What the draft board reads: how each circle stands, and who may sit in one.

Scores need every pair of people once; they are kept in the cache under a digest of the very facts they come from, so
that a change of facts is seen at the next opening. A move reads only the people it concerns.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
from django.core.cache import cache
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.board_moves import Join, Leave, Move, Swap
from edgewise.domain.matching.explain.wording import labels
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import ground_of
from edgewise.domain.matching.given.points import Points
from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.phrases import phrase
from edgewise.people.models import Membership
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.runs.queries import candidates, digest_of, rules_of

SCORES_KEPT_SECONDS = 24 * 60 * 60  # seconds in the cache
MOST_WITH_BEST_PARTNERS = 4_000  # people; beyond that nobody's best partners are looked up, which would take too long
PEOPLE_A_BATCH = 100  # circles
GONE = phrase("somebody has gone")
Table = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one circle stands by the facts of its members alone."""

    score: int
    share: int | None  # percent of what its members could have with their own best partners
    broken: tuple[str, ...]  # names of rules; secret ones share one


@dataclass
class Scores:
    """Kept in the cache. `best[i]` are running sums of the points of a person's best partners, in the order of ids."""

    digest: str
    ids: tuple[int, ...]
    marks: dict[str, Mark]
    best: NDArray[np.int64] | None = None
    standings: dict[Table, Standing] = field(default_factory=dict)

    def share(self, table: Table, score: int) -> int | None:
        """In percent, at most 100; None where nobody's best partners are known."""
        rows = [int(np.searchsorted(self.ids, one)) for one in table]
        is_known = all(row < len(self.ids) and self.ids[row] == one for row, one in zip(rows, table, strict=True))
        if self.best is None or not is_known or len(table) == 1:
            return None
        ideal = int(self.best[rows, min(len(table) - 1, self.best.shape[1]) - 1].sum())
        return max(0, min(100, round(200 * score / ideal))) if ideal > 0 else None


@dataclass(frozen=True)
class Draft:
    """A draft with the people concerned: all of them, or those of some circles."""

    run: MatchRun
    people: dict[int, Candidate]  # by ascending id
    rules: Rules
    waiting: frozenset[int]  # everybody who waits for a circle now

    @cached_property
    def tables(self) -> list[Table]:
        return [tuple(table) for table in self.run.tables]

    @cached_property
    def home(self) -> dict[int, int]:
        """The index of the circle in which each seated person sits."""
        return {one: place for place, table in enumerate(self.run.tables) for one in table}

    @cached_property
    def locked(self) -> frozenset[int]:
        return frozenset(one for group in self.run.locked.get("seats", ()) for one in group)

    @cached_property
    def scores(self) -> Scores:
        return _scores(self)

    def circle(self, place: int) -> list[Candidate]:
        return [self.people[one] for one in self.run.tables[place]]

    def standing(self, place: int) -> Standing:
        return self.scores.standings[self.tables[place]] if self.tables[place] else Standing(0, None, ())

    def broken(self, place: int) -> tuple[str, ...]:
        """What keeps a circle from being published, in words that tell no secret."""
        ids = frozenset(self.tables[place])
        is_parted = any(group & ids and group - ids for group in self.rules.together)
        found = (*self.standing(place).broken, *[Rule.LOCKED.label] * is_parted, *[GONE] * bool(ids - self.waiting))
        return tuple(dict.fromkeys(found))

    @cached_property
    def worst(self) -> int | None:
        """The share of the circle that is furthest from its ideal; None where none is known."""
        return self.worst_with({})

    @property
    def worst_found(self) -> int | None:
        """The same of the circles as the search found them."""
        found = self.run.result["circles"]
        shares = [self.scores.share(tuple(one["members"]), one["score"]) for one in found]
        return min((share for share in shares if share is not None), default=None)

    def worst_with(self, changed: Mapping[int, tuple[Table, int]]) -> int | None:
        """The same with other circles at some indices, each with its points."""
        there = {place: self.standing(place).share for place, table in enumerate(self.tables) if table}
        there |= {place: self.scores.share(table, points) for place, (table, points) in changed.items() if table}
        gone = {place for place, (table, _points) in changed.items() if not table}
        shares = [share for place, share in there.items() if share is not None and place not in gone]
        return min(shares, default=None)

    @cached_property
    def left_over(self) -> list[int]:
        return left_over(self.run, self.waiting)


def whole_draft(run: MatchRun) -> Draft:
    """Everybody of the run, and who has said yes since."""
    waiting = _waiting(run)
    return _draft(run, waiting.union(run.people), waiting)


def part_of_draft(run: MatchRun, places: Iterable[int], others: Iterable[int] = (), *, bench: int = 0) -> Draft:
    """The people of some circles, by index, some others, and so many of those left over."""
    waiting = _waiting(run)
    seated = {one for place in places for one in run.tables[place]}
    return _draft(run, seated.union(others, left_over(run, waiting)[:bench]), waiting)


def left_over(run: MatchRun, waiting: frozenset[int]) -> list[int]:
    """People who wait and have no seat: first as the search left them, then people who came later."""
    left = waiting.difference(*run.tables)
    told = [one["member"] for one in run.result.get("unplaced", ()) if one["member"] in left]
    return [*told, *sorted(left.difference(told))]


def _waiting(run: MatchRun) -> frozenset[int]:
    return frozenset(waiting_for_a_circle(run.cohort, next_round=run.ends_round).values_list("pk", flat=True))


def _draft(run: MatchRun, ids: Collection[int], waiting: frozenset[int]) -> Draft:
    chosen = Membership.objects.filter(pk__in=ids, organisation=run.cohort.programme.organisation_id)
    ending = run.cohort if run.ends_round else None
    people = {one.id: one for one in candidates(chosen.select_related("person"), into=run.cohort, ending=ending)}
    among = copy(run)  # the history of these people alone
    among.people = list(people)
    return Draft(run, people, rules_of(among), waiting)


def home_of(run: MatchRun, person: int) -> int | None:
    """The index of the person's circle."""
    return next((place for place, table in enumerate(run.tables) if person in table), None)


def refusal(run: MatchRun, move: Move) -> str:
    """Why a move cannot be made, whatever the rules say; empty where it can."""
    people = (move.one, move.other) if isinstance(move, Swap) else (move.person,)
    homes = [home_of(run, person) for person in people]
    locked = {one for group in run.locked.get("seats", ()) for one in group}
    if locked.intersection(people):
        return _("Locked to the circle. Unlock first.")
    if isinstance(move, Swap) and homes[0] == homes[1]:
        return _("They sit together already.") if homes[0] is not None else _("Neither has a seat.")
    if isinstance(move, Join) and homes[0] == move.circle:
        return _("That is where they sit.")
    if isinstance(move, Leave) and homes[0] is None:
        return _("They have no seat to leave.")
    return ""


def touched_by(run: MatchRun, move: Move) -> set[int]:
    """The indices of the circles, as they are now, that a move would change."""
    people = (move.one, move.other) if isinstance(move, Swap) else (move.person,)
    places = {home for person in people if (home := home_of(run, person)) is not None}
    return places | ({move.circle} if isinstance(move, Join) else set())


def may_sit(run: MatchRun, person: int) -> bool:
    """Whether a person belongs to the draft: one of its people, or waiting for a circle now."""
    return person in run.people or (
        waiting_for_a_circle(run.cohort, next_round=run.ends_round).filter(pk=person).exists()
    )


def _scores(draft: Draft) -> Scores:
    """From the cache where the facts are the same; a part of a draft takes what the whole left there."""
    key = f"programmes.board.{draft.run.pk}"
    kept: Scores | None = cache.get(key)
    is_whole = draft.people.keys() >= set(draft.run.people)
    digest = _digest(draft) if is_whole else ""
    if kept is None or (is_whole and kept.digest != digest):
        whole = draft if is_whole else whole_draft(draft.run)
        kept = _computed(whole, digest or _digest(whole))
        cache.set(key, kept, SCORES_KEPT_SECONDS)
    places = [place for place, table in enumerate(draft.tables) if table and table not in kept.standings]
    if places:
        is_known = all(draft.people.keys() >= set(draft.tables[place]) for place in places)
        knowing = draft if is_known else part_of_draft(draft.run, places)
        _judge(knowing, places, kept)
        cache.set(key, kept, SCORES_KEPT_SECONDS)
    return kept


def _digest(draft: Draft) -> str:
    return digest_of(list(draft.people.values()), replace(draft.rules, seats=(), together=()))


def _computed(draft: Draft, digest: str) -> Scores:
    people = list(draft.people.values())
    scores = Scores(digest, tuple(draft.people), marks_of(people))
    if 1 < len(people) <= MOST_WITH_BEST_PARTNERS:
        facts = compile_facts(people, draft.rules)
        scores.best = _best(ground_of(facts, np.arange(facts.size)).affinity, draft.rules.most - 1)
    _judge(draft, range(len(draft.tables)), scores)
    return scores


def _judge(draft: Draft, places: Sequence[int], scores: Scores) -> None:
    """Add how these circles stand: some at a time, since points are worked out for every pair of those at hand."""
    for at in range(0, len(places), PEOPLE_A_BATCH):
        tables = [draft.tables[place] for place in places[at : at + PEOPLE_A_BATCH] if draft.tables[place]]
        people = [draft.people[one] for table in tables for one in table]
        points = Points(people, draft.rules)
        for table in tables:
            broken = labels(violations([draft.people[one] for one in table], draft.rules))
            score = points.of(table)
            scores.standings[table] = Standing(score, scores.share(table, score), broken)


def _best(affinity: NDArray[np.int16], most: int) -> NDArray[np.int64]:
    """Running sums of each row's highest points."""
    most = min(most, len(affinity) - 1)
    highest = np.partition(np.maximum(affinity, 0), len(affinity) - most, axis=1)[:, -most:]
    return np.cumsum(-np.sort(-highest.astype(np.int64), axis=1), axis=1)


def worst_first(draft: Draft, places: Sequence[int]) -> list[int]:
    """Those that break a rule, then the furthest from what their members could have, by pairs where nobody knows."""

    def badness(place: int) -> tuple[bool, int, float, int]:
        standing, size = draft.standing(place), len(draft.tables[place])
        return not draft.broken(place), standing.share or 0, standing.score / max(size * (size - 1), 1), place

    return sorted(places, key=badness)


HUES = 10


@dataclass(frozen=True, slots=True)
class Mark:
    """How a function is told from the others: by letters as well as by colour."""

    name: str
    letters: str
    hue: str


NOBODYS = Mark("", "–", "none")


def marks_of(people: Iterable[Candidate]) -> dict[str, Mark]:
    """One mark for each function: its first letter, or the first two where another begins with the same."""
    names = sorted({one.function for one in people if one.function})
    initials = [name[0].upper() for name in names]
    found = {}
    for place, name in enumerate(names):
        is_alone = initials.count(name[0].upper()) == 1
        letters = name[0].upper() if is_alone else name[0].upper() + name[1:2].lower()
        found[name] = Mark(name, letters, str(place % HUES))
    return found
