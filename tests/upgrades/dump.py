"""`python -m tests.upgrades.dump NAME`: the database of this version with a row or more in most tables, as SQL.

Made once for each version that people may have, and never again: what is kept is what that version wrote.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

DATA = Path(__file__).parent / "data"


def main(name: str) -> None:
    with TemporaryDirectory() as home:
        os.environ |= {"EDGEWISE_HOME": home, "DJANGO_SETTINGS_MODULE": "edgewise.config.settings"}
        from django.core.management import call_command  # noqa: PLC0415  reads the home from the environment

        import edgewise.config.ready  # noqa: F401, PLC0415
        from tests.access_matrix.world import seeded  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        seeded()
        with sqlite3.connect(Path(home) / "edgewise.sqlite3") as database:
            (DATA / f"{name}.sql").write_text("\n".join(database.iterdump()) + "\n")
        (DATA / f"{name}.key").write_bytes((Path(home) / "installation.key").read_bytes())


if __name__ == "__main__":
    main(sys.argv[1])
