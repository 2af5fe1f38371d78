"""Properties that hold whatever anybody does: the laws of `laws.py` under bots and under chaos."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.formats.builtin import KEYS, builtin_format
from edgewise.domain.session import commands as c
from edgewise.domain.session.events import foreseen
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.events.recorded import AnyEvent, from_json
from edgewise.domain.session.evolving.evolve import replay
from edgewise.domain.simulation.bots.bots import Bot
from edgewise.domain.simulation.bots.promises import last_promises
from edgewise.domain.simulation.bots.tempers import HELPFUL
from edgewise.domain.simulation.play import bots_for, go_on
from edgewise.domain.simulation.table import NAMES, laid, numbered
from tests.bots import START, mixed, session
from tests.domain.session.chaos import Deed, deeds, do
from tests.domain.session.laws import Watch, closed, reloaded

SEEDS = range(4)


@pytest.mark.parametrize("key", KEYS)
def test_every_law_holds_in_whole_sessions_of_mixed_tempers(key: str) -> None:
    for seed in SEEDS:
        watch = Watch()
        played = session(key, seed, watch)
        assert closed(played.state), (key, seed)
        assert watch.commands > len(played.refusals)


@pytest.mark.parametrize("key", KEYS)
def test_a_replay_equals_the_live_session_also_from_a_snapshot_in_the_middle(key: str) -> None:
    played = session(key, 100)
    assert replay(played.events) == played.state
    for cut in range(0, len(played.events), 20):
        halfway = reloaded(replay(played.events[:cut]))
        assert replay(played.events[cut:], halfway) == played.state
    assert [replay(played.events[: n + 1]).version for n in (0, 9, 19)] == [1, 10, 20]


@settings(max_examples=60)
@given(key=st.sampled_from(KEYS), seed=st.integers(0, 10_000), head_start=st.integers(0, 250), chaos=deeds)
def test_whatever_anybody_does_the_laws_hold_and_the_session_still_comes_to_an_end(
    key: str, seed: int, head_start: int, chaos: list[Deed]
) -> None:
    fmt, dice = builtin_format(key), Random(seed)
    names = NAMES[: dice.randint(fmt.people.least, fmt.people.most)]
    table = laid(fmt, numbered(names), START, last_promises(names, dice, START))
    now = go_on(table, bots_for(names, mixed(dice, len(names)), dice), START, head_start)
    table.watch = Watch.from_here(table.state)
    for deed in chaos:
        now = do(table, deed, now)
    everybody = [*bots_for(names, [HELPFUL], dice), Bot("g1", "Grace"), Bot("g2", "Grace")]
    go_on(table, everybody, now)
    assert closed(table.state)
    assert replay(table.events) == table.state


def test_seventy_two_more_sessions_come_to_an_end_and_show_nearly_every_kind_of_event() -> None:
    """Else the laws above would be tried on half of the rules."""
    seen = {type(event) for key in KEYS for seed in range(100, 106) for event in session(key, seed).events}
    by_people_only = {
        e.GuestAdmitted, e.OneLaptopUsed, e.DeputyNamed, e.HandLowered, e.PatternRemoved, e.LineAmended,
        e.IssueWithdrawn, e.SeatEnded, e.GuestRenamed, e.GuestSigned, foreseen.AssumptionDropped,
    }  # fmt: skip
    assert set(AnyEvent.__args__) - seen == by_people_only


def test_every_event_and_command_has_one_name_on_the_wire() -> None:
    for union, field in ((AnyEvent, "event"), (c.AnyCommand, "do")):
        tags = [kind.__struct_config__.tag for kind in union.__args__]
        assert (len(set(tags)), {kind.__struct_config__.tag_field for kind in union.__args__}) == (len(tags), {field})


def test_an_event_of_a_later_version_is_read_without_what_is_new() -> None:
    data = msgspec.json.encode({"event": "hand_raised", "at": 5, "seat": "s1", "new": "unknown"})
    assert from_json(data) == e.HandRaised(seat="s1", at=5)
