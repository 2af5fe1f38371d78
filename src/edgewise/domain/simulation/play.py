"""A whole session played by bots in virtual time: the next thing that anybody wants, or that is due, happens next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from edgewise.domain.formats.model import Format
from edgewise.domain.session.commands import LastPromise
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.names import Millis
from edgewise.domain.session.state import Phase, State
from edgewise.domain.session.views.audience import audience_of, own_part, view_as, view_for
from edgewise.domain.session.views.view import Audience, RoomView
from edgewise.domain.simulation.bots.bots import Bot, Wish
from edgewise.domain.simulation.bots.tempers import HELPFUL, Temper
from edgewise.domain.simulation.table import Sent, Table, laid, numbered

MOST_COMMANDS = 20_000
LONGEST_MS = 12 * 3_600_000


class Stuck(Exception):
    """A session that does not come to an end: the rules or the bots are wrong."""


@dataclass(frozen=True, slots=True)
class Played:
    events: tuple[AnyEvent, ...]
    state: State
    refusals: tuple[Sent, ...]


def play(
    fmt: Format,
    names: Sequence[str],
    seed: int,
    tempers: Sequence[Temper] = (HELPFUL,),
    start_ms: Millis = 0,
    promises: tuple[LastPromise, ...] = (),
    watch: Callable[[Sent], None] | None = None,
) -> Played:
    """Plays to the end. `tempers` go round the table, seat by seat. Raises Stuck, which is a defect."""
    dice = Random(seed)
    offset = dice.randrange(len(names))
    table = laid(fmt, numbered(names), start_ms, promises, offset, watch)
    go_on(table, bots_for(names, tempers, dice), start_ms)
    return Played(tuple(table.events), table.state, tuple(table.refusals))


def bots_for(names: Sequence[str], tempers: Sequence[Temper], dice: Random) -> list[Bot]:
    return [
        Bot(seat, name, tempers[place % len(tempers)], Random(dice.getrandbits(64)))
        for place, (seat, name) in enumerate(numbered(names))
    ]


def go_on(table: Table, bots: Sequence[Bot], now: Millis, most: int = MOST_COMMANDS) -> Millis:
    """Plays on from wherever the session stands, to its close or for `most` commands; the moment it stopped at."""
    started = now
    for _ in range(most):
        if table.state.control.phase is Phase.CLOSED:
            return now
        now = _happen(table, bots, now)
        if now > started + LONGEST_MS:
            break
    if most == MOST_COMMANDS:
        raise Stuck(f"{table.state.fmt.key}: no end in sight at step {table.state.control.step}")
    return now


def _happen(table: Table, bots: Sequence[Bot], now: Millis) -> Millis:
    """The next thing, and the moment at which it happened."""
    wishes = wishes_of(table.state, bots, now)
    due_at = table.next_due()
    if not wishes and not due_at:
        raise Stuck(f"{table.state.fmt.key}: nobody wants anything at step {table.state.control.step}")
    bot, wish = min(wishes, key=lambda pair: pair[1].at_ms) if wishes else (None, None)
    if wish is None or bot is None or (due_at and due_at <= wish.at_ms):
        now = max(now, due_at)
        table.strike(now)
        return now
    now = max(now, wish.at_ms)
    table.send(wish.command, wish.by, now, _recorder(table.state, wish))
    bot.sent(wish, now)
    return now


def wishes_of(state: State, bots: Sequence[Bot], now: Millis) -> list[tuple[Bot, Wish]]:
    """What each bot that wants something wants, seeing what its audience sees."""
    views: dict[Audience, RoomView] = {}
    wishes = []
    for bot in bots:
        audience = audience_of(state, bot.seat)
        if audience not in views:
            seen = next(iter(views.values()), None)
            views[audience] = view_as(seen, state, audience) if seen else view_for(state, audience, now)
        view = views[audience]
        if wish := bot.next_wish(view, own_part(state, bot.seat), now):
            wishes.append((bot, wish))
    return wishes


def _recorder(state: State, wish: Wish) -> str:
    """With one laptop in the room, the chair writes for everybody."""
    chair = state.control.chair
    return chair if state.one_laptop and wish.by in state.seats and wish.by != chair else ""
