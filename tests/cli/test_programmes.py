"""`edgewise programme templates`: what each gives, and that none gives less than it names."""

from __future__ import annotations

from click.testing import CliRunner

from edgewise.cli import main
from edgewise.domain.formats.designs import DESIGNS


def test_every_template_is_printed_with_what_it_gives() -> None:
    done = CliRunner().invoke(main, ["programme", "templates"])
    head, *rows = done.output.splitlines()
    assert (done.exit_code, len(rows)) == (0, len(DESIGNS))
    said = [" ".join(line.split()) for line in (head, rows[1])]
    assert said == [
        "template size sessions issues x min pair hours received given promised",
        "Circle 5 5 2 x 27 6 x 45 4.8 h 4.8 h 5 h -4%",
    ]
