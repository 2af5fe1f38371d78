"""Characters that nobody sees and that make two equal texts differ: they come along when a cell is copied."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# What stands for nothing (Unicode's Default_Ignorable_Code_Point), but for what a script or an emoji needs: joiners
# between their letters, and the selector of an emoji.
IGNORED = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0e"
    "\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U000e0000-\U000e0fff]"
)
NEEDLESS_JOINER = re.compile(r"(?<![\u0600-\U0001faff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0600-\U0001faff])")
SPACES = re.compile(r"[^\S\n\r\t]|\u2800")  # of any width; a line break stays one
LINE_BREAKS = re.compile(r"\r\n?|[\u2028\u2029\x85\v\f]")
WIDE = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, 0xFE6B: ord("@"), 0x3002: ord(".")}
WIDE_IN_A_TEXT = {code: plain for code, plain in WIDE.items() if code != 0x3002}


def clean(text: str) -> str:
    """The cell as it is seen: no invisible characters, plain spaces, wide letters and signs as the usual ones."""
    return text.strip() if text.isascii() and "\r" not in text else _cleaned(text)


@lru_cache(maxsize=4096)
def _cleaned(text: str) -> str:
    lines = LINE_BREAKS.sub("\n", text)
    seen = NEEDLESS_JOINER.sub("", IGNORED.sub("", SPACES.sub(" ", lines)))
    return unicodedata.normalize("NFC", seen.translate(WIDE_IN_A_TEXT)).strip()


def without_invisible(address: str) -> str:
    """An address as a mail server reads it: no joiners, and the forms of a letter as one (NFKC)."""
    return re.sub("[\u200c\u200d\ufe0f]", "", unicodedata.normalize("NFKC", clean(address).translate(WIDE)))
