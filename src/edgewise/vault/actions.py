"""The only writes to keys and to the access log."""

from __future__ import annotations

import base64
import contextlib
import logging
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from django.db import OperationalError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from edgewise.vault.cipher import Cipher, KeyRing, VaultError, new_key
from edgewise.vault.models import DataKey, Opening
from edgewise.vault.queries import (
    InstallationKeyLost,
    cipher_at_hand,
    cipher_of,
    forget,
    key_file,
    key_ring,
    opened,
    wrapped_keys,
)

logger = logging.getLogger(__name__)

SCOPE_LENGTH = 60
LOCK_WAITED_FOR = 2000  # ms: for those who read while the copies of a key are cleared
# In the access log, which keeps the English words.
NOT_YET_CLEARED = gettext_noop(
    "A copy of the destroyed key is still in a database file; Edgewise tries again each minute"
)
CLEARED = gettext_noop("The last copy of the destroyed key is gone")


class Reader(Protocol):
    """A person who opens something; this package does not know of people."""

    @property
    def pk(self) -> int: ...

    @property
    def name(self) -> str: ...


def _written(keys: Iterable[bytes], folder: Path) -> Path:
    """The keys in a new file beside the real one, on disk, readable by its owner only."""
    handle, name = tempfile.mkstemp(dir=folder, prefix=".key-")  # made 0600
    with os.fdopen(handle, "w") as file:
        file.writelines(base64.urlsafe_b64encode(key).decode() + "\n" for key in keys)
        file.flush()
        os.fsync(file.fileno())
    return Path(name)


def _make_key_file() -> None:
    folder = key_file().parent
    folder.mkdir(parents=True, exist_ok=True)
    draft = _written([new_key()], folder)
    with contextlib.suppress(FileExistsError):  # another process was first: its key is the key
        os.link(draft, key_file())
    draft.unlink()


def ensure_installation_key() -> None:
    """Make the key file at the very first start; afterwards fail loudly unless it opens this database."""
    first_key = wrapped_keys().first()
    if first_key is None and not key_file().exists():
        _make_key_file()
    key_ring()  # says that the file is lost or malformed
    if first_key is not None:
        opened(first_key)


def open_cipher(scope: str, create: bool = True) -> Cipher:
    """The cipher of a scope, made on first use; of two makers at once both get the one that was stored."""
    if (cipher := cipher_at_hand(scope)) is not None:
        return cipher
    if not 0 < len(scope) <= SCOPE_LENGTH or "\0" in scope:
        raise VaultError(f"a scope is 1 to {SCOPE_LENGTH} characters without NUL, not {scope!r}")
    if not create:
        return cipher_of(scope)
    row = DataKey.objects.filter(scope=scope).first() or _stored_key(scope)
    if row.destroyed_at is not None:
        forget(scope)
    return opened(row)


def _stored_key(scope: str) -> DataKey:
    ensure_installation_key()
    wrapped = key_ring().wrap(new_key(), scope)
    row, _ = DataKey.objects.get_or_create(scope=scope, defaults={"wrapped": wrapped})
    return row


def destroy_key(scope: str) -> None:
    """Shred a scope's key, for good. A scope that never had one is marked, so that none is made later."""
    forget(scope)
    gone = {"wrapped": b"", "destroyed_at": timezone.now()}
    DataKey.objects.update_or_create(scope=scope, defaults=gone)
    forget(scope)
    transaction.on_commit(clear_destroyed_keys)


def clear_destroyed_keys() -> bool:
    """Clear the old copies of destroyed keys out of the database's own files. False if somebody reading is in the way.

    Called again every minute until it is done; the log of the scope says so while it is not. In a transaction nothing
    can be cleared.
    """
    waiting = list(DataKey.objects.filter(cleared_at=None).exclude(destroyed_at=None).order_by("pk"))
    if not waiting or connection.in_atomic_block:
        return not waiting
    cleared = _rewritten()
    for row in waiting:
        _say_once(row.scope, NOT_YET_CLEARED if not cleared else CLEARED, also_after=NOT_YET_CLEARED)
    if not cleared:
        logger.warning("%d destroyed keys still have a copy in a file of the database; trying again.", len(waiting))
        return False
    DataKey.objects.filter(pk__in=[row.pk for row in waiting]).update(cleared_at=timezone.now())
    return True


def _say_once(scope: str, what: str, also_after: str) -> None:
    """That it is cleared is news only where it was said that it is not."""
    said = set(Opening.objects.filter(scope=scope, what__in=(what, also_after)).values_list("what", flat=True))
    if what not in said and (what == also_after or also_after in said):
        note_opening(scope, None, what)


def _rewritten() -> bool:
    """Without what was overwritten: the page as it was stands in SQLite's write-ahead log, in PostgreSQL's table."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA busy_timeout")
            (waited_for,) = cursor.fetchone()
            cursor.execute(f"PRAGMA busy_timeout = {LOCK_WAITED_FOR}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            is_busy, *_ = cursor.fetchone()
            cursor.execute(f"PRAGMA busy_timeout = {waited_for}")
            return not is_busy
        try:
            cursor.execute(f"SET lock_timeout = {LOCK_WAITED_FOR}")
            cursor.execute(f"VACUUM (FULL) {DataKey._meta.db_table}")
        except OperationalError:
            return False
        finally:
            cursor.execute("RESET lock_timeout")
        return True


def rotate_installation_key(new: bytes | None = None) -> int:
    """Wrap every data key under a new installation key; returns how many. Safe to interrupt and to repeat.

    The previous key stays second in the file until the next rotation: a scope made in that instant, or a
    restored backup of the day before, still opens.
    """
    ensure_installation_key()
    old = key_ring()
    ring = KeyRing([new or new_key(), *old.keys])
    _replace_key_file(ring.keys)
    with transaction.atomic():
        rows = list(wrapped_keys().select_for_update())
        for row in rows:
            row.wrapped = ring.wrap(_unwrapped(row, ring), row.scope)
        DataKey.objects.bulk_update(rows, ["wrapped"], batch_size=200)
    _replace_key_file(ring.keys[:2])
    return len(rows)


def _unwrapped(row: DataKey, ring: KeyRing) -> bytes:
    try:
        return ring.unwrap(bytes(row.wrapped), row.scope)
    except VaultError:
        raise InstallationKeyLost(f"{key_file()} does not open {row.scope}; nothing was rotated") from None


def _replace_key_file(keys: Iterable[bytes]) -> None:
    _written(keys, key_file().parent).replace(key_file())


def note_opening(scope: str, person: Reader | None, what: str) -> None:
    """One line for the scope's members to read: who opened what. `what` never holds content."""
    Opening.objects.create(
        scope=scope,
        person_id=person.pk if person else None,
        who=(person.name if person else "Edgewise")[:200],
        what=what[:200],
    )
