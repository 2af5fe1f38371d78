"""One cell of a file with outcomes: a yes or a no, or a number."""

from __future__ import annotations

import re
from collections.abc import Iterable

from edgewise.domain.roster.names.plain import plain

MOST_NUMBER = 1_000_000_000.0  # either way
PLAIN_NUMBER = {  # whether a comma is the decimal sign -> what a number then looks like
    False: re.compile(r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"),
    True: re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?"),
}
SPACES = re.compile(r"[\s'\u2019\u00a0\u202f]")
DECIMALS = re.compile(r"\d*([.,])(\d+)")  # one sign in all of the number
# As `plain` writes them.
YES_WORDS = (
    "yes|y|true|1|on time|ontime|in time|on schedule|on track|delivered on time|completed on time|met|achieved|early|"
    "ja|wahr|pünktlich|rechtzeitig|termingerecht|im plan|oui|vrai|à temps|dans les délais|sí|verdadero|a tiempo|"
    "sim|verdadeiro|no prazo|vero|in orario|puntuale|op tijd|waar|tak|na czas|da|да|вовремя|evet|ano|igen|kyllä|"
    "はい|是|예|نعم"
)
NO_WORDS = (
    "no|n|false|0|late|delayed|overdue|not on time|behind|behind schedule|missed|not met|not achieved|off track|"
    "nein|falsch|verspätet|zu spät|nicht pünktlich|non|faux|en retard|falso|tarde|retrasado|con retraso|não|"
    "atrasado|fora do prazo|in ritardo|nee|te laat|onwaar|nie|spóźniony|нет|опоздание|ne|nem|ei|"
    "いいえ|否|아니요|لا"
)
YES = frozenset(map(plain, YES_WORDS.split("|")))
NO = frozenset(map(plain, NO_WORDS.split("|")))


def yes_or_no(text: str) -> bool | None:
    """None where the cell says neither."""
    said = plain(text)
    return True if said in YES else False if said in NO else None


def has_decimal_comma(texts: Iterable[str]) -> bool:
    """Whether a column writes 3,7 and not 3.7: by the numbers in it that tell. Where none does, the point is decimal.

    1.234,5 tells, and so does 3,7; 1,234 does not: it may be a thousand.
    """
    votes = 0
    for text in texts:
        number = _digits(text)
        comma, point = number.rfind(","), number.rfind(".")
        if comma >= 0 and point >= 0:
            votes += 1 if comma > point else -1
        elif (found := DECIMALS.fullmatch(number.lstrip("+-"))) and len(found[2]) != 3:
            votes += 1 if found[1] == "," else -1
    return votes > 0


def number_of(text: str, decimal_comma: bool = False) -> float | None:
    """None where the cell is no number, or one that is too large. `85 %` is 85.

    A sign between thousands stands before three digits, so that 3,7 is never read as 37.
    """
    digits = _digits(text)
    if not PLAIN_NUMBER[decimal_comma].fullmatch(digits):
        return None
    plain_digits = digits.replace(".", "").replace(",", ".") if decimal_comma else digits.replace(",", "")
    number = float(plain_digits)
    return number if abs(number) <= MOST_NUMBER else None


def _digits(text: str) -> str:
    """Without spaces between thousands, and without the sign of per cent."""
    return SPACES.sub("", text.replace("\u2212", "-")).removesuffix("%")
