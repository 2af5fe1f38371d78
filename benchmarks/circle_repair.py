"""Published circles of 2,000 people: looking again at all of them after an import, and the page that repairs one."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def main() -> int:
    """Prints figures; nothing here has a bar. Django reads its home once: hence a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        own = {"EDGEWISE_HOME": home, "DJANGO_SETTINGS_MODULE": "edgewise.config.settings"}
        return subprocess.run(
            [sys.executable, "-m", "benchmarks.drafts.repair"], env=os.environ | own, check=False
        ).returncode
