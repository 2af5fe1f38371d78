"""The results of a cohort for a spreadsheet."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from edgewise.desk.figures.page.cohort import Desk
from edgewise.domain.roster.cells import harmless

HEADINGS = (
    _("Name"), _("E-mail"), _("Part"), _("Circles"), _("Sessions attended"), _("Sessions missed"), _("Hours given"),
    _("Hours received"), _("Hours each way to reach"),
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
            line.coaching.given_hours,
            line.coaching.received_hours,
            desk.promised,
        )
        for line in desk.people
    ]
    return [list(map(str, HEADINGS)), *([harmless(str(cell)) for cell in row] for row in rows)]
