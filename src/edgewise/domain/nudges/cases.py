"""What a coordinator has to look at, how soon, and the words to begin with.

A draft is written to one person, speaks of what is possible, and never of what others have not done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Concern(StrEnum):
    """The most pressing first. The value is kept in the database."""

    LINE = "line"  # a reporting line within a circle
    REMATCH = "rematch"  # somebody asks for another circle
    DROP_OUT = "drop_out"
    SMALL = "small"  # a circle below its minimum
    NO_SHOW = "no_show"
    RULE = "rule"  # another rule that does not hold any more
    NO_FIRST = "no_first"  # a circle that has not met
    SILENT = "silent"  # one that has not met for long
    WAITING = "waiting"  # somebody without a circle
    UNSIGNED = "unsigned"  # the agreement
    OVERLOADED = "overloaded"  # in more circles than they wish
    UNREACHED = "unreached"  # whose address takes no mail
    NO_ANSWER = "no_answer"  # to the invitation
    NO_PROFILE = "no_profile"
    LOPSIDED = "lopsided"  # hours
    MIDWAY = "midway"  # the check-in is due


@dataclass(frozen=True, slots=True)
class Kind:
    title: str
    days: int  # in which it is to be dealt with
    over_by_itself: bool = True  # when the facts change; otherwise a person says that it is
    draft: str = ""  # `{first}`, `{circle}`, `{programme}`; empty: nobody is written to


KINDS: Mapping[Concern, Kind] = {
    Concern.LINE: Kind("A reporting line in a circle", 2),
    Concern.REMATCH: Kind(
        "Asks for another circle",
        5,
        over_by_itself=False,
        draft="thank you for telling me. I will look for another circle for you, and nobody else learns why.\n"
        "Is there anything that would help in the next one?",
    ),
    Concern.DROP_OUT: Kind(
        "Has left",
        5,
        over_by_itself=False,
        draft="I saw that you take no part in {programme} any more, and that is fine; no reason is needed.\n"
        "If you would like to come back one day, or to tell me what would have helped, I am glad to hear it.",
    ),
    Concern.SMALL: Kind("A circle has become too small", 5),
    Concern.NO_SHOW: Kind(
        "Was missed",
        3,
        over_by_itself=False,
        draft="your circle met without you, and your place was kept.\n"
        "Is the time still right for you? If something is in the way, one line to me is enough and we find another.",
    ),
    Concern.RULE: Kind("A rule does not hold any more", 7),
    Concern.NO_FIRST: Kind(
        "Has not met yet",
        7,
        draft="{circle} is there and has no date yet. A first hour together is all it takes to begin.\n"
        "The page of your circle shows when all of you are at work. Would you propose a time?",
    ),
    Concern.SILENT: Kind(
        "Has not met for a while",
        7,
        draft="it has been a while since {circle} met. A short check-in of a quarter of an hour is a good way back.\n"
        "Would you propose a time? If the rhythm does not fit any more, tell me what would.",
    ),
    Concern.WAITING: Kind(
        "Waits for a circle",
        14,
        draft="you said yes to {programme}, and I have not forgotten you: I am looking for the right circle.\n"
        "Has anything changed in your working hours or your goals since?",
    ),
    Concern.UNSIGNED: Kind(
        "Has not signed the agreement",
        7,
        draft="the agreement of {circle} is ready for your signature. It takes two minutes to read.\n"
        "If a sentence in it does not fit, tell me: it can be changed.",
    ),
    Concern.OVERLOADED: Kind(
        "Sits in more circles than wished",
        14,
        draft="you sit in more circles than you wished to. Is that all right for now?\n"
        "If not, one click ends a seat, and nobody asks why.",
    ),
    Concern.UNREACHED: Kind("Cannot be reached by e-mail", 7),
    Concern.NO_ANSWER: Kind(
        "Has not answered the invitation",
        14,
        draft="your invitation to {programme} is still open. Yes and no are both good answers.\n"
        "Is there something that you would like to know first?",
    ),
    Concern.NO_PROFILE: Kind(
        "Has no profile yet",
        14,
        draft="to find you good company I need a few lines from you: your goals, languages and working hours.\n"
        "It takes about three minutes.",
    ),
    Concern.LOPSIDED: Kind(
        "Gives and receives unevenly",
        14,
        draft="in {programme} everybody gives and receives about the same.\n"
        "Your hours lean to one side so far. Would you like to bring an issue of your own next time, or to coach?",
    ),
    Concern.MIDWAY: Kind(
        "The check-in half-way is due",
        14,
        draft="{circle} is half-way. Half an hour to look back and ahead is foreseen (format: Midway check-in).\n"
        "Would you propose a time?",
    ),
}
RANK = {concern: place for place, concern in enumerate(Concern)}


def due_on(concern: Concern, opened_on: date) -> date:
    """The day by which it is to be dealt with; working days are not counted apart."""
    return opened_on + timedelta(days=KINDS[concern].days)


def urgency(concern: Concern, due: date, today: date) -> tuple[bool, int, date]:
    """To sort by, the most pressing first: what is past its day, then by kind, then by day."""
    return due >= today, RANK[concern], due


def draft(concern: Concern, first: str, circle: str, programme: str) -> str:
    """The message to begin with; empty where nobody is to be written to. Names are as people know them."""
    words = KINDS[concern].draft
    if not words:
        return ""
    body = words.format(first=first, circle=circle or "your circle", programme=programme)
    return f"Hello {first},\n{body[0].upper()}{body[1:]}"


LEAST_MINUTES = 120  # of coaching, before its balance says anything
LEAN = 90  # minutes


def lopsided(hours: Mapping[int, tuple[int, int]]) -> list[int]:
    """Who of one circle leans far from what is usual in it. `hours` are minutes given and received, by person.

    Where one issue owner is heard by five, all give more than they receive; so each is held against the circle's own
    average, which in a pair is an even balance.
    """
    if not hours:
        return []
    leans = {who: given - received for who, (given, received) in hours.items()}
    usual = sum(leans.values()) / len(leans)
    return [who for who, lean in leans.items() if sum(hours[who]) >= LEAST_MINUTES and abs(lean - usual) > LEAN]
