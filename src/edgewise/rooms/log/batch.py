"""A group of wishes, decided on states in memory, written in one transaction, answered after the commit."""

from __future__ import annotations

import logging
from asyncio import Future
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from edgewise.domain.phrases import phrase
from edgewise.domain.session.commands import AnyCommand
from edgewise.domain.session.decisions.decide import obey
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import State
from edgewise.rooms.log import log, room_time
from edgewise.vault.cipher import Cipher, KeyDestroyed

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """A command that a seat, or the system, sends to a session."""

    code: str
    command: AnyCommand
    by: str
    recorder: str = ""  # the chair who records for `by` in one-laptop mode
    key: bytes | None = None  # the same request sent twice has the same key
    reply: Future[Outcome] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Done:
    version: int  # of the last event that the wish brought
    state: State
    again: bool = False  # it was done before; this is the answer that got lost


@dataclass(frozen=True, slots=True)
class Failed:
    """A fault of ours, or of the store; nothing was written."""

    reason: str


Outcome = Done | Refused | Failed


PURGED = Refused(
    "purged", phrase("Everything said in this circle was deleted, as agreed. Nothing more can be said here.")
)


class Outrun(Exception):
    """Another writer's events are in the log: decide again on the newer state."""


@dataclass(slots=True)
class Draft:
    """A room with what this batch adds to it."""

    room: log.Room
    cipher: Cipher
    state: State
    rows: list[log.Row] = field(default_factory=list)
    keys: dict[bytes, int] = field(default_factory=dict)
    events: list[AnyEvent] = field(default_factory=list)

    def settled(self) -> log.Room:
        for key, version in self.keys.items():
            log.remember(self.room.keys, key, version)
        return replace(self.room, state=self.state)

    def add(self, events: Sequence[AnyEvent], state: State, key: bytes | None) -> None:
        """Seal all events first, so that a failure leaves nothing half added."""
        first = self.state.version + 1
        sealed = [
            log.sealed(self.room, self.cipher, version, event, key if version == first else None)
            for version, event in enumerate(events, first)
        ]
        if key is not None:
            self.keys[key] = state.version
        self.state = state
        self.rows += sealed
        self.events += events

    def done_before(self, key: bytes | None) -> int | None:
        return None if key is None else self.keys.get(key, self.room.keys.get(key))


class Batch:
    """One attempt: `outcomes` in the order of the wishes, `drafts` by session. Raises Outrun, or the store's errors."""

    def __init__(self, wishes: Sequence[Wish], now: int) -> None:
        self.now = now
        self.drafts: dict[str, Draft] = {}
        self.outcomes = [self._outcome(wish) for wish in wishes]

    def write(self) -> list[Draft]:
        """Put everything on disk; returns the rooms that changed."""
        changed = [draft for draft in self.drafts.values() if draft.rows]
        if changed:
            rows = [row for draft in changed for row in draft.rows]
            log.append(rows, {draft.room.scope for draft in changed})
        for draft in changed:
            log.cache.put(draft.settled())
        return changed

    def _outcome(self, wish: Wish) -> Outcome:
        try:
            return self._obey(self._draft(wish.code), wish)
        except (Outrun, *log.STORE_ERRORS):
            raise
        except KeyDestroyed:
            return PURGED
        except log.NoSuchSession:
            return Failed("no such session")
        except Exception as error:  # noqa: BLE001  one bad command must not fail the others
            logger.error("A %s failed: %s.", type(wish.command).__name__, type(error).__name__)  # noqa: TRY400  a traceback could quote content
            return Failed(type(error).__name__)

    def _draft(self, code: str) -> Draft:
        if code not in self.drafts:
            room = log.room(code)
            self.drafts[code] = Draft(room, room.cipher, room.state)
        return self.drafts[code]

    def _obey(self, draft: Draft, wish: Wish) -> Outcome:
        before = draft.done_before(wish.key)
        if before is not None:
            return Done(before, draft.state, again=True)
        story = obey(
            draft.state,
            wish.command,
            wish.by,
            max(room_time.in_room(wish.code, self.now), draft.state.at),
            wish.recorder,
        )
        if isinstance(story, Refused):
            _be_sure_that_nothing_is_newer(draft.room)
            return story
        if story.events:
            draft.add(story.events, story.state, wish.key)
        return Done(draft.state.version, draft.state)


def _be_sure_that_nothing_is_newer(room: log.Room) -> None:
    """A refusal may only come from the newest state: another process may have moved the session on."""
    if log.newest_versions([room.id]).get(room.id, 0) > room.state.version:
        raise Outrun
