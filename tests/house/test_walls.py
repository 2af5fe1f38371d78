from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checks import walls

House = Callable[[dict[str, str]], Path]


def test_what_stands_above_may_import_what_stands_below(house: House) -> None:
    root = house(
        {
            "people/hours/queries.py": "from edgewise.people.models import Person\n",
            "people/hours/actions.py": "from edgewise.people.hours.queries import week_of\n",
            "people/hours/views.py": "from edgewise.people.hours import actions, queries\n",
            "people/apps.py": "from edgewise.people.due import do_what_is_due\n",
            "people/due.py": "from edgewise.notices.outbox.actions import tell\n",
        }
    )

    assert walls.problems(root) == []


def test_rows_and_pages_know_no_writes_and_nothing_knows_a_view(house: House) -> None:
    root = house(
        {
            "people/hours/queries.py": "from edgewise.people.hours.page import Line\n",
            "people/hours/page.py": "\nfrom edgewise.people.hours import actions\n",
            "people/hours/actions.py": "from edgewise.people.imports.views import ROWS_A_PAGE\n",
            "people/imports/views.py": "ROWS_A_PAGE = 1\n",
        }
    )

    assert walls.problems(root) == [
        (
            "src/edgewise/people/hours/actions.py:1: actions imports views: what forms and views hand over are plain "
            "values"
        ),
        (
            "src/edgewise/people/hours/page.py:2: page imports actions: it shows what queries read; what changes rows "
            "belongs in actions"
        ),
        (
            "src/edgewise/people/hours/queries.py:1: queries imports page: it reads rows and nothing else; what a "
            "page shows "
            "of them belongs in page"
        ),
    ]


def test_a_name_that_only_looks_like_a_kind_is_none(house: House) -> None:
    root = house(
        {
            "notices/outbox/actions.py": "from edgewise.notices.signals import due\n",
            "notices/due.py": "",
            "notices/signals.py": "due = 1\n",
        }
    )

    assert walls.problems(root) == []
