"""The rules hold for a format that never was a file, too."""

from __future__ import annotations

from msgspec.structs import replace

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Asks, CircleKind, Does, Floor, People, Stage
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


FRAME, *BETWEEN, COMMIT = (replace(stage, asks=()) for stage in ROUND.issue)
ASKED = (Asks.CONFIDENCE,)


def said_of(*issue: Stage) -> list[str]:
    """What breaks a rule in the decision round with these stages for its issue."""
    return [message for _, message in breaches(replace(ROUND, issue=issue))]


def test_confidence_is_asked_before_and_after() -> None:
    first, last = replace(FRAME, asks=ASKED), replace(COMMIT, asks=ASKED)
    questions = replace(BETWEEN[0], asks=ASKED)
    order = ["confidence is asked before the stage that requires decision, and in it or after it"]
    assert said_of(first, *BETWEEN, last) == []
    assert said_of(first, *BETWEEN, COMMIT) == ["confidence is asked twice, before and after; here it is asked once"]
    assert said_of(first, questions, *BETWEEN[1:], last) == [
        "confidence is asked twice, before and after; here it is asked 3 times"
    ]
    assert said_of(first, questions, *BETWEEN[1:], COMMIT) == order
    undecided = replace(last, requires=COMMIT.requires[1:])
    assert said_of(first, *BETWEEN, undecided) == order


def test_nothing_is_asked_of_an_owner_whose_back_is_turned_or_who_is_not_there() -> None:
    turned = replace(BETWEEN[-1], asks=(Asks.REVIEW,))
    outside = replace(ROUND.opening[0], asks=(Asks.REVIEW,))
    assert said_of(FRAME, *BETWEEN[:-1], turned, COMMIT) == [
        "the owner's back is turned, so nothing can be asked; ask in another stage"
    ]
    assert [message for _, message in breaches(replace(ROUND, opening=(outside, *ROUND.opening[1:])))] == [
        "the issue owner is asked; there is no issue owner in opening"
    ]
