"""Every text that people read is marked for translation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from checks.texts import Unmarked, django_templates, jinja_templates, python_marks, python_strings, script, short
from checks.texts.exempt import EXEMPT, EXEMPT_NAMES, EXEMPT_TEXTS
from checks.tree import PACKAGE, files, parsed


def problems(root: Path) -> list[str]:
    """One line for each text without a mark, each mark that marks nothing, each exemption whose file has gone."""
    return [
        *(
            f"{PACKAGE / name}: exempt in checks/texts/exempt.py, and no longer there"
            for name in (*EXEMPT, *EXEMPT_NAMES, *EXEMPT_TEXTS)
            if not (root / PACKAGE / name).exists()
        ),
        *(
            problem
            for path in files(root, ("src",), ".py", ".html", ".txt", ".svg", ".js")
            if not _is_exempt(path.relative_to(PACKAGE))
            for problem in _in(root, path)
        ),
    ]


def _is_exempt(path: Path) -> bool:
    return any(str(part) in EXEMPT for part in (path, *path.parents))


def _in(root: Path, path: Path) -> Iterator[str]:
    exempt = EXEMPT_TEXTS.get(str(path.relative_to(PACKAGE)), {})
    for line, text in sorted(_unmarked(root, path)):
        if short(text) not in exempt:
            yield f"{path}:{line}: the text “{short(text)}” is not marked for translation"
    if path.suffix == ".py":
        for line, text in python_marks.glued(parsed(root / path)):
            yield f"{path}:{line}: {short(text)} is put together before it is translated; give a whole text its values"


def _unmarked(root: Path, path: Path) -> Iterator[Unmarked]:
    if path.suffix == ".py":
        names = EXEMPT_NAMES.get(str(path.relative_to(PACKAGE)), {})
        yield from python_strings.unmarked(parsed(root / path), names)
    elif path.suffix == ".js":
        yield from script.unmarked((root / path).read_text())
    elif "jinja2" in path.parts:
        yield from jinja_templates.unmarked((root / path).read_text())
    elif "templates" in path.parts:
        yield from django_templates.unmarked((root / path).read_text(), html=path.suffix != ".txt")
