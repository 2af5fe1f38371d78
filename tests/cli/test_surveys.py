from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from edgewise.cli import main
from edgewise.domain.surveys.builtin import builtin_survey, builtin_text
from tests.domain.surveys.texts import GOOD, changed


def run(*arguments: str, typed: str | bytes | None = None) -> Result:
    return CliRunner().invoke(main, ["survey", *arguments], input=typed)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "my.toml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_list_names_every_built_in_survey() -> None:
    assert run("list").stdout == (
        "leading_by_listening     Leading by listening, version 1: 18 items, 2 open questions\n"
    )


def test_show_says_what_is_asked() -> None:
    lines = run("show", "leading_by_listening").stdout.splitlines()
    survey = builtin_survey("leading_by_listening")
    assert lines[2:8] == [f"  {n}  {words}" for n, words in enumerate(survey.answers, 1)] + ["  -  I cannot say"]
    assert f" 18  {survey.items[-1].behaviour}" in lines


def test_show_prints_toml_to_be_copied() -> None:
    assert run("show", "leading_by_listening", "--toml").stdout == builtin_text("leading_by_listening")


def test_show_suggests_the_key_that_was_meant() -> None:
    result = run("show", "leading_by_listning")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.endswith('did you mean "leading_by_listening"?\n')


def test_check_says_what_a_survey_asks(file: Path) -> None:
    result = run("check", str(file))
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.splitlines()[0] == "Harbour leaders, version 1: 15 items, 2 open questions"


def test_check_reads_standard_input_and_gives_hints() -> None:
    result = run("check", "-", typed=changed('"Does thing 2."', '"Listens and answers."'))
    assert result.exit_code == 0
    assert result.stderr == '<stdin>: hint: item "item_2": “and” may join two behaviours; ask for one\n'


def test_check_says_where_every_mistake_is(tmp_path: Path) -> None:
    path = tmp_path / "bad.toml"
    path.write_text(changed('"Does thing 2."', "2").replace('key = "item_3"', 'key = "item_4"'), encoding="utf-8")
    result = run("check", str(path))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        f'{path}:13: item "item_2": behaviour: must be text, not a whole number',
        f'{path}:22: item "item_4": key: "item_4" is there twice',
    ]
