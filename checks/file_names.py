"""The closed set of file names in a Django app. A new kind of file is an architecture decision, made in this table."""

from __future__ import annotations

from pathlib import Path

from checks.tree import APPS, PACKAGE

# Each may also be a package of the same name, once it outgrows a file.
NAMES = {"models", "queries", "actions", "access", "forms", "views", "urls", "tasks", "apps", "__init__"}
FOLDERS = {"templates", "jinja2", "static", "migrations", "locale"}

# app/name -> why it is there
EXCEPTIONS = {
    "vault/cipher.py": "encryption itself: pure, and measured apart from keys and tables",
    "rooms/live": "the two live routes, a plain ASGI application beside Django (docs/adr/0002)",
    "web/COMPONENTS.md": "the components, with snippets to copy",
}
# domain/, cli/ and config/ are no Django apps: their modules are named after what they hold.


def problems(root: Path) -> list[str]:
    """One line for each file of an app that has no place there, and each exception nobody needs any more."""
    stale = [name for name in EXCEPTIONS if not (root / PACKAGE / name).exists()]
    return [
        *(f"{name}: an exception in checks/file_names.py that no longer exists" for name in stale),
        *_misplaced(root),
    ]


def _misplaced(root: Path) -> list[str]:
    return [
        f"{PACKAGE / app / path.name}: not one of the file names of an app (checks/file_names.py)"
        for app in APPS
        for path in sorted((root / PACKAGE / app).glob("*"))
        if not _belongs(app, path)
    ]


def _belongs(app: str, path: Path) -> bool:
    if f"{app}/{path.name}" in EXCEPTIONS or path.name == "__pycache__":
        return True
    if path.is_dir():
        return path.name in FOLDERS | NAMES
    return path.suffix == ".py" and path.stem in NAMES
