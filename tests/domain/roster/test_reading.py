from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.roster.fields.text import table_of_text
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Reading
from edgewise.domain.roster.reading import parser_of, read_rows

ZONES = Zones(available_timezones())


def read(header: str, *rows: str) -> list[Reading]:
    table = table_of_text("\n".join([header, *rows]).encode())
    columns = meanings_of(table)
    return read_rows(table, columns, parser_of(table, columns, ZONES)[0])


def said(reading: Reading) -> list[str]:
    return [str(finding) for finding in reading.findings]


def test_a_failed_formula_is_an_empty_cell_with_a_word_about_it() -> None:
    (amara,) = read("email,name,manager,function,level", "amara@example.org,#N/A,#REF!,#ЗНАЧ!,Err:502")
    assert amara.facts == {"email": "amara@example.org"}
    assert said(amara) == [
        f"{column}: “{error}” is an error of the spreadsheet and counts as an empty cell"
        for column, error in (("name", "#N/A"), ("manager", "#REF!"), ("function", "#ЗНАЧ!"), ("level", "Err:502"))
    ]
    assert amara.is_wrong is False


@pytest.mark.parametrize("text", ["N/A", "-", "TBD", "unknown", "Prefer not to say", "keine Angabe", "not specified"])
def test_a_cell_that_says_nothing_is_an_empty_one(text: str) -> None:
    header = "email,name,employee_id,level,function,location,time_zone,start_date,working_hours,goals,ergs,max_circles"
    (amara,) = read(header, f"amara@example.org,Amara{f',{text}' * 10}")
    assert {name: value for name, value in amara.facts.items() if value != ()} == {
        "email": "amara@example.org",
        "name": "Amara",
    }
    assert said(amara) == []


def test_no_manager_is_a_fact_and_an_unknown_one_is_none() -> None:
    nobody, unknown = read("email,name,manager", "amara@example.org,Amara,N/A", "bruno@example.org,Bruno,#N/A")
    assert ("manager" in nobody.facts, "manager" in unknown.facts) == (True, False)


def test_norwegian_is_no_refusal() -> None:
    assert read("email,name,languages", "amara@example.org,Amara,no")[0].facts["languages"] == ("no",)


def test_chinese_of_hong_kong_is_read_as_it_is_written_and_that_is_said() -> None:
    (amara,) = read("email,name,languages", "amara@example.org,Amara,zh-HK")
    assert (amara.facts["languages"], said(amara)) == (
        ("zh",),
        ["languages: “zh-HK” is read as Chinese. Write yue if Cantonese is meant"],
    )


def test_what_somebody_declares_is_kept_without_what_they_decline() -> None:
    rows = ("a@example.org,A,Pride; I do not wish to answer", "b@example.org,B,Unknown", "c@example.org,C,#N/A")
    pride, unknown, failed = read("email,name,ergs", *rows)
    assert (pride.facts["identity"], unknown.facts["identity"], failed.facts.get("identity")) == (("Pride",), (), None)


def test_an_empty_address_is_filled_from_the_user_principal_name() -> None:
    header = "userPrincipalName,displayName,mail,country,city"
    full, empty, failed = read(
        header,
        "amara@harbour.example,Amara,amara.okafor@harbour.example,Germany,Berlin",
        "bruno@harbour.example,Bruno,,Germany,Berlin",
        "chidi@harbour.example,Chidi,#N/A,Germany,Berlin",
    )
    assert [one.email for one in (full, empty, failed)] == [
        "amara.okafor@harbour.example",
        "bruno@harbour.example",
        "chidi@harbour.example",
    ]
    assert full.aliases == ("amara.okafor@harbour.example", "amara@harbour.example")
    assert full.place == "Berlin, Germany"


def test_a_column_that_means_the_same_stands_in_where_a_cell_is_empty() -> None:
    header = "Email - Primary,Work Email,Preferred first name,First name,Last name,Manager ID,Manager name"
    (amara,) = read(header, "old@example.org,,,Amara,Okafor,,Bruno Costa")
    assert amara.facts == {"email": "old@example.org", "name": "Amara Okafor", "manager": "Bruno Costa"}


def test_the_name_of_a_guest_account_is_no_address() -> None:
    (guest,) = read("userPrincipalName,displayName,mail", "amara_example.org#EXT#@harbour.onmicrosoft.com,Amara,")
    assert "email" not in guest.facts
    assert said(guest)[0].startswith("userPrincipalName: “amara_example.org#EXT#") is False
    assert "is the name of a guest account, not an e-mail address" in said(guest)[0]


def test_a_night_shift_and_hours_without_am_or_pm_are_read_from_two_columns_too() -> None:
    header = "email,name,works_from,works_until"
    night, day = read(header, "a@example.org,A,22:00,06:00", "b@example.org,B,9,5")
    assert [f"{one.facts['works_from']}-{one.facts['works_until']}" for one in (night, day)] == [
        "22:00:00-06:00:00",
        "09:00:00-17:00:00",
    ]
    assert (said(night), said(day)) == ([], [])


def test_a_column_of_times_that_names_none_costs_nobody_their_place() -> None:
    (amara,) = read("email,name,works_from,works_until", "a@example.org,A,flexible,flexible")
    assert (amara.is_wrong, said(amara)) == (
        False,
        [
            f"{column}: “flexible” names no hours; where none are known, 09:00 to 17:00 counts"
            for column in ("works_from", "works_until")
        ],
    )


def test_people_who_are_called_null_or_na_have_a_name() -> None:
    rows = ("a@example.org,Christopher,Null", "b@example.org,Na,Kim", "c@example.org,N/A,-")
    assert [one.facts.get("name") for one in read("email,first_name,last_name", *rows)] == [
        "Christopher Null",
        "Na Kim",
        None,
    ]


def test_a_column_may_mean_one_thing_twice_where_one_stands_in_for_the_other() -> None:
    table = table_of_text(b"UPN,mail,name\namara@upn.example,,Amara\n")
    remembered = {"upn": "email", "mail": "email"}
    for columns in (meanings_of(table, remembered), meanings_of(table)):
        assert ({c: m.value for c, m in columns.meanings.items()}[1], {**columns.spare}) == ("email", {"email": (0,)})
