from __future__ import annotations

from datetime import date

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.roster.fields.dates import EARLIEST, LATEST, day_comes_first, is_unclear_date, parse_date
from edgewise.domain.roster.model import Unreadable
from edgewise.domain.roster.names.plain import plain

LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "pt",
    "it",
    "nl",
    "pl",
    "sv",
    "da",
    "nb",
    "fi",
    "cs",
    "hu",
    "ro",
    "tr",
    "ru",
    "el",
    "hr",
)


@pytest.mark.parametrize(
    "text",
    ["2024-03-31", "2024-3-31", "2024/03/31", "31/03/2024", "31.03.2024", "31-3-24", "20240331", "31 Mar 2024",
     "31-March-2024", "Mar 31, 2024", "31st of March 2024", "45382", "45382.5", "2024-03-31 00:00:00",
     "2024-03-31T09:00:00Z", "31.03.2024 08:00", "Sun Mar 31 2024 00:00:00 GMT+0100 (CET)", "31MAR2024"],
)  # fmt: skip
def test_one_day_in_many_forms(text: str) -> None:
    assert parse_date(text) == date(2024, 3, 31)


@pytest.mark.parametrize(
    "text",
    ["15. März 2023", "Mittwoch, 15. März 2023", "15 mars 2023", "15 de marzo de 2023", "15 de março de 2023",
     "15 marzo 2023", "15 maart 2023", "15 marca 2023", "den 15 mars 2023", "15 марта 2023", "15 Μαρτίου 2023",
     "2023年3月15日", "2023년 3월 15일", "2023. 3. 15.", "15 tháng 3 năm 2023", "15-mrt-23", "15 mar. 2023"],
)  # fmt: skip
def test_months_are_named_in_many_languages(text: str) -> None:
    assert parse_date(text) == date(2023, 3, 15)


@given(st.dates(EARLIEST, LATEST), st.sampled_from(LANGUAGES), st.sampled_from(["format", "stand-alone"]))
def test_a_month_by_its_name_in_any_language_is_that_month(day: date, language: str, context: str) -> None:
    name = Locale(language).months[context]["wide"][day.month]
    text = f"{day.day}. {name} {day.year}"
    if plain(name) in {"listopad", "listopada"}:  # October in Croatian, November in Czech and Polish
        with pytest.raises(Unreadable, match="is one month in one language and another in another"):
            parse_date(text)
    else:
        assert parse_date(text) == day


def test_a_column_says_which_way_round_its_dates_are() -> None:
    assert day_comes_first(["03/04/2024", "03/31/2024"]) is False
    assert day_comes_first(["03/04/2024", "31/03/2024"]) is True
    assert day_comes_first(["03/04/2024", "2024-01-01", ""]) is None
    assert parse_date("03/31/2024", day_first=False) == date(2024, 3, 31)
    assert [is_unclear_date(text) for text in ("03/04/2024", "03.04.2024", "04/04/2024", "31/03/2024")] == [
        True, False, False, False,
    ]  # fmt: skip


def test_a_year_of_two_digits_is_near() -> None:
    assert [parse_date(text).year for text in ("31.12.98", "31.12.24")] == [1998, 2024]


@pytest.mark.parametrize(
    "text", ["31/02/2024", "2024-13-01", "30 Feb 2024", "0/0/0", "yesterday", "1024-01-01", "99999", "März 2023"]
)
def test_impossible_dates(text: str) -> None:
    with pytest.raises(Unreadable):
        parse_date(text)
