"""`python -m tests`: every suite that this machine can run, and a plain word about those it cannot.

Everything runs on SQLite alone, in two processes. A third goes beside them, for what waits more than it computes: what
depends on the store, on PostgreSQL and Redis; then what needs a browser. The browser's tests have a process of their
own, because Playwright leaves an event loop running where Django forbids one. The closing line counts all of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests import machine, template
from tests.suites import BROWSER, on_services

ROOT = Path(__file__).resolve().parent.parent
# The root is said, because pytest would otherwise look for it among its arguments, one of which is a temporary file.
ROOTED = ["-c", str(ROOT / "pyproject.toml"), "--rootdir", str(ROOT)]
PYTEST = [sys.executable, "-m", "pytest", *ROOTED, "-p", "tests.suites", "-q", "--max-worker-restart=3"]
FILE_BY_FILE = ["--dist", "loadfile", "--no-loadscope-reorder"]
SLOWEST = ["--durations=20", "--durations-min=0"]
STORES = {"EDGEWISE_DATABASE_URL", "EDGEWISE_REDIS_URL"}


def main() -> int:
    for suite in machine.left_out():
        print(f"LEFT OUT: {suite}", flush=True)
    template.forget()
    with tempfile.TemporaryDirectory(prefix="edgewise-results-") as folder, ThreadPoolExecutor(1) as beside:
        results, ended = [Path(folder) / "PostgreSQL, Redis", Path(folder) / "browser"], Path(folder) / "ended"
        aside = beside.submit(_aside, results[0], results[1], ended)
        adding = [f"--after={ended}", *(f"--add={path}" for path in results)]
        chosen = ["-m", "not postgres and not redis and not browser", *SLOWEST, *adding, *sys.argv[1:]]
        code = subprocess.run([*PYTEST, "-n", "2", *FILE_BY_FILE, *chosen], cwd=ROOT, env=_on({}), check=False)
        return aside.result() or code.returncode


def _aside(services: Path, browser: Path, ended: Path) -> int:
    try:
        return _on_services(services) or _in_a_browser(browser)
    finally:
        ended.touch()


def _on_services(results: Path) -> int:
    database, redis = machine.postgres_url(), machine.redis_url()
    if database is None:
        return 0
    there = {"EDGEWISE_DATABASE_URL": database} | ({"EDGEWISE_REDIS_URL": redis} if redis else {})
    chosen = ["-m", "(store or postgres or redis) and not browser", *sys.argv[1:]]
    return _recorded(results, [*chosen, *(() if _names_files() else on_services(ROOT))], there)


def _in_a_browser(results: Path) -> int:
    if machine.chromium() is None:
        return 0
    return _recorded(results, ["-m", "browser", *sys.argv[1:], *(() if _names_files() else [BROWSER])], {})


def _names_files() -> bool:
    return any((ROOT / said.partition("::")[0]).exists() for said in sys.argv[1:])


def _recorded(results: Path, chosen: list[str], stores: dict[str, str]) -> int:
    """What it says is said by the run that adds its results, unless it broke: then 0 is not what is returned."""
    command = [*PYTEST, "-n", "1", "--durations=0", "--durations-min=999", f"--record={results}", *chosen]
    done = subprocess.run(
        command, cwd=ROOT, env=_on(stores), check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode in {0, 1, 5}:  # passed, failed (the last run counts them) or nothing selected
        return 0
    print(f"{results.name}:\n{done.stdout}", flush=True)
    return done.returncode


def _on(stores: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in STORES} | stores


if __name__ == "__main__":
    sys.exit(main())
