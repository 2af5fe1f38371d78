from __future__ import annotations

import csv
import json
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import pytest

from edgewise.cli.match.report import Report
from tests.cli.match.cast import AMARA, CHIDI, FARID, FIVE, file, named, run, text

SIX = (*FIVE, FARID)
EIGHT = (*SIX, *named("Grace", "Hana"))


def result(folder: Path, *arguments: str) -> dict[str, Any]:
    path = folder / "result.json"
    run(*arguments, "--json", str(path))
    msgspec.json.decode(path.read_bytes(), type=Report, strict=True)
    found: dict[str, Any] = json.loads(path.read_bytes())
    return found


def names(circles: list[dict[str, Any]]) -> list[list[str]]:
    return [[email.partition("@")[0] for email in circle["members"]] for circle in circles]


def test_a_sprint_of_six_meets_everybody_once(tmp_path: Path) -> None:
    found = result(tmp_path, file(tmp_path, "people.csv", text(*SIX)), "--kind", "sprint", "--rounds", "5")
    pairs = sorted(tuple(pair) for held in found["rounds"] for pair in names(held["circles"]))
    assert pairs == list(combinations(("amara", "bruno", "chidi", "dana", "elif", "farid"), 2))
    assert (found["repeats"], found["least_repeats"], [held["number"] for held in found["rounds"]]) == (
        0, 0, [1, 2, 3, 4, 5],
    )  # fmt: skip


def test_what_stands_beside_the_rounds_is_of_the_first(tmp_path: Path) -> None:
    path = file(tmp_path, "people.csv", text(*EIGHT))
    found = result(tmp_path, path, "--rounds", "2")
    first = found["rounds"][0]
    assert [found[name] for name in ("circles", "unplaced", "score")] == [
        first[name] for name in ("circles", "unplaced", "score")
    ]
    assert found["circles"] == result(tmp_path, path)["circles"]


def test_circles_rotate_with_the_fewest_repeats(tmp_path: Path) -> None:
    path = file(tmp_path, "people.csv", text(*EIGHT))
    found = result(tmp_path, path, "--kind", "circle", "--rounds", "2")
    assert [held["repeats"] for held in found["rounds"]] == [0, 4]
    assert (found["repeats"], found["least_repeats"]) == (4, 4)
    assert "2 rounds: 4 pairs meet again; fewer are not possible.\n" in run(path, "--rounds", "2").stdout


def test_one_round_is_a_match_as_ever(tmp_path: Path) -> None:
    path = file(tmp_path, "people.csv", text(*EIGHT))
    done = run(path, "--rounds", "1")
    assert done.stdout == run(path).stdout
    assert result(tmp_path, path, "--rounds", "1")["rounds"] == []


def test_whoever_sits_out_does_so_in_turn_and_is_told_why(tmp_path: Path) -> None:
    path = file(tmp_path, "people.csv", text(*FIVE))
    done = run(path, "--kind", "sprint", "--max", "2", "--rounds", "5")
    out = [line.split()[2].partition("@")[0] for line in done.stdout.splitlines() if line.startswith("  row ")]
    assert (done.exit_code, sorted(out)) == (3, ["amara", "bruno", "chidi", "dana", "elif"])
    assert done.stdout.count("    Everybody they could sit with now is seated without them.\n") == 5
    assert "5 rounds: nobody meets twice.\n" in done.stdout


def test_who_can_sit_in_no_round_is_told_once(tmp_path: Path) -> None:
    alone = AMARA.replace("amara", "ivo").replace("Amara", "Ivo").replace("en;fr", "fi")
    done = run(file(tmp_path, "people.csv", text(*EIGHT, alone, "kemi at example.org")), "--rounds", "3")
    assert done.exit_code == 3
    assert [line.split()[2] for line in done.stdout.splitlines() if line.startswith("  row ")] == [
        "ivo@example.org:",
        "kemi",
    ]


def test_the_csv_has_a_round_and_is_a_history(tmp_path: Path) -> None:
    people, out = file(tmp_path, "people.csv", text(*SIX)), str(tmp_path / "rounds.csv")
    run(people, "--kind", "sprint", "--rounds", "3", "--out", out)
    rows = list(csv.DictReader(Path(out).read_text().splitlines()))
    assert [(row["round"], row["circle"]) for row in rows[::2]] == [
        (str(number // 3 + 1), str(number + 1)) for number in range(9)
    ]
    before = {frozenset((one["email"], other["email"])) for one, other in zip(rows[::2], rows[1::2], strict=True)}
    after = result(tmp_path, people, "--kind", "sprint", "--rounds", "2", "--history", out)
    again = [frozenset(circle["members"]) for held in after["rounds"] for circle in held["circles"]]
    assert [pair for pair in again if pair in before] == []


def test_no_round_breaks_a_rule(tmp_path: Path) -> None:
    rows = (*EIGHT, CHIDI.replace("chidi", "kemi").replace("Chidi", "Kemi").replace(",,", ",Amara,", 1))
    rules = file(tmp_path, "rules.toml", '[[never_again]]\npeople = ["dana@example.org", "bruno@example.org"]\n')
    path = file(tmp_path, "people.csv", text(*rows))
    found = result(tmp_path, path, "--kind", "sprint", "--rounds", "8", "--rules", rules)
    circles = [set(table) for held in found["rounds"] for table in names(held["circles"])]
    assert [table for table in circles if {"amara", "kemi"} <= table or {"bruno", "dana"} <= table] == []


@pytest.mark.parametrize(
    ("rounds", "message"),
    [("0", "0 is not in the range 1<=x<=100"), ("101", "101 is not in the range 1<=x<=100"), ("two", "'two'")],
)
def test_so_many_rounds_are_refused(tmp_path: Path, rounds: str, message: str) -> None:
    done = run(file(tmp_path, "people.csv", text(*FIVE)), "--rounds", rounds)
    assert (done.exit_code, done.stdout, message in done.stderr) == (2, "", True)


def test_rounds_of_very_many_people_are_refused_before_matching(tmp_path: Path) -> None:
    many = (AMARA.replace("amara@", f"amara{number}@") for number in range(5_001))
    done = run(file(tmp_path, "people.csv", text(*many)), "--rounds", "2")
    assert (done.exit_code, "rounds are for 5,000 people at most, here are 5,001" in done.stderr) == (2, True)
