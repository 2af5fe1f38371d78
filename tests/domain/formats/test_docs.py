"""What docs/formats.md tells a programme owner is what the loader does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edgewise.domain.formats.loader import load
from edgewise.domain.formats.model import Asks, ContributionKind, Does, Floor, Format, Output, SpeaksFirst, Stage
from edgewise.domain.formats.timetable import timetable
from tests.domain.formats.texts import problems

PAGE = (Path(__file__).parents[3] / "docs" / "formats.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("```toml\n")[1].split("```")[0]


def cells(heading: str) -> set[str]:
    """Every `word` in the first column of the table below a heading."""
    section = PAGE.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [line.split("|")[1] for line in section.splitlines() if line.startswith("|")]
    return set(re.findall(r"`([a-z_]+)", " ".join(rows)))


def test_the_example_loads_and_fits() -> None:
    assert timetable(load(EXAMPLE, "example.toml"), 8).problems == ()


def test_every_field_of_a_format_is_described() -> None:
    assert cells("## Fields of the format") == set(Format.__struct_fields__)


def test_every_field_of_a_stage_is_described() -> None:
    written = {"minutes", "seconds", "per_person"}
    assert cells("## Fields of a stage") == set(Stage.__struct_fields__) - {"duration"} | written


@pytest.mark.parametrize(
    ("heading", "words"),
    [("### Floors", Floor), ("### Outputs (`requires`)", Output), ("### Questions on the side (`asks`)", Asks)],
)
def test_every_floor_and_output_is_described(heading: str, words: type[Floor | Output | Asks]) -> None:
    assert cells(heading) - {"floor", "asks"} == {str(word) for word in words}


@pytest.mark.parametrize("word", [*ContributionKind, *SpeaksFirst, *Does])
def test_every_other_word_is_on_the_page(word: str) -> None:
    assert f"`{word}`" in PAGE


def test_the_mistakes_shown_are_the_mistakes_found() -> None:
    shown = PAGE.split("each with its line:\n\n```\n")[1].split("```")[0].splitlines()
    text = EXAMPLE.replace('kind = "circle"', 'kind = "cirle"').replace("least = 2, most = 4", "least = 4, most = 2")
    text = text.replace("per_person = 30", 'per_person = 30\ncolour = "red"')
    assert problems(text) == shown
