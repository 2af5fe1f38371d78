"""`python -m tests`: every suite that this machine can run, and a plain word about those it cannot.

What depends on the store, on PostgreSQL and Redis; what needs a browser; then everything else, on SQLite alone. The
browser's tests have processes of their own, because Playwright leaves an event loop running where Django forbids one.
The closing line counts all of them.
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
        earlier = [Path(folder) / "PostgreSQL, Redis", Path(folder) / "browser"]
        _on_services(earlier[0])
        if machine.chromium():
            _recorded("In a browser:", "browser", earlier[1], {})
        print("On SQLite alone:", flush=True)
        adding = [f"--add={results}" for results in earlier]
        return _run(["-m", "not postgres and not redis and not browser", *adding, *sys.argv[1:]], {})


def _on_services(results: Path) -> None:
    if database := machine.postgres_url():
        services = {"EDGEWISE_DATABASE_URL": database}
        if redis := machine.redis_url():
            services["EDGEWISE_REDIS_URL"] = redis
        _recorded("On the services that are there:", "(store or postgres or redis) and not browser", results, services)


def _recorded(heading: str, wanted: str, results: Path, services: dict[str, str]) -> None:
    print(heading, flush=True)
    code = _run(["-m", wanted, f"--record={results}", *sys.argv[1:]], services)
    if code not in {0, 1, 5}:  # passed, failed (the last run counts them) or nothing selected
        sys.exit(code)


def _run(arguments: list[str], services: dict[str, str]) -> int:
    clean = {name: value for name, value in os.environ.items() if name not in STORES}
    return subprocess.run([*PYTEST, *arguments], cwd=ROOT, env=clean | services, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
