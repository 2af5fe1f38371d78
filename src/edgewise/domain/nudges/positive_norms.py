"""What most people do, said only where it is true of most people: never what many have not done.

Source: people do what they are told that others do (descriptive norms); saying that many do not makes it worse. So a
norm is said when it is a majority, of a group large enough that it points at nobody, and in tenths that it reaches. It
is a count about people too: it is never told closer to all than by four (domain/anonymity/counts).
"""

from __future__ import annotations

from edgewise.domain.anonymity.cells import NEVER_TOLD_LAST
from edgewise.domain.phrases import phrase

LEAST_PEOPLE = 10  # in the group: of fewer, everybody knows who is meant
TENTHS_OF_HALF = 5


def norm(kept: int, of: int) -> str:
    """`At least 8 of 10 in your cohort kept their promise.`, or nothing where it may not be said: of a group below 10
    people, or of no more than half of it. It is never said better than it is. ValueError for counts that cannot be.
    """
    if not 0 <= kept <= of:
        raise ValueError(f"{kept} of {of} is no share")
    told = min(kept, of - NEVER_TOLD_LAST)
    if of < LEAST_PEOPLE or 2 * told <= of:
        return ""
    if (tenths := 10 * told // of) <= TENTHS_OF_HALF:
        return phrase("More than half of your cohort kept their promise.")
    return phrase("At least {tenths} of 10 in your cohort kept their promise.", tenths=tenths)
