"""The English catalogue: every marked text once, sorted, without dates and line numbers, so that branches merge."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from checks.texts import Message, data, django_templates, jinja_templates, python_marks
from checks.tree import PACKAGE, files, parsed

CATALOGUE = PACKAGE / "locale/en/LC_MESSAGES/django.po"
HEADER = """\
# The texts of Edgewise. `make messages` writes this file: change the texts where they stand.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def problems(root: Path) -> list[str]:
    file = root / CATALOGUE
    is_in_step = file.exists() and file.read_text() == written(root)
    return [] if is_in_step else [f"{CATALOGUE}: not in step with the texts; run `make messages`"]


def written(root: Path) -> str:
    """The catalogue as a file."""
    catalogue = Catalog(locale="en")
    for path, message in _messages(root):
        texts = (message.text, message.plural) if message.plural else message.text
        catalogue.add(texts, locations=[(str(path.relative_to(PACKAGE)), 0)], context=message.context or None)
    file = BytesIO()
    write_po(file, catalogue, width=100, omit_header=True, sort_output=True, include_lineno=False)
    return HEADER + file.getvalue().decode().rstrip("\n") + "\n"


def _messages(root: Path) -> Iterator[tuple[Path, Message]]:
    for path in files(root, ("src",), ".py", ".html", ".txt", ".svg", ".toml"):
        for message in _marked(root, path):
            if message.text:
                yield path, message


def _marked(root: Path, path: Path) -> Iterator[Message]:
    if path.suffix == ".py":
        yield from python_marks.marked(parsed(root / path))
    elif path.suffix == ".toml":
        yield from data.marked(path, (root / path).read_text())
    elif "jinja2" in path.parts:
        yield from jinja_templates.marked((root / path).read_text())
    elif "templates" in path.parts:
        yield from django_templates.marked((root / path).read_text())
