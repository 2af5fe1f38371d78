"""Every command on a machine where Edgewise has never run: it works, or it says in a sentence what to run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from edgewise.cli import COMMANDS
from tests.e2e.server import free_port

pytestmark = pytest.mark.slow

NOTHING_YET = (
    "Error: nothing is in {home} yet. Run `edgewise add-organisation NAME --owner EMAIL` first, "
    "or set EDGEWISE_HOME to the folder of your installation.\n"
)
PEOPLE = "email,name\namara@example.org,Amara\n"
# command -> what is said of it, its exit code, and what it ends its standard error with
ENDS = {
    "coach": (["-"], 0, ""),
    "format": (["list"], 0, ""),
    "rehearse": (["decision_round"], 0, ""),
    "evidence": (["simulate", "--people", "80"], 0, ""),
    "match": (["-"], 2, ""),
    "programme": (["templates"], 0, ""),
    "survey": (["list"], 0, ""),
    "demo": (["--seed-only"], 0, "Inventing 108 people and six weeks of sessions …\n"),
    "add-organisation": (["Northwind", "--owner", "hana@example.org"], 0, ""),
    "login-link": (["hana@example.org"], 1, NOTHING_YET),
    "rotate-key": ([], 1, NOTHING_YET),
    "import-people": (["-", "--organisation", "northwind"], 1, NOTHING_YET),
}
GO_ON = {  # command -> what it says once it works or waits
    "serve": "Stop it with Ctrl-C.",
    "worker": "Waiting for `edgewise serve`, which sees to it.",
}


def environment(home: Path, **settings: str) -> dict[str, str]:
    inherited = {key: value for key, value in os.environ.items() if not key.startswith(("EDGEWISE_", "DJANGO_"))}
    return inherited | {"EDGEWISE_HOME": str(home)} | {f"EDGEWISE_{key}": value for key, value in settings.items()}


def run(
    *words: str, home: Path, said: str = "", cwd: Path | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edgewise.cli", *words],
        env=environment(home, **settings), cwd=cwd or home.parent, input=said,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_every_command_is_tried() -> None:
    assert {*ENDS, *GO_ON} == set(COMMANDS)


@pytest.mark.parametrize("command", ENDS)
def test_a_command_on_a_new_home_works_or_says_what_to_run(command: str, tmp_path: Path) -> None:
    words, code, end = ENDS[command]
    done = run(command, *words, home=tmp_path / "home", said=PEOPLE)
    assert done.returncode == code, done.stderr
    assert done.stderr.endswith(end.format(home=tmp_path / "home"))
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("command", GO_ON)
def test_a_command_that_goes_on_says_that_it_works_or_what_it_waits_for(command: str, tmp_path: Path) -> None:
    words = ["--port", str(free_port())] if command == "serve" else []
    process = subprocess.Popen(
        [sys.executable, "-m", "edgewise.cli", command, *words],
        env=environment(tmp_path / "home", WORKER="false"), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    said = []
    for line in process.stderr:
        said.append(line)
        if GO_ON[command] in line:
            break
    process.send_signal(signal.SIGTERM)
    said += process.communicate(timeout=20)[1]
    assert GO_ON[command] in "".join(said)
    assert "Traceback" not in "".join(said)


@pytest.mark.parametrize("command", COMMANDS)
def test_to_ask_for_help_writes_nothing(command: str, tmp_path: Path) -> None:
    done = run(command, "--help", home=tmp_path / "home")
    assert (done.returncode, done.stderr) == (0, "")
    assert list(tmp_path.iterdir()) == []


def test_a_command_without_its_words_writes_nothing(tmp_path: Path) -> None:
    assert run("login-link", home=tmp_path / "home").returncode == 2
    assert list(tmp_path.iterdir()) == []


def test_the_link_of_another_shell_leads_to_the_address_that_is_served(tmp_path: Path) -> None:
    home, port = tmp_path / "home", free_port()
    run("add-organisation", "Northwind", "--owner", "hana@example.org", home=home)
    assert run("login-link", "hana@example.org", home=home).stdout.startswith("http://localhost:8000/enter/")
    process = subprocess.Popen(
        [sys.executable, "-m", "edgewise.cli", "serve", "--port", str(port)],
        env=environment(home, WORKER="false"), stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr is not None
    assert any(f"Edgewise is at http://localhost:{port}." in line for line in process.stderr)
    link = run("login-link", "hana@example.org", home=home).stdout
    process.terminate()
    process.communicate(timeout=20)
    assert link.startswith(f"http://localhost:{port}/enter/")


def test_a_database_that_is_away_is_said_in_a_sentence(tmp_path: Path) -> None:
    url = f"postgres://edgewise:secret@127.0.0.1:{free_port()}/edgewise"
    for command, *words in (["serve"], ["worker"], ["login-link", "hana@example.org"], ["rotate-key"]):
        done = run(command, *words, home=tmp_path / "home", DATABASE_URL=url)
        assert done.returncode == 1
        assert "Error: the database does not answer (EDGEWISE_DATABASE_URL, 127.0.0.1:" in done.stderr
        assert "secret" not in done.stderr
        assert "Traceback" not in done.stderr


def test_a_home_that_cannot_be_one_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = run("serve", home=tmp_path / "file" / "home", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "Error: EDGEWISE_HOME cannot be used. It should be a folder.\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_may_not_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "locked").mkdir(mode=0o500)
    done = run("serve", home=tmp_path / "locked" / "home", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, f"Error: {tmp_path / 'locked' / 'home'}: Permission denied.\n")


def test_a_database_of_an_earlier_folder_is_not_forgotten(tmp_path: Path) -> None:
    """Without EDGEWISE_HOME, in the folder where an earlier version kept everything under `var`."""
    (tmp_path / "var").mkdir()
    (tmp_path / "var/edgewise.sqlite3").touch()
    own = {key: value for key, value in environment(tmp_path).items() if key != "EDGEWISE_HOME"}
    done = subprocess.run(
        [sys.executable, "-m", "edgewise.cli", "serve"],
        env=own | {"HOME": str(tmp_path / "me")}, cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = f"Error: EDGEWISE_HOME is not set, and there is a database in {tmp_path / 'var'}."
    assert (done.returncode, done.stderr.startswith(said)) == (2, True)
