"""The one in the chair: begins, lets the floor move, leads on when a stage has given what it must, and closes."""

from __future__ import annotations

from collections.abc import Iterator

from edgewise.domain.formats.model import Output
from edgewise.domain.session import commands as c
from edgewise.domain.session.commands import AnyCommand
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.views.view import NeedView
from edgewise.domain.simulation.bots.corpus import sayings
from edgewise.domain.simulation.bots.glance import Glance
from edgewise.domain.simulation.bots.intents import Intent, Mind, said
from edgewise.domain.simulation.bots.tempers import MINUTE, SECOND

FACILITATOR_ACTS_WITHIN = (3 * SECOND, 10 * SECOND)
STAGE_END_WAIT = 25 * SECOND  # that a speaker or a stage may run over before the chair does something
WAIVED_AFTER = 3 * MINUTE  # after the end of a stage, or at the gate, before what is missing is waived


def chair_intents(glance: Glance, mind: Mind) -> Iterator[Intent]:
    if glance.view.phase == "lobby":
        yield from _beginning(glance, mind)
    elif glance.paused:
        return
    elif glance.view.phase == "exit_gate":
        yield from _closing(glance, mind)
    elif glance.stage:
        yield from _floor(glance, mind)
        yield from _energy(glance, mind)
        yield from _onward(glance, mind)
        yield from _rarely(glance, mind)


def _beginning(glance: Glance, mind: Mind) -> Iterator[Intent]:
    if glance.may("begin"):
        complete = all(seat.present for seat in glance.view.seats)
        wait = mind.temper.begins if complete else (150 * SECOND, 210 * SECOND)
        yield Intent(f"begin/{complete}", c.Begin, wait, again=True)
    elif sum(seat.present for seat in glance.view.seats) > 1 and glance.may("choose_issues"):
        here = [seat.id for seat in glance.view.seats if seat.present]
        yield Intent(
            "owner", said(c.ChooseIssues(owners=(mind.pick("owner", here),))), (40 * SECOND, MINUTE), again=True
        )


def _closing(glance: Glance, mind: Mind) -> Iterator[Intent]:
    if not glance.open_needs and glance.may("close"):
        yield Intent("close", c.Close, FACILITATOR_ACTS_WITHIN, again=True)
    yield from _waivers(glance, mind, 0)


