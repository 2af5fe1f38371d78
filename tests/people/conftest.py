from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from edgewise.vault import queries


@pytest.fixture(autouse=True)
def key_file(tmp_path: Path, settings: Settings) -> Iterator[Path]:
    """An installation key of its own for every test, whose database starts empty."""
    settings.INSTALLATION_KEY_FILE = tmp_path / "installation.key"
    queries.forget_all()
    yield settings.INSTALLATION_KEY_FILE
    queries.forget_all()
