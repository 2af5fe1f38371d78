"""The only writes to keys and to the access log."""

from __future__ import annotations

import base64
import contextlib
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from django.db import connection, transaction
from django.utils import timezone

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

SCOPE_LENGTH = 60


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
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # or the old bytes would stay in the file's free pages
            cursor.execute("PRAGMA secure_delete=ON")
    DataKey.objects.update_or_create(scope=scope, defaults={"wrapped": b"", "destroyed_at": timezone.now()})
    forget(scope)
    transaction.on_commit(_drop_old_pages)


def _drop_old_pages() -> None:
    """The write-ahead log still holds the page as it was; best effort, a reader may be in the way."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


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
