"""A language that nobody speaks: every text of the catalogue, longer and accented, in brackets.

What a page then shows without brackets is not marked for translation, and what breaks would break in German.
"""

from __future__ import annotations

import re
from itertools import cycle
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.exceptions import ImproperlyConfigured

LANGUAGE = "en-xa"
LOCALE = "en_XA"
OPEN, CLOSE = "⟦", "⟧"
LONGER = 0.4  # of the text's own length
ACCENTED = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
# What a program fills in or a browser reads: %(name)s, %s, %%, {name}, tags and entities.
KEPT = re.compile(r"(%\(\w+\)[-#0 +]*\d*(?:\.\d+)?[a-zA-Z]|%[%sd]|\{[^{}]*\}|</?[a-zA-Z][^<>]*>|&#?\w+;)")
FILLER = ("one", "two", "three", "four", "five")


def pseudo(text: str) -> str:
    """`Close {name}` as `⟦Çļöšé {name} öñé⟧`; white space at the ends stays outside."""
    core = text.strip()
    if not core:
        return text
    before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
    accented = "".join(part if KEPT.fullmatch(part) else part.translate(ACCENTED) for part in KEPT.split(core))
    return f"{before}{OPEN}{accented}{_filler(len(core))}{CLOSE}{after}"


def _filler(length: int) -> str:
    words = ""
    for word in cycle(FILLER):
        if len(words) >= length * LONGER:
            break
        words += f" {word}"
    return words.translate(ACCENTED)


def write_locale(catalogue: Path, folder: Path) -> Path:
    """Compiles the pseudo-locale of an English catalogue (a PO file) into `folder`, for Django's LOCALE_PATHS."""
    try:
        from babel.messages.mofile import write_mo  # noqa: PLC0415  only developers have it
        from babel.messages.pofile import read_po  # noqa: PLC0415
    except ModuleNotFoundError:
        raise ImproperlyConfigured("EDGEWISE_PSEUDO needs what is in requirements/dev.txt") from None
    with catalogue.open("rb") as file:
        messages = read_po(file, locale="en")
    for message in messages:
        if message.id:
            message.string = pseudo(message.id) if isinstance(message.id, str) else tuple(map(pseudo, message.id))
    target = folder / LOCALE / "LC_MESSAGES/django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, delete=False) as whole:  # two processes may start at once
        write_mo(whole, messages)
    Path(whole.name).replace(target)
    return folder
