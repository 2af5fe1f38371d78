"""A wrong setting stops the start with one sentence; a right one, or an empty one, does not."""

from __future__ import annotations

import os
import re
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from edgewise.cli import main
from edgewise.config import environment
from edgewise.config.environment import (
    BadSetting,
    Mail,
    allowed_hosts,
    base_url,
    database,
    home,
    keep_private,
    mail,
    secret_key,
)

ROOT = Path(__file__).resolve().parent.parent.parent
WRONG = [
    ("BASE_URL", "coaching.example.org"),
    ("BASE_URL", "ftp://coaching.example.org"),
    ("BASE_URL", "https://coaching.example.org/edgewise"),
    ("BASE_URL", "https://coaching.example.org?x=1"),
    ("BASE_URL", "https://coaching.example.org:99999"),
    ("BASE_URL", "https://me:secret@coaching.example.org"),
    ("BASE_URL", "https://"),
    ("ALLOWED_HOSTS", "https://coaching.example.org"),
    ("ALLOWED_HOSTS", "coaching.example.org:8000"),
    ("ALLOWED_HOSTS", "coaching example org"),
    ("TRUSTED_PROXIES", "nginx"),
    ("TRUSTED_PROXIES", "10.0.0.0/64"),
    ("TRUSTED_PROXIES", "127.0.0.1:80"),
    ("DATABASE_URL", "edgewise.sqlite3"),
    ("DATABASE_URL", "oracle://u:p@host/name"),
    ("DATABASE_URL", "postgres://u:p@host:port/name"),
    ("DATABASE_URL", "postgres://u:p@host"),
    ("DATABASE_URL", "sqlite://:memory:"),
    ("REDIS_URL", "localhost:6379"),
    ("REDIS_URL", "http://localhost:6379"),
    ("REDIS_URL", "redis://localhost:seven/0"),
    ("REDIS_URL", "redis://localhost:6379/first"),
    ("WORKER", "maybe"),
    ("DEMO", "2"),
    ("PSEUDO", "german"),
    ("SECRET_KEY", "short"),
    ("INSTALLATION_KEY_FILE", "/"),
    ("EMAIL_URL", "mail.example.org"),
    ("EMAIL_URL", "http://mail.example.org"),
    ("EMAIL_URL", "smtp://user:secret@mail.example.org:port"),
    ("EMAIL_URL", "smtp://"),
    ("FROM_EMAIL", "Edgewise"),
    ("FROM_EMAIL", "Edgewise <edgewise>"),
    ("CHAT_HOSTS", "https://chat.example.org"),
    ("CALENDAR_HOSTS", "calendar.example.org/dav"),
    ("CALENDAR_HOSTS", "caldav://calendar.example.org"),
    ("HOME", "/etc/passwd"),
    ("HOME", "/etc/passwd/edgewise"),
]
READ = {"HOME": home, "BASE_URL": base_url}


def read_settings() -> None:
    """Everything that the settings ask of the environment, read again."""
    source = (ROOT / "src/edgewise/config/settings.py").read_text()
    exec(compile(source, "settings.py", "exec"), {"__file__": str(ROOT / "src/edgewise/config/settings.py")})  # noqa: S102


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_value_is_named_and_not_repeated(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"EDGEWISE_{name}", value)
    with pytest.raises(BadSetting) as said:
        read_settings()
    assert re.fullmatch(rf"EDGEWISE_{name} cannot be used\. It should be .+\.", str(said.value)) is not None
    assert "secret" not in str(said.value)


def test_every_variable_of_the_settings_has_a_wrong_value_here() -> None:
    source = (ROOT / "src/edgewise/config").joinpath
    both = source("settings.py").read_text() + source("environment.py").read_text()
    read = re.findall(r'\b(?:text|switch|names|setting)\([^"]*"([A-Z_]+)"', both)
    assert {name for name, _ in WRONG} == set(read)


