"""A turn: first what I owe the room, then what I have to say, then the floor goes on."""

from __future__ import annotations

from collections.abc import Iterator

from edgewise.domain.session import commands as c
from edgewise.domain.session.names import Millis
from edgewise.domain.simulation.bots import speech
from edgewise.domain.simulation.bots.glance import Glance
from edgewise.domain.simulation.bots.intents import Intent, Mind, aloud, said
from edgewise.domain.simulation.bots.tempers import SECOND

ROUNDS = ("round", "round_until_pass")
ASSUMES, FORESEES = 70, 90  # per cent of owners
SAYING = ("round", "round_until_pass", "questions", "back_turned", "open")


def turn_intents(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """Only the next thing: a person does one thing at a time."""
    if _has_nothing(glance, mind):
        yield Intent(f"{glance.turn}/pass", c.Pass, (2 * SECOND, 6 * SECOND), again=True)
        return
    for key, made in _agenda(glance, mind):
        if not mind.has(key):
            yield Intent(key, said(made), aloud(words_of(made)))
            return
    yield Intent(f"{glance.turn}/end", c.EndTurn, (500, 4000), earliest=_end(glance, mind), again=True)


def debts(glance: Glance, mind: Mind) -> Iterator[tuple[str, c.AnyCommand]]:
    """What is missing from this seat, its own and its issue's, as commands that would be taken now."""
    here = glance.here
    me = glance.me
    promising = glance.stage is not None and glance.stage.does == "promises"
    if promising and me and not me.reported and glance.may("report_promise"):
        yield f"{here}/report", speech.report(mind)
    if glance.i_own:
        yield from _issue_debts(glance, mind)
    owed = set(glance.owed_by(glance.seat))
    if owed & {"commitment_each", "commitment_owner"} and glance.may("commit"):
        yield f"{here}/commit", speech.commitment(glance, mind)
    if "reflection_each" in owed and glance.may("reflect"):
        yield f"{here}/reflect", speech.learning(mind, here)


def _issue_debts(glance: Glance, mind: Mind) -> Iterator[tuple[str, c.AnyCommand]]:
    here = glance.here
    if glance.needs("decision_question") and glance.may("frame_question"):
        yield f"{here}/frame", speech.question(glance, mind)
    if glance.needs("restated_question") and glance.may("restate_question"):
        yield f"{here}/restate", speech.restated(glance, mind)
    if glance.needs("decision") and glance.may("decide"):
        yield f"{here}/decide", speech.decision(glance)


def _foresights(glance: Glance, mind: Mind) -> Iterator[tuple[str, c.AnyCommand]]:
    """What nobody waits for: most say what their decision rests on, and what they expect."""
    board, here = glance.view.board, glance.here
    if not glance.i_own or board is None:
        return
    if glance.may("assume") and not board.assumptions and mind.chance(f"{here}/assume", ASSUMES):
        yield f"{here}/assume", speech.assumption(glance)
    if glance.may("foresee") and board.forecast is None and mind.chance(f"{here}/foresee", FORESEES):
        yield f"{here}/foresee", speech.forecast(glance, mind)


def _agenda(glance: Glance, mind: Mind) -> Iterator[tuple[str, c.AnyCommand]]:
    for key, made in debts(glance, mind):
        if mind.chance(key, mind.temper.answers):
            yield key, made
    yield from _foresights(glance, mind)
    key = f"{glance.turn}/say"
    if glance.needs("patterns") and glance.may("name_pattern"):
        yield f"{glance.turn}/pattern", speech.pattern(glance, mind, glance.turn)
    speaking = glance.stage is not None and glance.stage.floor in SAYING and glance.may("contribute")
    if speaking and (words := speech.contribution(glance, mind, key)):
        yield key, words


def _has_nothing(glance: Glance, mind: Mind) -> bool:
    """Rounds may be passed; where it goes round until all have passed, ideas run out."""
    stage = glance.stage
    if mind.has(f"{glance.turn}/say") or stage is None or stage.floor not in ROUNDS or not glance.may("pass"):
        return False  # has spoken, or may not pass
    key = f"{glance.turn}/pass"
    if stage.floor == "round_until_pass" and not glance.needs("options"):
        return mind.chance(key, max(60, mind.temper.passes))
    return mind.chance(key, mind.temper.passes)


def _end(glance: Glance, mind: Mind) -> Millis:
    """When this person has finished: before the end of their time or, with some tempers, after it."""
    clock, stage = glance.view.clock, glance.stage
    low, high = mind.temper.speaks
    percent = low + mind.number(f"{glance.turn}/end", high - low + 1)
    if clock.turn_deadline:
        length = clock.turn_deadline - clock.turn_began
    elif stage and stage.floor in ("holder", *ROUNDS):
        length = max(20 * SECOND, clock.step_deadline - clock.turn_began)
    else:
        length = 30 * SECOND
    return clock.turn_began + length * percent // 100


def words_of(made: c.AnyCommand) -> str:
    """The words of a command, to know how long they take to say."""
    texts = (getattr(made, field) for field in made.__struct_fields__)
    return " ".join(text for text in texts if isinstance(text, str))
