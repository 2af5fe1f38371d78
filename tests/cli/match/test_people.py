from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest

from edgewise.cli.match.people import BadInput, read_people, shown
from edgewise.domain.matching.model import Candidate
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from tests.cli.match.cast import AMARA, BRUNO, CHIDI, FIVE, HEADER, roll
from tests.people.files import DATA, workbook


def test_everybody_becomes_a_candidate_by_address_whatever_the_order_of_the_rows() -> None:
    found = roll(*reversed(FIVE))
    assert [one.name for one in found.candidates] == ["Amara", "Bruno", "Chidi", "Dana", "Elif"]
    assert (found.emails[1], found.rows[1], found.ids["amara@example.org"]) == ("amara@example.org", 6, 1)
    assert found.candidates == roll(*FIVE).candidates


def test_a_candidate_has_the_facts_of_the_file() -> None:
    (amara,) = roll(AMARA.replace(",,,", ",Pride; Prefer not to say,09:30-16:00,3")).candidates
    assert (sorted(amara.languages), amara.prefers, amara.zone) == (["en", "fr"], "en", "Europe/London")
    assert (amara.works_from, amara.works_until, amara.level, amara.free_load) == (570, 960, 3, 3)
    assert (amara.function, amara.location, sorted(amara.goals)) == ("Legal", "London", ["delegating"])
    assert amara.declared == {"pride"}


def test_the_preferred_language_counts_if_it_is_spoken() -> None:
    header = HEADER.replace("goals", "preferred language")
    found = roll(AMARA.replace("delegating", "French"), BRUNO.replace("feedback", "de"), header=header)
    assert [one.prefers for one in found.candidates] == ["fr", "en"]


def test_managers_and_their_managers_are_above() -> None:
    found = roll(
        AMARA,
        BRUNO.replace("pt,", "pt,amara@example.org"),
        CHIDI.replace("en,", "en,Bruno"),
    )
    assert [sorted(one.line_up) for one in found.candidates] == [[], [1], [1, 2]]


def test_what_a_hard_rule_needs_is_never_guessed() -> None:
    lost = AMARA.replace("Europe/London", "GMT+25")
    (amara,) = roll(lost).candidates
    assert (amara.zone, sorted(amara.languages)) == ("", ["en", "fr"])
    (amara,) = roll(AMARA.replace("en;fr", "en;Klingon")).candidates
    assert (amara.zone, sorted(amara.languages)) == ("Europe/London", [])
    (amara,) = roll(AMARA + "many").candidates
    assert amara.free_load == 0
    (amara,) = roll(AMARA.replace(",,,", ",,25:00-26:00,")).candidates
    assert amara.zone == ""


def test_the_same_finding_in_many_rows_is_said_once() -> None:
    found = roll(*(row.replace("Manager", "Wizard") for row in (AMARA, BRUNO, CHIDI)))
    assert [line for line in found.warnings if "Wizard" in line] == [
        (
            "rows 2, 3, role_level: “Wizard” is not a role level known here. Use one of: "
            f"{', '.join(ROLE_LEVELS)}; or say once what it stands for."
        ),
        (
            "role_level: not understood: Wizard (2 rows); say what each stands for, such as --value "
            "'role_level:Wizard=Manager'."
        ),
    ]


def test_two_rows_that_contradict_each_other_are_one_person_left_out() -> None:
    found = roll(AMARA, AMARA.replace("Legal", "Sales"), BRUNO)
    assert ([(out.row, out.written) for out in found.left_out], found.size) == ([(2, "amara@example.org")], 2)


def test_a_row_said_twice_is_counted_once_and_that_is_said() -> None:
    found = roll(AMARA, AMARA)
    assert (found.size, [line for line in found.warnings if "counted once" in line]) == (
        1,
        ["row 3: The same person as in row 2, and counted once."],
    )


def test_what_no_column_says_is_told() -> None:
    found = roll("amara@example.org,en,London", header="email,languages,city")
    assert [line.partition(":")[0] for line in found.warnings] == [
        "No column holds managers",
        "No column holds role levels",
        "No column holds working hours",
        "row 2, Time zone",
    ]
    assert found.candidates[0].name == "amara@example.org"


@pytest.mark.parametrize(
    ("header", "row", "message"),
    [
        ("name,languages,city", "Amara,en,London", "No column holds an e-mail address; say which with --map"),
        ("email,city", "a@b.org,London", "No column holds languages; say which with --map COLUMN=FIELD"),
        ("email,languages", "a@b.org,en", "No column holds a time zone or a place; say which with --map"),
        (
            "email,languages,city,Shift hours",
            "a@b.org,en,London,late",
            "Not sure what these columns mean; if this is right, add: --map 'Shift hours=hours'",
        ),
    ],
)
def test_a_file_without_what_is_needed_is_bad_input(header: str, row: str, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        roll(row, header=header)
    assert str(caught.value).startswith(f"people.csv: row 1: {message}")


def test_a_column_in_doubt_can_be_said() -> None:
    found = roll("a@b.org,en,London,late", header="email,languages,city,Shift hours", pairs=("Shift hours=",))
    assert found.candidates[0].works_from == 540


def test_what_a_file_holds_cannot_steer_a_terminal() -> None:
    assert shown("row 2: “\x1b[31mAmara\r” 👩🏽‍💻\n") == "row 2: “?[31mAmara?” 👩🏽‍💻\n"


def dressed(name: str, rows: list[list[str]]) -> bytes:
    """The same table as other systems write it."""
    match name:
        case "xlsx":
            return workbook(rows)
        case "semicolons in Windows-1252":
            return "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode("windows-1252", "replace")
        case "tabs after a byte-order mark":
            return ("\ufeff" + "\n".join("\t".join(row) for row in rows)).encode()
        case _:
            return "\n".join("|".join(row) for row in rows).encode("utf-16")


@pytest.mark.parametrize(
    "name", ["xlsx", "semicolons in Windows-1252", "tabs after a byte-order mark", "bars in UTF-16"]
)
def test_an_export_is_read_in_any_dress(name: str) -> None:
    plain = DATA / "people_workday_40.csv"
    with plain.open(encoding="utf-8-sig") as opened:
        rows = [[cell.replace("|", "/") for cell in row] for row in csv.reader(opened)]
    one, other = (unnamed(data) for data in (plain.read_bytes(), dressed(name, rows)))
    assert (len(one), one) == (40, other)


def unnamed(data: bytes) -> list[Candidate]:
    """Windows-1252 has no letters for some of the names."""
    return [replace(one, name="") for one in read_people(io.BytesIO(data), ()).candidates]
