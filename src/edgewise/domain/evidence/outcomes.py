"""What an owner registers before a cohort starts, and the facts that are frozen when it does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from edgewise.domain.evidence.clock import Window
from edgewise.domain.evidence.estimates.power import needed_for_means, needed_for_shares
from edgewise.domain.evidence.files.ratings import is_rating_name
from edgewise.domain.phrases import counted, phrase

MOST_OUTCOMES = 5  # of one cohort: each more makes a chance finding more likely
LONGEST_NAME = 80  # letters
LEAST_WINDOW, MOST_WINDOW = 30, 1095  # days
USUAL_WINDOW = 365
MOST_SCORE = 1_000_000  # units, either way
LEAST_DIFFERENCE = 0.0001  # points or units: smaller ones are told apart by nothing


class Nature(StrEnum):
    """What an outcome is made of.

    LEFT and PROMOTED are events: a dated row in the window is a yes, and who has no row is a no. ON_TIME is a yes or a
    no that the file gives for each person. SCORE is a number for each person.
    """

    LEFT = "left"
    PROMOTED = "promoted"
    ON_TIME = "on_time"
    SCORE = "score"

    @property
    def is_event(self) -> bool:
        return self in (Nature.LEFT, Nature.PROMOTED)

    @property
    def is_yes_no(self) -> bool:
        return self is not Nature.SCORE

    @property
    def label(self) -> str:
        return NATURES[self]


NATURES = {
    Nature.LEFT: phrase("Left the organisation"),
    Nature.PROMOTED: phrase("Promoted"),
    Nature.ON_TIME: phrase("Project on time"),
    Nature.SCORE: phrase("A score, such as engagement"),
}


class By(StrEnum):
    """Who those who take part are compared with."""

    LOTTERY = "lottery"
    MATCH = "match"

    @property
    def label(self) -> str:
        return COMPARED[self]


COMPARED = {
    By.LOTTERY: phrase("Those who were drawn for the comparison (lottery)"),
    By.MATCH: phrase("Alike people who could have been invited (matched)"),
}


class Plan(Struct, frozen=True):
    """One registered outcome. `smallest` is in percentage points, or in units of the score; so is `usual`.

    `usual` is what is expected without the programme: the share in per cent, or the standard deviation of a score.
    """

    name: str
    nature: Nature
    window_days: int
    smallest: float
    higher_is_better: bool
    by: By
    registered_before_start: bool
    usual: float | None = None

    @property
    def is_yes_no(self) -> bool:
        return self.nature.is_yes_no


class Facts(Struct, frozen=True, array_like=True):
    """One person on the day of the invitation: what they are matched by, and whether they were invited."""

    level: int | None  # index into ROLE_LEVELS
    function: str
    location: str
    started_on: date | None
    invited: bool


def last_day(window: Window) -> date:
    """The last day that counts."""
    return window.start + timedelta(days=window.days - 1)


def better_is_higher(nature: Nature, chosen: bool) -> bool:
    """Only of a score somebody must say it: fewer should leave, more be promoted, more be on time."""
    return chosen if nature is Nature.SCORE else nature is not Nature.LEFT


def problems(plan: Plan) -> Iterator[tuple[str, str]]:
    """What is wrong with it: the field, and a sentence. Nothing where it can be registered."""
    if not plan.name.strip() or len(plan.name) > LONGEST_NAME:
        yield "name", phrase("Give it a name of at most {most} letters.", most=LONGEST_NAME)
    elif is_rating_name(plan.name):
        yield "name", NO_RATINGS
    if not LEAST_WINDOW <= plan.window_days <= MOST_WINDOW:
        yield "window_days", phrase("Choose from {least} to {most} days.", least=LEAST_WINDOW, most=MOST_WINDOW)
    most = 100 if plan.is_yes_no else MOST_SCORE
    if not LEAST_DIFFERENCE <= plan.smallest <= most:
        yield "smallest", phrase("Write a number from {least} to {most}.", least=said(LEAST_DIFFERENCE), most=most)
    if plan.usual is not None:
        yield from _problems_of_usual(plan, plan.usual)


def _problems_of_usual(plan: Plan, usual: float) -> Iterator[tuple[str, str]]:
    if not plan.is_yes_no:
        if not LEAST_DIFFERENCE <= usual <= MOST_SCORE:
            yield (
                "usual",
                phrase("Write a number from {least} to {most}.", least=said(LEAST_DIFFERENCE), most=MOST_SCORE),
            )
        return
    if not 0 <= usual <= 100:
        yield "usual", phrase("Write a share from 0 to 100 per cent.")
    elif not 0 <= aimed_at(plan, usual) <= 100:
        yield "smallest", phrase("From {usual} per cent there is no room for such a difference.", usual=said(usual))


def aimed_at(plan: Plan, usual: float) -> float:
    """The share, in per cent, that would be worth having."""
    return usual + plan.smallest if plan.higher_is_better else usual - plan.smallest


def people_needed(plan: Plan) -> int | None:
    """In each group, to see the smallest difference; of people who have nothing to do with each other.

    None where it is not said what is usual. People in one circle are alike, so it takes rather more.
    """
    if plan.usual is None:
        return None
    if plan.is_yes_no:
        return needed_for_shares(plan.usual / 100, aimed_at(plan, plan.usual) / 100)
    return needed_for_means(plan.usual**2, plan.smallest)


def said(number: float) -> str:
    """Without needless zeros: 4, or 0.25."""
    return f"{number:,.10g}"


def difference_in_words(plan: Plan) -> str:
    """The smallest difference worth having, and its direction."""
    amount = said(plan.smallest)
    match plan.is_yes_no, plan.higher_is_better:
        case True, True:
            return phrase("at least {amount} percentage points more", amount=amount)
        case True, False:
            return phrase("at least {amount} percentage points fewer", amount=amount)
        case False, True:
            return phrase("at least {amount} higher", amount=amount)
        case _:
            return phrase("at least {amount} lower", amount=amount)


def window_in_words(window_days: int, by: By) -> str:
    if by == By.LOTTERY:
        return counted("{count} day from the draw", "{count} days from the draw", window_days)
    return counted("{count} day from the invitation", "{count} days from the invitation", window_days)


NO_RATINGS = phrase(
    "Edgewise does not compare performance ratings. Where a rating can follow from coaching, people stop saying what is"
    " difficult."
)
