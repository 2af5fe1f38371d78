"""Envelope encryption: AES-256-GCM from `cryptography`, bound to a scope and a context. No database here."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = b"\x01"  # first byte of every token, so that a later scheme can tell
NONCE = 12
KEY_BITS = 256


class VaultError(Exception):
    """Anything the vault refuses; the message is safe to show an operator."""


class Undecipherable(VaultError):
    """Tampered with, cut short, of another scope or context, or under another key."""


class KeyDestroyed(VaultError):
    """The scope's key was shredded: what it protected cannot be read again."""


def new_key() -> bytes:
    return AESGCM.generate_key(KEY_BITS)


def _seal(box: AESGCM, data: bytes, bound_to: bytes) -> bytes:
    nonce = os.urandom(NONCE)
    return VERSION + nonce + box.encrypt(nonce, data, bound_to)


def _unseal(box: AESGCM, token: bytes, bound_to: bytes) -> bytes:
    if token[:1] != VERSION:
        raise Undecipherable("not a token of this vault")
    try:
        return box.decrypt(token[1 : 1 + NONCE], token[1 + NONCE :], bound_to)
    except (InvalidTag, ValueError):
        raise Undecipherable("tampered with, or sealed under another key, scope or context") from None


class Cipher:
    """Seals and opens the content of one scope. Safe to share between threads."""

    __slots__ = ("__weakref__", "_box", "_prefix", "scope")

    def __init__(self, scope: str, key: bytes) -> None:
        self.scope = scope
        self._prefix = scope.encode() + b"\0"  # a scope holds no NUL, so scope and context cannot run together
        self._box: AESGCM | None = AESGCM(key)

    def _live_box(self) -> AESGCM:
        if self._box is None:
            raise KeyDestroyed(f"the key of {self.scope} was destroyed")
        return self._box

    def encrypt(self, data: bytes, context: bytes) -> bytes:
        return _seal(self._live_box(), data, self._prefix + context)

    def decrypt(self, token: bytes, context: bytes) -> bytes:
        return _unseal(self._live_box(), token, self._prefix + context)

    def forget(self) -> None:
        """Drop the key: this object is of no use any more."""
        self._box = None


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Installation keys, newest first: the first wraps, any of them unwraps."""

    keys: Sequence[bytes]

    def wrap(self, key: bytes, scope: str) -> bytes:
        return _seal(AESGCM(self.keys[0]), key, b"wrap\0" + scope.encode())

    def unwrap(self, wrapped: bytes, scope: str) -> bytes:
        for installation_key in self.keys:
            try:
                return _unseal(AESGCM(installation_key), wrapped, b"wrap\0" + scope.encode())
            except Undecipherable:
                continue
        raise Undecipherable(f"no installation key unwraps the key of {scope}")
