"""The texts of the data that comes with the rules: formats of sessions, surveys, cards and drills."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checks.texts import Message
from checks.tree import PACKAGE

FORMATS = PACKAGE / "domain/formats/builtin"
SURVEYS = PACKAGE / "domain/surveys/builtin"
PULSES = PACKAGE / "domain/pulse/builtin"
PRACTICE = PACKAGE / "domain/coaching/practice"
OF_A_FORMAT = ("name", "summary", "source")
OF_A_STAGE = ("title", "purpose", "job_aid")
OF_A_SURVEY = ("name", "summary", "source", "answers", "cannot_say")
OF_A_PULSE = ("name", "answers", "rather_not", "comment")
OF_PRACTICE = ("title", "when", "does", "avoids", "name", "meaning", "says", "advice")


def marked(path: Path, text: str) -> Iterator[Message]:
    """Each under the key of its format or card; drills have none, and go by the name of their table."""
    document = tomllib.loads(text)
    if FORMATS in path.parents:
        context = f"format {document['key']}"
        yield from _texts(document, OF_A_FORMAT, context)
        for stage in (stage for part in ("opening", "issue", "closing") for stage in document.get(part, ())):
            yield from _texts(stage, OF_A_STAGE, context)
            yield from _texts(stage.get("prompt", {}), ("others", "owner", "facilitator"), context)
    elif SURVEYS in path.parents:
        context = f"survey {document['key']}"
        yield from _texts(document, OF_A_SURVEY, context)
        for row in (*document["item"], *document["question"]):
            yield from _texts(row, ("behaviour", "own", "words"), context)
    elif PULSES in path.parents:
        context = f"pulse {document['key']}"
        yield from _texts(document, OF_A_PULSE, context)
        for row in (*document["scale"], *document["item"]):
            yield from _texts(row, ("name", "words"), context)
    elif PRACTICE in path.parents:
        for table, rows in document.items():
            for row in rows:
                yield from _texts(row, OF_PRACTICE, f"card {row['key']}" if table == "card" else f"drill {table}")


def _texts(table: dict[str, Any], names: tuple[str, ...], context: str) -> Iterator[Message]:
    for name in names:
        found = table.get(name, ())
        for text in [found] if isinstance(found, str) else found:
            if text:
                yield Message(text, context=context)
