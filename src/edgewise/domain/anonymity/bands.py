"""A group's answers as a band of the scale: all that is ever said of them in numbers.

A mean of a few whole answers, beside how many there are, is a sum, and sums give answers back (Derrick, Green, White:
"uwedragon", 2022, does so from mean, spread and number). So a group's mean is said as one of at most five bands. Which
bands there are follows from how many answered, never from what they answered: a rule such as "say '4 or more' when all
gave 5" tells with those very words that all gave 5. Whether something may be said must be decidable by somebody who
does not know the answers (Kenthapadi, Mishra, Nissim: "Simulatable auditing", 2005).

The bands are made so that, for n answers from 1 to 5,

- each holds at least two sums, so that no sum follows from it;
- the lowest reaches up to n + 5 at least, and the highest down to 5(n - 1): whoever takes an answer of their own out,
  whichever it is, still leaves at least two sums to the others. At "2 or less" of four, somebody who gave 5 would know
  that the others gave 1; so four have no such band.

What bands cannot do: they hold against one person who knows their own answer, not against several. Two who compare
notes can learn the third's answer in a group of three; bands of nine answers or more hold against two as well. And they
say nothing of figures that are made of several groups at once: those must be made of bands, not of answers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from edgewise.domain.phrases import Phrase, phrase

LOWEST_ANSWER, HIGHEST_ANSWER = 1, 5
FEWEST_IN_A_GROUP = 3  # answers; of fewer nothing is said
FEWEST_IN_ALL = 5  # answers, of all groups together
FEWEST_DIVIDED = 6  # answers, before it is said whether they are divided
LOW_ANSWER, HIGH_ANSWER = 2, 4  # at most, at least: what divided answers are on both sides of
FEWEST_ON_A_SIDE = 2  # answers on each of the two sides


class Band(StrEnum):
    """Where the mean of a group lies; which of these there are for a group depends on how many answered."""

    BELOW_3 = "below_3"
    FROM_3 = "from_3"
    UP_TO_2_5 = "up_to_2_5"
    ABOUT_3_OF_FOUR = "about_3_of_four"
    FROM_3_5 = "from_3_5"
    UP_TO_2 = "up_to_2"
    FROM_2_TO_3 = "from_2_to_3"
    ABOUT_3 = "about_3"
    FROM_3_TO_4 = "from_3_to_4"
    FROM_4 = "from_4"

    @property
    def low(self) -> float:
        """The least that the mean can be."""
        return SPANS[self][0]

    @property
    def high(self) -> float:
        return SPANS[self][1]

    @property
    def words(self) -> Phrase:
        return SPANS[self][2]


SPANS: Mapping[Band, tuple[float, float, Phrase]] = {
    Band.BELOW_3: (1, 3, phrase("less than 3")),
    Band.FROM_3: (3, 5, phrase("3 or more")),
    Band.UP_TO_2_5: (1, 2.5, phrase("2.5 or less")),
    Band.ABOUT_3_OF_FOUR: (2.5, 3.5, phrase("about 3")),
    Band.FROM_3_5: (3.5, 5, phrase("3.5 or more")),
    Band.UP_TO_2: (1, 2, phrase("2 or less")),
    Band.FROM_2_TO_3: (2, 8 / 3, phrase("between 2 and 3")),
    Band.ABOUT_3: (8 / 3, 10 / 3, phrase("about 3")),
    Band.FROM_3_TO_4: (10 / 3, 4, phrase("between 3 and 4")),
    Band.FROM_4: (4, 5, phrase("4 or more")),
}
OF_THREE = (Band.BELOW_3, Band.FROM_3)
OF_FOUR = (Band.UP_TO_2_5, Band.ABOUT_3_OF_FOUR, Band.FROM_3_5)
OF_FIVE_OR_MORE = (Band.UP_TO_2, Band.FROM_2_TO_3, Band.ABOUT_3, Band.FROM_3_TO_4, Band.FROM_4)


def band(answers: Sequence[int]) -> Band | None:
    """The band of these answers, or None for fewer than three. Raises ValueError for an answer off the scale."""
    for answer in answers:
        if not LOWEST_ANSWER <= answer <= HIGHEST_ANSWER:
            raise ValueError(f"an answer is from {LOWEST_ANSWER} to {HIGHEST_ANSWER}, not {answer}")
    count, total = len(answers), sum(answers)
    if count < FEWEST_IN_A_GROUP:
        return None
    if count == 3:
        return OF_THREE[total >= 3 * count]
    if count == 4:
        return OF_FOUR[(2 * total > 5 * count) + (2 * total >= 7 * count)]
    return OF_FIVE_OR_MORE[
        (total > 2 * count) + (3 * total >= 8 * count) + (3 * total > 10 * count) + (total >= 4 * count)
    ]


def are_divided(answers: Sequence[int]) -> bool | None:
    """Whether at least two gave 2 or less and at least two 4 or more.

    None for fewer than six answers and for the lowest and the highest band: six with "2 or less" who are divided can
    only be 1, 1, 1, 1, 4, 4. It is said in place of a standard deviation, which beside a mean gives the answers back;
    of two on each side, so that nobody stands there alone.

    What it cannot do: one answer far from all others is missed.
    """
    if len(answers) < FEWEST_DIVIDED or band(answers) in (OF_FIVE_OR_MORE[0], OF_FIVE_OR_MORE[-1]):
        return None
    low = sum(answer <= LOW_ANSWER for answer in answers)
    high = sum(answer >= HIGH_ANSWER for answer in answers)
    return min(low, high) >= FEWEST_ON_A_SIDE
