"""What anybody at the table comes to want: to tap, to write, to raise a hand, to speak, to give what they owe."""

from __future__ import annotations

from collections.abc import Iterator

from edgewise.domain.session import commands as c
from edgewise.domain.simulation.bots import speech
from edgewise.domain.simulation.bots.corpus import sayings, unsaid
from edgewise.domain.simulation.bots.glance import Glance
from edgewise.domain.simulation.bots.intents import Intent, Mind, aloud, said, typed
from edgewise.domain.simulation.bots.tempers import MINUTE, SECOND
from edgewise.domain.simulation.bots.turn import debts, turn_intents, words_of


def seat_intents(glance: Glance, mind: Mind) -> Iterator[Intent]:
    yield from _called_upon(glance, mind)
    yield from _asides(glance, mind)
    if glance.paused:
        yield from _resumption(glance)
        return
    if glance.i_hold:
        yield from turn_intents(glance, mind)
    else:
        yield from _off_the_floor(glance, mind)
        yield from _late_debts(glance, mind)
        yield from _shield(glance, mind)


def _called_upon(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """Answers to what the room asks of this seat."""
    if glance.may("accept_chair"):
        yield from _the_chair(glance, mind)
    if glance.may("tap") and glance.view.energy_open and glance.own.tap == 0:
        key = f"{glance.here}/tap"
        yield Intent(key, lambda: c.Tap(value=1 + mind.number(key, 5)), (2 * SECOND, 12 * SECOND))
    if glance.may("tell_confidence") and glance.own.sure is None:
        key = f"{glance.here}/sure"
        if mind.chance(key, mind.temper.answers):
            yield Intent(key, said(speech.confidence(glance, mind)), (2 * SECOND, 8 * SECOND))
    choosing = glance.stage is not None and glance.stage.does == "choose_issues"
    if choosing and glance.may("propose_issue") and mind.chance("propose", min(80, mind.temper.answers)):
        made = speech.proposal(glance, mind)
        yield Intent("issue", said(made), typed(made.title))


def _the_chair(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """Some take the chair when asked; where all were asked and nobody did, somebody gives way after a while."""
    view = glance.view
    offer = f"chair/{view.chair}/{view.clock.paused_at}"
    if mind.chance(offer, mind.temper.accepts):
        yield Intent(offer, c.AcceptChair, (3 * SECOND, 9 * SECOND), again=True)
    elif all(seat.id in view.offered_to for seat in view.seats if seat.present):
        yield Intent(f"{offer}/after all", c.AcceptChair, (MINUTE, 3 * MINUTE), again=True)


def _asides(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """A win, something for the parking lot, a word taken back: now and then."""
    key = f"{glance.here}/aside"
    if glance.may("celebrate_win") and mind.chance(f"{key}/win", 3):
        yield Intent(
            f"{key}/win",
            lambda: c.CelebrateWin(text=mind.pick(key, unsaid(sayings().wins, glance.said))),
            (5 * SECOND, 60 * SECOND),
        )
    if glance.may("park") and mind.chance(f"{key}/park", 3):
        yield Intent(
            f"{key}/park",
            lambda: c.Park(text=mind.pick(key, unsaid(sayings().parked, glance.said))),
            (5 * SECOND, 90 * SECOND),
        )
    if glance.may("amend_contribution"):
        yield from _second_thought(glance, mind)


def _second_thought(glance: Glance, mind: Mind) -> Iterator[Intent]:
    board = glance.view.board
    mine = [words for words in (*board.contributions, *board.options) if words.by == glance.seat] if board else []
    for words in mine[-1:]:
        key = f"amend/{words.id}"
        if mind.chance(key, 5):
            text = "" if mind.chance(f"{key}/all", 20) else f"{words.text.rstrip('.')}, as far as I can see."
            made = c.AmendContribution(contribution=words.id, text=text)
            yield Intent(key, said(made), (4 * SECOND, 20 * SECOND))


def _resumption(glance: Glance) -> Iterator[Intent]:
    if glance.may("resume"):
        key = f"resume/{glance.view.clock.paused_at}"
        yield Intent(key, c.Resume, (8 * SECOND, 25 * SECOND), again=True)


def _off_the_floor(glance: Glance, mind: Mind) -> Iterator[Intent]:
    if glance.stage is None:
        return
    if glance.may("write_note"):
        yield from _writing(glance, mind)
    elif glance.may("raise_hand"):
        yield from _hand(glance, mind)
    elif glance.may("contribute") and mind.chance(f"{glance.here}/say", mind.temper.hands):
        key = f"{glance.here}/say"
        if made := speech.contribution(glance, mind, key):
            yield Intent(key, said(made), typed(made.text))


def _writing(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """One thought, and then two more on the same sheet."""
    if not mind.chance(f"{glance.here}/write", mind.temper.writes):
        return
    for key, lines in ((f"{glance.here}/note", 1), (f"{glance.here}/more", 2)):
        if not mind.has(key):
            made = speech.note(glance, mind, key, lines)
            yield Intent(key, said(made), typed(made.text), earliest=glance.view.clock.step_began)
            return


def _hand(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """In a pair one person asks all the questions; at a full table three hands do, unless something is missing."""
    often = len(glance.view.seats) <= 3 or glance.needs("patterns", "options")
    chance = max(mind.temper.hands, 80 if often else 0)
    for turn in range(12 if often else 3):
        key = f"{glance.here}/hand/{turn}"
        if not mind.has(key):
            if mind.temper.hands and mind.chance(key, chance):
                yield Intent(key, c.RaiseHand, (4 * SECOND, 35 * SECOND))
            return


def _late_debts(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """What the room waits for from this seat, outside a turn: near the end of the stage, or at the exit gate."""
    at_gate = glance.view.phase == "exit_gate"
    if glance.me is None or (glance.me.turn == "waiting" and not at_gate):
        return
    willing = mind.temper.relents if at_gate or glance.left_ms < 0 else mind.temper.answers
    for key, made in debts(glance, mind):
        if mind.chance(f"{key}/{at_gate or glance.left_ms < 0}", willing):
            earliest = 0 if at_gate else glance.view.clock.step_deadline - 40 * SECOND
            yield Intent(key, said(made), aloud(words_of(made)), earliest=earliest, again=True)


def _shield(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """The owner now and then needs a moment, or has heard enough."""
    if not glance.i_own:
        return
    for command, percent in ((c.ShieldPause, 2), (c.ShieldEnough, 3), (c.ShieldAdvice, 4)):
        name = command.__name__
        key = f"{glance.here}/{name}"
        if glance.may(_wire(name)) and mind.chance(key, percent):
            yield Intent(key, command, (15 * SECOND, 90 * SECOND))


def _wire(name: str) -> str:
    return f"shield_{name.removeprefix('Shield').lower()}"
