"""What people typed: what of it can be seen, whether it says enough, and whether two texts say the same."""

from __future__ import annotations

import unicodedata

SIGNS = frozenset(".,-\u2212")  # of a number; elsewhere punctuation
LEAST_WORDS = 3  # of a sentence that others can act on
# Letters that make a word, in scripts that put no spaces between words: about what a dictionary averages.
LETTERS_A_WORD = {
    "CJK": 4 / 3, "HIRAGANA": 2, "KATAKANA": 2, "HALFWIDTH": 2, "BOPOMOFO": 2, "YI": 4 / 3, "HANGUL": 2,
    "THAI": 3, "LAO": 3, "KHMER": 3, "MYANMAR": 3, "TIBETAN": 2, "JAVANESE": 3, "BALINESE": 3, "TAI": 3, "NEW": 3,
}  # fmt: skip
# Letters and symbols by their category that show nothing: fillers of Hangul, the empty Braille cell, a lost object.
BLANKS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc")
JOINERS = frozenset("\u200c\u200d")  # invisible, and part of words in many scripts and of emoji
LINES = ("name", "title")  # fields of commands, by their names
WORDS = ("text", "what", "first_step", "measure", "learnt", "learning", "reason", "sentence", "test", "forecast")


def is_visible(character: str) -> bool:
    """A letter, a digit, a sign or a symbol: not a space, a control, a format character or a mark without a letter."""
    return unicodedata.category(character)[0] in "LNPS" and character not in BLANKS


def clean(text: str) -> str:
    """Without what cannot be seen at its ends; empty where nothing of it can be seen."""
    if _is_plain(text):
        return text.strip(" ")
    shown = [at for at, character in enumerate(text) if is_visible(character)]
    if not shown:
        return ""
    end = shown[-1] + 1
    while end < len(text) and unicodedata.category(text[end])[0] == "M":  # an accent belongs to its letter
        end += 1
    return text[shown[0] : end]


def clean_line(text: str) -> str:
    """For a name or a title: one line besides, without controls that turn or hide what stands around it."""
    if _is_plain(text):
        return " ".join(text.split())
    words = "".join(" " if character.isspace() else character for character in clean(text))
    kept = (c for c in words if c in JOINERS or unicodedata.category(c)[0] != "C")
    return " ".join("".join(kept).split())


def _is_plain(text: str) -> bool:
    """All of it can be seen, but for spaces: most of what is typed, and quickly told."""
    return text.isascii() and text.isprintable()


def words_in(text: str) -> float:
    """How many words it has, by its spaces or by its letters where the script has no spaces."""
    spaced = sum(any(is_letter(character) for character in word) for word in text.split())
    if text.isascii():
        return spaced
    unspaced = sum(1 / LETTERS_A_WORD[script] for script in map(_script, text) if script in LETTERS_A_WORD)
    others = sum(any(is_letter(c) and _script(c) not in LETTERS_A_WORD for c in word) for word in text.split())
    return max(spaced, unspaced + others)


def is_letter(character: str) -> bool:
    return unicodedata.category(character)[0] in "LN" and character not in BLANKS


def says_enough(text: str) -> bool:
    return round(words_in(text), 6) >= LEAST_WORDS


def gist(text: str) -> str:
    """Equal for texts that differ only in case, width, spaces or punctuation; 1.5 and 15 differ, and so do 2 and -2."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    kept = (c for c, after in zip(folded, folded[1:] + " ", strict=True) if _matters(c, after))
    return "".join(kept) or clean(folded)


def _matters(character: str, after: str) -> bool:
    if character in SIGNS:
        return after.isdigit()
    return unicodedata.category(character)[0] in "LNMS" and character not in BLANKS


def _script(character: str) -> str:
    """The first word of a letter's name: its script, for those that matter here."""
    return unicodedata.name(character, "").split(" ", 1)[0] if is_letter(character) else ""
