"""What docs/surveys.md tells whoever writes a survey is what the loader does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from edgewise.domain.surveys.hints import LONGEST_TO_READ
from edgewise.domain.surveys.loader import LONGEST_ANCHOR
from edgewise.domain.surveys.model import (
    ANSWERS,
    FEWEST_ITEMS,
    LONGEST_BEHAVIOUR,
    MOST_ITEMS,
    QUESTIONS,
    Item,
    Question,
    Survey,
)
from tests.domain.surveys.texts import problems

PAGE = (Path(__file__).parents[3] / "docs" / "surveys.md").read_text(encoding="utf-8")
EXAMPLE = PAGE.split("```toml\n")[1].split("```")[0]


def fields(heading: str) -> list[str]:
    section = PAGE.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    return re.findall(r"^\| `([a-z_]+)`", section, re.MULTILINE)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("## Fields of the survey", Survey),
        ("## Fields of an item", Item),
        ("## Fields of a question", Question),
    ],
)
def test_every_field_is_described_in_its_order(heading: str, kind: type[Survey | Item | Question]) -> None:
    written = {"items": "item", "questions": "question"}
    assert fields(heading) == [written.get(name, name) for name in kind.__struct_fields__]


def test_the_example_lacks_only_items_and_a_question() -> None:
    assert [problem.split(": ", 2)[1] for problem in problems(EXAMPLE)] == ["item", "question"]


def test_the_numbers_are_those_of_the_code() -> None:
    assert f"A whole survey has {FEWEST_ITEMS} to {MOST_ITEMS} items and two questions." in PAGE
    assert f"the question, at most {LONGEST_BEHAVIOUR} characters" in PAGE
    assert f"each of at most {LONGEST_ANCHOR} characters. They count as 1 to {ANSWERS}" in PAGE
    assert f"**At most {LONGEST_TO_READ} words.**" in PAGE
    assert QUESTIONS == 2
