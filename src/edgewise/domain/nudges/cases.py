"""What a coordinator has to look at, how soon, and the words to begin with.

A draft is written to one person, speaks of what is possible, and never of what others have not done.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from edgewise.domain.phrases import Phrase, phrase

NOTHING = Phrase("")

# When a case opens; what each is about stands in KINDS.
INVITATION_UNANSWERED = timedelta(days=14)
NO_PROFILE = timedelta(days=7)  # after a yes
YES_WITHOUT_CIRCLE = timedelta(days=14)
AGREEMENT_UNSIGNED = timedelta(days=7)  # after it was ready
NO_FIRST_SESSION = timedelta(days=10)  # after the circle was made
UNOPENED_UNANSWERED = timedelta(days=3)  # after the circle was asked
NO_SESSION_SINCE = timedelta(days=21)
MIDWAY_FROM, MIDWAY_UNTIL = timedelta(days=-7), timedelta(days=14)  # around the middle of the run
PAIR_HOURS_BEHIND = 2  # of each person of a circle on average, after which its pair hours lag
EVENTS_LOOKED_BACK = timedelta(days=28)  # for what happened and is not over by itself


class Concern(StrEnum):
    """The most pressing first. The value is kept in the database."""

    LINE = "line"  # a reporting line within a circle
    REMATCH = "rematch"  # somebody asks for another circle
    FEEDBACK = "feedback"  # somebody reports what a peer wrote to them
    FLAG = "flag"  # somebody says that something is not right
    TRUST = "trust"  # what everybody reads in the pulse has dipped
    DROP_OUT = "drop_out"
    SMALL = "small"  # a circle below its minimum
    ROUND = "round"  # the next one does not begin by itself
    NO_SHOW = "no_show"
    UNCLOSED = "unclosed"  # a session closed by itself: nobody had closed it
    UNOPENED = "unopened"  # nobody opened a session, and nobody says what became of it
    RULE = "rule"  # another rule that does not hold any more
    NO_FIRST = "no_first"  # a circle that has not met
    SILENT = "silent"  # one that has not met for long
    WAITING = "waiting"  # somebody without a circle
    UNSIGNED = "unsigned"  # the agreement
    OVERLOADED = "overloaded"  # in more circles than they wish
    UNREACHED = "unreached"  # whose address takes no mail
    NO_ANSWER = "no_answer"  # to the invitation
    NO_PROFILE = "no_profile"
    PAIR_HOURS = "pair_hours"  # a circle is behind with them
    LOPSIDED = "lopsided"  # hours
    MIDWAY = "midway"  # the check-in is due


UNDATED = frozenset({Concern.NO_FIRST, Concern.SILENT, Concern.MIDWAY})  # a date for the circle ends these


@dataclass(frozen=True, slots=True)
class Kind:
    """A draft may hold `{circle}` or `{programme}`, to be filled in; then there is one that names neither."""

    title: str
    days: int  # in which it is to be dealt with
    over_by_itself: bool = True  # when the facts change; otherwise a person says that it is
    over_with_cohort: bool = False  # it is about how the circle goes on
    draft: Phrase = NOTHING  # nothing: nobody is written to
    draft_unnamed: Phrase = NOTHING  # for where the name is missing, or is not to be said


KINDS: Mapping[Concern, Kind] = {
    Concern.LINE: Kind(phrase("A reporting line in a circle"), 2),
    Concern.REMATCH: Kind(
        phrase("Asks for another circle"),
        5,
        over_by_itself=False,
        over_with_cohort=True,
        draft=phrase(
            "Thank you for telling me. I will look for another circle for you, and nobody else learns why.\n"
            "Is there anything that would help in the next one?"
        ),
    ),
    Concern.FEEDBACK: Kind(
        phrase("Reports feedback from a peer"),
        3,
        over_by_itself=False,
        draft=phrase(
            "Thank you for telling me. I have not read the feedback, unless you added its words.\n"
            "Would you like to speak about it? Tell me when it suits you, and what would help."
        ),
    ),
    Concern.FLAG: Kind(
        phrase("Raises a flag"),
        3,
        over_by_itself=False,
        draft=phrase(
            "Thank you for telling me. I take it seriously, and I tell nobody that it came from you.\n"
            "Would you like to speak about it? Tell me when it suits you, and what would help."
        ),
    ),
    Concern.TRUST: Kind(
        phrase("Trust has dipped"),
        7,
        over_by_itself=False,
        over_with_cohort=True,
        draft=phrase(
            "You can all read what the pulse says, and so can I. Thank you for your openness.\n"
            "Nobody asks who said what. In your next session, please take ten minutes for one question: what would"
            " make it easier to speak here? If your circle would like me to change something, tell me."
        ),
    ),
    Concern.DROP_OUT: Kind(
        phrase("Has left"),
        5,
        over_by_itself=False,
        over_with_cohort=True,
        draft=phrase(
            "I saw that you do not take part in {programme} any more. That is fine; no reason is needed.\n"
            "If you would like to come back one day, or to tell me what would have helped, I am glad to hear it."
        ),
        draft_unnamed=phrase(
            "I saw that you do not take part in the programme any more. That is fine; no reason is needed.\n"
            "If you would like to come back one day, or to tell me what would have helped, I am glad to hear it."
        ),
    ),
    Concern.SMALL: Kind(phrase("A circle has become too small"), 5),
    Concern.ROUND: Kind(
        phrase("The next round waits"),
        2,
        draft=phrase(
            "Thank you for telling me that the next round does not suit you. You need not say why.\n"
            "I am looking for another way. If something would help me to find it, write me one line."
        ),
    ),
    Concern.NO_SHOW: Kind(
        phrase("Was missed"),
        3,
        over_by_itself=False,
        draft=phrase(
            "Your circle met without you, and kept your place.\n"
            "Is the time still right for you? If something is in the way, write me one line and we find another time."
        ),
    ),
    Concern.UNCLOSED: Kind(
        phrase("Nobody closed the session"),
        5,
        over_by_itself=False,
        draft=phrase(
            "The last session of {circle} closed by itself: nobody was left to close it.\n"
            "Did something get in the way? If the room made it hard, tell me, and I will help."
        ),
        draft_unnamed=phrase(
            "The last session of your circle closed by itself: nobody was left to close it.\n"
            "Did something get in the way? If the room made it hard, tell me, and I will help."
        ),
    ),
    Concern.UNOPENED: Kind(
        phrase("Nobody says whether they met"),
        3,
        draft=phrase(
            "Nobody opened the last session of {circle}. Did you meet elsewhere, or did you move it?\n"
            "One tap on the page of your circle is enough. If the time does not suit you any more, I will help."
        ),
        draft_unnamed=phrase(
            "Nobody opened the last session of your circle. Did you meet elsewhere, or did you move it?\n"
            "One tap on the page of your circle is enough. If the time does not suit you any more, I will help."
        ),
    ),
    Concern.RULE: Kind(phrase("A rule does not hold any more"), 7),
    Concern.NO_FIRST: Kind(
        phrase("Has not met yet"),
        7,
        draft=phrase(
            "{circle} is ready and has no date yet. A first hour together is enough to begin.\n"
            "The page of your circle shows when all of you are at work. Would you propose a time?"
        ),
        draft_unnamed=phrase(
            "Your circle is ready and has no date yet. A first hour together is enough to begin.\n"
            "The page of your circle shows when all of you are at work. Would you propose a time?"
        ),
    ),
    Concern.SILENT: Kind(
        phrase("Has not met for a while"),
        7,
        draft=phrase(
            "It has been a while since {circle} met. A short check-in of a quarter of an hour is a good way back.\n"
            "Would you propose a time? If the rhythm does not fit any more, tell me what would."
        ),
        draft_unnamed=phrase(
            "It has been a while since your circle met. A short check-in of a quarter of an hour is a good way back.\n"
            "Would you propose a time? If the rhythm does not fit any more, tell me what would."
        ),
    ),
    Concern.WAITING: Kind(
        phrase("Waits for a circle"),
        14,
        draft=phrase(
            "You said yes to {programme}, and I have not forgotten you: I am looking for the right circle.\n"
            "Has anything changed in your working hours or your goals since?"
        ),
        draft_unnamed=phrase(
            "You said yes to the programme, and I have not forgotten you: I am looking for the right circle.\n"
            "Has anything changed in your working hours or your goals since?"
        ),
    ),
    Concern.UNSIGNED: Kind(
        phrase("Has not signed the agreement"),
        7,
        draft=phrase(
            "The agreement of {circle} is ready for your signature. It takes two minutes to read.\n"
            "If a sentence in it does not fit, tell me: it can be changed."
        ),
        draft_unnamed=phrase(
            "The agreement of your circle is ready for your signature. It takes two minutes to read.\n"
            "If a sentence in it does not fit, tell me: it can be changed."
        ),
    ),
    Concern.OVERLOADED: Kind(
        phrase("Sits in more circles than wished"),
        14,
        draft=phrase(
            "You sit in more circles than you wished to. Is that all right for now?\n"
            "If not, one click ends a seat, and nobody asks why."
        ),
    ),
    Concern.UNREACHED: Kind(phrase("Cannot be reached by e-mail"), 7),
    Concern.NO_ANSWER: Kind(
        phrase("Has not answered the invitation"),
        14,
        draft=phrase(
            "Your invitation to {programme} is still open. Yes and no are both good answers.\n"
            "Is there something that you would like to know first?"
        ),
        draft_unnamed=phrase(
            "Your invitation to the programme is still open. Yes and no are both good answers.\n"
            "Is there something that you would like to know first?"
        ),
    ),
    Concern.NO_PROFILE: Kind(
        phrase("Has no profile yet"),
        14,
        draft=phrase(
            "To find you good company I need a few lines from you: your goals, languages and working hours.\n"
            "It takes about three minutes."
        ),
    ),
    Concern.PAIR_HOURS: Kind(
        phrase("Coaching hours between two lag behind"),
        14,
        draft=phrase(
            "In {circle} people also coach each other in pairs. Some of these hours have no date yet.\n"
            "The page of your circle proposes times for each of them. Would you choose one?"
        ),
        draft_unnamed=phrase(
            "In your circle people also coach each other in pairs. Some of these hours have no date yet.\n"
            "The page of your circle proposes times for each of them. Would you choose one?"
        ),
    ),
    Concern.LOPSIDED: Kind(
        phrase("Gives and receives unevenly"),
        14,
        draft=phrase(
            "In {programme} everybody gives and receives about the same.\n"
            "So far your hours lean to one side. Would you like to bring an issue of your own next time, or to coach?"
        ),
        draft_unnamed=phrase(
            "In the programme everybody gives and receives about the same.\n"
            "So far your hours lean to one side. Would you like to bring an issue of your own next time, or to coach?"
        ),
    ),
    Concern.MIDWAY: Kind(
        phrase("The check-in half-way is due"),
        14,
        draft=phrase(
            "{circle} is half-way. Half an hour is planned to look back and ahead (format: Midway check-in).\n"
            "Would you propose a time?"
        ),
        draft_unnamed=phrase(
            "Your circle is half-way. Half an hour is planned to look back and ahead (format: Midway check-in).\n"
            "Would you propose a time?"
        ),
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
    """The message to begin with; empty where nobody is to be written to. Names are as people know them.

    Without `first` it speaks to everybody; a circle or a programme whose name is empty is not named.
    """
    kind, names = KINDS[concern], {"circle": circle, "programme": programme}
    if not kind.draft:
        return ""
    is_unnamed = any(not name and f"{{{key}}}" in kind.draft.message for key, name in names.items())
    body = kind.draft_unnamed if is_unnamed else Phrase(kind.draft.message, names)
    return (
        phrase("Hello {name},\n{words}", name=first, words=body)
        if first
        else phrase("Hello everybody,\n{words}", words=body)
    )


def pair_hours_by(people: int, each: int, begins: date, ends: date, today: date) -> int:
    """How many pair hours a circle would have held today, spread evenly over its run; `each` person gives so many."""
    whole = (ends - begins).days
    if whole <= 0:
        return people * each if today >= ends else 0
    return people * each * min(max((today - begins).days, 0), whole) // whole


def pair_hours_lag(held: int, by_now: int, people: int) -> bool:
    """Is the circle behind by more than `PAIR_HOURS_BEHIND` for each of its people?"""
    return by_now - held > PAIR_HOURS_BEHIND * people


LEAST_MINUTES = 120  # of coaching, before its balance says anything
LEAN = 90  # minutes


def lopsided(hours: Mapping[int, tuple[int, int]]) -> list[int]:
    """Who of one circle leans far from what is usual in it. `hours` are minutes given and received, by person.

    All that is given in a circle is all that is received. Where somebody has left, or joined late, the balance of those
    who sit there now is not even by itself; so each is held against their own average.
    """
    if not hours:
        return []
    leans = {who: given - received for who, (given, received) in hours.items()}
    usual = sum(leans.values()) / len(leans)
    return [who for who, lean in leans.items() if sum(hours[who]) >= LEAST_MINUTES and abs(lean - usual) > LEAN]
