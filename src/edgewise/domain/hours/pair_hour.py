"""The pair hour: an appointment of two people of a circle, in which one coaches the other all the time.

Everybody in a circle of 3 to 8 gives as many pair hours as they receive: its coaching schedule says to whom.
"""

from __future__ import annotations

from msgspec.structs import replace

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Duration, Format
from edgewise.domain.hours.coaching_schedule import FEWEST_WITHOUT_SWAPS
from edgewise.domain.hours.counted import parts

PAIR_FORMAT = "coaching_pair"
USUAL_PAIR_MINUTES = 45
FEWEST_PAIR_MINUTES, MOST_PAIR_MINUTES = 30, 60
FEWEST_IN_PAIR_HOURS, MOST_IN_PAIR_HOURS = FEWEST_WITHOUT_SWAPS, 8  # people in a circle that has pair hours
MOST_PAIR_HOURS = 26  # for each person to give in one run, and as many to receive
PEOPLE_OF_A_PAIR = 2


def pair_format(minutes: int) -> Format:
    """The script of a pair hour of so many minutes: the coaching in it is longer or shorter, the rest as it is."""
    fmt = builtin_format(PAIR_FORMAT)
    if minutes == fmt.minutes:
        return fmt
    planned = [stage.duration.planned(PEOPLE_OF_A_PAIR) for stage in fmt.issue]
    around = sum(stage.duration.planned(PEOPLE_OF_A_PAIR) for stage in (*fmt.opening, *fmt.closing))
    stages = [
        replace(stage, duration=Duration(fixed=seconds))
        for stage, seconds in zip(fmt.issue, parts(minutes * 60 - around, planned), strict=True)
    ]
    return replace(fmt, minutes=minutes, issue=tuple(stages))
