"""How soon a newcomer who does nothing sees the first decision, in the time of the room."""

from __future__ import annotations

from random import Random

import pytest

from edgewise.domain.session import commands as c
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.state import State
from edgewise.domain.simulation.bots.bots import Bot
from edgewise.domain.simulation.play import go_on
from edgewise.domain.simulation.table import Table, numbered
from edgewise.rooms.demonstration.actions import BOTS, NEWCOMER_AT, first_script
from edgewise.rooms.live.bots import TEMPERS
from tests.bots import START

NEWCOMER = f"s{NEWCOMER_AT + 1}"
SPEED = 4  # that the page offers
SHOWN_WITHIN = 60  # seconds of a person's time
PEOPLE = numbered([*BOTS[:NEWCOMER_AT], "Robin", *BOTS[NEWCOMER_AT:]])


def first_question(seed: int) -> float:
    """Seconds at that speed until the question stands on the board."""
    table, fmt = Table(), first_script()
    plans, order = tuple(c.SeatPlan(seat, name) for seat, name in PEOPLE), tuple(seat for seat, _ in PEOPLE)
    table.send(c.OpenSession(format=fmt, seats=plans, chair="s1", deputy="s2", issue_order=order), SYSTEM, START)
    table.send(c.Join(), NEWCOMER, START)
    others = [(seat, name) for seat, name in PEOPLE if seat != NEWCOMER]
    bots = [
        Bot(seat, name, TEMPERS[place % len(TEMPERS)], Random(f"{seed} {seat}"))
        for place, (seat, name) in enumerate(others)
    ]
    now = START
    while not _has_question(table.state):
        now = go_on(table, bots, now, most=1)
    return (now - START) / 1000 / SPEED


def _has_question(state: State) -> bool:
    return any(issue.decision_question for issue in state.issues)


@pytest.mark.parametrize("seed", range(12))
def test_the_first_decision_stands_on_the_board_soon_for_somebody_who_does_nothing(seed: int) -> None:
    assert first_question(seed) < SHOWN_WITHIN
