"""Two 360s of one leader with the same survey: what may be said of the change."""

from __future__ import annotations

from random import Random

from msgspec import Struct

from edgewise.domain.anonymity.changes import Change, change
from edgewise.domain.phrases import Phrase, phrase
from edgewise.domain.three_sixty.model import Launch, Sheets


class BeforeAfter(Struct, frozen=True):
    """The leader's own mean over the items that they answered both times, and the change that raters saw."""

    own_before: float
    own_after: float
    others: Change


def before_after(first: Launch, earlier: Sheets, second: Launch, later: Sheets, dice: Random) -> BeforeAfter | Phrase:
    """The comparison, or why there is none (a sentence).

    Only raters who answered both times count, whatever group they were in; the manager is not among them. It is made
    once, with the second report, and kept: the dice move its ends, and made anew it would tell more.
    """
    if (first.survey.key, first.survey.version) != (second.survey.key, second.survey.version):
        return phrase("The two surveys do not ask the same, so they cannot be compared.")
    items = [item.key for item in first.survey.items]
    fewest = max(first.rules.fewest_in_all, second.rules.fewest_in_all)
    others = change(
        {rater: sheet.answers for rater, sheet in earlier.raters.items()},
        {rater: sheet.answers for rater, sheet in later.raters.items()},
        items,
        dice,
        fewest,
    )
    if others is None:
        return phrase("There is no comparison: fewer than {fewest} people answered both times.", fewest=fewest)
    own = [
        (one, other)
        for item in items
        if (one := earlier.own.answers.get(item)) and (other := later.own.answers.get(item))
    ]
    if not own:
        return phrase("There is no comparison: you answered no item both times.")
    return BeforeAfter(sum(one for one, _ in own) / len(own), sum(other for _, other in own) / len(own), others)
