"""What the people responsible may know: who met, who kept a promise, hours; never a word of what was said.

Nothing here opens a cipher. Each page asks a fixed number of questions, however many circles there are.
"""

from __future__ import annotations

from edgewise.desk.queries.cases import (
    Waiting,
    done_at,
    draft_of,
    may_be_written_to,
    put_off_at,
    reason_of,
    receivers_of,
    today_at,
    waiting_at,
    ways_out_of,
)
from edgewise.desk.queries.desks import Desk, desk_of, total_of
from edgewise.desk.queries.homes import Home, home_for
from edgewise.desk.queries.overviews import overview_of
from edgewise.desk.queries.spreadsheets import spreadsheet_rows
from edgewise.desk.queries.tallies import Tally, tallies_of

__all__ = [
    "Desk",
    "Home",
    "Tally",
    "Waiting",
    "desk_of",
    "done_at",
    "draft_of",
    "home_for",
    "may_be_written_to",
    "overview_of",
    "put_off_at",
    "reason_of",
    "receivers_of",
    "spreadsheet_rows",
    "tallies_of",
    "today_at",
    "total_of",
    "waiting_at",
    "ways_out_of",
]
