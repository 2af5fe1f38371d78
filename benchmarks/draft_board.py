"""The draft board at 2,000 people: server time to open it, to scroll, to search, to try a move and to make one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def main() -> int:
    """0 when opening and moving keep their bars. Django reads its home once: hence a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        own = {"EDGEWISE_HOME": home, "DJANGO_SETTINGS_MODULE": "edgewise.config.settings"}
        return subprocess.run(
            [sys.executable, "-m", "benchmarks.drafts.board"], env=os.environ | own, check=False
        ).returncode
