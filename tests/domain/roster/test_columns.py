from __future__ import annotations

import csv
from pathlib import Path

import pytest

from edgewise.domain.roster.columns import NAMES, meanings_of, normalised
from edgewise.domain.roster.model import Meaning, Row, Table

DATA = Path(__file__).parents[2] / "people" / "data"


def table(header: str, *rows: str) -> Table:
    return Table(tuple(header.split(",")), 1, tuple(Row(n, tuple(row.split(","))) for n, row in enumerate(rows, 2)))


def found(header: str, *rows: str) -> dict[str, str]:
    return {table(header).header[c]: m.value for c, m in meanings_of(table(header, *rows)).meanings.items()}


@pytest.mark.parametrize("name", ["people_120.csv", "people_workday_40.csv"])
def test_every_column_of_the_sample_exports_is_known(name: str) -> None:
    with (DATA / name).open(encoding="utf-8-sig") as file:
        header = tuple(next(csv.reader(file)))
    columns = meanings_of(Table(header, 1, ()))
    assert (columns.is_settled, len(columns.meanings)) == (True, 16)


def test_a_name_is_the_same_in_any_dress() -> None:
    assert {normalised(name) for name in ("Manager - Work Email", "manager_work_email", "ManagerWorkEmail")} == {
        "manager work email"
    }
    assert normalised("Prénom ") == "prenom"


def test_no_name_has_two_meanings() -> None:
    names = [name for listed in NAMES.values() for name in listed.split("|")]
    assert sorted(names) == sorted(set(names))
    assert [name for name in names if normalised(name) != name] == []


@pytest.mark.parametrize(
    ("header", "meanings"),
    [
        ("Vorname,Nachname,E-Mail-Adresse", {"first_name", "last_name", "email"}),
        ("Prénom,Nom,Courriel", {"first_name", "last_name", "email"}),
        ("Employee #,Last name First name,Work Email", {"employee_id", "name", "email"}),
        (
            "USERID,FIRSTNAME,LASTNAME,EMAIL,TIMEZONE,HIREDATE",
            {"employee_id", "first_name", "last_name", "email", "time_zone", "start_date"},
        ),
        ("Nombre,Apellidos,Correo electrónico", {"first_name", "last_name", "email"}),
    ],
)
def test_other_systems_and_languages_are_known(header: str, meanings: set[str]) -> None:
    assert set(found(header).values()) == meanings


def test_of_two_columns_for_one_meaning_the_better_is_taken_and_the_other_left_out() -> None:
    assert found("Legal First Name,Email,Preferred First Name,Work Email") == {
        "Preferred First Name": "first_name",
        "Work Email": "email",
    }


def test_a_personal_address_is_not_taken_for_the_work_address() -> None:
    columns = meanings_of(table("Name,Personal Email", "Amara,amara@home.example"))
    assert (set(columns.meanings.values()), columns.missing) == ({Meaning.NAME}, ("an e-mail address",))


def test_an_unknown_name_with_a_hint_is_asked_about() -> None:
    columns = meanings_of(table("Name,Kontakt,Corporate time zone (IANA)", "Amara,amara@example.org,Europe/London"))
    assert columns.meanings == {0: Meaning.NAME, 1: Meaning.EMAIL, 2: Meaning.TIME_ZONE}
    assert (sorted(columns.unsure), columns.is_settled) == ([1, 2], False)


def test_an_answer_is_remembered_and_so_is_leaving_a_column_out() -> None:
    remembered = {"kontakt": "email", "location": ""}
    columns = meanings_of(table("Name,Kontakt,Location", "Amara,x,London"), remembered)
    assert (columns.meanings, columns.is_settled) == ({0: Meaning.NAME, 1: Meaning.EMAIL}, True)


def test_a_complete_answer_stops_all_guessing() -> None:
    columns = meanings_of(table("Email,Name,Location"), given={0: Meaning.EMAIL, 1: None, 2: Meaning.NAME})
    assert (columns.meanings, columns.missing) == ({0: Meaning.EMAIL, 2: Meaning.NAME}, ())


def test_the_preferred_language_is_not_one_of_the_spoken_languages() -> None:
    header = "Email,Name,Languages,Preferred Language,Can help with"
    assert found(header)["Preferred Language"] == "preferred_language"
    assert found(header)["Can help with"] == "strengths"


@pytest.mark.parametrize("name", ["Division", "Business unit", "Organizational Unit", "Bereich", "Org"])
def test_a_division_alone_is_the_function(name: str) -> None:
    columns = meanings_of(table(f"Name,Email,{name}"))
    assert (columns.meanings[2], columns.is_settled) == (Meaning.FUNCTION, True)


@pytest.mark.parametrize(
    ("function", "unit"),
    [
        ("Department", "Division"),
        ("Job Family", "Business Unit"),
        ("Cost Center Hierarchy", "Organizational unit"),
        ("Abteilung", "Bereich"),
        ("Abteilung", "Geschäftsbereich"),
        ("Service", "Direction"),
        ("Departamento", "Unidad de negocio"),
        ("Área", "Unidade de negócio"),
        ("Division", "Unit"),
        ("Fonction", "Unité"),
    ],
)
def test_a_division_beside_a_better_column_is_the_unit(function: str, unit: str) -> None:
    for header in (f"Name,Email,{function},{unit}", f"{unit},{function},Email,Name"):
        columns = meanings_of(table(header))
        assert (found(header)[function], found(header)[unit]) == ("function", "unit")
        assert columns.is_settled


def test_of_several_units_the_best_is_taken() -> None:
    header = "Name,Email,Department,Organization,Division,Business unit"
    assert found(header) == {"Name": "name", "Email": "email", "Department": "function", "Business unit": "unit"}


def test_a_column_that_says_less_than_a_division_leaves_it_the_function() -> None:
    assert found("Name,Email,Cost center,Division") == {"Name": "name", "Email": "email", "Division": "function"}


def test_of_two_divisions_and_no_better_column_which_is_which_is_asked() -> None:
    columns = meanings_of(table("Name,Email,Division,Business unit"))
    assert (columns.meanings[2], columns.meanings[3]) == (Meaning.FUNCTION, Meaning.UNIT)
    assert (sorted(columns.unsure), columns.is_settled) == ([2, 3], False)
    remembered = {"division": "unit", "business unit": "function"}
    columns = meanings_of(table("Name,Email,Division,Business unit"), remembered)
    assert (columns.meanings[2], columns.meanings[3], columns.is_settled) == (Meaning.UNIT, Meaning.FUNCTION, True)


def test_an_unknown_name_of_a_unit_is_asked_about() -> None:
    columns = meanings_of(table("Name,Email,Function,Unit (HR),Division 2026"))
    assert (columns.meanings[3], sorted(columns.unsure)) == (Meaning.UNIT, [3])
    columns = meanings_of(table("Name,Email,Function,Division 2026"))
    assert (columns.meanings[3], sorted(columns.unsure)) == (Meaning.UNIT, [3])
