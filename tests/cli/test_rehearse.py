from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from edgewise.cli.rehearse import rehearse
from edgewise.domain.formats.builtin import builtin_text

JOIN = '{"at": 0, "by": "Amara", "do": "join"}\n'


def run(*arguments: str, script: str | bytes = "") -> Result:
    return CliRunner().invoke(rehearse, list(arguments), input=script)


def test_a_rehearsal_prints_the_session_its_airtime_and_what_came_of_it() -> None:
    result = run("troika", "--seed", "3")
    lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr) == (0, "")
    assert lines[0] == "  0:00  Troika. Amara has the chair, Bruno is deputy."
    assert lines[-6] == "Airtime"
    assert lines[-1].startswith("3 commitments from 3 people, 0 overrides, ")


def test_the_same_seed_prints_the_same_session() -> None:
    tempers = ("--tempers", "helpful,rude,dropping")
    assert run("troika", *tempers).stdout == run("troika", *tempers).stdout
    assert run("troika", *tempers).stdout != run("troika", "--seed", "2", *tempers).stdout


def test_people_are_a_number_or_their_names() -> None:
    assert "Noor has the chair, Kofi is deputy." in run("troika", "--people", "Noor, Kofi, Lena").stdout
    assert [run("troika", "--people", wrong).exit_code for wrong in ("4", "0", "99", "Amara,Amara,Bruno", ",")] == [
        2
    ] * 5


def test_a_format_is_a_built_in_one_or_a_file(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(builtin_text("troika").replace("Troika", "Three of us", 1), encoding="utf-8")
    assert run(str(path)).exit_code == 0
    assert 'did you mean "troika"?' in run("troka").stderr
    path.write_text("minutes = 3", encoding="utf-8")
    broken = run(str(path))
    assert (broken.exit_code, broken.stdout) == (2, "")
    assert broken.stderr.startswith(f"{path}:1: ")


def test_a_temper_that_nobody_has_is_named() -> None:
    result = run("troika", "--tempers", "helpful,grumpy")
    assert (result.exit_code, "'grumpy' is none of helpful, rude" in result.stderr) == (2, True)


def test_a_script_is_answered_in_json_lines() -> None:
    result = run("troika", "--script", "-", "--until", "5", script=JOIN + '{"at": 1, "by": "Bruno", "do": "begin"}')
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [one.get("event", one.get("refused")) for one in told] == ["session_opened", "seat_taken", "away"]
    assert [one["at"] for one in told] == [0, 0, 1]


def test_with_joined_everyone_is_there_from_the_beginning() -> None:
    result = run("troika", "--joined", "--script", "-", script='{"at": 1, "by": "Amara", "do": "begin"}')
    events = [json.loads(line)["event"] for line in result.stdout.splitlines()]
    assert events[:5] == ["session_opened", "seat_taken", "seat_taken", "seat_taken", "issues_chosen"]


def test_a_bad_line_ends_with_its_number_and_field_and_prints_nothing_else() -> None:
    result = run("troika", "--script", "-", script=JOIN + '{"at": 1, "by": "Amara", "do": "give_floor"}\n')
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "<stdin>:2: to: is missing\n"


def test_a_name_that_is_not_at_the_table_is_a_bad_line() -> None:
    result = run("troika", "--people", "Noor,Kofi,Lena", "--script", "-", script="\n" + JOIN)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "<stdin>:2: by: nobody of that name is at the table\n"


def test_bytes_that_are_no_text_are_a_bad_line() -> None:
    result = run("troika", "--script", "-", script=JOIN.encode() + b"\xff\n")
    assert (result.exit_code, result.stderr) == (2, "<stdin>:2: is not UTF-8\n")


def test_an_empty_script_opens_the_session_and_ends() -> None:
    result = run("troika", "--script", "-", script="\n")
    assert (result.exit_code, [json.loads(line)["event"] for line in result.stdout.splitlines()]) == (
        0,
        ["session_opened"],
    )
