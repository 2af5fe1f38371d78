"""`edgewise evidence simulate`: the answer, the table, the contrast and the truth."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edgewise.cli import main

HEADER = "Worker ID,Primary Work Email,Legal Name,Management Level,Cost Center Hierarchy,Work Location,Hire Date\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["evidence", "simulate", *arguments])


def roster(folder: Path, people: int) -> str:
    path = folder / "roster.csv"
    rows = (
        f"E{key},p{key}@example.org,Person {key},{'Manager' if key % 2 else 'Individual contributor'},"
        f"{'Sales' if key % 3 else 'Finance'},London,{2015 + key % 12}-03-01\n"
        for key in range(people)
    )
    path.write_text(HEADER + "".join(rows))
    return str(path)


def test_the_answer_stands_first_and_the_truth_last() -> None:
    done = run("--people", "300", "--effect", "0.04", "--icc", "0.05", "--seed", "1")
    lines = done.output.splitlines()
    assert (done.exit_code, lines[0]) == (
        0,
        "Not shown. To see leaving fall from 13 % to 9 % you need 955 people in each group; you have 130.",
    )
    assert lines[2:5] == [
        "                    people   known  clusters   leaving",
        "takes part             130     130        38     8.5 %",
        "compared               131     131       131      13 %",
    ]
    assert "An ordinary test of two groups would have claimed nothing (p = 0.239)." in lines
    assert lines[-1] == "The interval holds it."


def test_the_same_seed_says_the_same() -> None:
    assert run("--people", "100", "--seed", "4").output == run("--people", "100", "--seed", "4").output


def test_too_few_people_are_refused_without_a_figure() -> None:
    lines = run("--people", "40").output.splitlines()
    assert lines[0] == "Refused. Fewer than 20 people are known on one side."
    assert lines[3].split() == ["takes", "part", "18", "18", "5", "-"]


def test_a_match_says_that_they_chose() -> None:
    done = run("--people", "3000", "--effect", "0.1", "--base", "0.3", "--by", "match")
    assert done.output.splitlines()[0].endswith("They chose to take part: what made them choose can be the cause, too.")


def test_the_people_of_an_export_are_taken_and_who_came_later_is_in_neither_side(tmp_path: Path) -> None:
    done = run("--roster", roster(tmp_path, 240), "--by", "match", "--day", "2024-06-03")
    people = [int(line.split()[-4]) for line in done.output.splitlines() if line.startswith(("takes", "compared"))]
    assert (done.exit_code, sum(people)) == (0, 200)  # of twelve years of hiring, two come later


def test_an_export_in_which_nobody_can_be_told_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roster.csv"
    path.write_text("Shoe size,Colour\n41,red\n42,blue\n")
    done = run("--roster", str(path))
    assert (done.exit_code, done.output) == (
        2,
        f"Error: {path}: Nobody in it has an e-mail address or a number\n",
    )


def test_outcomes_are_written_as_a_system_would_export_them(tmp_path: Path) -> None:
    path = tmp_path / "outcomes.csv"
    done = run("--roster", roster(tmp_path, 240), "--outcomes", str(path), "--day", "2027-01-11")
    rows = list(csv.reader(path.read_text(encoding="utf-8").splitlines()))
    assert (done.exit_code, rows[0]) == (0, ["Emp. ID", "Event", "Effective Date"])
    days = [datetime.strptime(when, "%m/%d/%Y").date() for _, _, when in rows[1:]]  # noqa: DTZ007
    assert min(days).isoformat() >= "2027-01-11"
    left = {number.strip() for number, event, _ in rows[1:] if event == "Termination - Voluntary"}
    assert left < {f"E{key}" for key in range(240)}
    assert 10 < len(left) < 50
    assert [number for number, _, _ in rows[1:] if number == "E00000"] == ["E00000"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--effect", "nan"], "is no number"),
        (["--icc", "nan"], "is no number"),
        (["--smallest", "nan"], "is no number"),
        (["--day", "0001-01-01"], "It lies between 1990 and 2990."),
        (["--day", "9999-12-31"], "It lies between 1990 and 2990."),
        (["--base", "0.1", "--effect", "0.2"], "From a share of 0.1, nobody's chance can change by 0.2."),
        (["--base", "0.8", "--effect", "-0.2"], "From a share of 0.8, nobody's chance can change by -0.2."),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(arguments: list[str], words: str) -> None:
    done = run(*arguments)
    assert (done.exit_code in (1, 2), words in done.output) == (True, True), done.output


def test_a_refusal_does_not_tell_of_draws_that_were_not_made() -> None:
    assert "drawn by lot" not in run("--people", "40").output
