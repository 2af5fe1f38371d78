"""A draft changed by hand: moves that can be taken back without end, and locks for the next match.

The run's version referees: of two hands at once one is heard, and the other is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from edgewise.domain.matching.board_moves import Move, moved
from edgewise.domain.matching.given.points import Points
from edgewise.people.models import Membership
from edgewise.programmes.board.queries import home_of, part_of_draft
from edgewise.programmes.models.runs import DraftMove, MatchRun

Tables = Mapping[int, list[int]]
TOGETHER, APART, SEATS = "together", "apart", "seats"


class Overtaken(Exception):
    """Another person has changed the draft since this hand looked at it."""


@dataclass(frozen=True, slots=True)
class Change:
    """What was done, in words, and the indices of the circles it touched."""

    words: str
    places: tuple[int, ...]
    points: int = 0


def make_move(run: MatchRun, by: Membership | None, version: int, move: Move, words: str) -> Change:
    """Rules may break: the board marks them, and nothing broken is published. Raises Overtaken."""
    after = moved(run.tables, move)
    before = [*run.tables, *[[]] * (len(after) - len(run.tables))]
    changed = {place: list(table) for place, table in enumerate(after) if set(table) != set(before[place])}
    return change_tables(run, by, version, changed, words)


@transaction.atomic
def change_tables(run: MatchRun, by: Membership | None, version: int, changed: Tables, words: str) -> Change:
    """Put these circles in place of what was there; a place past the end is a new circle. Raises Overtaken."""
    before = {str(place): run.tables[place] if place < len(run.tables) else [] for place in changed}
    points = _write(run, version, changed)
    run.moves.filter(undone=True).delete()
    number = (run.moves.aggregate(last=Max("number"))["last"] or 0) + 1
    after = {str(place): table for place, table in changed.items()}
    DraftMove.objects.create(run=run, number=number, before=before, after=after, words=words, by=by)
    return Change(words, tuple(sorted(changed)), points)


def undo(run: MatchRun, version: int) -> Change | None:
    """Take back the last move that stands. None where there is none; raises Overtaken."""
    return _step(run, version, run.moves.filter(undone=False).order_by("-number").first(), undone=True)


def redo(run: MatchRun, version: int) -> Change | None:
    """Make the last move that was taken back once more. None where there is none; raises Overtaken."""
    return _step(run, version, run.moves.filter(undone=True).order_by("number").first(), undone=False)


def _step(run: MatchRun, version: int, move: DraftMove | None, *, undone: bool) -> Change | None:
    if move is None:
        return None
    tables = {int(place): table for place, table in (move.before if undone else move.after).items()}
    with transaction.atomic():
        points = _write(run, version, tables)
        run.moves.filter(pk=move.pk).update(undone=undone)
    said = _("Taken back: %(move)s") if undone else _("Done again: %(move)s")
    return Change(said % {"move": move.words}, tuple(sorted(tables)), points)


def _write(run: MatchRun, version: int, changed: Tables) -> int:
    """Put these circles in place of what was there; the points gained. The locks follow their people."""
    old = {place: run.tables[place] if place < len(run.tables) else [] for place in changed}
    points = _gained(run, old, changed)
    tables = [list(table) for table in run.tables]
    tables += [[] for _ in range(len(tables), max(changed, default=-1) + 1)]
    for place, table in changed.items():
        tables[place] = list(table)
    locked = run.locked | {SEATS: _seats(tables, _locked(run))}
    _referee(run, version, tables=tables, score=run.score + points, locked=locked)
    return points


def _gained(run: MatchRun, old: Tables, new: Tables) -> int:
    people = {person for tables in (old, new) for table in tables.values() for person in table}
    draft = part_of_draft(run, (), people)
    points = Points(list(draft.people.values()), draft.rules)
    return sum(map(points.of, new.values())) - sum(map(points.of, old.values()))


def _referee(run: MatchRun, version: int, **facts: object) -> None:
    mine = MatchRun.objects.filter(pk=run.pk, version=version, published_at=None)
    if mine.update(version=version + 1, **facts) != 1:
        raise Overtaken
    run.refresh_from_db(fields=["version", *facts])


def lock(run: MatchRun, version: int, what: str, people: Sequence[int]) -> Change:
    """Toggle one lock: `together` or `apart` for two people, otherwise each where they sit. Raises Overtaken."""
    if what in (TOGETHER, APART):
        return lock_pair(run, version, sorted(people), what)
    return lock_people(run, version, people)


def lock_people(run: MatchRun, version: int, people: Iterable[int]) -> Change:
    """Lock people to the circles they sit in, or unlock them where all of them are locked. Raises Overtaken."""
    wanted = {person for person in people if home_of(run, person) is not None}
    locked = _locked(run)
    is_on = not wanted <= locked
    now = locked | wanted if is_on else locked - wanted
    _referee(run, version, locked=run.locked | {SEATS: _seats(run.tables, now)})
    places = {place for place, table in enumerate(run.tables) if wanted.intersection(table)}
    return Change(_("Locked.") if is_on else _("Unlocked."), tuple(sorted(places)))


def lock_pair(run: MatchRun, version: int, pair: list[int], how: str) -> Change:
    """Keep two together or apart, or let them be where they are kept so already. Raises Overtaken."""
    kept = {name: [group for group in run.locked.get(name, []) if group != pair] for name in (TOGETHER, APART)}
    is_on = pair not in run.locked.get(how, [])
    kept[how] += [pair] * is_on
    _referee(run, version, locked=run.locked | kept)
    places = {place for person in pair if (place := home_of(run, person)) is not None}
    words = {TOGETHER: _("Kept together."), APART: _("Kept apart.")}[how] if is_on else _("Free again.")
    return Change(words, tuple(sorted(places)))


def _locked(run: MatchRun) -> set[int]:
    return {person for group in run.locked.get(SEATS, ()) for person in group}


def _seats(tables: Iterable[Iterable[int]], locked: set[int]) -> list[list[int]]:
    """Locked people by the circle they sit in; a person without a seat is locked no longer."""
    groups = [[person for person in table if person in locked] for table in tables]
    return [group for group in groups if group]
