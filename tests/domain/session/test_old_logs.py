"""Logs from before December 2026, chaos and a whole session: each replays to the state it had then."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from edgewise.domain.session.events.recorded import from_json
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.state import State, snapshot

LOGS = sorted((Path(__file__).parents[2] / "data" / "rooms").glob("before_2026_12_*.json"))


def unlike(old: object, new: object, where: str = "") -> list[str]:
    """What an old state says that the new one does not say; new fields are no difference."""
    if isinstance(old, dict) and isinstance(new, dict):
        return [line for key in old for line in unlike(old[key], new.get(key, "nothing"), f"{where}.{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [line for at, pair in enumerate(zip(old, new, strict=True)) for line in unlike(*pair, f"{where}[{at}]")]
    return [] if old == new else [f"{where}: {old!r}, and now {new!r}"]


@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_an_old_log_replays_as_before(path: Path) -> None:
    kept = json.loads(path.read_bytes())
    state, compared = State(), 0
    for number, line in enumerate(kept["log"], 1):
        state = evolve(state, from_json(msgspec.json.encode(line)))
        if was := kept["states"].get(str(number)):
            assert unlike(was, json.loads(snapshot(state))) == []
            compared += 1
    assert compared == len(kept["states"])
