"""Sessions of one temper each: what a circle with such a person in it comes to."""

from __future__ import annotations

from random import Random

import pytest

from edgewise.domain.formats.builtin import KEYS, builtin_format
from edgewise.domain.session import commands as c
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.state import Phase
from edgewise.domain.simulation.bots.tempers import DROPPING, HELPFUL, LATE, RUDE, SILENT, Temper
from edgewise.domain.simulation.play import Played, bots_for, go_on, play
from edgewise.domain.simulation.table import NAMES, laid, numbered
from tests.bots import START

MINUTE = 60_000
SIX = NAMES[:6]


def decision_round(*tempers: Temper, seed: int = 1) -> Played:
    return play(builtin_format("decision_round"), SIX, seed, tempers, START)


def minutes(played: Played) -> float:
    return (played.events[-1].at - START) / MINUTE


@pytest.mark.parametrize("key", KEYS)
def test_helpful_people_end_every_format_with_a_commitment_each_and_nothing_overridden(key: str) -> None:
    fmt = builtin_format(key)
    for seed in range(4):
        played = play(fmt, NAMES[: fmt.people.least], seed, [HELPFUL], START)
        assert played.state.control.phase is Phase.CLOSED
        assert (len(played.state.commitments), played.state.overrides) == (fmt.people.least, ())


def test_a_decision_round_of_helpful_people_takes_about_its_ninety_minutes() -> None:
    assert [65 < minutes(decision_round(HELPFUL, seed=seed)) < 100 for seed in range(6)] == [True] * 6


def test_the_same_seed_gives_the_same_session_and_another_one_another() -> None:
    first, again, other = (decision_round(HELPFUL, RUDE, LATE, seed=seed) for seed in (7, 7, 8))
    assert first.events == again.events
    assert first.events != other.events


def test_a_rude_person_is_refused_and_never_gets_the_chair_by_asking() -> None:
    played = decision_round(HELPFUL, HELPFUL, RUDE)
    attempts = {type(sent.command).__name__ for sent in played.refusals if sent.by == "s3"}
    assert len(attempts) >= 8
    assert [event for event in played.events if isinstance(event, e.ChairAccepted)] == []
    assert played.state.control.phase is Phase.CLOSED


def test_one_who_comes_late_is_in_the_circle_from_then_on() -> None:
    played = decision_round(HELPFUL, HELPFUL, LATE)
    arrived = {event.seat: event.at - START for event in played.events if isinstance(event, e.SeatTaken)}
    assert arrived["s3"] >= 4 * MINUTE
    assert "s3" in played.state.commitments
    assert played.state.seats["s3"].turns > 3


def test_a_chair_who_drops_is_replaced_and_the_session_still_ends_with_everybodys_commitment() -> None:
    for seed in range(20):
        played = decision_round(DROPPING, HELPFUL, seed=seed)
        if any(isinstance(event, e.ChairAccepted) for event in played.events):
            break
    else:
        pytest.fail("in no session was the chair taken over")
    assert played.state.control.phase is Phase.CLOSED
    assert sorted(played.state.commitments) == ["s1", "s2", "s3", "s4", "s5", "s6"]


def test_a_silent_person_holds_nobody_up_for_good() -> None:
    for seed in range(10):
        played = decision_round(HELPFUL, HELPFUL, SILENT, seed=seed)
        assert played.state.control.phase is Phase.CLOSED
        excused = {o.seat for o in played.state.overrides if o.output == "commitment_each"}
        assert {*played.state.commitments, *excused} >= {"s1", "s2", "s3", "s4", "s5", "s6"}


def test_a_table_of_nothing_but_silent_or_dropping_people_still_comes_to_an_end() -> None:
    for temper in (SILENT, DROPPING, RUDE, LATE):
        assert decision_round(temper).state.control.phase is Phase.CLOSED


@pytest.mark.parametrize("key", KEYS)
def test_a_person_who_is_there_and_does_nothing_stops_nobody(key: str) -> None:
    fmt = builtin_format(key)
    names = NAMES[: fmt.people.least]
    table = laid(fmt, numbered(names), START)
    *bots, idle = bots_for(names, [Temper("calm", surprises=0)], Random(3))
    table.send(c.Join(), idle.seat, START)
    go_on(table, bots, START)
    assert table.state.control.phase is Phase.CLOSED
    assert sorted(table.state.commitments) == sorted(bot.seat for bot in bots)
