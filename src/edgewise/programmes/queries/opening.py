"""Opening what is sealed with a circle's key, for those who may read it."""

from __future__ import annotations

from edgewise.programmes.models import Circle
from edgewise.vault.cipher import Cipher, KeyDestroyed
from edgewise.vault.queries import cipher_of


def cipher_for(circle: Circle) -> Cipher | None:
    if circle.purged_at:  # another process may hold the key for a moment longer
        return None
    try:
        return cipher_of(circle.scope)
    except KeyDestroyed:
        return None


def opened(cipher: Cipher | None, token: bytes | memoryview, context: bytes) -> str | None:
    """None once the circle's key is destroyed."""
    try:
        return cipher.decrypt(bytes(token), context).decode() if cipher else None
    except KeyDestroyed:  # in this very moment
        return None
