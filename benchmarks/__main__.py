"""`python -m benchmarks [NAME ...]`: each module of this folder that has a `main()`, one after the other."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from benchmarks import timing

NOT_BENCHMARKS = {"__init__", "__main__", Path(timing.__file__).stem}


def main(wanted: list[str]) -> int:
    """0 when every benchmark kept its bar; a benchmark may return an exit code of its own."""
    here = Path(__file__).parent
    names = wanted or sorted(path.stem for path in here.glob("*.py") if path.stem not in NOT_BENCHMARKS)
    worst = 0
    for name in names:
        module = import_module(f"benchmarks.{name}")
        if not hasattr(module, "main"):
            continue
        print(f"\n## {name}: {(module.__doc__ or '').strip().splitlines()[0]}\n", flush=True)
        worst = max(worst, module.main() or 0)
    return worst


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
