from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checks import sizes

House = Callable[[dict[str, str]], Path]


def function(first_line: str, lines: int) -> str:
    return first_line + "\n" + "    pass\n" * (lines - 1)


def test_what_is_just_short_enough_passes(house: House) -> None:
    root = house(
        {
            "people/views.py": function("def me(request):", sizes.VIEW),
            "people/queries.py": function("def open_circles():", sizes.FUNCTION),
            "people/models.py": "x = 1\n" * sizes.FILE,
            "people/templates/people/me.html": "<p>\n" * sizes.TEMPLATE,
        }
    )

    assert sizes.problems(root) == []


def test_one_line_more_is_too_long(house: House) -> None:
    root = house(
        {
            "people/views.py": function("def me(request):", sizes.VIEW + 1),
            "people/queries.py": function("async def open_circles():", sizes.FUNCTION + 1),
            "people/models.py": "x = 1\n" * (sizes.FILE + 1),
            "people/templates/people/me.html": "<p>\n" * (sizes.TEMPLATE + 1),
        }
    )

    assert sizes.problems(root) == [
        "src/edgewise/people/models.py: 351 lines, at most 350",
        "src/edgewise/people/templates/people/me.html: 151 lines, at most 150",
        "src/edgewise/people/queries.py:1: function open_circles has 51 lines, at most 50",
        "src/edgewise/people/views.py:1: view me has 21 lines, at most 20",
    ]


def test_a_line_of_a_template_ends_where_it_can_still_be_read(house: House) -> None:
    root = house({"people/templates/people/me.html": "x" * sizes.LINE + "\n" + "x" * (sizes.LINE + 1) + "\n"})

    assert sizes.problems(root) == [
        "src/edgewise/people/templates/people/me.html:2: a line of 121 characters, at most 120"
    ]


def test_functions_within_statements_of_every_kind_are_measured(house: House) -> None:
    inner = function("def inner():", sizes.FUNCTION + 1).replace("\n", "\n  ").rstrip() + "\n"
    heads = ("if x:", "for x in y:", "with x:", "while x:", "class X:")
    texts = {f"people/queries_{at}.py": f"{head}\n  {inner}" for at, head in enumerate(heads)}
    texts["people/actions.py"] = f"try:\n  pass\nexcept X:\n  {inner}"
    texts["people/forms.py"] = f"match x:\n case 1:\n  {inner}"

    assert len(sizes.problems(house(texts))) == len(texts)


def test_the_medians_leave_out_empty_files_and_migrations(house: House) -> None:
    root = house(
        {
            "people/__init__.py": "",
            "people/queries.py": function("def one():", 3) + function("def two():", 5),
            "people/migrations/0001_initial.py": function("def forwards():", 40),
        }
    )

    assert sizes.medians(root) == "median file 8 lines, median function 4"
