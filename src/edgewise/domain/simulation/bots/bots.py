"""Bots: people of a certain temper who see what a person would see, and do what they want at human speed.

A driver asks `next_wish` after every event, sends the command when its moment has come, and then tells the bot
that it was `sent`, whatever the answer was. Nothing here reads a clock: the same dice give the same session.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from edgewise.domain.session.commands import AnyCommand, Drop, Join
from edgewise.domain.session.names import SYSTEM, Millis, SeatId
from edgewise.domain.session.views.view import OwnPart, RoomView
from edgewise.domain.simulation.bots.facilitator import chair_intents
from edgewise.domain.simulation.bots.glance import Glance
from edgewise.domain.simulation.bots.intents import Intent, Mind
from edgewise.domain.simulation.bots.mischief import mischief
from edgewise.domain.simulation.bots.seat import seat_intents
from edgewise.domain.simulation.bots.tempers import HELPFUL, Temper
from edgewise.domain.simulation.bots.voice import Words, words_aloud

LONGEST_WAIT = 60_000  # the longest wait before something that was refused is tried again


@dataclass(frozen=True, slots=True)
class Wish:
    """A command and the moment at which a human would send it; `by` is SYSTEM where a stream closes."""

    at_ms: Millis
    command: AnyCommand
    by: SeatId
    key: str


@dataclass(frozen=True, slots=True)
class Aloud:
    """Words and the moment at which a human would say them."""

    at_ms: Millis
    seat: SeatId
    text: str
    key: str


class Bot:
    """One person. Remembers when each thing came to mind and what was done; all else is in the view."""

    def __init__(self, seat: SeatId, name: str, temper: Temper = HELPFUL, rng: Random | None = None) -> None:
        self.seat = seat
        self.name = name
        self.mind = Mind(temper, (rng or Random(seat)).randbytes(8))
        self._came_up: dict[str, Millis] = {}
        self._drops = 0

    def next_wish(self, view: RoomView, own: OwnPart, now: Millis) -> Wish | None:
        """What this person wants to do next, as far as can be told now; None: nothing but listen.

        The answer holds until the view's version changes. `at_ms` may be in the past: then it is due.
        """
        glance = Glance(view, own, self.seat, now)
        moments = [(self._moment(intent, now), intent) for intent in self._intents(glance)]
        if not moments:
            return None
        at, intent = min(moments, key=lambda pair: pair[0])
        command = intent.make()
        return Wish(at, command, SYSTEM if isinstance(command, Drop) else self.seat, intent.key)

    def next_words(self, view: RoomView, own: OwnPart, now: Millis) -> Aloud | None:
        """What this person says aloud next, for nobody to keep; with the same dice at the same moment."""
        glance = Glance(view, own, self.seat, now)
        fresh = (words for words in words_aloud(glance, self.mind) if not self.mind.has(words.key))
        found = next(fresh, None)
        if found is None:
            return None
        return Aloud(self._moment(found, now), self.seat, found.text, found.key)

    def spoke(self, words: Aloud) -> None:
        self.mind.done[words.key] = 1

    def sent(self, wish: Wish, now: Millis) -> None:
        """The command of `wish` was sent: taken or refused, it is not sent again at once."""
        self._drops += isinstance(wish.command, Drop)
        tries = self.mind.done[wish.key] = self.mind.done.get(wish.key, 0) + 1
        self._came_up[wish.key] = now + min(LONGEST_WAIT, 3000 << min(tries, 6))

    def _moment(self, intent: Intent | Words, now: Millis) -> Millis:
        came_up = self._came_up.setdefault(intent.key, now)
        low, high = intent.within
        return max(intent.earliest, came_up) + low + self.mind.number(intent.key, high - low + 1)

    def _intents(self, glance: Glance) -> Iterator[Intent]:
        me = glance.me
        if me is None or glance.view.phase == "closed":
            return
        if not me.present:
            yield self._arrival(glance, came_before=me.came)
            return
        yield from self._departure(glance)
        wanted = list(seat_intents(glance, self.mind))
        if glance.i_chair:
            wanted += chair_intents(glance, self.mind)
        wanted += mischief(glance, self.mind)
        # Once is enough for most things; what a stage waits for is tried again.
        yield from (intent for intent in wanted if intent.again or not self.mind.has(intent.key))

    def _arrival(self, glance: Glance, *, came_before: bool) -> Intent:
        temper = self.mind.temper
        key = f"join/{self._drops}"
        return Intent(key, Join, temper.away if came_before else temper.arrives, again=True)

    def _departure(self, glance: Glance) -> Iterator[Intent]:
        stays = self.mind.temper.stays
        if stays and glance.view.phase != "lobby":
            key = f"drop/{self._drops}"
            if not self.mind.has(key):
                yield Intent(key, lambda: Drop(seat=self.seat), (stays // 3, stays * 5 // 3))
