"""What is due: time that is up, a chair that has been empty too long, and a session that nobody closes."""

from __future__ import annotations

from edgewise.domain.formats.model import AtTimeUp, Floor, Stage
from edgewise.domain.phrases import phrase
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.moves import gate, run_again
from edgewise.domain.session.decisions.stages import go_on, may_go_on
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.decisions.turns import carry_on, end_turn, leave
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.evolving.people import rota_from
from edgewise.domain.session.names import SYSTEM, Millis, SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.server_commands import Closing
from edgewise.domain.session.state import Phase, State

LEASE_MS = 15_000  # how long the facilitator may be gone before the chair is offered
OFFER_MS = 30_000  # how long one person is asked before the next one may take it too
CLOSES_ITSELF_MS = 4 * 3_600_000  # after the end of a session, when it closes by itself
AT_ONCE = (Floor.SILENT_WRITING, Floor.ALL)


def time_up(story: Story) -> Refused | None:
    """True only when a deadline has passed that nobody has been told of."""
    state = story.state
    if refused := guards.first(guards.running(state), guards.ticking(state)):
        return refused
    stage = state.stage
    assert stage is not None
    if turn_is_up(state, story.now):
        _turn_up(story, stage)
    elif stage_is_up(state, story.now):
        _stage_up(story, stage)
    else:
        return Refused("not_yet", phrase("There is time left."))
    return None


def turn_is_up(state: State, now: Millis) -> bool:
    clock = state.control.clock
    return bool(clock.turn_deadline) and now >= clock.turn_deadline and not clock.turn_over


def stage_is_up(state: State, now: Millis) -> bool:
    clock = state.control.clock
    return bool(clock.step_deadline) and now >= clock.step_deadline and not clock.over


def _turn_up(story: Story, stage: Stage) -> None:
    if stage.at_time_up is AtTimeUp.PASS_ON:
        end_turn(story, e.TurnEnd.TIME_UP)
        carry_on(story)
    else:
        story.tell(e.OvertimeBegan(turn=True, at=story.now))


def _stage_up(story: Story, stage: Stage) -> None:
    """A stage in which everyone works at once moves on by itself, if its gate is met."""
    state = story.state
    passes = stage.at_time_up is AtTimeUp.PASS_ON
    if passes and stage.floor in AT_ONCE and may_go_on(state) is None:
        go_on(story, by_clock=True)
        return
    story.tell(e.OvertimeBegan(at=story.now))
    if passes and stage.floor is Floor.HOLDER and state.control.floor.holder and gate(state) is None:
        end_turn(story, e.TurnEnd.TIME_UP)


def lapse(story: Story) -> Refused | None:
    """The clock stops and the chair is offered: to the deputy, later to the next ones in the rota too."""
    state = story.state
    to = next_offer(state, story.now)
    if not to:
        return Refused("not_lapsed", phrase("The facilitator is here."))
    if state.offer:
        story.tell(e.ChairOffered(to=to, at=story.now))
        return None
    story.tell(e.LeaseLapsed(offered_to=to, at=story.now))
    if state.control.phase is Phase.RUNNING and not state.control.clock.paused_at:
        away = guards.name(state, state.control.chair)
        story.tell(e.Paused(by=SYSTEM, reason=f"{away} is away; the chair is offered", at=story.now))
    return None


def next_offer(state: State, now: Millis) -> SeatId:
    """Who is offered the chair now; nobody while it is held, or while the last one asked has time to answer."""
    moment = offer_due(state)
    return _candidate(state) if moment and now >= moment else ""


def offer_due(state: State) -> Millis:
    """When the chair is offered (again); 0: it is held, or nobody is left to ask."""
    if state.control.phase is Phase.CLOSED or state.format is None:
        return 0
    chair = state.seats[state.control.chair]
    if chair.present or not _candidate(state):
        return 0
    if state.offer:
        return state.offer.since + OFFER_MS
    return _away_since(state) + LEASE_MS


def _away_since(state: State) -> Millis:
    """Before the chair ever came, the wait begins with the first who came, and is longer."""
    chair = state.seats[state.control.chair]
    if chair.gone_at:
        return chair.gone_at
    first = min(seat.came_at for seat in state.seats.values() if seat.present)
    return max(first, state.pace.booked_until - state.fmt.minutes * 60_000) + 7 * LEASE_MS


def _candidate(state: State) -> SeatId:
    asked = state.offer.to if state.offer else ()
    after = (state.control.deputy, *rota_from(state, state.control.chair))
    here = (state.seats[seat] for seat in after if seat not in asked and seat in state.seats)
    return next((seat.id for seat in here if seat.present and seat.may_chair), "")


def accept_chair(story: Story, by: SeatId) -> Refused | None:
    if refused := may_accept(story.state, by):
        return refused
    story.tell(e.ChairAccepted(by=by, at=story.now))
    run_again(story, by)
    return None


def may_accept(state: State, by: SeatId) -> Refused | None:
    if state.offer is None:
        return Refused("no_offer", phrase("The facilitator is here."))
    if by in state.offer.to:
        return None
    asked = guards.name(state, state.offer.to[-1])
    return Refused(
        "not_offered",
        phrase("{name} is asked to become the facilitator.", name=asked),
        phrase("If they do not answer, the next person is asked."),
    )


def over_at(state: State) -> Millis:
    """When a session that has begun was to be over: as booked, or by the plan with the time added if that is later."""
    pace, control = state.pace, state.control
    return max(pace.booked_until, control.planned_end, pace.began + state.fmt.minutes * 60_000)


def closes_itself_at(state: State) -> Millis:
    """0: it has not begun, or is closed."""
    is_open = state.control.phase in (Phase.RUNNING, Phase.EXIT_GATE)
    return over_at(state) + CLOSES_ITSELF_MS if is_open else 0


def close_unclosed(story: Story, why: Closing, by: SeatId) -> Refused | None:
    if by != SYSTEM:
        return Refused("not_yours", phrase("Only the server does this."))
    phase = story.state.control.phase
    if phase is Phase.CLOSED:
        return None
    if why is Closing.OVER:
        return _close_what_is_over(story)
    if why is Closing.NOT_HELD and phase is not Phase.LOBBY:
        return Refused("begun", phrase("The session has begun."))
    _close(story, by_itself=False)
    return None


def _close_what_is_over(story: Story) -> Refused | None:
    """What was said until then counts; time in which nobody did anything any more counts for nobody."""
    moment = closes_itself_at(story.state)
    if not moment or story.now < moment:
        return Refused("not_yet", phrase("There is time left."))
    story.now = max(story.state.at, over_at(story.state))
    _close(story, by_itself=True)
    return None


def _close(story: Story, *, by_itself: bool) -> None:
    if story.state.control.phase is Phase.RUNNING:
        leave(story)
    story.tell(e.SessionClosed(by_itself=by_itself, at=story.now))
