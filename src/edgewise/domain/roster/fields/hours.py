"""Working hours as people write them, and what they mean when they name no hours."""

from __future__ import annotations

import re
from datetime import time

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.model import Unreadable

LONGEST_SHIFT = 14 * 60  # minutes; what ends before it begins is a night shift up to this, and else a mistake
DAY = 24 * 60
NOON, EARLY = 12 * 60, 6 * 60
_TIME = (
    r"(?:(noon|midday|midnight)|(\d{1,2})(?:[:.h](\d{2})|(\d{2}))?(?::\d{2})?\s*(?:([ap])\.?\s?m?\b\.?|uhr\b|h\b|時)?)"
)
CLOCK = re.compile(_TIME, re.IGNORECASE)
SPAN = re.compile(
    rf"(?<![\d:.%-]){_TIME}\s*(?:[-–—~〜→]|\b(?:to|till?|until|bis|a|à|às|al|hasta|até|alle|tot|do|til)\b)\s*"
    rf"{_TIME}(?![\d:%]|\s*[-–]\s*\d)",
    re.IGNORECASE,
)
# A number of hours, and no time of day.
AMOUNT = re.compile(
    r"%|\b(per|each|a|pro|par|por|p)\b\.?\s*/?\s*(week|day|woche|tag|semaine|jour|semana|dia|w)|/\s*(w|d|week|day|wk)\b|"
    r"weekly|\b(hrs|hours|stunden|std|heures|horas)\b(?!.*:)|wochen",
    re.IGNORECASE,
)
ZONE = re.compile(r"\b(UTC|GMT|CEST?|MES?Z|[WEC]ET|[ECMP][SD]?T|BST|IST|JST|AE[SD]T)\b")
Span = tuple[time, time]


def parse_time(text: str) -> time:
    """`9`, `09:00`, `9.30`, `5pm`, `17h30`, `0900`, `17 Uhr`, `noon`."""
    clock = CLOCK.fullmatch(text.strip())
    if clock is None:
        raise Unreadable(phrase("“{text}” is not a time of day", text=text[:40]), _like("09:00"))
    minutes = _minutes(clock.groups(), text)
    return time(*divmod(minutes % DAY, 60))


def parse_hours(text: str) -> Span:
    """`09:00-17:00`, `9am to 5pm`, `9-5`, `Mon-Fri 8.30–17.00 h`, `22:00-06:00`."""
    spans = _spans(text)
    if not spans:
        raise Unreadable(phrase("“{text}” does not say from when until when", text=text[:40]), _like("09:00-17:00"))
    start, end = _together(spans)
    check_hours(start, end)
    return start, end


def read_hours(text: str) -> tuple[Span | None, str]:
    """The hours, and what is worth saying of how they were read; None for the usual ones, since it names none."""
    spans = _spans(text)
    start, end = _together(spans) if spans else (time(), time())
    if not spans or (len(spans) > 1 and end <= start):
        return None, names_no_hours(text)
    check_hours(start, end)
    if len(spans) > 1:
        what = phrase("“{text}” is read as {start} to {end}", text=text[:40], start=_shown(start), end=_shown(end))
        return (start, end), what
    if ZONE.search(text):
        return (start, end), phrase("The hours of “{text}” are taken in the person’s own time zone", text=text[:40])
    return (start, end), ""


def names_no_hours(text: str) -> str:
    return phrase("“{text}” names no hours; where none are known, 09:00 to 17:00 counts", text=text[:40])


def _together(spans: list[Span]) -> Span:
    """A break is passed over: 8-12 and 13-17 are 8-17. Of days that differ, what they have in common."""
    start, end = spans[0]
    for begins, ends in spans[1:]:
        start, end = (start, ends) if begins >= end else (max(start, begins), min(end, ends))
    return start, end


def check_hours(start: time, end: time) -> None:
    """Raises Unreadable where the day is no shift: it ends when it begins, or so long before that nobody works so."""
    length = (_of_day(end) - _of_day(start)) % DAY
    if length == 0 or (end < start and length > LONGEST_SHIFT):
        what = phrase("The day ends ({end}) before it begins ({start})", end=_shown(end), start=_shown(start))
        raise Unreadable(what, _like("09:00-17:00"))


def in_order(start: time, end: time) -> Span:
    """Two times from two columns: `9` and `5` are 09:00 and 17:00."""
    length = (_of_day(end) - _of_day(start)) % DAY
    if end <= start and length > LONGEST_SHIFT and end.hour < 12 and start.hour <= 12:
        end = time(end.hour + 12, end.minute)
    return start, end


def _spans(text: str) -> list[Span]:
    if AMOUNT.search(text):
        return []
    return [_span(found.groups(), text) for found in SPAN.finditer(text) if not _is_amount(found.groups())]


def _is_amount(groups: tuple[str | None, ...]) -> bool:
    """35-40 are hours of a week."""
    half = len(groups) // 2
    return all(
        not any((word, minute, more, apm)) and int(hour or 0) > 24
        for word, hour, minute, more, apm in (groups[:half], groups[half:])
    )


def _span(groups: tuple[str | None, ...], text: str) -> Span:
    """Where `am` or `pm` is missing, the reading that makes a working day."""
    half = len(groups) // 2
    first, last = groups[:half], groups[half:]
    start, end = _minutes(first, text), _minutes(last, text)
    if _is_bare(first) and last[4] and last[4].lower() == "p" and start % NOON < end % NOON:
        start = start % NOON + NOON  # 1-5pm
    elif _is_bare(last) and not str(last[1]).startswith("0") and end <= start < NOON + 60:
        later = end % NOON + NOON
        if later > start and (end - start) % DAY > later - start:
            end = later  # 9-5, 9am-5
    elif _is_bare(first) and _is_bare(last) and 0 < start < end <= EARLY and not _has_zero(text):
        start, end = start + NOON, end + NOON  # 1-5
    return time(*divmod(start % DAY, 60)), time(*divmod(end % DAY, 60))


def _is_bare(groups: tuple[str | None, ...]) -> bool:
    return not groups[0] and not groups[4] and int(groups[1] or 0) <= 12


def _has_zero(text: str) -> bool:
    return re.search(r"\b0\d", text) is not None


def _minutes(groups: tuple[str | None, ...], text: str) -> int:
    """From midnight: 1,440 for one that ends the day."""
    word, hours, minutes, more, half = groups
    if word:
        return DAY if word.lower() == "midnight" else NOON
    hour, minute = int(hours or 0), int(minutes or more or 0)
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        raise Unreadable(phrase("“{text}” is a time that does not exist", text=text[:40]), _like("09:00"))
    return hour * 60 + minute


def _of_day(at: time) -> int:
    return at.hour * 60 + at.minute


def _shown(at: time) -> str:
    return f"{at:%H:%M}"


def _like(example: str) -> str:
    return phrase("Write it like {example}", example=example)
