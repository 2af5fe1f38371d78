"""Cells that say nothing: failed formulas, dashes, and answers that somebody declines to give."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

from edgewise.domain.roster.names.plain import plain

# What Excel, LibreOffice and Google Sheets show for a formula that failed, in any language: #REF!, #NAZWA?, #¡VALOR!,
# #DIV/0!, #N/A, Err:502; what has no mark at its end is listed. ##### is a column too narrow when it was printed.
ERROR = re.compile(
    r"#[¡¿]?[^\W\d_][\w/ ]{0,24}[!?]|#\w/\w!?|#(nv|yok|hiányzik|není_k_dispozici|getting_data)|#{3,}|err:\d{3}",
    re.IGNORECASE,
)
LONGEST_NOTHING = 20  # characters of a cell that says nothing
# Whatever the column. A name is not asked for words: there are people called Null, and others called Na.
NOTHING_OF_A_NAME = re.compile(r"[-–—_.?*/\s]*|n/a|\(?(blank|empty|leer|vide|vacío)\)|<null>", re.IGNORECASE)
NOTHING = re.compile(
    r"n\.?\s?[/.]?\s?a\.?|n/[dbv]|n\.d\.?|na|null|nil|not applicable|nicht zutreffend|non applicable|no aplica|"
    r"t\.?b\.?[dca]\.?|not set|unset|to be (confirmed|determined|announced)|missing|undefined|nan",
    re.IGNORECASE,
)
APOSTROPHES = re.compile(r"n['’]t\b")  # I don't: I do not
DIGIT = re.compile(r"\d")
NONE = re.compile("none|no|nothing|keine?r?|aucune?|ningun[oa]|nenhuma?|nessun[oa]|geen|brak|ingen|nein|non")


def says_nothing(text: str, *, is_name: bool = False) -> bool:
    """Is the cell empty in all but form? `N/A`, `-`, `TBD`; of a name only what can be nobody's."""
    if not text:
        return True
    if len(text) > LONGEST_NOTHING:
        return False
    return bool(NOTHING_OF_A_NAME.fullmatch(text) or (not is_name and NOTHING.fullmatch(text)))


def is_error(text: str) -> bool:
    """Is it what a spreadsheet shows in place of a value that it could not compute?"""
    if text[:1] not in {"#", "E", "e"} or (text[0] == "#" and text != text.upper()):
        return False
    return ERROR.fullmatch(text) is not None


@lru_cache(maxsize=2048)
def is_declined(text: str) -> bool:
    """`I do not wish to answer`, `keine Angabe`, `Unknown`, `#N/A`: an answer that declares nothing."""
    if says_nothing(text) or is_error(text):
        return True
    if DIGIT.search(text):  # no number declines, and there are many
        return False
    words = plain(APOSTROPHES.sub(" not", text))
    return not words or any(pattern.fullmatch(words) for pattern in (NONE, _declined()))


def declared(words: Iterable[str]) -> tuple[str, ...]:
    """What somebody declares of themself, without the answers that decline to."""
    return tuple(word for word in words if not is_declined(word))


@cache
def _declined() -> re.Pattern[str]:
    lines = files(__package__).joinpath("declined.txt").read_text("utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")))
