"""A coordinator's pages, and results: a cohort of 50 with 12 weeks, alone and in an organisation ten times its size.

Milliseconds are the whole request by Django's test client, templates included, on SQLite; the best of three rounds of
20. Bars: 60 ms, as many queries in both, at most 1.3 x the time in the larger organisation, and 150 kB for the page
with its style sheets, scripts and letters, as they are sent. The owner's results of the whole organisation are printed
beside them: they grow with its cohorts, so the ratio has no bar there.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def main() -> int:
    """0 when both pages keep their bars. Django reads its home once: hence a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        own = {"EDGEWISE_HOME": home, "DJANGO_SETTINGS_MODULE": "edgewise.config.settings"}
        return subprocess.run(
            [sys.executable, "-m", "benchmarks.desks.page"], env=os.environ | own, check=False
        ).returncode
