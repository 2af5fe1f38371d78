"""How well somebody speaks a language, as far as it decides whether they can be coached in it: B1 and above.

The scales are those of the Council of Europe (A1 to C2), of the ILR (0 to 5, as LinkedIn and the US government use it)
and of the tests of Japanese and Chinese; and words, in the languages of exports.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from edgewise.domain.roster.names.plain import plain

CEFR = re.compile(r"\b(?:pre ?)?([abc])\s?([12])\b", re.IGNORECASE)
OF_FIVE = re.compile(r"\b([0-5])\s?(?:/|of|von|sur|de)\s?5\b|[\u2605\u2b50]+")  # 2/5, and stars
STARS = re.compile(r"[\u2605\u2b50]")
ILR = re.compile(r"\b(?:ilr|level|lvl|stufe|niveau|l|s)?\s?([0-5])\+?(?!\d)", re.IGNORECASE)
LAST_DIGIT = re.compile(r"\b[0-5]\+?\s*$")
JLPT = re.compile(r"\bn([1-5])\b", re.IGNORECASE)
HSK = re.compile(r"\bhsk\s?([1-9])\b", re.IGNORECASE)
FEWEST_OF_FIVE, FEWEST_ILR, HARDEST_BASIC_JLPT, BASIC_HSK = 3, 2, 4, 2


def is_level(text: str) -> bool:
    """Does the whole text say how well, and nothing else? `A1`, `fluent`, `Grundkenntnisse`, `native speaker`."""
    words = plain(text)
    if not words:
        return bool(STARS.search(text))
    is_code = any(scale.fullmatch(text.strip(" +")) for scale in (CEFR, OF_FIVE, ILR, JLPT, HSK))
    return is_code or all(word in _enough() or word in _little() or word in _filling() for word in words.split())


def is_little(text: str) -> bool:
    """Is it too little to be coached in? Of several levels (`A2/B1`) the best counts."""
    words = set(plain(text).replace("pre intermediate", "preintermediate").split())
    if letters := [letter.lower() for letter, _ in CEFR.findall(text)]:
        return set(letters) == {"a"}
    if found := OF_FIVE.search(text):
        return (int(found[1]) if found[1] else len(STARS.findall(text))) < FEWEST_OF_FIVE
    if found := JLPT.search(text):
        return int(found[1]) >= HARDEST_BASIC_JLPT
    if found := HSK.search(text):
        return int(found[1]) <= BASIC_HSK
    if words >= {"limited", "working"}:  # 2 of the ILR
        return False
    if words & _little():
        return not words & _more()
    found = ILR.search(text)
    return bool(found and not words & _enough() and int(found[1]) < FEWEST_ILR)


def without_level(text: str) -> str:
    """`fluent German` -> `German`; the codes and words of a level are gone, wherever they stand."""
    bare = text
    for scale in (CEFR, OF_FIVE, JLPT, HSK, LAST_DIGIT):
        bare = scale.sub(" ", bare)
    kept = [word for word in bare.split() if not _is_word(word)]
    return re.sub(r"^[\s:=.–—-]+|[\s:=.–—+-]+$", "", " ".join(kept))


def _is_word(word: str) -> bool:
    bare = plain(word)
    return bool(bare) and (bare in _enough() or bare in _little() or bare in _filling())


@cache
def _words() -> dict[str, frozenset[str]]:
    lines = files(__package__).joinpath("fluency.txt").read_text("utf-8").splitlines()
    said = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {kind: frozenset(words.split()) for kind, words in said}


def _little() -> frozenset[str]:
    return _words()["little"]


def _enough() -> frozenset[str]:
    return _words()["enough"] | _words()["more"]


def _more() -> frozenset[str]:
    return _words()["more"]


def _filling() -> frozenset[str]:
    return _words()["filling"]
