from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checks import numbers

House = Callable[[dict[str, str]], Path]


def test_a_number_that_names_its_subject_passes_and_so_does_what_is_no_number(house: House) -> None:
    root = house({"rooms/polls/forms.py": "MOST_TIMES = 12\nKEPT = ('PATH', 'HOME')\nSHOWN = True\n"})

    assert numbers.problems(root) == []


def test_a_number_of_nothing_is_named(house: House) -> None:
    given = ("MOST = 12", "FEWEST, MOST_TIMES = 2, 12", "AHEAD = timedelta(days=2)", "_LONG = -1")
    text = "\n".join(("from datetime import timedelta", "", *given, ""))

    assert numbers.problems(house({"rooms/polls/forms.py": text})) == [
        f"src/edgewise/rooms/polls/forms.py:{line}: {name} does not say what it limits; name its subject too"
        for line, name in ((3, "MOST"), (4, "FEWEST"), (5, "AHEAD"), (6, "_LONG"))
    ]
