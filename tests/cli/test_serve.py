"""Starting the server."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from pathlib import Path

import click
import httpx2
import pytest
from pytest_django import Settings

from edgewise.cli.serve import announce, require_free
from tests.e2e.server import Server, free_port


def test_a_port_that_is_taken_is_said_in_one_line() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        with pytest.raises(click.ClickException) as said:
            require_free("127.0.0.1", port)
    assert said.value.message == f"Port {port} is taken. Choose another with --port, such as 8765."


def test_a_port_is_free_again_once_its_server_has_gone() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    require_free("127.0.0.1", port)


@pytest.mark.slow
def test_a_second_server_on_one_sqlite_file_is_refused_in_one_sentence(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.start()
    try:
        second = _serve(server, "--port", str(free_port()))
        demo = _serve(server, "--port", str(free_port()), command="demo")
        worker = server.python("-c", "import edgewise.cli.worker")  # takes no lock
    finally:
        server.stop()

    said = (
        f"Error: Another server serves {tmp_path}/edgewise.sqlite3. Stop it first, or set EDGEWISE_REDIS_URL for both."
    )
    assert (second.returncode, second.stderr.splitlines()) == (1, [said])
    assert (demo.returncode, demo.stderr.splitlines(), worker) == (1, [said], "")


@pytest.mark.slow
def test_a_server_starts_on_the_file_of_one_that_was_killed(tmp_path: Path) -> None:
    server = Server(tmp_path)
    server.start()
    server.kill()

    server.start()
    server.stop()


def _serve(server: Server, *options: str, command: str = "serve") -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "edgewise.cli", command, *options]
    return subprocess.run(words, env=server.environment, capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://localhost:8120"),
        ("0.0.0.0", "http://localhost:8120"),  # noqa: S104  as an operator says it
        ("::1", "http://localhost:8120"),
        ("192.0.2.7", "http://192.0.2.7:8120"),
        ("2001:db8::7", "http://[2001:db8::7]:8120"),
    ],
)
def test_without_an_address_that_people_type_it_is_where_it_listens(
    settings: Settings, tmp_path: Path, host: str, address: str
) -> None:
    settings.HOME, settings.BASE_URL_SAID = tmp_path, ""
    assert announce(host, 8120) == settings.BASE_URL == address
    assert settings.ALLOWED_HOSTS[0] == address.removeprefix("http://").removesuffix(":8120")
    assert (tmp_path / "address").read_text() == f"{address}\n"


def test_the_address_that_people_type_is_kept_for_other_shells(settings: Settings, tmp_path: Path) -> None:
    settings.HOME, settings.BASE_URL_SAID, settings.BASE_URL = tmp_path, *["https://coaching.example.org"] * 2
    assert announce("127.0.0.1", 8000) == "https://coaching.example.org"
    assert (tmp_path / "address").read_text() == "https://coaching.example.org\n"


def asked_from(server: Server, place: str) -> int:
    """For one account, by a request that says that it was passed on for somebody else."""
    with httpx2.Client(base_url=server.url, timeout=30, headers={"X-Forwarded-For": place}) as client:
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/accounts/login/").text)
        assert token is not None
        form = {"csrfmiddlewaretoken": token[1], "email": "amara@example.org"}
        return client.post("/accounts/login/", data=form).status_code


@pytest.mark.slow
@pytest.mark.parametrize(("trusted", "answers"), [("", [302, 302, 302, 200]), ("127.0.0.1", [302, 302, 302, 302])])
def test_only_a_trusted_proxy_says_who_asks(tmp_path: Path, trusted: str, answers: list[int]) -> None:
    server = Server(tmp_path, TRUSTED_PROXIES=trusted)
    server.start()
    try:
        assert [asked_from(server, f"192.0.2.{place}") for place in range(4)] == answers
    finally:
        server.stop()
