"""One noun per feature, the same in every layer.

Which nouns an app has, what a feature's files may be called, and how many files a drawer holds. A new noun or a new
kind of file is an architecture decision, made in these tables.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checks.tree import APPS, PACKAGE

DRAWER = 12  # files in one folder, its __init__ aside
# In an app itself and in each of its features; each may also be a package of the same name, once it outgrows a file.
KINDS = (
    "models",  # tables, no decisions
    "signals",  # what others may hear
    "queries",  # rows read
    "access",  # fetch and authorise
    "page",  # what a page shows
    "messages",  # what is told
    "tasks",  # work that is not a request
    "actions",  # the only writes
    "forms",  # all input
    "due",  # what the passing of time does
    "views",
    "urls",
    "apps",
)
FOLDERS = {"templates", "jinja2", "static", "migrations", "locale"}
NOUNS = {
    "vault": set(),
    "people": {"sign_in", "organisations", "imports", "profiles", "memberships", "hours", "calendars", "photographs"},
    "notices": {"outbox", "delivery", "inbox", "preferences", "caught"},
    "programmes": {
        "designs", "cohorts", "enrolments", "circles", "runs", "board", "repair", "cases", "agreements", "norms",
        "photographs", "pair_requests", "rounds", "lotteries",
    },
    "growth": {"commitments", "steps", "goals", "decisions", "feedback", "changes", "reflections", "tallies"},
    "rooms": {
        "sessions", "planning", "polls", "hours", "attendance", "guests", "calendars", "circles", "demonstration",
        "notes", "introductions", "pair_hours", "unopened", "mirror",
    },
    "leaders": {"three_sixty", "outside"},
    "pulse": {"waves", "ballots", "results", "flags", "briefs"},
    "desk": {"calendar", "cases", "decisions", "figures", "handovers", "home", "memberships"},
    "web": {"search"},
}  # fmt: skip
# folder or file -> why it is there
EXCEPTIONS = {
    "vault/cipher.py": "encryption itself: pure, and measured apart from keys and tables",
    "vault/sealed.py": "columns whose words are sealed, for the models of other apps",
    "web/COMPONENTS.md": "the components, with snippets to copy",
    "people/sign_in/limits.py": "how many sign-in letters leave, counted in the cache by the adapter",
    "people/sign_in/store.py": "Django's session engine, of which the database knows only hashes (docs/adr/0014)",
    "people/imports/aside.py": "has a file read by a process of its own, bounded (docs/adr/0016)",
    "people/imports/reading.py": "that process: it imports as little as it can (docs/adr/0016)",
    "people/imports/workbook": "a CSV file or a workbook to a table; the command line reads with it too",
    "people/calendars/fetch.py": "an address that somebody gave, fetched without being led into a private network",
    "people/calendars/reading.py": "a calendar read in a process of its own (docs/adr/0011)",
    "notices/delivery/channels.py": "one letter by one channel: SMTP, or somebody's own webhook",
    "rooms/log": "the numbered log of each session, and the one writer (docs/adr/0002)",
    "rooms/regions": "the room's regions as HTML, drawn once per audience (docs/adr/0004)",
    "rooms/live": "the live routes, a plain ASGI application beside Django (docs/adr/0002)",
}
ROOMS = {  # of the rules: the folders inside each; "" means files alone
    "anonymity": {""},
    "calendar": {"document"},
    "coaching": {"feedback", "practice", "questions"},
    "decisions": {""},
    "evidence": {"estimates"},
    "formats": {"builtin"},
    "hours": {""},
    "matching": {"given", "search", "exact", "rounds", "explain", "change"},
    "nudges": {"letters"},
    "pictures": {""},
    "pulse": {"builtin"},
    "roster": {"fields", "lines", "names"},
    "session": {"events", "decisions", "evolving", "views"},
    "simulation": {"bots"},
    "surveys": {"builtin"},
    "three_sixty": {""},
}
FULL_DRAWERS = {
    "tests/e2e": "few, whole browser journeys, and what they play with",
    "src/edgewise/domain/anonymity": "one file for each rule, which each other rule needs (docs/adr/0032)",
    "src/edgewise/domain/nudges/letters": "one file of letters for each noun, the same as in the apps",
    "tests/domain/anonymity": "one file for each rule, and the two attackers of the 360",
    "benchmarks": "each a table of its own, named after what it measures",
}
SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "service", "services", "misc", "common"}


def problems(root: Path) -> list[str]:
    """One line for each file or folder without a place, each drawer too full, and each exception nobody needs."""
    named = [*(PACKAGE / name for name in EXCEPTIONS), *map(Path, FULL_DRAWERS)]
    stale = [name for name in named if not (root / name).exists()]
    return [
        *(f"{name}: an exception in checks/nouns.py that is not there any more" for name in stale),
        *(problem for app in APPS if (root / PACKAGE / app).exists() for problem in _in_app(root, app)),
        *_in_rules(root),
        *_in_drawers(root),
        *_in_tests(root),
    ]


def _in_app(root: Path, app: str) -> Iterator[str]:
    nouns = NOUNS.get(app, set())
    for path in _entries(root / PACKAGE / app):
        if path.name in nouns and path.is_dir():
            yield from _in_feature(root, app, path)
        elif not _is_kind(app, path) and path.name not in FOLDERS:
            yield (
                f"{path.relative_to(root)}: {path.stem} is no noun of {app}. A feature is a folder named in "
                f"checks/nouns.py ({', '.join(sorted(nouns)) or 'none yet'}); a file is one of {', '.join(KINDS)}"
            )


def _in_feature(root: Path, app: str, feature: Path) -> Iterator[str]:
    for path in _entries(feature):
        if not _is_kind(f"{app}/{feature.name}", path):
            yield (
                f"{path.relative_to(root)}: {path.stem} is no kind of file of a feature. Rows are read in queries, "
                "written in actions, shown by page, entered through forms (checks/nouns.py has them all)"
            )


def _is_kind(folder: str, path: Path) -> bool:
    return f"{folder}/{path.name}" in EXCEPTIONS or (path.stem in KINDS and (path.is_dir() or path.suffix == ".py"))


def _in_rules(root: Path) -> Iterator[str]:
    for room in _folders(root / PACKAGE / "domain"):
        if room.name not in ROOMS:
            yield f"{room.relative_to(root)}: no room of the rules; checks/nouns.py names them"
        for inner in _folders(room):
            if inner.name not in ROOMS.get(room.name, {inner.name}):
                yield f"{inner.relative_to(root)}: {room.name} has no such folder; checks/nouns.py names its folders"


def _in_drawers(root: Path) -> Iterator[str]:
    for top in (PACKAGE, Path("tests"), Path("checks"), Path("benchmarks")):
        for folder in (root / top, *(path for path in (root / top).rglob("*") if path.is_dir())):
            name = folder.relative_to(root)
            files = [path for path in folder.glob("*.py") if path.stem != "__init__"]
            for path in files:
                if path.stem in SAY_NOTHING:
                    yield f"{path.relative_to(root)}: the name says nothing; call it after the noun it is about"
            if len(files) > DRAWER and str(name) not in FULL_DRAWERS and folder.name != "migrations":
                yield f"{name}: {len(files)} files in one drawer, at most {DRAWER}; which noun wants a folder?"


def _in_tests(root: Path) -> Iterator[str]:
    """The tests mirror the package: a folder of tests has the name of a folder of source."""
    for app in (*APPS, "domain", "cli"):
        source = root / PACKAGE / app
        for folder in _folders(root / "tests" / app):
            inner = [path for path in (folder, *folder.rglob("*")) if path.is_dir() and any(path.glob("test_*.py"))]
            for path in inner:
                if not (source / path.relative_to(root / "tests" / app)).is_dir():
                    yield f"{path.relative_to(root)}: tests stand in a folder of the feature's name; {app} has no such"


def _entries(folder: Path) -> list[Path]:
    return [path for path in sorted(folder.glob("*")) if path.name not in {"__init__.py", "__pycache__"}]


def _folders(folder: Path) -> list[Path]:
    return [path for path in _entries(folder) if path.is_dir()]
