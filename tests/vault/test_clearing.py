"""A destroyed key is gone from the database's own files too, as soon as nobody who reads is in the way."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from edgewise.vault import actions, queries
from edgewise.vault.models import DataKey

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the files are SQLite's"),
]
SCOPE = "circle:oak"


def files() -> bytes:
    """The database's file and its write-ahead log, as somebody would copy them."""
    base = str(connection.settings_dict["NAME"])
    return b"".join(Path(base + end).read_bytes() for end in ("", "-wal") if Path(base + end).exists())


def wrapped_key() -> bytes:
    actions.open_cipher(SCOPE)
    wrapped = bytes(DataKey.objects.get(scope=SCOPE).wrapped)
    assert wrapped in files()
    return wrapped


def lines() -> list[str]:
    return list(queries.openings(SCOPE).order_by("pk").values_list("what", flat=True))


def test_what_is_deleted_is_overwritten() -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)


def test_no_copy_of_the_key_is_in_a_file() -> None:
    wrapped = wrapped_key()
    actions.destroy_key(SCOPE)
    assert wrapped not in files()
    assert DataKey.objects.get(scope=SCOPE).cleared_at is not None
    assert lines() == []


def test_while_somebody_reads_it_is_said_and_tried_again_until_it_is_gone() -> None:
    wrapped = wrapped_key()
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM vault_datakey").fetchone()
        actions.destroy_key(SCOPE)
        assert actions.clear_destroyed_keys() is False
        assert wrapped in files()
        assert DataKey.objects.get(scope=SCOPE).cleared_at is None
        assert lines() == [actions.NOT_YET_CLEARED]  # once

    assert actions.clear_destroyed_keys() is True
    assert wrapped not in files()
    assert lines() == [actions.NOT_YET_CLEARED, actions.CLEARED]
    assert actions.clear_destroyed_keys() is True
