"""Days as people and systems write them, with the names of months in many languages (CLDR, by Babel)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.model import Unreadable
from edgewise.domain.roster.names.plain import names_in, plain

EXCEL_EPOCH = date(1899, 12, 30)
EARLIEST, LATEST = date(1940, 1, 1), date(2100, 1, 1)
FIRST_SHORT_YEAR = 69  # 69 is 1969 and 68 is 2068, as POSIX has it
CLOCK = re.compile(r"\b\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?(\s*[ap]\.?m\b\.?)?(\s*(gmt|utc|z\b).*)?", re.IGNORECASE)
LETTERS = re.compile(r"[^\W\d_]{3,}")
NUMBERED = re.compile(r"(\d{1,2})\s*([/.-])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})\.?(?:\s.*)?")
YEAR_FIRST = re.compile(r"(\d{4})\s?([-/.]?)\s?(\d{1,2})\s?\2\s?(\d{1,2})\.?(?:[T\s].*)?")
EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?.*")
VIETNAMESE = re.compile(r"(?:ngày )?(\d{1,2})\D{1,3}(?:tháng|thg)\s*(\d{1,2})\D*(\d{4})", re.IGNORECASE)


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Whether a column writes 31/12 or 12/31; None when nothing in it tells."""
    pairs = [(int(m[1]), int(m[3])) for m in map(NUMBERED.match, texts) if m]
    month_first = sum(second > 12 >= first for first, second in pairs)
    day_first = sum(first > 12 >= second for first, second in pairs)
    return None if month_first == day_first else day_first > month_first


def is_unclear_date(text: str) -> bool:
    """`03/04/2024` is a day in March or in April; with points the day comes first everywhere."""
    parts = NUMBERED.fullmatch(text)
    return (
        parts is not None and parts[2] != "." and int(parts[1]) <= 12 and int(parts[3]) <= 12 and parts[1] != parts[3]
    )


def parse_date(text: str, day_first: bool = True) -> date:
    """ISO, 31.12.2024, 31/12/2024, 12/31/2024 (when the column says so), 31 Dec 2024, 15. März 2023, Excel's number."""
    try:
        found = _date(text.strip(), day_first)
    except Unreadable:
        raise
    except (ValueError, OverflowError):
        raise Unreadable(phrase("“{text}” is a date that does not exist", text=text[:40]), _remedy()) from None
    if found is None or not EARLIEST <= found <= LATEST:
        raise Unreadable(phrase("“{text}” is not a date", text=text[:40]), _remedy())
    return found


def _remedy() -> str:
    return phrase("Write it like {example}", example="2024-03-31")


def _date(text: str, day_first: bool) -> date | None:
    found = YEAR_FIRST.fullmatch(text)
    if found and (found[2] or len(found[3] + found[4]) == 4):
        return date(int(found[1]), int(found[3]), int(found[4]))
    if found := EAST_ASIAN.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := NUMBERED.fullmatch(text):
        is_day_first = day_first or (found[2] == "." and int(found[3]) <= 12)
        day, month = (found[1], found[3]) if is_day_first else (found[3], found[1])
        return date(_year(found[4]), int(month), int(day))
    if found := VIETNAMESE.fullmatch(text):
        return date(int(found[3]), int(found[2]), int(found[1]))
    if re.fullmatch(r"\d{5}([.,]\d+)?", text):
        return EXCEL_EPOCH + timedelta(days=int(text[:5]))
    return _named_month(CLOCK.sub(" ", text))


def _year(digits: str) -> int:
    return int(digits) + (0 if len(digits) == 4 else 1900 if int(digits) >= FIRST_SHORT_YEAR else 2000)


def _named_month(text: str) -> date | None:
    """A day, the name of a month and a year, in any order and among other words: a year of two digits is last."""
    numbers = re.findall(r"\d+", text)
    months = {month for word in LETTERS.findall(plain(text)) if (month := _month(word))}
    if len(numbers) != 2 or len(months) != 1:
        return None
    day, year = reversed(numbers) if len(numbers[0]) == 4 else numbers
    if len(day) > 2 or len(year) not in (2, 4):
        return None
    return date(_year(year), months.pop(), int(day))


def _month(word: str) -> int | None:
    """The month of a name, 1 to 12. Raises Unreadable for a name that two languages give to two months."""
    month = names_in("months.txt").get(word)
    if month == "?":
        raise Unreadable(phrase("“{word}” is one month in one language and another in another", word=word), _remedy())
    return int(month) if month else None
