"""Django's session engine. Who has the database, and not the browser's cookie, can neither use nor read a session."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import VALID_KEY_CHARS, CreateError, SessionBase, UpdateError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from edgewise.people.models import SignIn
from edgewise.vault.cipher import Cipher, VaultError

KEY_LENGTH = 32  # letters and digits: 165 bits
SEEN_EVERY = timedelta(hours=1)  # how exactly it is known when a device was last used
DEVICE, BEGAN = "device", "began"  # what the session itself says of its sign-in


def hash_of(session_key: str) -> str:
    """What the database knows of a session's key. The key is 32 random letters, so no salt is needed."""
    return hashlib.sha256(b"edgewise sign-in\0" + session_key.encode("utf-8", "surrogatepass")).hexdigest()


class SessionStore(SessionBase):
    """The asynchronous methods of SessionBase call these."""

    def load(self) -> dict[str, Any]:
        row = self._row()
        try:
            found: dict[str, Any] = self._unsealed(row) if row else {}
        except (VaultError, ValueError):
            row, found = None, {}
        if row is None:
            self._session_key = None
        return found

    def _row(self) -> SignIn | None:
        if self.session_key is None:
            return None
        now = timezone.now()
        row = SignIn.objects.filter(key_hash=hash_of(self.session_key), expires_at__gt=now).first()
        if row and row.seen_at < now - SEEN_EVERY:
            SignIn.objects.filter(pk=row.pk).update(seen_at=now)
        return row

    def exists(self, session_key: str) -> bool:
        return SignIn.objects.filter(key_hash=hash_of(session_key)).exists()

    def create(self) -> None:
        while True:
            self._session_key = get_random_string(KEY_LENGTH, VALID_KEY_CHARS)
            try:
                self.save(must_create=True)
            except CreateError:  # the key is taken
                continue
            self.modified = True
            return

    def save(self, must_create: bool = False) -> None:
        """Raises UpdateError where the session has ended meanwhile: a late answer does not sign in again."""
        if self.session_key is None:
            self.create()
            return
        data = getattr(self, "_session_cache", {}) if must_create else dict(self.items())
        if self.session_key is None:  # what was to be read has ended
            raise UpdateError
        row = self._as_row(data)
        if must_create:
            self._insert(row)
            return
        facts = ("sealed", "person_id", "device", "began_at", "seen_at", "expires_at")
        still = SignIn.objects.filter(pk=row.pk, expires_at__gt=row.seen_at)
        if not still.update(**{name: getattr(row, name) for name in facts}):
            raise UpdateError

    @staticmethod
    def _insert(row: SignIn) -> None:
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:  # the key is taken; or the person is gone
            raise (CreateError if SignIn.objects.filter(pk=row.pk).exists() else UpdateError) from None

    def _as_row(self, data: dict[str, Any]) -> SignIn:
        now = timezone.now()
        person = data.get(SESSION_KEY)
        return SignIn(
            key_hash=hash_of(self._key()),
            sealed=self._cipher().encrypt(self.serializer().dumps(data), b"data"),
            person_id=int(person) if person else None,
            device=str(data.get(DEVICE, ""))[:60],
            began_at=datetime.fromtimestamp(data[BEGAN], UTC) if BEGAN in data else now,
            seen_at=now,
            expires_at=self.get_expiry_date(),
        )

    def delete(self, session_key: str | None = None) -> None:
        """End it: sealed is empty. The row stays a while, so that every process hears of it (queries.ended_lately)."""
        key = session_key or self.session_key
        if key is not None:
            SignIn.objects.filter(pk=hash_of(key)).update(expires_at=timezone.now(), sealed=b"")

    @classmethod
    def clear_expired(cls) -> None:
        SignIn.objects.filter(expires_at__lt=timezone.now()).delete()

    def _unsealed(self, row: SignIn) -> dict[str, Any]:
        data: dict[str, Any] = self.serializer().loads(self._cipher().decrypt(bytes(row.sealed), b"data"))
        return data

    def _cipher(self) -> Cipher:
        """Of the key that only the browser has. Pending sign-in codes are in the data, so no other key may open it."""
        from_key = HKDF(SHA256(), 32, salt=None, info=b"edgewise session data")
        derived = from_key.derive(self._key().encode("utf-8", "surrogatepass"))
        return Cipher("session", derived)

    def _key(self) -> str:
        assert self.session_key is not None
        return self.session_key
