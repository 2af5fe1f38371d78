from __future__ import annotations

import stat
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from edgewise.people.imports.actions.drafts import keep_draft
from edgewise.vault import actions, queries
from edgewise.vault.cipher import Cipher, KeyDestroyed, VaultError, new_key
from edgewise.vault.models import DataKey
from tests.make import NOW, membership

pytestmark = [pytest.mark.django_db, pytest.mark.store]

SECRET = b"canary: Amara is deciding whether to leave"


def test_the_first_cipher_makes_the_key_file_for_its_owner_only(key_file: Path) -> None:
    actions.open_cipher("circle:oak")
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert [path.name for path in key_file.parent.glob("*key*")] == ["installation.key"]


def test_what_is_sealed_opens_after_a_restart() -> None:
    token = actions.open_cipher("circle:oak").encrypt(SECRET, b"event:1")
    queries.forget_all()
    assert actions.open_cipher("circle:oak").decrypt(token, b"event:1") == SECRET
    assert DataKey.objects.count() == 1


def test_the_stored_key_is_not_the_key_that_seals(key_file: Path) -> None:
    actions.open_cipher("circle:oak")
    row = DataKey.objects.get()
    assert queries.key_ring().unwrap(bytes(row.wrapped), "circle:oak") not in bytes(row.wrapped)
    assert len(queries.key_ring().keys) == 1


def test_a_scope_without_a_key_is_not_given_one_by_reading() -> None:
    with pytest.raises(queries.NoSuchKey):
        actions.open_cipher("circle:oak", create=False)
    with pytest.raises(queries.NoSuchKey):
        queries.cipher_of("circle:oak")
    assert DataKey.objects.count() == 0


@pytest.mark.parametrize("scope", ["", "x" * 61, "circle:\0"])
def test_a_scope_that_cannot_be_stored_is_refused(scope: str) -> None:
    with pytest.raises(VaultError):
        actions.open_cipher(scope)


def test_a_lost_key_file_is_said_and_not_replaced(key_file: Path) -> None:
    actions.open_cipher("circle:oak")
    key_file.unlink()
    for attempt in (actions.ensure_installation_key, lambda: actions.open_cipher("circle:elm")):
        with pytest.raises(queries.InstallationKeyLost, match=r"installation\.key is lost"):
            attempt()
    assert not key_file.exists()


def test_another_installations_key_file_is_refused_at_the_start(key_file: Path) -> None:
    actions.open_cipher("circle:oak")
    key_file.unlink()
    actions._make_key_file()
    with pytest.raises(queries.InstallationKeyLost, match="is not the key that sealed this database"):
        actions.ensure_installation_key()


@pytest.mark.parametrize("content", ["", "short", "????", "A" * 43])
def test_a_malformed_key_file_is_named(key_file: Path, content: str) -> None:
    key_file.write_text(content)
    with pytest.raises(queries.InstallationKeyLost, match=r"installation\.key"):
        actions.ensure_installation_key()
    assert key_file.read_text() == content


def test_ensuring_the_key_twice_keeps_the_first(key_file: Path) -> None:
    actions.ensure_installation_key()
    before = key_file.read_text()
    actions.ensure_installation_key()
    assert key_file.read_text() == before


def test_a_destroyed_key_is_gone_for_everyone_and_for_ever() -> None:
    held = actions.open_cipher("circle:oak")
    token = held.encrypt(SECRET, b"event:1")
    other = actions.open_cipher("circle:elm")
    actions.destroy_key("circle:oak")
    for attempt in (
        lambda: held.decrypt(token, b"event:1"),
        lambda: actions.open_cipher("circle:oak"),
        lambda: actions.open_cipher("circle:oak", create=False),
    ):
        with pytest.raises(KeyDestroyed):
            attempt()
    assert bytes(DataKey.objects.get(scope="circle:oak").wrapped) == b""
    assert other.decrypt(other.encrypt(SECRET, b""), b"") == SECRET


def test_a_scope_destroyed_before_it_had_a_key_never_gets_one() -> None:
    actions.destroy_key("circle:oak")
    with pytest.raises(KeyDestroyed):
        actions.open_cipher("circle:oak")


def test_rotation_keeps_everything_readable_and_retires_the_old_key(key_file: Path) -> None:
    actions.destroy_key("circle:ash")
    tokens = {scope: actions.open_cipher(scope).encrypt(SECRET, b"") for scope in ("circle:oak", "circle:elm")}
    first_line = key_file.read_text().split()[0]
    new = new_key()
    assert actions.rotate_installation_key(new) == 2
    queries.forget_all()
    key_file.write_text(key_file.read_text().split()[0])  # without the key before
    assert first_line not in key_file.read_text()
    assert {scope: queries.cipher_of(scope).decrypt(token, b"") for scope, token in tokens.items()} == dict.fromkeys(
        tokens, SECRET
    )
    with pytest.raises(KeyDestroyed):
        queries.cipher_of("circle:ash")


