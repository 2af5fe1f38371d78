"""What cannot be read in somebody's calendar. Each kind is counted, and nothing of the calendar's words is kept."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum


class Fault(StrEnum):
    """A part of a calendar that was passed over."""

    LINE = "line"
    CUT_SHORT = "cut short"  # the file ends within something
    BEGINNING = "beginning"  # of an event, which is left out
    END = "end"  # of an event, which takes no time then, or one day
    ZONE = "zone"  # of a time: it is busy wherever in the world that zone may be
    REPETITION = "repetition"  # its first time alone counts
    TOO_OFTEN = "too often"  # so does that of a rule that would take too long
    EXCEPTION = "exception"  # to a repetition, or a date beside it
    PERIOD = "period"  # of a list of busy times


# How often each was met. It is filled while a file is read.
Faults = Counter[Fault]
