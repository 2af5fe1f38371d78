"""Evidence: a file of outcomes of 3,001 people in, a report out; and its page.

Seconds are processor and waiting time together, by Django's test client, on SQLite. Bars: 10 s from the upload to the
report, 200 ms for its page.
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
            [sys.executable, "-m", "benchmarks.reports.page"], env=os.environ | own, check=False
        ).returncode
