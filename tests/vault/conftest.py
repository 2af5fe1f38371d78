from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from edgewise.vault import queries


@pytest.fixture(autouse=True)
def key_file(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """An installation of its own for every test: its key file, and no cipher left open by another."""
    path = tmp_path / "installation.key"
    settings.INSTALLATION_KEY_FILE = path
    queries.forget_all()
    yield path
    queries.forget_all()
