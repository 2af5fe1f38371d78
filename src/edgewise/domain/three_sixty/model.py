"""A 360: a leader's own answers, and those of people who work with them, in one window of days.

What is decided at its launch (the survey, who is asked and in which group, the window, the thresholds) is one frozen
value. Nothing here changes it; another window or another group is another 360.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from edgewise.domain.anonymity.bands import FEWEST_IN_A_GROUP, FEWEST_IN_ALL
from edgewise.domain.phrases import Phrase, counted, phrase
from edgewise.domain.surveys.model import Survey

FEWEST_RATERS, MOST_RATERS = 5, 12  # asked, the manager aside
SHORTEST_WINDOW, LONGEST_WINDOW = 5, 60  # days, the first and the last included
USUAL_WINDOW = 14  # days
LONGEST_COMMENT = 1000  # letters


class Group(StrEnum):
    """How a rater works with the leader; small groups join the one before them."""

    PEERS = "peers"
    REPORTS = "reports"
    OTHERS = "others"


GROUP_WORDS: Mapping[Group, Phrase] = {
    Group.PEERS: phrase("peers"),
    Group.REPORTS: phrase("people who report to you"),
    Group.OTHERS: phrase("others"),
}


class Rules(Struct, frozen=True):
    """Days and thresholds, as they are printed on the rater's page. They may be stricter than usual, never looser."""

    opens: date
    closes: date  # the last day on which somebody can answer
    fewest_in_group: Annotated[int, Meta(ge=FEWEST_IN_A_GROUP)] = FEWEST_IN_A_GROUP
    fewest_in_all: Annotated[int, Meta(ge=FEWEST_IN_ALL)] = FEWEST_IN_ALL


class Launch(Struct, frozen=True):
    survey: Survey
    rules: Rules
    asked: Mapping[str, Group]  # a rater's id -> group
    manager: str = ""  # their id, or nobody: shown by name, knows it, and in no group


class Sheet(Struct, frozen=True):
    """One person's answers. `answers`: by item key from 1 to 5, None: cannot say. `comments`: by question key."""

    answers: Mapping[str, int | None] = {}
    comments: Mapping[str, str] = {}


class Sheets(Struct, frozen=True):
    """What has been sent; `raters` by id."""

    own: Sheet
    raters: Mapping[str, Sheet]
    manager: Sheet | None = None


def launch(survey: Survey, rules: Rules, asked: Mapping[str, Group], today: date, manager: str = "") -> Launch | Phrase:
    """A 360 that is fixed from now on, or why it cannot begin (a sentence)."""
    refused = _raters_refused(asked, manager) or _window_refused(rules, today)
    if refused is not None:
        return refused
    if rules.fewest_in_group < FEWEST_IN_A_GROUP or rules.fewest_in_all < FEWEST_IN_ALL:
        return phrase(
            "Nothing is shown of fewer than {group} people in a group and {all} in all.",
            group=FEWEST_IN_A_GROUP, all=FEWEST_IN_ALL,
        )  # fmt: skip
    return Launch(survey, rules, dict(asked), manager)


def _raters_refused(asked: Mapping[str, Group], manager: str) -> Phrase | None:
    if manager in asked:
        return phrase("Your manager is shown by name, so they cannot be in a group too.")
    if not FEWEST_RATERS <= len(asked) <= MOST_RATERS:
        return counted(
            "You ask {count} person. Ask {least} to {most} people, your manager aside.",
            "You ask {count} people. Ask {least} to {most} people, your manager aside.",
            len(asked), least=FEWEST_RATERS, most=MOST_RATERS,
        )  # fmt: skip
    return None


def _window_refused(rules: Rules, today: date) -> Phrase | None:
    if rules.opens < today:
        return phrase("The first day is in the past. Choose today or a later day.")
    days = (rules.closes - rules.opens).days + 1
    if not SHORTEST_WINDOW <= days <= LONGEST_WINDOW:
        return counted(
            "The window has {count} day. Give people {least} to {most} days.",
            "The window has {count} days. Give people {least} to {most} days.",
            days, least=SHORTEST_WINDOW, most=LONGEST_WINDOW,
        )  # fmt: skip
    return None
