"""5,000 people from a workbook: upload, preview, confirmation, in seconds of processor; beside reading it three times.

Everything that a request, the reading process and a worker do, on SQLite, without the HTML of the pages. Bar: 1 s in
all. The other way is what openpyxl alone needs to read the workbook at each of the three steps, twice as it must be:
once for the values and once for the formulas. Invented people, a fixed seed.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile


def main() -> int:
    """0 when the import keeps its bar. Django reads its home once: hence a process of its own."""
    with tempfile.TemporaryDirectory() as home:
        own = {"EDGEWISE_HOME": home, "DJANGO_SETTINGS_MODULE": "edgewise.config.settings"}
        return subprocess.run(
            [sys.executable, "-m", "benchmarks.tables.imported"], env=os.environ | own, check=False
        ).returncode
