"""A photograph, opened."""

from __future__ import annotations

from edgewise.people.models import Photograph
from edgewise.vault.queries import cipher_of

SCOPE = "profiles"  # the key that what people say of themselves is sealed with


def photograph_context(code: str) -> bytes:
    return f"photograph:{code}".encode()


def picture_of(photograph: Photograph) -> bytes:
    """WebP."""
    return cipher_of(SCOPE).decrypt(bytes(photograph.sealed), photograph_context(photograph.code))
