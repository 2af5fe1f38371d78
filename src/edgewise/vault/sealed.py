"""Columns whose words are sealed: a token in the database, words in Python."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db import models

from edgewise.vault.actions import open_cipher
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.queries import cipher_of


def sealed_words(column: str, scope: Callable[[Any], str], context: Callable[[Any], str]) -> property:
    """Words in `column` (bytes or None), under the key of the row's `scope`; "" once that key is destroyed.

    `context` binds the token to its row: moved to another row, it does not open.
    """

    def opened(row: Any) -> str:
        token = getattr(row, column)
        if not token:
            return ""
        try:
            return cipher_of(scope(row)).decrypt(bytes(token), context(row).encode()).decode()
        except KeyDestroyed:
            return ""

    def seal(row: Any, words: str) -> None:
        token = open_cipher(scope(row)).encrypt(words.encode(), context(row).encode()) if words else None
        setattr(row, column, token)

    return property(opened, seal)


class SealedText(models.BinaryField[Any, Any]):
    """Words under one key for all rows, that of `scope`. No words are no bytes, so that rows can be asked for that."""

    def __init__(self, *args: Any, scope: str, **kwargs: Any) -> None:
        self.scope = scope
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "scope": self.scope}

    def from_db_value(self, token: Any, *_: object) -> Any:
        if not token:
            return self.nothing()
        return self.read(cipher_of(self.scope).decrypt(bytes(token), b"").decode())

    def get_prep_value(self, value: Any) -> bytes:
        return open_cipher(self.scope).encrypt(self.written(value).encode(), b"") if value else b""

    def nothing(self) -> Any:
        return ""

    def read(self, words: str) -> Any:
        return words

    def written(self, value: Any) -> str:
        return str(value)


class SealedList(SealedText):
    """The same of a list."""

    def nothing(self) -> Any:
        return []

    def read(self, words: str) -> Any:
        return json.loads(words)

    def written(self, value: Any) -> str:
        return json.dumps(list(value))
