"""The coordinator's desk: a cohort of 50 with 12 weeks of history, alone and in an organisation ten times its size.

Milliseconds are the whole request by Django's test client, templates included, on SQLite; the best of three rounds of
20. Bars: 60 ms, as many queries in both, and at most 1.3 x the time in the larger organisation.
"""

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
            [sys.executable, "-m", "benchmarks.desks.page"], env=os.environ | own, check=False
        ).returncode
