"""One writer per process: a thread that takes all wishes that wait, and commits them together."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from django.db import IntegrityError, connection

from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.state import State
from edgewise.rooms.log import log
from edgewise.rooms.log.batch import PURGED, Batch, Draft, Failed, Outcome, Outrun, Wish
from edgewise.rooms.log.room_time import wall_clock
from edgewise.vault.cipher import KeyDestroyed

logger = logging.getLogger(__name__)

MOST_AT_ONCE = 64
STORE_AWAY_SECONDS = 20.0  # seconds during which a store that is away is asked again
ALONE_AFTER = 5  # lost races before each wish is written by itself
RACES_MOST = 100  # nobody loses as many; the log refuses for another reason


@dataclass(frozen=True, slots=True)
class Written:
    """The events that one batch added to one session."""

    code: str
    state: State
    events: tuple[AnyEvent, ...]
    by: frozenset[str]  # the seats whose wishes these were


@dataclass(frozen=True, slots=True)
class Answered:
    """A batch after its commit."""

    outcomes: tuple[tuple[Wish, Outcome], ...]
    written: tuple[Written, ...]


def obey(wishes: Sequence[Wish], now: Callable[[], int] = wall_clock) -> Answered:
    """Decide, write and answer. A race that is lost is decided again on the winner's state."""
    give_up = time.monotonic() + STORE_AWAY_SECONDS
    races = 0
    while True:
        try:
            batch = Batch(wishes, now())
            return _answered(wishes, batch, batch.write())
        except (Outrun, IntegrityError):
            races += 1
            if races > ALONE_AFTER and len(wishes) > 1:
                return _one_by_one(wishes, now)
            if races > RACES_MOST:
                return _failed(wishes, "the log refuses this session")
            _catch_up(wishes)
        except KeyDestroyed:  # in this very moment; those of other circles are written
            if len(wishes) > 1:
                return _one_by_one(wishes, now)
            return Answered(((wishes[0], PURGED),), ())
        except log.STORE_ERRORS as error:
            if time.monotonic() > give_up:
                return _failed(wishes, "the store is away")
            _reconnect(error)


def _answered(wishes: Sequence[Wish], batch: Batch, changed: Sequence[Draft]) -> Answered:
    by: dict[str, set[str]] = {}
    for wish in wishes:
        by.setdefault(wish.code, set()).add(wish.by)
    written = (
        Written(draft.room.code, draft.state, tuple(draft.events), frozenset(by[draft.room.code])) for draft in changed
    )
    return Answered(tuple(zip(wishes, batch.outcomes, strict=True)), tuple(written))


def _one_by_one(wishes: Sequence[Wish], now: Callable[[], int]) -> Answered:
    answers = [obey([wish], now) for wish in wishes]
    return Answered(
        tuple(pair for answer in answers for pair in answer.outcomes),
        tuple(each for answer in answers for each in answer.written),
    )


def _failed(wishes: Sequence[Wish], reason: str) -> Answered:
    return Answered(tuple((wish, Failed(reason)) for wish in wishes), ())


def _catch_up(wishes: Sequence[Wish]) -> None:
    for code in {wish.code for wish in wishes}:
        log.newest(code)


def _reconnect(error: Exception) -> None:
    """A commit that was cut off may be in the log: after reloading, the keys of the wishes tell."""
    logger.warning("The store did not answer (%s); trying again.", type(error).__name__)
    connection.close()
    log.cache.clear()
    time.sleep(0.2)


class Writer:
    """Wishes in, answers out through `deliver`, which is called on the writer's thread once per commit."""

    def __init__(self, deliver: Callable[[Answered], None]) -> None:
        self._deliver = deliver
        self._queue: SimpleQueue[Wish | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="edgewise-writer", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Finish what is waiting, then end."""
        self._queue.put(None)
        self._thread.join()

    def submit(self, wish: Wish) -> None:
        self._queue.put(wish)

    def _run(self) -> None:
        try:
            while wishes := self._waiting():
                self._deliver(_obey_whatever_happens(wishes))
        finally:
            connection.close()

    def _waiting(self) -> list[Wish]:
        """At least one wish, and those that queued up meanwhile; an empty list means the end."""
        first = self._queue.get()
        wishes = [] if first is None else [first]
        while wishes and len(wishes) < MOST_AT_ONCE and not self._queue.empty():
            wish = self._queue.get()
            if wish is None:
                self._queue.put(None)
                break
            wishes.append(wish)
        return wishes


def _obey_whatever_happens(wishes: Sequence[Wish]) -> Answered:
    try:
        return obey(wishes)
    except Exception as error:  # noqa: BLE001  the writer outlives any fault
        logger.error("The writer failed on a batch: %s.", type(error).__name__)  # noqa: TRY400
        log.cache.clear()
        connection.close()
        return _failed(wishes, type(error).__name__)
