"""The append-only log of each session, and the states read from it. Used by any thread; each has its own connection."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

import msgspec
from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import Max

from edgewise.domain.formats.model import Format
from edgewise.domain.session.events.recorded import AnyEvent, from_json, to_json
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.state import State
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.models.sessions import Event, Session
from edgewise.vault.actions import open_cipher
from edgewise.vault.cipher import Cipher, KeyDestroyed
from edgewise.vault.queries import forget, hold_keys

ROOMS_KEPT = 4096
KEYS_KEPT = 2048  # requests remembered per session, newest last

INSERT = "INSERT INTO rooms_event (session_id, version, at, payload, key) VALUES (%s, %s, %s, %s, %s)"
STORE_ERRORS = (OperationalError, InterfaceError)  # the store is away or busy: try again
Row = tuple[int, int, int, bytes, bytes | None]
Said = tuple[int, bytes | memoryview, bytes | memoryview | None]  # of one event: version, payload, key


class NoSuchSession(Exception):
    """No session has this code."""


@dataclass(frozen=True, slots=True)
class Room:
    """A session and its state at the newest version this process has seen."""

    id: int
    code: str
    scope: str
    state: State
    keys: dict[bytes, int]  # which request brought which version; shared by all versions of the room

    @property
    def cipher(self) -> Cipher:
        return open_cipher(self.scope)


class Cache:
    """The newest state of each room, least recently used first."""

    def __init__(self) -> None:
        self._rooms: OrderedDict[str, Room] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, code: str) -> Room | None:
        with self._lock:
            room = self._rooms.get(code)
            if room:
                self._rooms.move_to_end(code)
            return room

    def put(self, room: Room) -> Room:
        """Keep the newer of the two, and return it."""
        with self._lock:
            kept = self._rooms.get(room.code)
            if kept is None or kept.id != room.id or kept.state.version < room.state.version:
                kept = self._rooms[room.code] = room
            self._rooms.move_to_end(room.code)
            while len(self._rooms) > ROOMS_KEPT:
                self._rooms.popitem(last=False)
            return kept

    def drop(self, code: str) -> None:
        with self._lock:
            self._rooms.pop(code, None)

    def clear(self) -> None:
        with self._lock:
            self._rooms.clear()


cache = Cache()
_formats: dict[Format, Format] = {}


def room(code: str) -> Room:
    """The room as this process knows it; read from the log the first time. Raises NoSuchSession."""
    return cache.get(code) or caught_up(_empty(code))


def newest(code: str) -> Room:
    """The room with every event that is in the log now. Raises NoSuchSession."""
    return caught_up(cache.get(code) or _empty(code))


def load_state(session: Session) -> State:
    """Raises KeyDestroyed once the circle is purged, also where this process still remembers what was said."""
    if session.circle.purged_at:  # another process may hold the key for a moment longer
        raise KeyDestroyed(f"the key of {session.scope} was destroyed")
    found = newest(session.code)
    if found.state.version:
        open_cipher(found.scope)
    return found.state


def load_states(circle: Circle, sessions: Sequence[Session]) -> list[State]:
    """`load_state` of several meetings of a circle: in two queries, and in one where this process has seen them."""
    if circle.purged_at:
        raise KeyDestroyed(f"the key of {circle.scope} was destroyed")
    rooms = {one.pk: cache.get(one.code) or Room(one.pk, one.code, circle.scope, State(), {}) for one in sessions}
    newest = newest_versions(list(rooms))
    behind = [key for key, room in rooms.items() if room.state.version < newest.get(key, 0)]
    rows = Event.objects.filter(session__in=behind).order_by("session", "version") if behind else Event.objects.none()
    found = rows.values_list("session_id", "version", "payload", "key")
    for key, events in groupby(found, key=itemgetter(0)):
        room = rooms[key]
        rooms[key] = _after(room, [event[1:] for event in events if event[1] > room.state.version])
    if sessions:
        open_cipher(circle.scope)
    return [rooms[one.pk].state for one in sessions]


def has_begun(session: Session) -> bool:
    """Whether its facilitator began it; what was in a purged room, nobody knows any more."""
    try:
        return load_state(session).pace.began > 0
    except KeyDestroyed:
        return False


def forget_purged(code: str, scope: str) -> None:
    """Nothing that was said there stays in the memory of this process."""
    cache.drop(code)
    forget(scope)


def _empty(code: str) -> Room:
    session = Session.every.select_related("circle").filter(code=code).first()
    if session is None:
        raise NoSuchSession(code)
    return Room(session.pk, code, session.scope, State(), {})


def caught_up(known: Room) -> Room:
    """The room after the events that others have written since."""
    rows = Event.objects.filter(session_id=known.id, version__gt=known.state.version).order_by("version")
    return _after(known, list(rows.values_list("version", "payload", "key")))


def _after(known: Room, events: Sequence[Said]) -> Room:
    """The room after these events of its log."""
    if not events:
        return cache.put(known)
    state, keys, cipher = known.state, dict(known.keys), known.cipher
    for version, payload, key in events:
        state = evolve(state, opened(cipher, known.code, version, payload))
        if key is not None:
            remember(keys, bytes(key), version)
    return cache.put(replace(known, state=_sharing_format(state), keys=keys))


def events_since(session: Session, version: int = 0) -> list[AnyEvent]:
    rows = Event.objects.filter(session=session, version__gt=version).order_by("version")
    cipher = open_cipher(session.scope)
    return [opened(cipher, session.code, at, payload) for at, payload in rows.values_list("version", "payload")]


def _sharing_format(state: State) -> State:
    """A thousand rooms of one format hold it once."""
    if state.format is None:
        return state
    return msgspec.structs.replace(state, format=_formats.setdefault(state.format, state.format))


def remember(keys: dict[bytes, int], key: bytes, version: int) -> None:
    keys[key] = version
    if len(keys) > KEYS_KEPT:
        del keys[next(iter(keys))]


def context(code: str, version: int) -> bytes:
    """A payload is bound to its place: moved to another place in the log, it does not open."""
    return f"{code}:{version}".encode()


def sealed(room: Room, cipher: Cipher, version: int, event: AnyEvent, key: bytes | None) -> Row:
    payload = cipher.encrypt(to_json(event), context(room.code, version))
    return room.id, version, event.at, payload, key


def opened(cipher: Cipher, code: str, version: int, payload: bytes | memoryview) -> AnyEvent:
    return from_json(cipher.decrypt(bytes(payload), context(code, version)))


def append(rows: Sequence[Row], scopes: Collection[str]) -> None:
    """All of them, on disk, or none. `scopes` are those of their keys.

    Raises IntegrityError when another writer took one of the versions, and KeyDestroyed when one could not be read.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        hold_keys(scopes)
        cursor.executemany(INSERT, rows)


def newest_versions(ids: Sequence[int]) -> dict[int, int]:
    rows = Event.objects.filter(session_id__in=ids).values_list("session_id")
    return dict(rows.annotate(newest=Max("version")))
