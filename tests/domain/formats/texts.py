"""One small format that is right in every line, and the one line of it that a test makes wrong."""

from __future__ import annotations

import pytest

from edgewise.domain.formats.loader import FormatErrors, load

GOOD = """\
key = "harbour"
name = "Harbour talk"
kind = "circle"
people = { least = 4, most = 8 }
minutes = 60

[[opening]]
key = "arrive"
title = "Arrive"
per_person = 30
floor = "round"
does = "choose_issues"

[[issue]]
key = "write"
title = "Write"
minutes = { least = 2, most = 4 }
floor = "silent_writing"
allows = ["option"]

[[issue]]
key = "read"
title = "Read"
minutes = 5
floor = "round_until_pass"
allows = ["option"]
requires = ["options>=3"]

[[closing]]
key = "leave"
title = "Leave"
seconds = 90
floor = "open"
requires = ["commitment_each"]
"""


def line_of(line: str) -> int:
    return GOOD.splitlines().index(line) + 1


def changed(line: str, into: str) -> str:
    """GOOD with the first such line replaced; an empty `into` takes the line out."""
    assert line in GOOD.splitlines(), line
    lines = GOOD.splitlines()
    lines[lines.index(line) : lines.index(line) + 1] = into.splitlines()
    return "\n".join(lines) + "\n"


def problems(text: str) -> list[str]:
    with pytest.raises(FormatErrors) as caught:
        load(text, "my.toml")
    return [str(problem) for problem in caught.value.problems]
