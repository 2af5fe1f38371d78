"""A server in a process of its own, on a free port, in a home of its own: browsers talk to it as people's do."""

from __future__ import annotations

import os
import resource
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests import template

START_SECONDS = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class Server:
    """`edgewise serve`, to be started, killed and started again on the same home and port.

    A home is made ready before, because that takes a server longer than most tests take.
    """

    begins_ready = True
    host = "127.0.0.1"  # that it listens on
    descriptors = 0  # that the process may open; 0: as many as this machine allows
    program: tuple[str, ...] = ("-m", "edgewise.cli")  # for Python

    def __init__(self, home: Path, **settings: str) -> None:
        self.home = home
        if self.begins_ready and not any(home.iterdir()):
            template.copy_home(home)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home / "server.log"
        inherited = {key: value for key, value in os.environ.items() if not key.startswith("EDGEWISE_")}
        self.environment = inherited | {
            "DJANGO_SETTINGS_MODULE": "edgewise.config.settings",
            "EDGEWISE_HOME": str(home),
            "EDGEWISE_BASE_URL": self.url,
            "EDGEWISE_WORKER": "false",  # a test that needs one says so
            **{f"EDGEWISE_{name}": value for name, value in settings.items()},
        }
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, *self.program, "serve", "--host", self.host, "--port", str(self.port)],
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        if self.descriptors:
            resource.prlimit(self.process.pid, resource.RLIMIT_NOFILE, (self.descriptors, self.descriptors))
        try:
            self._wait_until_it_answers(self.process)
        except RuntimeError:
            self.kill()
            raise

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        give_up = time.monotonic() + START_SECONDS
        while time.monotonic() < give_up:
            if process.poll() is not None:
                raise RuntimeError(f"the server stopped at once:\n{self.log.read_text()}")
            try:
                urlopen(f"{self.url}/accounts/login/", timeout=2).close()  # noqa: S310
            except (URLError, OSError):
                time.sleep(0.1)
            else:
                return
        raise RuntimeError(f"the server did not answer in {START_SECONDS} s:\n{self.log.read_text()}")

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """As a power cut would: nothing is tidied up."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=15)
        self.process = None

    def run(self, *command: str) -> str:
        """An `edgewise` command on the same home; what it printed."""
        return self.python(*self.program, *command)

    def seed(self, story: str) -> str:
        """A story of tests/e2e/seed.py, told in another process: the ORM and a browser's loop do not mix."""
        return self.python("-m", "tests.e2e.seed", story).strip()

    def python(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")
        return done.stdout


class FirstServer(Server):
    """On a home where nothing is: it goes through all migrations and collects the static files."""

    begins_ready = False
