"""A kill between an answer and its acknowledgement: answered or not, never half, never twice."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.crash.stores import own_store
from tests.e2e.server import Server

KILLS = int(os.environ.get("CRASH_KILLS", "100"))
SEED = int(os.environ.get("CRASH_SEED", "1"))
pytestmark = [pytest.mark.store, pytest.mark.slow]


def test_whoever_is_killed_while_answering_has_answered_or_has_not(tmp_path: Path) -> None:
    with own_store() as settings:
        found = json.loads(Server(tmp_path, **settings).python("-m", "tests.crash.ballots", str(KILLS), str(SEED)))
    assert found["in_box"] == found["answered"]  # each once
    assert set(found["acknowledged"]) <= set(found["answered"])
    assert len(found["answered"]) >= KILLS / 4  # they did answer
