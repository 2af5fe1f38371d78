"""`python -m tests.e2e.tour.clock MODULE …`: a module as at the fixed hour of the tour, so that pictures stay alike.

Every process of one tour shares the moment it began, so their clocks agree and go on as on any other day.
"""

from __future__ import annotations

import os
import runpy
import sys
import time
from datetime import UTC, datetime, timedelta

import time_machine

HOUR = datetime(2026, 11, 17, 14, 20, tzinfo=UTC)  # a Tuesday, at work from Lisbon to Nairobi
BEGAN = "TOUR_BEGAN"  # the variable that says when the tour began, in seconds since the epoch


def hour(began: float) -> datetime:
    """What the clocks of the tour show now."""
    return HOUR + timedelta(seconds=time.time() - began)


def skew(began: float) -> int:
    """ms from the wall's clock to the tour's: what a browser adds to its own."""
    return int((HOUR.timestamp() - began) * 1000)


def main() -> None:
    module = sys.argv[1]
    sys.argv = [module, *sys.argv[2:]]
    with time_machine.travel(hour(float(os.environ[BEGAN])), tick=True):
        runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
