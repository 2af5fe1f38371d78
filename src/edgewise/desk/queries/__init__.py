"""What the people responsible may know: who met, who kept a promise, hours; never a word of what was said.

Nothing here opens a cipher. Each page asks a fixed number of questions, however many circles there are.
"""

from __future__ import annotations

from edgewise.desk.queries.desks import Desk, desk_of
from edgewise.desk.queries.homes import Home, home_for
from edgewise.desk.queries.overviews import overview_of
from edgewise.desk.queries.spreadsheets import spreadsheet_rows
from edgewise.desk.queries.tallies import Tally, tallies_of

__all__ = [
    "Desk",
    "Home",
    "Tally",
    "desk_of",
    "home_for",
    "overview_of",
    "spreadsheet_rows",
    "tallies_of",
]
