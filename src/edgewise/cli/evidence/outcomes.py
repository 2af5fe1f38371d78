"""What became of invented people, as an HR system would export it: nobody has tidied it up."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TextIO

from edgewise.domain.simulation.organisation import Worker

HEADER = ("Emp. ID", "Event", "Effective Date")
OTHERS_SHARE = 0.03  # of people who have another event in the year
TWICE_SHARE = 0.02  # of rows that the system has exported twice


def write_outcomes(
    file: TextIO, workers: Sequence[Worker], left_on: Mapping[int, date], day: date, dice: Random
) -> None:
    """Leavers, and among them other events, rows that are there twice, spaces, and somebody whom nobody knows."""
    rows = [(one.employee_id, "Termination - Voluntary", left_on[one.key]) for one in workers if one.key in left_on]
    rows += [
        (
            one.employee_id,
            dice.choice(("Promotion", "Transfer", "Leave of Absence")),
            day + timedelta(dice.randrange(365)),
        )
        for one in workers
        if dice.random() < OTHERS_SHARE
    ]
    rows += [row for row in rows if dice.random() < TWICE_SHARE]
    rows.append(("E00000", "Termination - Involuntary", day + timedelta(30)))
    dice.shuffle(rows)
    writer = csv.writer(file)
    writer.writerow(HEADER)
    for number, event, when in rows:
        writer.writerow((number + " " * (dice.random() < TWICE_SHARE), event, f"{when:%m/%d/%Y}"))
