from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checks import numbers

House = Callable[[dict[str, str]], Path]


def test_a_number_that_names_its_subject_passes_and_so_does_what_is_no_number(house: House) -> None:
    root = house({"rooms/polls/forms.py": "MOST_TIMES = 12\nKEPT = ('PATH', 'HOME')\nSHOWN = True\n"})

    assert numbers.problems(root) == []


def test_a_number_of_nothing_is_named(house: House) -> None:
    text = "from datetime import timedelta\n\nMOST = 12\nFEWEST, MOST_TIMES = 2, 12\nAHEAD = timedelta(days=2)\n_LONG = -1\n"

    assert numbers.problems(house({"rooms/polls/forms.py": text})) == [
        f"src/edgewise/rooms/polls/forms.py:{line}: {name} does not say what it limits; name its subject too"
        for line, name in ((3, "MOST"), (4, "FEWEST"), (5, "AHEAD"), (6, "_LONG"))
    ]
