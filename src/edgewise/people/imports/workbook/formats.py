"""What a number looks like under its number format: 123 under `00000` shows 00123."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import NamedTuple

PERCENT = {9: "0%", 10: "0.00%"}  # of the numbered formats, those that change what is read (ECMA-376, 18.8.30)
TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<room>_.|\*.|,)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<place>[0#?.])|(?P<end>;)|(?P<other>.)",
    re.DOTALL,
)
NOT_IMITATED = re.compile(r"[ymdhsbgE/@]", re.IGNORECASE)  # dates, times, powers of ten, fractions
DURATION = re.compile(r"PT(\d{1,5})H(\d{2})M\d{2}(?:[.,]\d+)?S")
LONGEST_FORMAT = 200  # characters; Excel allows 255


class Token(NamedTuple):
    """A placeholder (`0`, `#`, `?`), the decimal `.`, or a literal."""

    text: str
    is_literal: bool


@lru_cache(maxsize=256)
def tokens_of(code: str) -> tuple[tuple[Token, ...], ...]:
    """The sections of a format (positive; negative; zero); none where it shows dates or what is not imitated here."""
    if len(code) > LONGEST_FORMAT or "general" in code.lower():
        return ()
    sections: list[list[Token]] = [[]]
    for found in TOKEN.finditer(code):
        kind, text = str(found.lastgroup), found[str(found.lastgroup)]
        if kind == "end":
            sections.append([])
        elif kind in {"place", "quoted", "escaped"}:
            sections[-1].append(Token(text, kind != "place"))
        elif (kind == "other" and NOT_IMITATED.match(text)) or (kind == "bracket" and not text.startswith("$")):
            return ()  # in brackets: hours beyond 24, a colour, a condition
        elif kind == "other":
            sections[-1].append(Token(text, True))
    return tuple(map(tuple, sections))


def changes_reading(code: str) -> bool:
    """Whether a number under this format reads as something else: leading zeros, words, a share."""
    sections = tokens_of(code)
    words = (token.text for section in sections[:3] for token in section if token.is_literal)
    if any(re.search(r"[^\W_]|%", text) for text in words):
        return True
    pattern = "".join("-" if token.is_literal else token.text for section in sections[:1] for token in _whole(section))
    return pattern.count("0") > 1 or "-" in pattern.strip("-")


def shown_number(value: float, code: str) -> str:
    sections = tokens_of(code)
    which = 2 if value == 0 and len(sections) > 2 else 1 if value < 0 and len(sections) > 1 else 0
    if which >= len(sections):
        return plain_number(value)
    section = sections[which]
    sign = "-" if value < 0 and which == 0 else ""
    share = any(token.is_literal and "%" in token.text for token in section)
    decimals = sum(not token.is_literal and token.text != "." for token in section[len(_whole(section)) :])
    whole, _, rest = f"{abs(value) * (100 if share else 1):.{decimals}f}".partition(".")
    return (sign + _filled(_whole(section), whole) + _after(section, rest)).strip()


def plain_number(value: float) -> str:
    return str(int(value)) if value == int(value) else str(value)


def _whole(section: Sequence[Token]) -> Sequence[Token]:
    """The part before the decimal point."""
    point = next((at for at, token in enumerate(section) if token == (".", False)), len(section))
    return section[:point]


def _filled(tokens: Sequence[Token], digits: str) -> str:
    """The digits in their places, from the right; those that are too many stand at the first."""
    left = digits.lstrip("0")
    first = next((at for at, token in enumerate(tokens) if not token.is_literal), -1)
    shown = []
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.is_literal:
            shown.append(token.text)
        else:
            digit, left = left[-1:], left[:-1]
            shown.append(left + digit if at == first else digit or ("0" if token.text == "0" else ""))
            if at == first and not left and not digit and token.text == "0":
                shown[-1] = "0"
    return "".join(reversed(shown))


def _after(section: Sequence[Token], digits: str) -> str:
    tokens = section[len(_whole(section)) :]
    places = iter(digits)
    kept = "".join(token.text if token.is_literal or token.text == "." else next(places) for token in tokens)
    optional = sum(token.text == "#" and not token.is_literal for token in tokens)
    return kept.rstrip("0").rstrip(".") if optional and optional == len(digits) else kept


def shown(value: object) -> str:
    """A cell without regard to the format of its number."""
    match value:
        case str():
            return value
        case bool():
            return "TRUE" if value else "FALSE"
        case int() | float():
            return plain_number(value)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case timedelta():
            return shown_duration(value)
        case _:
            return str(value)


def shown_duration(span: timedelta) -> str:
    """Under `[h]:mm`."""
    minutes = round(span.total_seconds() / 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"


def shown_duration_of(text: str) -> str:
    """More than a day in an .ods sheet comes as it is written there: `PT40H00M00S` -> `40:00`."""
    span = DURATION.fullmatch(text) if text.startswith("PT") else None
    return f"{int(span[1]):02}:{int(span[2]):02}" if span else text
