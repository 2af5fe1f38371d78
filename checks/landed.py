"""A migration that has landed is never edited: databases have gone through it as it was.

`python -m checks.landed` records those that are new; what is recorded it leaves alone. Changing a line of the record by
hand says that no database has that migration.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from checks.tree import PACKAGE, ROOT

RECORD = Path("checks/landed.txt")  # a hash and a path a line


def problems(root: Path) -> list[str]:
    """One line for each migration that was changed, is gone, or is not recorded yet."""
    known, here = _recorded(root), _migrations(root)
    changed = [name for name in known.keys() & here.keys() if known[name] != here[name]]
    return [
        *(f"{name}: has landed and was changed; put it back and write a new migration" for name in sorted(changed)),
        *(f"{name}: has landed and is gone; databases have it" for name in sorted(known.keys() - here.keys())),
        *(f"{name}: is not recorded; run `python -m checks.landed`" for name in sorted(here.keys() - known.keys())),
    ]


def record(root: Path) -> list[str]:
    """The names that are new."""
    known, here = _recorded(root), _migrations(root)
    all_of_them = here | known
    (root / RECORD).write_text("".join(f"{all_of_them[name]}  {name}\n" for name in sorted(all_of_them)))
    return sorted(here.keys() - known.keys())


def _recorded(root: Path) -> dict[str, str]:
    if not (root / RECORD).exists():
        return {}
    return {name: digest for digest, name in (line.split() for line in (root / RECORD).read_text().splitlines())}


def _migrations(root: Path) -> dict[str, str]:
    found = (root / PACKAGE).glob("*/migrations/[0-9]*.py")
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


if __name__ == "__main__":
    for new in record(ROOT):
        print(new)
