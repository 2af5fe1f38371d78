"""`python -m tests`: every suite that this machine can run, and a plain word about those it cannot.

First what depends on the store, on PostgreSQL and Redis; then everything on SQLite alone. The closing line counts both.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests import machine

ROOT = Path(__file__).resolve().parent.parent
# The root is said, because pytest would otherwise look for it among its arguments, one of which is a temporary file.
ROOTED = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)]
PYTEST = [sys.executable, "-m", "pytest", *ROOTED, "-p", "tests.suites", "-n", "2", "--dist", "loadfile", "-q"]
STORES = {"EDGEWISE_DATABASE_URL", "EDGEWISE_REDIS_URL"}


def main() -> int:
    for suite in machine.left_out():
        print(f"LEFT OUT: {suite}", flush=True)
    with tempfile.TemporaryDirectory(prefix="edgewise-results-") as folder:
        results = Path(folder) / "stores.jsonl"
        _on_services(results)
        return _run(["-m", "not postgres and not redis", f"--add={results}", *sys.argv[1:]], {})


def _on_services(results: Path) -> None:
    database, redis = machine.postgres_url(), machine.redis_url()
    if database is None:
        return
    services = {"EDGEWISE_DATABASE_URL": database} | ({"EDGEWISE_REDIS_URL": redis} if redis else {})
    print("On PostgreSQL" + (" and Redis:" if redis else ":"), flush=True)
    wanted = "(store or postgres or redis) and not browser"
    code = _run(["-m", wanted, f"--record={results}", *sys.argv[1:]], services)
    if code not in {0, 1, 5}:  # passed, failed (the last run counts them) or nothing selected
        sys.exit(code)
    print("On SQLite alone:", flush=True)


def _run(arguments: list[str], services: dict[str, str]) -> int:
    clean = {name: value for name, value in os.environ.items() if name not in STORES}
    return subprocess.run([*PYTEST, *arguments], cwd=ROOT, env=clean | services, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
