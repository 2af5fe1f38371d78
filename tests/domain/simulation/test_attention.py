"""What the ledger of decisions costs the people in the room: the same sessions, asked on the side and not."""

from __future__ import annotations

from statistics import mean

import pytest
from msgspec.structs import replace

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Format
from edgewise.domain.session import commands as c
from edgewise.domain.session import foresight_commands as foresight
from edgewise.domain.simulation.bots.intents import aloud
from edgewise.domain.simulation.bots.turn import words_of
from edgewise.domain.simulation.play import Played, play
from edgewise.domain.simulation.table import NAMES

SECONDS_AN_ISSUE = 30  # of people's attention, at most
TAP_SECONDS = 5
ON_THE_SIDE = (foresight.TellConfidence, foresight.Assume, foresight.Foresee)


def plain(fmt: Format) -> Format:
    return replace(fmt, issue=tuple(replace(stage, asks=()) for stage in fmt.issue))


def seconds_of(command: c.AnyCommand) -> float:
    """For a tap, or to say it aloud while it is typed, as long as a bot takes."""
    if isinstance(command, foresight.TellConfidence):
        return TAP_SECONDS
    return mean(aloud(words_of(command))) / 1000


@pytest.mark.slow
@pytest.mark.parametrize("key", ["decision_round", "executive_circle"])
def test_an_issue_takes_at_most_half_a_minute_more(key: str) -> None:
    fmt, seeds, spent, issues = builtin_format(key), range(3), 0.0, 0
    told: list[c.AnyCommand] = []
    for seed in seeds:
        asked = play(fmt, NAMES[:6], seed, watch=lambda sent: told.append(sent.command))
        bare = play(plain(fmt), NAMES[:6], seed)
        issues += len(asked.state.issues)
        spent += minutes(asked) - minutes(bare)
    side = [command for command in told if isinstance(command, ON_THE_SIDE)]
    attention = sum(map(seconds_of, side)) / issues
    assert len(side) >= 3 * issues
    assert attention <= SECONDS_AN_ISSUE
    assert 60 * spent / issues <= SECONDS_AN_ISSUE


def minutes(played: Played) -> float:
    return (played.state.at - played.state.pace.began) / 60_000
