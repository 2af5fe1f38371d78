"""What one move on the draft board would do, and what the last one did."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from django.utils.translation import gettext as _

from edgewise.domain.matching.board_moves import Found, Join, Leave, Move, Swap, try_move
from edgewise.domain.phrases import listed, phrase
from edgewise.people.models import Membership
from edgewise.programmes.board.page.cards import BENCH_SHOWN, around, card, signed
from edgewise.programmes.board.queries import part_of_draft, touched_by
from edgewise.programmes.models.runs import MatchRun


def changed(run: MatchRun, places: Iterable[int], old_count: int, worst: int | None) -> dict[str, object]:
    """The parts of the board that a move has changed: its cards, the figures, the bench, and the worst circle."""
    touched = sorted(places)
    draft = part_of_draft(run, touched, bench=BENCH_SHOWN)
    cards = [card(draft, place, is_new=place >= old_count) for place in touched]
    return around(draft) | {"cards": cards, "worst": worst_has(worst, draft.worst)}


def words_of(run: MatchRun, move: Move) -> str:
    """A move in words, in English: the list of moves that can be taken back keeps them."""
    people = (move.one, move.other) if isinstance(move, Swap) else (move.person,)
    names = dict(Membership.objects.filter(pk__in=people).values_list("pk", "person__name"))
    match move:
        case Swap(one, other):
            return phrase("{one} and {other} change places", one=names[one], other=names[other])
        case Join(person, place):
            return phrase("{name} to circle {number}", name=names[person], number=place + 1)
        case Leave(person):
            return phrase("{name} to the people left over", name=names[person])
        case Found(person):
            return phrase("{name} to a new circle", name=names[person])
        case _:
            assert_never(move)


def effect(run: MatchRun, move: Move) -> dict[str, object]:
    """What a move would break, cost and lose, before it is made."""
    people = (move.one, move.other) if isinstance(move, Swap) else (move.person,)
    draft = part_of_draft(run, touched_by(run, move), people)
    found = try_move(list(draft.people.values()), draft.tables, draft.rules, move)
    worst = draft.worst
    worst_after = draft.worst_with({one.circle: (one.members, one.after) for one in found.changes})
    known = len(run.tables)
    names = {
        change.circle: _("Circle %(number)d") % {"number": change.circle + 1}
        if change.circle < known
        else _("The new circle")
        for change in found.changes
    }
    return {
        "fits": found.is_allowed,
        "breaks": [
            _("%(circle)s would break: %(rules)s.") % {"circle": names[one.circle], "rules": listed(one.broken)}
            for one in found.changes
            if one.broken
        ],
        "change": signed(found.after - found.before),
        "falls": worst_after is not None and worst is not None and worst_after < worst,
        "worst": worst_would(worst, worst_after),
        "lost": [_about(names[one.circle], words) for one in found.changes for words in one.lost],
        "gained": [_about(names[one.circle], words) for one in found.changes for words in one.gained],
    }


def worst_of(run: MatchRun) -> int | None:
    return part_of_draft(run, ()).worst


def worst_would(before: int | None, after: int | None) -> str:
    """What a move would do to the worst circle; empty where it stays as it is."""
    if before is None or after is None or before == after:
        return ""
    shares = {"before": before, "after": after}
    if after < before:
        return _("The worst circle falls from %(before)d %% to %(after)d %%.") % shares
    return _("The worst circle rises from %(before)d %% to %(after)d %%.") % shares


def worst_has(before: int | None, after: int | None) -> str:
    """The same once it is made."""
    if before is None or after is None or before == after:
        return ""
    shares = {"before": before, "after": after}
    if after < before:
        return _("The worst circle fell from %(before)d %% to %(after)d %%.") % shares
    return _("The worst circle rose from %(before)d %% to %(after)d %%.") % shares


def _about(circle: str, words: str) -> str:
    return _("%(circle)s: %(words)s") % {"circle": circle, "words": words}
