"""What a start says is missing, without being stopped by it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings

from edgewise.cli.home import has_authorities, say_what_is_missing
from edgewise.config.environment import Mail
from tests.e2e.server import free_port


def notes(capsys: pytest.CaptureFixture[str]) -> list[str]:
    say_what_is_missing()
    return [line.removeprefix("Note: ") for line in capsys.readouterr().err.splitlines()]


@pytest.fixture(autouse=True)
def _whole(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation that lacks nothing."""
    (tmp_path / "authorities.pem").write_text("a certificate")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authorities.pem"))
    settings.HOME, settings.REDIS_URL, settings.EMAIL_IS_SET_UP = tmp_path, "", True


def test_a_whole_installation_hears_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert notes(capsys) == []


def test_mail_that_is_not_set_up_is_said(capsys: pytest.CaptureFixture[str], settings: Settings) -> None:
    settings.EMAIL_IS_SET_UP = False
    (note,) = notes(capsys)
    assert note.startswith("no mail is set up (EDGEWISE_EMAIL_URL).")


def test_a_sender_that_nobody_takes_letters_from_is_said(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    settings.MAIL = Mail("mail.example.org")
    settings.DEFAULT_FROM_EMAIL = "Edgewise <edgewise@localhost>"
    (note,) = notes(capsys)
    assert note.endswith("(EDGEWISE_FROM_EMAIL).")


def test_a_redis_that_is_away_is_said_without_its_password(
    capsys: pytest.CaptureFixture[str], settings: Settings
) -> None:
    port = free_port()
    settings.REDIS_URL = f"redis://:secret@127.0.0.1:{port}/0"
    (note,) = notes(capsys)
    assert note.startswith(f"Redis at 127.0.0.1:{port} does not answer (EDGEWISE_REDIS_URL).")


def test_a_machine_without_authorities_is_said(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "nothing.pem"))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "empty"))
    (note,) = notes(capsys)
    assert "knows no certificate authority (package ca-certificates)" in note
    assert has_authorities() is False
