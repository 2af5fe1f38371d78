"""One cell to one value. Each raises Unreadable with what is wrong and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.model import Unreadable

ADDRESS = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@[^\s@<>(),;:\\\"\[\]]+\.[^\s@<>(),;:\\\"\[\].]{2,}")
LONGEST_ADDRESS = 254
MOST_CIRCLES = 10
EXCEL_EPOCH = date(1899, 12, 30)
EARLIEST, LATEST = date(1940, 1, 1), date(2100, 1, 1)
NAMED_MONTH = ("%d %b %Y", "%d %B %Y", "%b %d %Y", "%B %d %Y")


def parse_email(text: str) -> str:
    """`Amara <AMARA@Example.org>` -> `amara@example.org`."""
    inner = re.fullmatch(r"[^<>]*<([^<>]+)>", text)
    address = (inner[1] if inner else text).strip().removeprefix("mailto:").lower()
    if len(address) > LONGEST_ADDRESS or not ADDRESS.fullmatch(address) or ".." in address:
        raise Unreadable(phrase("“{text}” is not an e-mail address", text=text[:60]), _like("amara@example.org"))
    return address


def parse_list(text: str) -> tuple[str, ...]:
    """Lists are separated by `;` or line breaks, or by commas when there is neither."""
    separator = r"[;\n|]" if re.search(r"[;\n|]", text) else r","
    words = (" ".join(word.split()) for word in re.split(separator, text))
    return tuple(dict.fromkeys(word for word in words if word))


def topics(words: Iterable[str]) -> frozenset[str]:
    """Goals, strengths and attributes are the same when they differ in capitals and spaces alone."""
    return frozenset(" ".join(word.lower().split()) for word in words)


def day_comes_first(texts: Iterable[str]) -> bool | None:
    """Whether a column writes 31/12 or 12/31; None when nothing in it tells."""
    pairs = [(int(m[1]), int(m[2])) for m in (re.match(r"(\d{1,2})[/.-](\d{1,2})[/.-]\d{2,4}", t) for t in texts) if m]
    month_first = sum(second > 12 >= first for first, second in pairs)
    day_first = sum(first > 12 >= second for first, second in pairs)
    return None if month_first == day_first else day_first > month_first


def parse_date(text: str, day_first: bool = True) -> date:
    """ISO, 31/12/2024, 31.12.2024, 12/31/2024 (when the column says so), 31 Dec 2024, Excel's day number."""
    try:
        found = _date(text.strip(), day_first)
    except (ValueError, OverflowError):
        raise Unreadable(
            phrase("“{text}” is a date that does not exist", text=text[:40]), _like("2024-03-31")
        ) from None
    if found is None or not EARLIEST <= found <= LATEST:
        raise Unreadable(phrase("“{text}” is not a date", text=text[:40]), _like("2024-03-31"))
    return found


def _date(text: str, day_first: bool) -> date | None:
    if iso := re.fullmatch(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?:[T ].*)?", text):
        return date(int(iso[1]), int(iso[2]), int(iso[3]))
    if parts := re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?: .*)?", text):
        day, month = (parts[1], parts[2]) if day_first else (parts[2], parts[1])
        year = int(parts[3]) + (2000 if len(parts[3]) == 2 else 0)
        return date(year, int(month), int(day))
    if re.fullmatch(r"\d{5}(\.0+)?", text):
        return EXCEL_EPOCH + timedelta(days=int(float(text)))
    return _named_month(" ".join(re.findall(r"\w+", text)))


def _named_month(words: str) -> date | None:
    for shape in NAMED_MONTH:
        try:
            return datetime.strptime(words, shape).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def parse_time(text: str) -> time:
    """`9`, `09:00`, `9.30`, `5pm`, `17h30`."""
    clock = re.fullmatch(r"(\d{1,2})(?:[:.h](\d{2})?)?(?::\d{2})?\s*([ap])?\.?m?\.?", text.strip().lower())
    if clock is None:
        raise Unreadable(phrase("“{text}” is not a time of day", text=text[:40]), _like("09:00"))
    hour, minute = int(clock[1]), int(clock[2] or 0)
    if clock[3] and 1 <= hour <= 12:
        hour = hour % 12 + (12 if clock[3] == "p" else 0)
    if hour > 23 or minute > 59:
        raise Unreadable(phrase("“{text}” is a time that does not exist", text=text[:40]), _like("09:00"))
    return time(hour, minute)


def parse_hours(text: str) -> tuple[time, time]:
    """`09:00-17:00`, `9am to 5pm`."""
    parts = re.split(r"\s*(?:-|–|—|\bto\b|\bbis\b|\buntil\b|\ba\b)\s*", text.strip())
    if len(parts) != 2:
        raise Unreadable(phrase("“{text}” does not say from when until when", text=text[:40]), _like("09:00-17:00"))
    start, end = parse_time(parts[0]), parse_time(parts[1])
    check_hours(start, end)
    return start, end


def check_hours(start: time, end: time) -> None:
    if start >= end:
        what = phrase("The day ends ({end}) before it begins ({start})", end=f"{end:%H:%M}", start=f"{start:%H:%M}")
        raise Unreadable(what, _like("09:00-17:00"))


def parse_load_cap(text: str) -> int:
    whole = re.fullmatch(r"(\d{1,4})(?:\.0+)?", text.strip())
    if whole is None or int(whole[1]) > MOST_CIRCLES:
        what = phrase("“{text}” is not a number of circles", text=text[:40])
        raise Unreadable(what, phrase("Write a number from 0 to {most}", most=MOST_CIRCLES))
    return int(whole[1])


def _like(example: str) -> str:
    return phrase("Write it like {example}", example=example)
