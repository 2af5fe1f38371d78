"""A worker is killed again and again while it sends: no letter is lost, and none comes under two names."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests import template
from tests.crash.postman import LETTERS
from tests.notices.post import Box, free_port, mail_server

KILLS = 6
PATIENCE = 60  # seconds for all letters to come


def _environment(home: Path, port: int) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("EDGEWISE_")}
    return inherited | {
        "DJANGO_SETTINGS_MODULE": "edgewise.config.settings",
        "EDGEWISE_HOME": str(home),
        "EDGEWISE_EMAIL_URL": f"smtp://127.0.0.1:{port}",
    }


def _postman(what: str, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "tests.crash.postman", what], env=environment)


def test_a_worker_that_is_killed_while_sending_loses_and_doubles_nothing(tmp_path: Path) -> None:
    port, box, dice = free_port(), Box(seconds=0.04), Random(1)
    template.copy_home(tmp_path)
    environment = _environment(tmp_path, port)
    assert _postman("seed", environment).wait(120) == 0
    with mail_server(box, port):
        for _ in range(KILLS):
            worker = _postman("work", environment)
            _wait_for(_more_than(box, len(box.letters)))
            time.sleep(dice.uniform(0.0, 0.3))
            worker.kill()
            worker.wait()
        worker = _postman("work", environment)
        _wait_for(lambda: len(set(box.ids)) == LETTERS)
        time.sleep(3)  # a lease, in which what was in a dead worker's hands is sent again
        worker.kill()
        worker.wait()
    by_name = {name: {letter["To"] for letter in box.letters if letter["Message-ID"] == name} for name in box.ids}
    readers = Counter(reader for to in by_name.values() for reader in to)
    assert (len(by_name), set(readers.values()), len(readers)) == (LETTERS, {1}, LETTERS)
    assert len(box.letters) - LETTERS <= KILLS  # at most the one letter in each dead worker's hands, under its old name


def _more_than(box: Box, before: int) -> Callable[[], bool]:
    return lambda: len(box.letters) > before or len(set(box.ids)) == LETTERS


def _wait_for(what: Callable[[], bool]) -> None:
    give_up = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < give_up, "the post does not come"
        time.sleep(0.02)
