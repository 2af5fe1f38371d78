"""What most people do, said only where it is true of most people: never what many have not done.

Source: people do what they are told that others do (descriptive norms); saying that many do not makes it worse. So a
norm is said when it is a majority, of a group large enough that it points at nobody, and by its own numbers.
"""

from __future__ import annotations

from edgewise.domain.phrases import phrase

LEAST_PEOPLE = 10  # in the group: of fewer, everybody knows who is meant


def norm(kept: int, of: int) -> str:
    """`9 of 10 in your cohort kept their promise.`, or nothing where it may not be said: of a group below 10 people, or
    of no more than half of it.

    The numbers are exact unless the group is larger than ten and the share of it, rounded down to tenths, is not less
    than the truth by more than two hundredths: 47 of 52 (0.904) is "9 of 10", 45 of 52 (0.865) stays "45 of 52". So it
    is never said better than it is. ValueError for counts that cannot be.
    """
    if not 0 <= kept <= of:
        raise ValueError(f"{kept} of {of} is no share")
    if of < LEAST_PEOPLE or 2 * kept <= of:
        return ""
    if kept == of:
        return phrase("Everybody in your cohort kept their promise.")
    tenths = 10 * kept // of
    within = 10 * kept - tenths * of <= of // 5  # two hundredths of the group, in tenths of a person
    said, among = (tenths, 10) if within and tenths > 5 else (kept, of)
    return phrase("{kept} of {people} in your cohort kept their promise.", kept=said, people=among)
