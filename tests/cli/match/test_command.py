from __future__ import annotations

import csv
import json
import os
import pty
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from edgewise.cli.match.report import Report, schema
from tests.cli.match.cast import AMARA, BRUNO, CHIDI, DANA, ELIF, FARID, FIVE, HEADER, WHEN, file, named, run, text

SCHEMA = Path(__file__).parents[3] / "docs/match.schema.json"
TEN = (*FIVE, FARID, *named("Grace", "Hana", "Ivo", "Jonas"))


def result(folder: Path, *arguments: str, typed: str | bytes | None = None) -> dict[str, Any]:
    """The JSON of a run, which must be of the shape that is promised."""
    path = folder / "result.json"
    run(*arguments, "--json", str(path), typed=typed)
    msgspec.json.decode(path.read_bytes(), type=Report, strict=True)
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def tables(found: dict[str, Any]) -> list[list[str]]:
    return [[email.partition("@")[0] for email in circle["members"]] for circle in found["circles"]]


def test_five_people_make_one_circle(tmp_path: Path) -> None:
    done = run(file(tmp_path, "people.csv", text(*FIVE)))
    assert (done.exit_code, done.stdout.splitlines()[0]) == (0, "5 people: 5 placed in 1 circle, nobody left over.")
    assert "Circle 1: 5 people, English" in done.stdout
    assert done.stderr.splitlines() == []


def test_the_shape_of_the_json_is_what_is_documented() -> None:
    assert SCHEMA.read_bytes() == schema()


def test_the_json_says_everything(tmp_path: Path) -> None:
    found = result(tmp_path, file(tmp_path, "people.csv", text(*FIVE)))
    (circle,) = found["circles"]
    assert tables(found) == [["amara", "bruno", "chidi", "dana", "elif"]]
    assert (circle["id"], circle["languages"], circle["common_minutes"], circle["score"]) == (
        1, ["en"], 300, found["score"],
    )  # fmt: skip
    assert (found["unplaced"], found["seed"], found["gap"], found["bound_kind"]) == ([], 1, 0, "optimum")
    assert (found["people"], found["placed"], found["advice"]) == (5, 5, None)


@pytest.mark.parametrize(
    ("count", "exit_code", "circles"), [(1, 3, 0), (3, 3, 0), (4, 0, 1), (7, 3, 1), (8, 0, 2), (10, 0, 2)]
)
def test_it_ends_with_whether_everybody_is_placed(tmp_path: Path, count: int, exit_code: int, circles: int) -> None:
    path = file(tmp_path, "people.csv", text(*TEN[:count]))
    assert run(path).exit_code == exit_code
    found = result(tmp_path, path)
    assert (len(found["circles"]), found["placed"] + len(found["unplaced"])) == (circles, count)


def test_an_odd_number_of_pairs_makes_one_triad(tmp_path: Path) -> None:
    found = result(tmp_path, file(tmp_path, "people.csv", text(*TEN[:5])), "--kind", "pair")
    assert sorted(map(len, tables(found))) == [2, 3]


def test_a_bad_row_is_told_and_the_others_are_placed(tmp_path: Path) -> None:
    bad = AMARA.replace("amara@", "amara at ").replace("Amara", "Grace")
    path = file(tmp_path, "people.csv", text(*FIVE, bad))
    done = run(path)
    what = "“amara at example.org” is not an e-mail address. Write it like amara@example.org"
    assert (done.exit_code, done.stderr) == (3, f"row 7, email: {what}.\n")
    found = result(tmp_path, path)
    assert found["unplaced"] == [
        {
            "email": "amara at example.org",
            "row": 7,
            "blocking_rules": ["a row that cannot be used"],
            "reasons": [f"email: {what}"],
        }
    ]
    assert found["warnings"] == [f"row 7, email: {what}."]


def test_who_lacks_what_a_rule_needs_is_left_over_by_that_rule(tmp_path: Path) -> None:
    rows = (
        AMARA.replace("amara", "grace").replace("Europe/London", "GMT+25"),
        AMARA.replace("amara", "hana").replace("en;fr", ""),
        AMARA.replace("amara", "ivo").replace("Manager", ""),
        AMARA.replace("amara", "jonas") + "0",
    )
    found = result(tmp_path, file(tmp_path, "people.csv", text(*FIVE, *rows)))
    assert {one["email"].partition("@")[0]: one["blocking_rules"] for one in found["unplaced"]} == {
        "grace": ["shared working hours"],
        "hana": ["common language"],
        "ivo": ["level band"],
        "jonas": ["load cap"],
    }


