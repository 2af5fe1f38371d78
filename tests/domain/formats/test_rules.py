"""The rules hold for a format that never was a file, too."""

from __future__ import annotations

from msgspec.structs import replace

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import CircleKind, Does, Floor, People
from edgewise.domain.formats.rules import breaches

ROUND = builtin_format("decision_round")


def test_two_stages_of_one_key_break_a_rule() -> None:
    fmt = replace(ROUND, closing=(*ROUND.closing, ROUND.opening[0]))
    assert breaches(fmt) == ((("closing", 2, "key"), '"check_in" is already the key of a stage'),)


def test_a_range_of_people_the_wrong_way_round_breaks_a_rule() -> None:
    fmt = replace(ROUND, people=People(8, 4))
    assert breaches(fmt) == ((("people",), "least (8) is more than most (4)"),)


def test_several_broken_rules_are_all_told() -> None:
    close = replace(ROUND.closing[1], floor=Floor.QUESTIONS, does=Does.PROMISES)
    fmt = replace(ROUND, kind=CircleKind.PAIR, minutes=30, closing=(ROUND.closing[0], close))
    assert breaches(fmt) == (
        (("people",), "a pair is two people; write people = 2"),
        (("minutes",), "needs 65 minutes for 4 people; only 30 are planned"),
        (("closing", 1, "does"), "promises belongs in an opening stage"),
        (("closing", 1, "speaks_first"), "nobody goes first where the floor is questions; only in a round"),
        (("closing", 1, "floor"), "questions needs an issue owner; there is no issue owner outside an issue"),
    )
