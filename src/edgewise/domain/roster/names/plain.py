"""Names as they are looked up, and the tables that they are looked up in."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib.resources import files

# A letter or a digit, with the signs that belong to it in the scripts of India and South-East Asia.
WORD = re.compile(r"[^\W_]+(?:[\u0900-\u0fff]+\w*)*")


def plain(text: str) -> str:
    """Without capitals, punctuation, and the accents of European scripts: `São-Paulo` -> `sao paulo`."""
    if text.isascii():
        return " ".join(WORD.findall(text.casefold()))
    loose = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(char for char in loose if not unicodedata.combining(char) or char > "\u0900")
    return " ".join(WORD.findall(unicodedata.normalize("NFC", kept)))


@cache
def names_in(file: str) -> dict[str, str]:
    """A table of one `name<tab>meaning` a line: `spanisch` -> `es`."""
    text = files(__package__).joinpath(file).read_text("utf-8")
    pairs = (line.partition("\t") for line in text.splitlines() if not line.startswith("#"))
    return {name: meaning for name, _, meaning in pairs}
