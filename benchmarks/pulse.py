"""The pulse: sending a form into a box of 500, and the result page of a wave of 10,000.

Milliseconds are the whole request by Django's test client, on SQLite. Bars: 60 ms for 95 of 100 forms, 200 ms for the
page.
The launch and the closing of the large wave are printed beside them; a worker does these once.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def main() -> int:
    """0 when both keep their bars. Django reads its home once: hence a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        own = {"EDGEWISE_HOME": home, "DJANGO_SETTINGS_MODULE": "edgewise.config.settings"}
        return subprocess.run(
            [sys.executable, "-m", "benchmarks.waves.page"], env=os.environ | own, check=False
        ).returncode
