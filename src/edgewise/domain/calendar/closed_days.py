"""Days on which nobody is asked to meet: weekends, public holidays of a country, and the weeks of Christmas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

import holidays
from babel import Locale, UnknownLocaleError
from babel.core import get_global

WEEKDAYS = range(7)  # as weekday() counts, from Monday, 0
SATURDAY_AND_SUNDAY = frozenset({5, 6})
NO_COUNTRY = ("001", "ZZ")  # the world, and an unknown region, as CLDR names them
MOST_DAYS_MOVED = 6  # that a date moves on from a closed day; less than half of the rhythm, too


def is_weekend(day: date, zone: str = "") -> bool:
    return day.weekday() in days_of_rest(zone)


def working_day_before(day: date, zone: str) -> date:
    """The last day before that one which is no weekend there."""
    day -= timedelta(days=1)
    while is_weekend(day, zone):
        day -= timedelta(days=1)
    return day


def last_working_day(zone: str) -> int:
    """The day of the week before the weekend there; from Monday, 0."""
    return min(days_of_rest(zone)) - 1


def is_christmas(day: date) -> bool:
    """The week, from Monday, of 25 December, and that of 1 January."""
    monday = day - timedelta(days=day.weekday())
    return any(
        monday <= feast < monday + timedelta(weeks=1)
        for feast in (date(day.year, 12, 25), date(day.year, 1, 1), date(day.year + 1, 1, 1))
    )


@lru_cache(maxsize=1024)
def country_of(zone: str) -> str:
    """The country (ISO 3166) in which an IANA time zone lies; "" for UTC and others that lie in none."""
    named = get_global("zone_aliases").get(zone, zone)
    found = str(get_global("zone_territories").get(named, ""))
    return "" if found in NO_COUNTRY else found


@lru_cache(maxsize=1024)
def days_of_rest(zone: str) -> frozenset[int]:
    """The weekend of the country in which an IANA time zone lies; Saturday and Sunday for zones that lie in none.

    Every day that one of two sources calls weekend, CLDR or the library of holidays: they differ for some countries
    (findings/weekends.sh), and nobody is to be asked for a day that may be one of rest.
    """
    country = country_of(zone)
    known = set(holidays.country_holidays(country).weekend) if has_known_holidays(zone) else set()
    return frozenset(known | _cldr_weekend(country)) or SATURDAY_AND_SUNDAY


def _cldr_weekend(country: str) -> set[int]:
    try:
        locale = Locale.parse(f"und_{country}")
    except (UnknownLocaleError, ValueError):  # no language is likely there, or there is no country
        return set()
    days = (locale.weekend_end - locale.weekend_start) % len(WEEKDAYS) + 1
    return {(locale.weekend_start + day) % len(WEEKDAYS) for day in range(days)}


@lru_cache(maxsize=1024)
def working_days(zone: str) -> tuple[int, ...]:
    """The days of the week on which people there usually work; from Monday, 0."""
    return tuple(day for day in WEEKDAYS if day not in days_of_rest(zone))


@lru_cache(maxsize=1024)
def public_holidays(country: str, year: int) -> frozenset[date]:
    """Those of the whole country, without those of its parts; none where the library does not know the country."""
    try:
        return frozenset(holidays.country_holidays(country, years=year))
    except NotImplementedError:
        return frozenset()


def has_known_holidays(zone: str) -> bool:
    return country_of(zone) in holidays.list_supported_countries(include_aliases=False)


def is_holiday(day: date, zone: str) -> bool:
    """Is it a public holiday of the country where somebody in that time zone is?"""
    country = country_of(zone)
    return bool(country) and day in public_holidays(country, day.year)


def moved_on(day: date, rhythm: int, last: date, closed: Callable[[date], bool]) -> date | None:
    """That day, or the first after it that is not closed; None if there is none near it, up to `last`.

    `rhythm` is in days: a date never comes nearer to the next one than half of it.
    """
    most = min(MOST_DAYS_MOVED, (rhythm - 1) // 2, (last - day).days)
    days = (day + timedelta(days=number) for number in range(most + 1))
    return next((one for one in days if not closed(one)), None)