def test_the_file_keeps_one_key_before_the_present_one(key_file: Path) -> None:
    actions.open_cipher("circle:oak")
    for _ in range(3):
        actions.rotate_installation_key()
    assert len(key_file.read_text().split()) == 2
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600


def test_rotation_with_the_wrong_key_file_changes_nothing(key_file: Path) -> None:
    actions.open_cipher("circle:oak")
    wrapped = bytes(DataKey.objects.get().wrapped)
    key_file.unlink()
    actions._make_key_file()
    with pytest.raises(queries.InstallationKeyLost, match="is not the key that sealed this database"):
        actions.rotate_installation_key()
    assert bytes(DataKey.objects.get().wrapped) == wrapped


@pytest.mark.django_db(transaction=True)
def test_a_key_whose_transaction_rolled_back_is_not_used_again() -> None:
    with transaction.atomic():
        actions.open_cipher("circle:oak")
        transaction.set_rollback(True)
    assert queries.cipher_at_hand("circle:oak") is None
    actions.open_cipher("circle:oak")
    assert DataKey.objects.filter(scope="circle:oak").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_open_scope_costs_no_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    cipher = actions.open_cipher("circle:oak")
    with django_assert_num_queries(0):
        assert actions.open_cipher("circle:oak") is cipher


def _lose_the_thread_connection(work: Callable[[], Cipher]) -> Cipher:
    try:
        return work()
    finally:
        connection.close()


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_make_one_key() -> None:
    together = Barrier(8)

    def open_it() -> Cipher:
        together.wait()
        return actions.open_cipher("circle:oak")

    with ThreadPoolExecutor(8) as pool:
        ciphers = list(pool.map(_lose_the_thread_connection, [open_it] * 8))
    tokens = [cipher.encrypt(SECRET, b"") for cipher in ciphers]
    assert [ciphers[0].decrypt(token, b"") for token in tokens] == [SECRET] * 8
    assert DataKey.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_what_another_process_destroyed_closes_here_within_the_minute(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    actions.open_cipher("circle:oak")
    DataKey.objects.update(wrapped=b"", destroyed_at=NOW)
    monkeypatch.setattr(queries, "RECHECK_SECONDS", 0.0)
    with pytest.raises(KeyDestroyed):
        actions.open_cipher("circle:oak")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="looks into SQLite's own file")
@pytest.mark.django_db(transaction=True)
def test_a_destroyed_key_is_in_no_corner_of_the_database_file() -> None:
    actions.open_cipher("circle:oak")
    wrapped = bytes(DataKey.objects.get().wrapped)
    files = [Path(connection.settings_dict["NAME"] + suffix) for suffix in ("", "-wal")]
    assert any(wrapped in file.read_bytes() for file in files)
    actions.destroy_key("circle:oak")
    assert [wrapped in file.read_bytes() for file in files if file.exists()].count(True) == 0


class Reader:
    pk = 7
    name = "Bruno Costa"


def test_openings_are_listed_newest_first_for_their_own_scope() -> None:
    actions.note_opening("circle:oak", Reader(), "record of 12 May")
    actions.note_opening("circle:elm", Reader(), "record of 13 May")
    actions.note_opening("circle:oak", None, "purged")
    assert [(line.person_id, line.who, line.what) for line in queries.openings("circle:oak")] == [
        (None, "Edgewise", "purged"),
        (7, "Bruno Costa", "record of 12 May"),
    ]


def dump() -> bytes:
    """Everything in every table."""
    with connection.cursor() as cursor:
        cells: list[object] = []
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  its own table names
            cells += [cell for row in cursor.fetchall() for cell in row]
    return b"\n".join(bytes(c) if isinstance(c, bytes | memoryview) else str(c).encode() for c in cells)


def test_a_dump_of_the_database_holds_neither_words_nor_keys() -> None:
    owner = membership("Hana", is_owner=True)
    draft = keep_draft(owner, "people.csv", b"email,ergs\n" + SECRET)
    actions.note_opening("circle:oak", Reader(), "record of 12 May")
    dumped = dump()
    assert bytes(draft.sealed) in dumped
    data_key = queries.key_ring().unwrap(bytes(DataKey.objects.get().wrapped), DataKey.objects.get().scope)
    hidden = [SECRET, data_key, queries.key_ring().keys[0], queries.key_file().read_text().encode()]
    assert [words in dumped for words in hidden] == [False] * 4


def test_the_dump_would_show_words_that_were_not_sealed() -> None:
    actions.note_opening("circle:oak", Reader(), SECRET.decode())
    assert SECRET in dump()
