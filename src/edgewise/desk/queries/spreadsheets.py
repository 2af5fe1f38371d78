"""The desk for a spreadsheet."""

from __future__ import annotations

from edgewise.desk.queries.desks import Desk
from edgewise.domain.roster.cells import harmless

HEADINGS = (
    "Name", "E-mail", "Part", "Circles", "Sessions attended", "Sessions missed", "Hours given", "Hours received",
    "Hours each way to reach",
)  # fmt: skip


def spreadsheet_rows(desk: Desk) -> list[list[str]]:
    """The people of a cohort for a spreadsheet, in which no cell can act as a formula."""
    rows = [
        (
            line.enrolment.membership.person.name,
            line.enrolment.membership.person.email,
            line.enrolment.get_state_display(),
            line.circles,
            line.figures.came,
            line.figures.missed,
            line.figures.hours_given,
            line.figures.hours_received,
            line.target,
        )
        for line in desk.people
    ]
    return [list(HEADINGS), *([harmless(str(cell)) for cell in row] for row in rows)]
