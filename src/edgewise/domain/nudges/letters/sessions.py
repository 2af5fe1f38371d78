"""Letters about dates."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import counted, phrase, sentences

SESSION = {
    "circle": "Harbour",
    "discreet": False,
    "starts_at": "2026-03-12T13:00:00+00:00",
    "minutes": 90,
}
SEE_SESSION = phrase("See the session")
EXPECTED = phrase("You get this because you are expected at this session.")


def _session_planned(facts: Facts) -> Words:
    """Facts: starts_at, minutes?, circle?, discreet?, dates? (how many are planned in one go), number? (of this one)

    `pair`: it is a coaching hour of two, with person? (the other). So in every letter about a session.
    """
    dates, number, day = facts.count("dates", 1), facts.count("number", 1), facts.day_of("starts_at")
    is_first = dates > 1 and number == 1
    more = phrase("It is the first of {dates} sessions.", dates=dates) if is_first else ""
    return Words(
        phrase("Session {number} of {dates}: {day}", number=number, dates=dates, day=day)
        if number > 1
        else phrase("A coaching hour on {day}", day=day)
        if _is_pair(facts)
        else phrase("A session on {day}", day=day),
        (
            sentences(_meets(facts), _lasts(facts), more, _others_follow() if is_first else ""),
            phrase(
                "The invitation for your calendar comes with this message. "
                "If the date does not suit you, it can be moved."
            ),
        ),
        SEE_SESSION,
    )


def _session_moved(facts: Facts) -> Words:
    """Facts: starts_at (the new one), was_at, minutes?, circle?, discreet?"""
    circle, moment = facts.circle, facts.moment("starts_at")
    moved = (
        _of_two(
            facts,
            phrase("Your coaching hour with {name} has moved to {moment}.", name=_other(facts), moment=moment),
            phrase("Your coaching hour has moved to {moment}.", moment=moment),
        )
        if _is_pair(facts)
        else phrase("The session of {circle} has moved to {moment}.", circle=circle, moment=moment)
        if circle
        else phrase("The session of your circle has moved to {moment}.", moment=moment)
    )
    was = phrase("It was planned for {moment}.", moment=facts.moment("was_at"))
    return Words(
        phrase("Moved to {day}", day=facts.day_of("starts_at")),
        (
            sentences(moved, _lasts(facts)),
            sentences(was, phrase("The file with this message corrects your calendar.")),
        ),
        SEE_SESSION,
    )


def _session_changed(facts: Facts) -> Words:
    """Facts: starts_at, circle?, discreet?, dates? (how many have changed), number? (of this one)

    `chairs`: its reader is to facilitate. Otherwise the link to the call has changed.
    """
    circle, moment, day = facts.circle, facts.moment("starts_at"), facts.day_of("starts_at")
    if facts.given.get("chairs"):
        return Words(
            phrase("You facilitate on {day}", day=day),
            (
                phrase("You facilitate the session of {circle} on {moment}.", circle=circle, moment=moment)
                if circle
                else phrase("You facilitate the session of your circle on {moment}.", moment=moment),
                phrase("The person who was to facilitate has left the circle."),
            ),
            SEE_SESSION,
        )
    changed = (
        phrase("The link to the call of your coaching hour on {moment} has changed.", moment=moment)
        if _is_pair(facts)
        else phrase("The link to the call of {circle} on {moment} has changed.", circle=circle, moment=moment)
        if circle
        else phrase("The link to the call of your circle on {moment} has changed.", moment=moment)
    )
    return Words(
        phrase("The link has changed: {day}", day=day),
        (sentences(changed, _others(facts)), phrase("The file with this message corrects your calendar.")),
        SEE_SESSION,
    )


def _session_cancelled(facts: Facts) -> Words:
    """Facts: starts_at, circle?, discreet?, dates? (how many are cancelled), number? (of this one)"""
    circle, moment = facts.circle, facts.moment("starts_at")
    off = (
        _of_two(
            facts,
            phrase(
                "Your coaching hour with {name} on {moment} will not take place.", name=_other(facts), moment=moment
            ),
            phrase("Your coaching hour on {moment} will not take place.", moment=moment),
        )
        if _is_pair(facts)
        else phrase("The session of {circle} on {moment} will not take place.", circle=circle, moment=moment)
        if circle
        else phrase("The session of your circle on {moment} will not take place.", moment=moment)
    )
    return Words(
        phrase("Cancelled: {day}", day=facts.day_of("starts_at")),
        (
            sentences(off, _others(facts)),
            phrase("The file with this message takes it out of your calendar."),
        ),
        phrase("See your circle"),
    )


def _others(facts: Facts) -> str:
    """Of the dates that the same news is about; empty where it is one, and beside each of the others."""
    later = facts.count("dates", 1) - 1
    if later < 1 or facts.count("number", 1) > 1:
        return ""
    also = counted(
        "This is also true of the session after it.", "This is also true of the {count} sessions after it.", later
    )
    return sentences(also, _others_follow())


def _others_follow() -> str:
    return phrase("For each of the others you get an e-mail, because a calendar takes one date from an e-mail.")


def _session_soon(facts: Facts) -> Words:
    """Facts: starts_at, minutes?, circle?, discreet?, brings? (the reader brings an issue)"""
    brings = [phrase("You bring an issue this time. A few lines beforehand help.")] if facts.given.get("brings") else []
    return Words(
        phrase("Soon: your coaching hour on {day}", day=facts.day_of("starts_at"))
        if _is_pair(facts)
        else phrase("Soon: your session on {day}", day=facts.day_of("starts_at")),
        (sentences(_meets(facts), _lasts(facts)), *brings),
        phrase("Open the session"),
    )


def _session_closed_itself(facts: Facts) -> Words:
    """Facts: starts_at, circle?, discreet?"""
    circle, moment = facts.circle, facts.moment("starts_at")
    closed = (
        phrase("Nobody closed your coaching hour on {moment}, so it closed by itself.", moment=moment)
        if _is_pair(facts)
        else phrase(
            "Nobody closed the session of {circle} on {moment}, so it closed by itself.", circle=circle, moment=moment
        )
        if circle
        else phrase("Nobody closed the session of your circle on {moment}, so it closed by itself.", moment=moment)
    )
    return Words(
        phrase("Your session on {day} is closed", day=facts.day_of("starts_at")),
        (
            closed,
            phrase("Everything you said in it is in the record, and your commitments are saved."),
            phrase("If you made no commitment, you can still make one on the page of your commitments."),
        ),
        phrase("Read the record"),
    )


def _is_pair(facts: Facts) -> bool:
    return facts.given.get("pair") is True


def _other(facts: Facts) -> str:
    """Of two; empty where no names are to be said."""
    return "" if facts.is_discreet else facts.text("person", "")


def _of_two(facts: Facts, named: str, unnamed: str) -> str:
    return named if _other(facts) else unnamed


def _session_unopened(facts: Facts) -> Words:
    """Facts: starts_at, circle?, discreet?"""
    circle, moment = facts.circle, facts.moment("starts_at")
    asked = (
        phrase("Nobody opened the room of {circle} on {moment}.", circle=circle, moment=moment)
        if circle
        else phrase("Nobody opened the room of your circle on {moment}.", moment=moment)
    )
    return Words(
        phrase("Did you meet on {day}?", day=facts.day_of("starts_at")),
        (
            sentences(asked, phrase("Did you meet elsewhere, did you move the session, or did you not meet?")),
            phrase("One tap is enough. After a week we count what most of you say."),
        ),
        phrase("Answer"),
    )


def _meets(facts: Facts) -> str:
    moment = facts.moment("starts_at")
    if _is_pair(facts):
        return _of_two(
            facts,
            phrase("You and {name} have a coaching hour on {moment}.", name=_other(facts), moment=moment),
            phrase("You have a coaching hour on {moment}.", moment=moment),
        )
    if facts.circle:
        return phrase("{circle} meets on {moment}.", circle=facts.circle, moment=moment)
    return phrase("Your circle meets on {moment}.", moment=moment)


def _lasts(facts: Facts) -> str:
    """Empty where the length is not known."""
    if not facts.has("minutes"):
        return ""
    return counted("It lasts one minute.", "It lasts {count} minutes.", facts.count("minutes"))


WORDINGS = {
    Kind.SESSION_PLANNED: Wording(
        phrase("A session is planned"),
        phrase("Everybody who is expected"),
        phrase("When the date is set"),
        EXPECTED,
        _session_planned,
        {**SESSION, "dates": 6, "number": 1},
    ),
    Kind.SESSION_MOVED: Wording(
        phrase("A session has moved"),
        phrase("Everybody who is expected"),
        phrase("When the date changes"),
        EXPECTED,
        _session_moved,
        {**SESSION, "was_at": "2026-03-10T13:00:00+00:00"},
    ),
    Kind.SESSION_CHANGED: Wording(
        phrase("A session has changed"),
        phrase("Everybody who is expected; a new facilitator alone"),
        phrase("When the link to the call changes, or when it is your turn to facilitate because somebody has left"),
        EXPECTED,
        _session_changed,
        {name: fact for name, fact in SESSION.items() if name != "minutes"} | {"dates": 6, "number": 1},
    ),
    Kind.SESSION_CANCELLED: Wording(
        phrase("A session is cancelled"),
        phrase("Everybody who was expected"),
        phrase("When it is cancelled"),
        phrase("You get this because you were expected at this session."),
        _session_cancelled,
        {name: fact for name, fact in SESSION.items() if name != "minutes"} | {"dates": 1, "number": 1},
    ),
    Kind.SESSION_CLOSED_ITSELF: Wording(
        phrase("A session has closed by itself"),
        phrase("The people at its table who still belong to the circle"),
        phrase("Four hours after its end, if nobody closed it"),
        phrase("You get this because you have a seat in the circle of this session."),
        _session_closed_itself,
        {name: fact for name, fact in SESSION.items() if name != "minutes"},
    ),
    Kind.SESSION_UNOPENED: Wording(
        phrase("Nobody opened a session"),
        phrase("Everybody who was expected"),
        phrase("Four hours after its start, if nobody opened the room"),
        phrase("You get this because you were expected at this session."),
        _session_unopened,
        {name: fact for name, fact in SESSION.items() if name != "minutes"},
    ),
    Kind.SESSION_SOON: Wording(
        phrase("A session is near"),
        phrase("Everybody who is expected"),
        phrase("The working day before"),
        EXPECTED,
        _session_soon,
        {**SESSION, "brings": True},
    ),
}