def test_everybody_under_one_manager_can_sit_without_the_manager(tmp_path: Path) -> None:
    rows = [AMARA, *(row.replace(",,", ",amara@example.org,", 1) for row in (BRUNO, CHIDI, DANA, ELIF))]
    found = result(tmp_path, file(tmp_path, "people.csv", text(*rows)))
    assert tables(found) == [["bruno", "chidi", "dana", "elif"]]
    assert [(one["email"], one["blocking_rules"][0]) for one in found["unplaced"]] == [
        ("amara@example.org", "no reporting line")
    ]


def test_the_order_of_the_rows_changes_nothing(tmp_path: Path) -> None:
    one = result(tmp_path, file(tmp_path, "people.csv", text(*TEN)))
    other = result(tmp_path, file(tmp_path, "people.csv", text(*reversed(TEN))))
    assert (one["circles"], one["score"]) == (other["circles"], other["score"])


def test_the_csv_is_a_lock_and_a_history(tmp_path: Path) -> None:
    people, out = file(tmp_path, "people.csv", text(*TEN)), str(tmp_path / "circles.csv")
    done = run(people, "--out", out)
    assert "Circle 1" not in done.stdout
    rows = list(csv.DictReader(Path(out).read_text().splitlines()))
    assert [row["email"].partition("@")[0] for row in rows] == [
        name for table in tables(result(tmp_path, people)) for name in table
    ]
    assert {row["date"] for row in rows} == {"2026-03-02"}
    assert tables(result(tmp_path, people, "--lock", out, "--seed", "5")) == tables(result(tmp_path, people))
    again = result(tmp_path, people, "--history", out)
    assert "pairs have sat in one circle before" in str(again["circles"])


def test_no_cell_of_the_csv_acts_as_a_formula(tmp_path: Path) -> None:
    people = file(tmp_path, "people.csv", text(*FIVE).replace(",Bruno,", ",=1+1,"))
    done = run(people, "--out", "-")
    assert [row["name"] for row in csv.DictReader(done.stdout.splitlines())] == [
        "Amara",
        "'=1+1",
        "Chidi",
        "Dana",
        "Elif",
    ]
    assert "5 placed in 1 circle" in done.stderr


def test_standard_input_and_output(tmp_path: Path) -> None:
    done = run("-", "--json", "-", typed=text(*FIVE))
    assert (done.exit_code, json.loads(done.stdout)["placed"]) == (0, 5)
    assert run("-", "--rules", "-", typed="").exit_code == 2


def test_the_rules_file_is_kept(tmp_path: Path) -> None:
    people = file(tmp_path, "people.csv", text(*TEN))
    rules = (
        '[[together]]\npeople = ["amara@example.org", "jonas@example.org"]\n'
        '[[apart]]\npeople = ["amara@example.org", "hana@example.org"]\n'
        '[[never_again]]\npeople = ["amara@example.org", "ivo@example.org"]\n'
    )
    found = result(tmp_path, people, "--rules", file(tmp_path, "rules.toml", rules))
    (table,) = [table for table in tables(found) if "amara" in table]
    assert ("jonas" in table, "hana" in table, "ivo" in table) == (True, False, False)


def test_locked_people_who_may_not_sit_together_are_left_over_and_named(tmp_path: Path) -> None:
    people = file(tmp_path, "people.csv", text(*TEN[:9], CHIDI.replace("chidi", "kemi").replace(",,", ",Amara,", 1)))
    lock = file(
        tmp_path, "lock.csv", "1,amara@example.org\n1,kemi@example.org\n2,bruno@example.org\n2,dana@example.org\n"
    )
    done = run(people, "--lock", lock)
    assert "The locks on Amara and Chidi contradict a rule or each other; they are left over." in done.stderr
    found = result(tmp_path, people, "--lock", lock)
    assert [table for table in tables(found) if {"bruno", "dana"} & set(table)] == [
        table for table in tables(found) if {"bruno", "dana"} <= set(table)
    ]
    assert [(one["email"], "locked seats" in one["blocking_rules"]) for one in found["unplaced"]] == [
        ("amara@example.org", True),
        ("kemi@example.org", True),
    ]


def test_people_who_have_met_are_parted(tmp_path: Path) -> None:
    people = file(tmp_path, "people.csv", text(*TEN[:8]))
    met = "a,amara@example.org,2026-02-01\na,bruno@example.org,2026-02-01\na,chidi@example.org,2026-02-01\n"
    found = result(tmp_path, people, "--history", file(tmp_path, "met.csv", met))
    assert max(len({"amara", "bruno", "chidi"} & set(table)) for table in tables(found)) == 2


