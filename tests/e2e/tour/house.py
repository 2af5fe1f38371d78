"""The demonstration at the tour's hour, with a worker, a room in mid-session and an owner on her first day."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.server import Server
from tests.e2e.tour.clock import BEGAN

NEW_OWNER = "nora@fjord.example"
CLOCK = ("-m", "tests.e2e.tour.clock")


class House(Server):
    """A server whose every process is at the tour's hour."""

    def __init__(self, home: Path) -> None:
        super().__init__(home, DEMO="true")
        self.began = time.time()
        self.environment[BEGAN] = str(self.began)
        self.program = (*CLOCK, "edgewise.cli")
        self.room: dict[str, str] = {}

    def seed(self, story: str) -> str:
        return self.python(*CLOCK, "tests.e2e.seed", story).strip()

    def link_of(self, email: str) -> str:
        """A sign-in link, which works once."""
        return self.run("login-link", email).split()[-1]

    def open_room(self) -> None:
        """Bots have brought it to its options, and go on from now."""
        self.room = json.loads(self.seed("scene"))

    def move_in(self) -> None:
        """The story of the demonstration, then who else is looked at."""
        self.run("demo", "--seed-only")
        self.run("add-organisation", "Fjord", "--owner", NEW_OWNER, "--owner-name", "Nora Berg")


@contextmanager
def house(home: Path) -> Iterator[House]:
    home.mkdir(parents=True, exist_ok=True)
    is_new = not any(home.iterdir())
    made = House(home)
    if is_new:
        made.move_in()
    made.start()
    worker = subprocess.Popen([sys.executable, *made.program, "worker"], env=made.environment)
    try:
        yield made
    finally:
        worker.terminate()
        worker.wait(timeout=15)
        made.stop()
