"""The worker beside the server: killed, told to end, left alone."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.e2e.server import Server

pytestmark = pytest.mark.slow
PATIENCE = 30.0  # seconds


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    made = Server(tmp_path, WORKER="true")
    made.start()
    yield made
    made.kill()


def row(server: Server) -> tuple[str, int]:
    """The run's state, and the process id of whoever is at it."""
    with closing(sqlite3.connect(server.home / "edgewise.sqlite3")) as store:
        state, worker = store.execute("SELECT state, worker FROM programmes_matchrun").fetchone()
    return state, int(worker.rpartition(":")[2] or 0)


def until(told: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not told():
        assert time.monotonic() < give_up
        time.sleep(0.1)


def is_alive(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


def test_a_killed_worker_is_replaced_and_its_run_can_be_tried_again(server: Server) -> None:
    server.seed("long_run")
    until(lambda: row(server)[0] == "running")
    os.kill(row(server)[1], signal.SIGKILL)
    until(lambda: row(server)[0] == "failed")


def test_a_worker_ends_with_its_server_and_the_next_one_begins_its_run_anew(server: Server) -> None:
    server.seed("long_run")
    until(lambda: row(server)[0] == "running")
    first = row(server)[1]
    server.stop()
    until(lambda: not is_alive(first))
    server.start()
    until(lambda: row(server)[0] == "running" and row(server)[1] not in (0, first))


def test_a_worker_does_not_outlive_a_server_that_is_killed(server: Server) -> None:
    server.seed("long_run")
    until(lambda: row(server)[0] == "running")
    worker = row(server)[1]
    server.kill()
    until(lambda: not is_alive(worker))
