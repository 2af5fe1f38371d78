"""The first day of an installation, as an operator goes through it: no traceback, no 400, no 429.

A new home, an organisation, its people from a file, a server behind nginx at another address, and an office of 24
people who sign in within a minute.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx2
import pytest

from tests.e2e import proxy
from tests.e2e.server import START_SECONDS, free_port

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not proxy.is_here(), reason="no nginx on this machine"),
]
HOST = "coaching.example.org"
OFFICE = 24
PEOPLE = "email,name\n" + "".join(f"person{n}@example.org,Person {n}\n" for n in range(OFFICE))
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
CODE = re.compile(r"^To: (\S+)$.*?^ {4}(\S+)$", re.MULTILINE | re.DOTALL)
SLOW = 30.0  # seconds for an answer on a busy machine


def users() -> list[str]:
    """Root where the tests run as root, and then a plain user, too; else whoever runs the tests."""
    return ["root", "nobody"] if os.geteuid() == 0 and shutil.which("setpriv") else ["me"]


@dataclass
class Day:
    home: Path
    log: Path
    prefix: list[str]
    port: int
    outer: int

    @property
    def address(self) -> str:
        return f"http://{HOST}:{self.outer}"

    def environment(self, **settings: str) -> dict[str, str]:
        inherited = {key: value for key, value in os.environ.items() if not key.startswith(("EDGEWISE_", "DJANGO_"))}
        own = {"EDGEWISE_HOME": str(self.home), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1"}
        return inherited | own | {f"EDGEWISE_{key}": value for key, value in settings.items()}

    def run(self, *words: str, **settings: str) -> str:
        done = subprocess.run(
            [*self.prefix, sys.executable, "-m", "edgewise.cli", *words],
            env=self.environment(**settings), capture_output=True, text=True, check=False, cwd=self.log.parent,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stdout.strip()

    def serve(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [*self.prefix, sys.executable, "-m", "edgewise.cli", "serve", "--port", str(self.port)],
                env=self.environment(BASE_URL=self.address), stdout=log, stderr=log, cwd=self.log.parent,
            )  # fmt: skip
        give_up = time.monotonic() + 2 * START_SECONDS
        while time.monotonic() < give_up and process.poll() is None:
            try:
                httpx2.get(f"http://127.0.0.1:{self.port}/accounts/login/", timeout=SLOW)
            except httpx2.TransportError:
                time.sleep(0.2)
            else:
                return process
        process.kill()
        raise RuntimeError(self.log.read_text())

    def browser(self) -> httpx2.Client:
        """At the address that people type, which leads to nginx."""
        return httpx2.Client(
            base_url=f"http://127.0.0.1:{self.outer}",
            headers={"Host": f"{HOST}:{self.outer}", "Origin": self.address},
            timeout=SLOW,
        )


@pytest.fixture(params=users())
def day(request: pytest.FixtureRequest) -> Iterator[Day]:
    """In a folder of its own, as pytest closes those that it makes to other users."""
    with TemporaryDirectory(prefix="edgewise-first-day-") as name:
        folder = Path(name)
        found = Day(folder / "home", folder / "server.log", [], free_port(), free_port())
        if request.param == "nobody":
            found.prefix = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]
            found.home.mkdir()
            shutil.chown(found.home, "nobody", "nogroup")
            folder.chmod(0o711)
            probe = [*found.prefix, sys.executable, "-c", "import edgewise.cli.serve"]
            if subprocess.run(probe, env=found.environment(), cwd=folder, capture_output=True, check=False).returncode:
                pytest.skip("a plain user may not run this Python or read this checkout")
        yield found


def send(client: httpx2.Client, path: str, fields: dict[str, str]) -> httpx2.Response:
    """What a form's button sends; cookies are sent by hand because the address is not the one that is dialled."""
    page = client.get(path, headers=cookies(client))
    assert page.status_code == 200, page.text
    token = TOKEN.search(page.text)
    assert token is not None
    return client.post(path, data={"csrfmiddlewaretoken": token[1], **fields}, headers=cookies(client))


def cookies(client: httpx2.Client) -> dict[str, str]:
    return {"Cookie": "; ".join(f"{cookie.name}={cookie.value}" for cookie in client.cookies.jar)}


def codes(day: Day) -> dict[str, str]:
    """The newest code of each address: without mail they are in the log of the server."""
    return dict(CODE.findall(day.log.read_text()))


def test_from_a_new_home_to_an_office_that_has_signed_in(day: Day) -> None:
    people = day.log.parent / "people.csv"
    people.write_text(PEOPLE)
    people.chmod(0o644)
    assert day.run("add-organisation", "Northwind", "--owner", "hana@example.org") == "northwind"
    imported = day.run("import-people", str(people), "--organisation", "northwind")
    assert imported.endswith(f"Done: {OFFICE} new, 0 update, 0 unchanged, 0 error; {OFFICE} with a warning.")
    process = day.serve()
    try:
        with proxy.nginx(day.log.parent / "nginx", day.outer, day.port):
            time.sleep(0.5)
            by_link(day)
            by_codes(day)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
    said = day.log.read_text()
    assert "Traceback" not in said
    assert "no mail is set up (EDGEWISE_EMAIL_URL)" in said
    assert set(re.findall(r"HTTP/1\.[01] (\d{3})", said)) <= {"200", "302"}


def by_link(day: Day) -> None:
    """The owner, by a link of another shell, which knows the address that is served."""
    link = day.run("login-link", "hana@example.org")
    assert link.startswith(f"{day.address}/enter/")
    with day.browser() as hana:
        assert send(hana, link.removeprefix(day.address), {}).status_code == 302
        page = hana.get("/", headers=cookies(hana)).text
    assert "Three steps to the first circle of Northwind" in page
    assert "Edgewise cannot send e-mail yet." in page


def by_codes(day: Day) -> None:
    begun = time.monotonic()
    browsers = [day.browser() for _ in range(OFFICE)]
    for number, browser in enumerate(browsers):
        answer = send(browser, "/accounts/login/", {"email": f"person{number}@example.org"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/accounts/login/code/")
    known = codes(day)
    for number, browser in enumerate(browsers):
        answer = send(browser, "/accounts/login/code/", {"code": known[f"person{number}@example.org"]})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/")
        browser.close()
    assert time.monotonic() - begun < 60