@pytest.mark.parametrize("name", sorted({name for name, _ in WRONG}))
def test_an_empty_value_is_as_good_as_none(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    if name != "HOME":
        monkeypatch.setenv(f"EDGEWISE_{name}", " ")
    read_settings()


def test_a_command_ends_with_2_and_the_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """As a module that reads the settings would raise it when it is imported."""

    def refuse(name: str) -> None:
        raise BadSetting("EDGEWISE_WORKER cannot be used. It should be true or false.")

    monkeypatch.setattr("edgewise.cli.LazyGroup.get_command", lambda self, context, name: refuse(name))
    done = CliRunner().invoke(main, ["serve"])
    said = "Error: EDGEWISE_WORKER cannot be used. It should be true or false.\n"
    assert (done.exit_code, done.output) == (2, said)


@pytest.mark.parametrize(
    ("said", "hosts"),
    [
        ("https://coaching.example.org", ["coaching.example.org", "localhost", "127.0.0.1", "[::1]"]),
        ("https://[2001:db8::1]:8443", ["[2001:db8::1]", "localhost", "127.0.0.1", "[::1]"]),
        ("http://localhost:8120", ["localhost", "127.0.0.1", "[::1]"]),
    ],
)
def test_the_address_that_people_type_is_answered(said: str, hosts: list[str]) -> None:
    assert allowed_hosts(said) == hosts


def test_hosts_that_are_named_come_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDGEWISE_ALLOWED_HOSTS", "10.0.0.7, .example.net")
    assert allowed_hosts("https://coaching.example.org") == ["coaching.example.org", "10.0.0.7", ".example.net"]


def test_an_address_loses_its_last_slash_and_its_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDGEWISE_BASE_URL", "https://Coaching.Example.org/")
    assert base_url() == "https://coaching.example.org"


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("console:", Mail()),
        ("smtp://mail.example.org", Mail("mail.example.org", 25)),
        ("smtp+tls://me:p%40ss@mail.example.org:587", Mail("mail.example.org", 587, "me", "p@ss", "tls")),
        ("submission://mail.example.org", Mail("mail.example.org", 587, encryption="tls")),
        ("smtps://mail.example.org", Mail("mail.example.org", 465, encryption="ssl")),
        ("smtps://mail.example.org:587", Mail("mail.example.org", 587, encryption="tls")),
        ("smtp+ssl://mail.example.org", Mail("mail.example.org", 465, encryption="ssl")),
        ("smtp://mail.example.org:2525/?tls=true", Mail("mail.example.org", 2525, encryption="tls")),
    ],
)
def test_mail_servers_that_are_understood(monkeypatch: pytest.MonkeyPatch, url: str, server: Mail) -> None:
    monkeypatch.setenv("EDGEWISE_EMAIL_URL", url)
    assert mail() == server


def test_a_postgres_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EDGEWISE_DATABASE_URL", "postgres://u:p%40ss@db.example.org:5433/edgewise")
    found = database(tmp_path)
    assert (found["HOST"], found["PORT"], found["PASSWORD"]) == ("db.example.org", 5433, "p@ss")


def test_a_home_is_the_same_from_every_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("EDGEWISE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert home() == tmp_path / ".local/share/edgewise"


def test_a_home_is_made_once_and_its_secret_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    first = secret_key(folder)
    assert not folder.exists()
    assert environment.make_home(folder, first, folder / "edgewise.sqlite3") == first
    assert environment.make_home(folder, "that of a second start at once", folder / "edgewise.sqlite3") == first
    assert secret_key(folder) == first
    assert [(path.name, path.stat().st_mode & 0o777) for path in folder.iterdir()] == [("secret.key", 0o600)]


def test_a_secret_of_the_environment_is_not_written(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("EDGEWISE_SECRET_KEY", "x" * 40)
    assert (
        environment.make_home(tmp_path / "home", secret_key(tmp_path / "home"), tmp_path / "home/edgewise.sqlite3")
        == "x" * 40
    )
    assert list((tmp_path / "home").iterdir()) == []


@pytest.fixture(autouse=True)
def _umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def rights(path: Path) -> str:
    return oct(stat.S_IMODE(path.stat().st_mode))


def test_what_is_there_and_what_comes_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    database = home / "edgewise.sqlite3"
    writer = sqlite3.connect(database)
    writer.executescript("PRAGMA journal_mode=WAL; CREATE TABLE here (one); INSERT INTO here VALUES (1)")
    (home / "installation.key").write_text("a key")

    keep_private(home, database)
    (home / "caught").mkdir()
    (home / "caught" / "backup.sqlite3").write_text("later")

    files = sorted(path for path in home.rglob("*") if path.is_file())
    assert [path.name for path in files] == [
        "backup.sqlite3", "edgewise.sqlite3", "edgewise.sqlite3-shm", "edgewise.sqlite3-wal", "installation.key",
    ]  # fmt: skip
    assert {rights(path) for path in files} == {"0o600"}
    assert {rights(home), rights(home / "caught")} == {"0o700"}
    writer.close()


def test_a_folder_that_everybody_writes_to_is_left_as_it_is(tmp_path: Path) -> None:
    everybodys = tmp_path / "tmp"
    everybodys.mkdir()
    everybodys.chmod(0o1777)

    keep_private(everybodys, everybodys / "edgewise.sqlite3")

    assert rights(everybodys) == "0o1777"