def test_what_is_secret_is_in_no_output(tmp_path: Path) -> None:
    rows = [AMARA.replace(",,,", ",Zzyzx,,"), *FIVE[1:]]
    people = file(tmp_path, "people.csv", text(*rows))
    rules = file(tmp_path, "rules.toml", '[[never_again]]\npeople = ["dana@example.org", "bruno@example.org"]\n')
    path = tmp_path / "result.json"
    done = run(
        people, "--rules", rules, "--json", str(path), "--explain", "amara@example.org",
        "--why-not", "bruno@example.org", "dana@example.org", "--out", str(tmp_path / "out.csv"),
    )  # fmt: skip
    told = (done.output + path.read_text() + (tmp_path / "out.csv").read_text()).lower()
    assert [
        word for word in ("zzyzx", "never", "alone", "ergs") if word in told.replace('"nobody_alone": true', "")
    ] == []
    assert json.loads(path.read_bytes())["why_not"][0]["rules"] == ["a confidential rule"]


def test_a_person_is_explained_by_address_or_by_name(tmp_path: Path) -> None:
    people = file(tmp_path, "people.csv", text(*FIVE))
    found = result(tmp_path, people, "--explain", "AMARA@example.org", "--explain", "Bruno")
    assert [(one["email"], one["circle"]) for one in found["explained"]] == [
        ("amara@example.org", 1),
        ("bruno@example.org", 1),
    ]
    assert (
        "\namara@example.org: circle 1, 100% of the best company possible\n" in run(people, "--explain", "Amara").stdout
    )


def test_why_not_tells_the_rule_that_forbids_it(tmp_path: Path) -> None:
    people = file(tmp_path, "people.csv", text(*FIVE, FARID.replace("Team lead", "Vice president")))
    found = result(tmp_path, people, "--why-not", "Amara", "Farid")
    assert [(one["one"], one["other"], one["rules"]) for one in found["why_not"]] == [
        ("amara@example.org", "farid@example.org", ["level band"])
    ]


def test_nobody_of_that_name_is_said_before_matching(tmp_path: Path) -> None:
    people = file(tmp_path, "people.csv", text(*FIVE, AMARA.replace("amara", "amara.o")))
    assert (
        "2 people in the file are called “Amara”; give the e-mail address" in run(people, "--explain", "Amara").stderr
    )
    assert "two different people are needed" in run(people, "--why-not", "Bruno", "bruno@example.org").stderr
    done = run(people, "--why-not", "Lena", "Bruno")
    assert (done.exit_code, "nobody in the file is called “Lena”" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "The file is empty"),
        ("email,name,languages,city\n", "The file has a header and nobody under it"),
        ("name,languages,city\nAmara,en,London\n", "row 1: No column holds an e-mail address"),
        (b"%PDF-1.7", "The file is a PDF"),
        ('email,languages,city\n"a@b.org,en,London\n', "Row 2 opens a quotation mark that is not closed"),
    ],
)
def test_a_file_that_cannot_be_used_is_bad_input(tmp_path: Path, content: str | bytes, message: str) -> None:
    path = file(tmp_path, "people.csv", content)
    done = run(path, "--out", str(tmp_path / "out.csv"))
    assert (done.exit_code, done.stdout, (tmp_path / "out.csv").exists()) == (2, "", False)
    assert done.stderr.startswith(f"Error: {path}: {message}")


@pytest.mark.parametrize(
    "arguments",
    [
        ["--size", "1"],
        ["--kind", "square"],
        ["--out", "/nowhere/at/all.csv"],
        ["--out", "-", "--json", "-"],
        ["--map", "Kontakt=email"],
        ["--min", "6", "--max", "5"],
        ["--rules", "/nowhere.toml"],
    ],
)
def test_what_cannot_be_asked_for_is_refused(tmp_path: Path, arguments: list[str]) -> None:
    done = run(file(tmp_path, "people.csv", text(*FIVE)), *arguments)
    assert (done.exit_code, done.stdout) == (2, "")


def test_it_starts_without_django() -> None:
    code = "import sys, edgewise.cli.match.command; print([name for name in sys.modules if name.startswith('django')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


def test_at_a_terminal_a_doubtful_column_is_asked_about_and_a_bar_is_shown(tmp_path: Path) -> None:
    rows = text(*(f"{row},late" for row in FIVE), header=f"{HEADER},Shift hours")
    path = file(tmp_path, "people.csv", rows.replace(",working_hours,", ",,"))
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "edgewise.cli", "match", path, *WHEN]
    with subprocess.Popen(command, stdin=slave, stdout=subprocess.PIPE, stderr=slave) as process:
        os.close(slave)
        os.write(master, b"n\n")
        shown = b""
        while chunk := _read(master):
            shown += chunk
        assert process.stdout is not None
        done = process.stdout.read().decode()
    assert (process.wait(), done.splitlines()[0]) == (0, "5 people: 5 placed in 1 circle, nobody left over.")
    assert "Is “Shift hours” (such as “late”): Working hours? [Y/n]" in shown.decode()
    assert "Matching" in shown.decode()


def _read(terminal: int) -> bytes:
    """What comes next; nothing once the other end is closed, which Linux reports as an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
