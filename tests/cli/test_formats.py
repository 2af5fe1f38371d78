from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edgewise.cli import main
from edgewise.domain.formats.builtin import KEYS, builtin_text
from tests.domain.formats.texts import GOOD, changed

TIMETABLE = """\
Harbour talk, version 1: 6 people, 60 minutes, 1 issue

 starts   lasts
   0:00    3:00  opening  Arrive                         round
   3:00    4:00  issue 1  Write                          silent_writing
   7:00    5:00  issue 1  Read                           round_until_pass  -> options>=3
  12:00    1:30  closing  Leave                          open  -> commitment_each
  13:30         end; 46:30 to spare
"""


def run(*arguments: str, typed: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["format", *arguments], input=typed)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "my.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_list_names_every_built_in_format() -> None:
    result = run("list")
    assert (result.exit_code, [line.split()[0] for line in result.stdout.splitlines()]) == (0, list(KEYS))


def test_show_says_what_everybody_is_asked() -> None:
    lines = run("show", "troika").stdout.splitlines()
    assert lines[0] == "Troika (circle, 3 people, 30 minutes)"
    assert lines[lines.index("For each person's issue") + 2] == "  Share [2:00, holder]"
    assert "      Owner: Turn round. Listen, take notes, and say nothing." in lines


def test_show_prints_toml_to_be_copied() -> None:
    assert run("show", "grow_pair", "--toml").stdout == builtin_text("grow_pair")


def test_show_suggests_the_key_that_was_meant() -> None:
    result = run("show", "trioka")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith("there is no built-in format 'trioka'; did you mean \"troika\"?\n")


def test_check_prints_the_timetable(file: Path) -> None:
    result = run("check", str(file), "--people", "6")
    assert (result.exit_code, result.stdout, result.stderr) == (0, TIMETABLE, "")


def test_check_takes_six_people_or_as_near_as_the_format_allows(file: Path) -> None:
    assert run("check", str(file)).stdout == TIMETABLE
    assert run("check", "-", typed=builtin_text("troika")).stdout.splitlines()[0] == (
        "Troika, version 1: 3 people, 30 minutes, 3 issues"
    )


def test_check_reads_standard_input() -> None:
    assert run("check", "-", "--people", "6", typed=GOOD).stdout == TIMETABLE


def test_check_says_where_every_mistake_is(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(changed('floor = "open"', 'floor = "opne"').replace('"circle"', '"square"'), encoding="utf-8")
    result = run("check", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f'{path}:3: kind: "square" is not one of pair, circle, group, executive',
        (
            f'{path}:33: closing stage "leave": floor: "opne" is not one of holder, round, round_until_pass, '
            'questions, back_turned, silent_writing, open, all; did you mean "open"?'
        ),
    ]


def test_check_says_when_the_people_or_the_time_do_not_fit(file: Path) -> None:
    result = run("check", str(file), "--people", "9")
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (1, "  15:00         end; 45:00 to spare")
    assert result.stderr == f"{file}: Harbour talk is for 4 to 8 people, not 9\n"


def test_check_marks_what_was_squeezed() -> None:
    lines = run("check", "-", "--people", "10", typed=builtin_text("forum_presentation")).stdout.splitlines()
    assert lines[5] == "   6:00   13:15  issue 1  Presentation                   holder  squeezed from 15:00"


@pytest.mark.parametrize("arguments", [["/nowhere/my.toml"], ["."], ["-", "--people", "1"], []])
def test_check_refuses_bad_arguments(arguments: list[str]) -> None:
    result = run("check", *arguments, typed=GOOD)
    assert (result.exit_code, result.stdout) == (2, "")


def test_check_reads_no_more_than_a_format_can_be() -> None:
    result = run("check", "-", typed=b"a" * 3_000_000)
    assert (result.exit_code, result.stderr) == (2, "<stdin>:1: is larger than 256 kB; this is not a format\n")
