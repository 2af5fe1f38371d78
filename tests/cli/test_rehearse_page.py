"""docs/rehearse.md says what is so."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
from click.testing import CliRunner

from edgewise.cli.rehearse import rehearse
from edgewise.domain.formats.model import ContributionKind, Output
from edgewise.domain.session import commands as c
from edgewise.domain.simulation.bots.tempers import TEMPERS

PAGE = (Path(__file__).parents[2] / "docs" / "rehearse.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)


def test_every_command_is_on_the_page_with_its_fields() -> None:
    rows = [
        line.strip("| ").split("|")[-1] for line in PAGE.partition("### Commands")[2].splitlines() if line[:1] == "|"
    ]
    words = [re.findall(r"`(\w+)`", part) for row in rows for part in row.split(" · ")]
    said = {tag: set(fields) for tag, *fields in filter(None, words)}
    for kind in set(c.AnyCommand.__args__) - {c.OpenSession}:
        fields = {field.encode_name for field in msgspec.structs.fields(kind)}
        tag = str(kind.__struct_config__.tag)
        assert (tag, fields - said[tag]) == (tag, set())


def test_every_temper_kind_and_output_is_on_the_page() -> None:
    words = {*TEMPERS, *ContributionKind, *Output, *c.PromiseStatus}
    assert sorted(word for word in words if f"`{word}`" not in PAGE) == []


def test_the_script_on_the_page_prints_the_lines_on_the_page() -> None:
    script, *printed = BLOCKS
    result = CliRunner().invoke(rehearse, ["decision_round", "--script", "-"], input=script)
    told = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert [json.loads(line) in told for line in printed] == [True, True]
