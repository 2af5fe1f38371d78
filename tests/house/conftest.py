from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def house(tmp_path: Path) -> Callable[[dict[str, str]], Path]:
    """`house({"people/views.py": "..."})` writes those files into a package of its own and says where."""

    def written(texts: dict[str, str]) -> Path:
        for name, text in texts.items():
            file = tmp_path / "src/edgewise" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text)
        return tmp_path

    return written
