"""Texts that people read: what each kind of file marks for translation, and what it leaves unmarked."""

from __future__ import annotations

import re
from typing import NamedTuple

WORD = re.compile(r"[^\W\d_]{2,}")
TWO = re.compile(r"[^\W\d_](?:[’'-][^\W\d_]+)?[,;:]? [“(]?[^\W\d_]")
THREE = re.compile(r"(?:^| )[“(]?[^\W\d_]+[,;:]?(?: [“(]?[^\W\d_]+(?:[’'-][^\W\d_]+)*[”’)]?[,;:.?!…]*){2,}(?= |$)")
CODE = re.compile(r"[|\\<>#@]|\w\(|^[\w-]+$")
OPENING = re.compile(r"[“(\"…\s]*[A-ZÀ-Þ](?:[^\W\d_]*[^\W\d_A-Z]|[ -])")
CLOSING = re.compile(r"[^\W\d_][”’)]*[.?!…:]$")
TITLE = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ-]{2,} ?[.!?…]?")
HOLE = "\ufffc"  # stands for a value in what is left of a text

# Names of things, the same in every language.
NAMES = re.compile(
    r"\b(Edgewise|CSV|XLSX|PDF|TOML|JSON|HTML|URL|UTF-8|UTC|ICS|iCalendar|Excel|Slack|Teams|Zoom|Google|Outlook|GROW|SBI"
    r"|SMART)\b"
)


class Message(NamedTuple):
    """What is marked: as the program looks it up when it runs."""

    text: str
    plural: str = ""
    context: str = ""


class Unmarked(NamedTuple):
    """What is read and not marked, and the line on which it begins."""

    line: int
    text: str


def has_words(text: str) -> bool:
    """Letters that make a word; punctuation, numbers, single letters and values alone are none."""
    return bool(WORD.search(NAMES.sub("", text)))


def is_title(text: str) -> bool:
    """One word with a capital, as a label or a button has."""
    return bool(TITLE.fullmatch(NAMES.sub("", text)))


def is_sentence(text: str) -> bool:
    """Two words or more that begin or end as a sentence or a title does."""
    bare = NAMES.sub("", text).strip()
    return bool(TWO.search(bare) and (OPENING.match(bare) or CLOSING.search(bare)))


def reads_as_text(text: str) -> bool:
    """Is a string of code a text for people: a sentence, or three words in a row?"""
    bare = NAMES.sub("", text).strip()
    return is_sentence(text) or bool(not CODE.search(bare) and THREE.search(bare))


def short(text: str) -> str:
    """The text as a problem quotes it: on one line, its values as dots."""
    words = " ".join(text.replace(HOLE, "…").split())
    return words if len(words) <= 80 else words[:79] + "…"
