"""Reads: the installation key's file, the open ciphers of this process, the access log."""

from __future__ import annotations

import base64
import binascii
import threading
import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from weakref import WeakSet

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from edgewise.vault.cipher import Cipher, KeyDestroyed, KeyRing, Undecipherable, VaultError
from edgewise.vault.models import DataKey, Opening

RECHECK_SECONDS = 60.0  # how long another process may still use a key after it was destroyed
KEY_BYTES = 32
HELD = "SELECT scope, destroyed_at FROM vault_datakey WHERE scope IN ({asked}){lock}"  # Django has no FOR SHARE

_open: dict[str, tuple[Cipher, float]] = {}
_until_commit: dict[str, tuple[Cipher, Callable[[], None]]] = {}  # and what is called when its transaction commits
_issued: WeakSet[Cipher] = WeakSet()  # every cipher somebody may still hold
_issuing = threading.Lock()


class NoSuchKey(VaultError):
    """The scope has no key, so nothing was ever sealed under it."""


class InstallationKeyLost(VaultError):
    """The key file is missing, unreadable, or not the one that wrapped the keys in this database."""


def key_file() -> Path:
    return Path(settings.INSTALLATION_KEY_FILE)


def wrapped_keys() -> QuerySet[DataKey]:
    return DataKey.objects.filter(destroyed_at=None).order_by("pk")


def _key_of_line(line: str) -> bytes:
    try:
        key = base64.urlsafe_b64decode(line)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise InstallationKeyLost(
            f"{key_file()} does not hold an installation key: expected 44 base64 characters a line"
        )
    return key


def key_ring() -> KeyRing:
    """Read afresh each time, so that a rotation reaches every process; only a cold scope pays for it."""
    try:
        lines = key_file().read_text().split()
    except FileNotFoundError:
        raise InstallationKeyLost(
            f"the installation key file {key_file()} is lost: without it nothing sealed in this database can"
            " be read. Restore it from where you keep keys (it is not in the backup), or name another file by"
            " EDGEWISE_INSTALLATION_KEY_FILE."
        ) from None
    if not lines:
        raise InstallationKeyLost(f"the installation key file {key_file()} is empty")
    return KeyRing([_key_of_line(line) for line in lines])


def opened(row: DataKey) -> Cipher:
    """The cipher of a stored key; kept for this process once the row is known to be committed."""
    if row.destroyed_at is not None:
        raise KeyDestroyed(f"the key of {row.scope} was destroyed on {row.destroyed_at:%d %B %Y}")
    try:
        cipher = Cipher(row.scope, key_ring().unwrap(bytes(row.wrapped), row.scope))
    except Undecipherable:
        raise InstallationKeyLost(
            f"{key_file()} is not the key that sealed this database (it does not open {row.scope})"
        ) from None
    with _issuing:
        _issued.add(cipher)
    # A key made in a transaction that rolls back must not be used again: nobody could read what it sealed.
    when_committed = partial(keep, cipher)
    _until_commit[row.scope] = (cipher, when_committed)
    transaction.on_commit(when_committed)
    return cipher


def keep(cipher: Cipher) -> None:
    _until_commit.pop(cipher.scope, None)
    _open[cipher.scope] = (cipher, time.monotonic())


def cipher_at_hand(scope: str) -> Cipher | None:
    """The cipher this process opened within the last minute, or this transaction, if any."""
    cipher, since = _open.get(scope, (None, 0.0))
    if cipher is not None and time.monotonic() - since < RECHECK_SECONDS:
        return cipher
    cipher, when_committed = _until_commit.get(scope, (None, None))
    # Of a transaction that rolled back, or of another thread, the call is not waiting here.
    return cipher if any(entry[1] is when_committed for entry in connection.run_on_commit) else None


def cipher_of(scope: str) -> Cipher:
    """Open an existing scope; NoSuchKey if it never had one, KeyDestroyed if it was shredded."""
    if (cipher := cipher_at_hand(scope)) is not None:
        return cipher
    row = DataKey.objects.filter(scope=scope).first()
    if row is None:
        forget(scope)
        raise NoSuchKey(f"{scope} has no key")
    if row.destroyed_at is not None:
        forget(scope)
    return opened(row)


def hold_keys(scopes: Collection[str]) -> None:
    """In a transaction: these keys are there until it ends. Raises KeyDestroyed if one of them is not.

    Of a purge and a write at the same moment, the second waits for the first: SQLite has one writer, and in PostgreSQL
    the rows are locked.
    """
    asked = ", ".join(["%s"] * len(scopes))
    lock = "" if connection.vendor == "sqlite" else " FOR SHARE"
    with connection.cursor() as cursor:
        cursor.execute(HELD.format(asked=asked, lock=lock), list(scopes))
        destroyed = [scope for scope, destroyed_at in cursor.fetchall() if destroyed_at is not None]
    for scope in destroyed:
        forget(scope)
    if destroyed:
        raise KeyDestroyed(f"the key of {destroyed[0]} was destroyed")


def forget(scope: str) -> None:
    """Take the key of a scope from every holder in this process."""
    _open.pop(scope, None)
    _until_commit.pop(scope, None)
    with _issuing:
        for cipher in [held for held in _issued if held.scope == scope]:
            cipher.forget()


def forget_all() -> None:
    """Close every cipher of this process, as a restart would."""
    for scope in {cipher.scope for cipher in list(_issued)}:
        forget(scope)


def openings(*scopes: str) -> QuerySet[Opening]:
    """Who opened what, newest first: for the members of these scopes."""
    return Opening.objects.filter(scope__in=scopes).order_by("-at", "-pk")