def _floor(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """Interrupts one who runs over; gives the floor where nobody has it and somebody should."""
    view = glance.view
    clock = view.clock
    deadline = clock.turn_deadline or clock.step_deadline
    if view.holder and view.holder != glance.seat and glance.may("take_floor"):
        key = f"{glance.turn}/take"
        made = c.TakeFloor(reason=mind.pick(key, sayings().interruptions))
        yield Intent(key, said(made), FACILITATOR_ACTS_WITHIN, earliest=deadline + STAGE_END_WAIT, again=True)
    if not view.holder and glance.may("give_floor") and (to := _next_to_speak(glance)):
        yield Intent(f"{glance.here}/give/{to}", lambda: c.GiveFloor(to=to), FACILITATOR_ACTS_WITHIN)


def _next_to_speak(glance: Glance) -> SeatId:
    """The first hand, then whoever still waits for a turn, then the owner who owes the stage something."""
    here = [seat for seat in glance.view.seats if seat.present]
    hands = sorted((seat for seat in here if seat.hand), key=lambda seat: seat.hand)
    waiting = [seat for seat in here if seat.turn == "waiting"]
    owner = [
        seat for seat in here if seat.owner and glance.open_needs and glance.stage and not glance.stage.back_turned
    ]
    return next((seat.id for seat in (*hands, *waiting, *owner)), "")


def _onward(glance: Glance, mind: Mind) -> Iterator[Intent]:
    stage = glance.stage
    assert stage is not None
    if stage.does == "choose_issues" and glance.may("choose_issues") and not _issues_chosen(glance):
        yield from _issues(glance, mind)
    if glance.may("next_stage") and stage.can_leave:
        finished = _finished(glance, mind)
        key = f"{glance.here}/next/{finished}"
        if finished:
            yield Intent(key, c.NextStage, FACILITATOR_ACTS_WITHIN, again=True)
        else:
            yield Intent(
                key,
                c.NextStage,
                FACILITATOR_ACTS_WITHIN,
                earliest=glance.view.clock.step_deadline + STAGE_END_WAIT * 2,
                again=True,
            )
    yield from _waivers(glance, mind, glance.view.clock.step_deadline)


def _finished(glance: Glance, mind: Mind) -> bool:
    """Has the stage given what it can? A round, when all had a turn; talk, when nobody wants the floor any more."""
    stage, view = glance.stage, glance.view
    assert stage is not None
    present = [seat for seat in view.seats if seat.present]
    if stage.does == "choose_issues":
        return _issues_chosen(glance)
    if stage.floor in ("round", "round_until_pass"):
        return stage.round_complete
    if mind.temper.moves_on and _has_given(glance):
        return True
    if stage.floor == "silent_writing":
        return glance.left_ms < 15 * SECOND
    quiet = not view.holder and not any(seat.hand for seat in present)
    return quiet and glance.left_ms < (view.clock.step_deadline - view.clock.step_began) // 4


def _has_given(glance: Glance) -> bool:
    """Is there nothing left to do here? What was required is there; all have written; all was asked."""
    stage, view = glance.stage, glance.view
    assert stage is not None
    if stage.floor == "silent_writing":
        writers = [seat for seat in view.seats if seat.present and not seat.owner]
        return all(seat.wrote for seat in writers)
    if stage.needs:
        return not glance.open_needs
    return _is_late(glance) and not view.holder and not any(seat.hand for seat in view.seats if seat.present)


def _is_late(glance: Glance) -> bool:
    """A third of the stage's time is over."""
    clock = glance.view.clock
    return glance.now - clock.step_began > (clock.step_deadline - clock.step_began) // 3


def _issues_chosen(glance: Glance) -> bool:
    return glance.stage is not None and len(glance.view.boards) >= glance.stage.issues


def _issues(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """Who has proposed one, those first whose turn it is: they are waited for, unless this chair likes to move on."""
    stage, view = glance.stage, glance.view
    assert stage is not None
    wanted, proposed = max(1, stage.issues), [one.seat for one in view.proposals]
    here = [seat.id for seat in view.seats if seat.present]
    owners = tuple(dict.fromkeys([*proposed, *view.in_turn, *here]))[:wanted]
    is_ready = mind.temper.moves_on or set(view.in_turn) <= set(proposed) or _is_late(glance)
    if (is_ready and len(proposed) >= wanted) or glance.left_ms < 30 * SECOND:
        yield Intent(
            f"{glance.here}/choose", lambda: c.ChooseIssues(owners=owners), (15 * SECOND, 40 * SECOND), again=True
        )


def _waivers(glance: Glance, mind: Mind, since: int) -> Iterator[Intent]:
    """The last resort, one missing thing at a time, with its reason on the record."""
    if not glance.may("override"):
        return
    for output, seat, issue in [each for need in glance.open_needs for each in _missing(need)]:
        key = f"{glance.here}/waive/{output}/{seat or issue}"
        made = c.Override(output=Output(output), reason=mind.pick(key, sayings().overrides), seat=seat, issue=issue)
        yield Intent(key, said(made), (WAIVED_AFTER, WAIVED_AFTER + MINUTE), earliest=since, again=True)


def _missing(need: NeedView) -> list[tuple[str, SeatId, int]]:
    return [(need.output, seat, need.issue - 1) for seat in need.missing or ("",)]


def _energy(glance: Glance, mind: Mind) -> Iterator[Intent]:
    key = f"{glance.here}/energy"
    if glance.view.energy_open and glance.may("close_energy"):
        yield Intent(f"{key}/close", c.CloseEnergy, (20 * SECOND, 30 * SECOND), again=True)
    elif glance.may("ask_energy") and mind.chance(key, 4):
        yield Intent(key, c.AskEnergy, (10 * SECOND, 60 * SECOND))


def _rarely(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """What a facilitator does once in a while; each is possible in every stage."""
    view, key = glance.view, f"{glance.here}/rarely"
    others = [seat.id for seat in view.seats if seat.present and seat.id != glance.seat]
    if glance.may("take_back") and view.undo and mind.chance(f"{key}/{view.undo.until}", 6):
        yield Intent(f"{key}/{view.undo.until}", c.TakeBack, (2 * SECOND, 7 * SECOND))
    rare: list[tuple[str, AnyCommand]] = [
        ("reset_room", c.ResetRoom(sentence=mind.pick(key, sayings().resets))),
        ("pause", c.Pause(reason=mind.pick(key, sayings().pauses))),
        ("step_back", c.StepBack(reason="We left that one too early.")),
    ]
    if others:
        rare.append(("hand_over", c.HandOver(to=mind.pick(key, others))))
    for command, made in rare:
        if glance.may(command) and mind.chance(f"{key}/{command}", mind.temper.surprises):
            yield Intent(f"{key}/{command}", said(made), (40 * SECOND, 2 * MINUTE))
    yield from _more_time(glance, mind)
    yield from _hurry(glance, mind)


def _more_time(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """A minute for a stage that needs it, paid by a later one where one can."""
    key = f"{glance.here}/time"
    later = [step.index for step in glance.view.steps if step.state == "to come" and step.spare_ms >= MINUTE]
    if glance.may("add_time") and glance.left_ms < 0 and mind.chance(key, 25):
        made = c.AddTime(seconds=60, source=mind.pick(key, later) if later else -1)
        yield Intent(key, said(made), FACILITATOR_ACTS_WITHIN)


def _hurry(glance: Glance, mind: Mind) -> Iterator[Intent]:
    """Behind time: a stage is left out; far behind, what is left is the exit gate."""
    pace, key = glance.view.pace, f"{glance.here}/hurry"
    behind = glance.now + pace.later_ms - pace.planned_end
    if behind > 12 * MINUTE and glance.may("skip_stage") and mind.chance(f"{key}/skip", 20):
        yield Intent(
            f"{key}/skip", lambda: c.SkipStage(reason=mind.pick(key, sayings().skips)), FACILITATOR_ACTS_WITHIN
        )
    if behind > 20 * MINUTE and glance.may("open_exit_gate") and mind.chance(f"{key}/gate", 30):
        yield Intent(f"{key}/gate", c.OpenExitGate, FACILITATOR_ACTS_WITHIN)
