"""What a reader chooses: which kinds, when, how often, and where else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Preference
from edgewise.notices.preferences.queries import chat_scope
from edgewise.people.models import Membership
from edgewise.vault.actions import open_cipher

PLAIN = ("off", "quiet_from", "quiet_until", "quiet_weekend", "digest", "cap")


@transaction.atomic
def save_preference(who: Membership, given: Mapping[str, Any]) -> Preference:
    """`given` has any of the fields by name; `chat` is an address in plain words, empty to forget it."""
    row, _ = Preference.objects.select_for_update().get_or_create(membership=who)
    for name in PLAIN:
        if name in given:
            setattr(row, name, given[name])
    if "chat" in given:
        row.chat = _sealed(who, given["chat"]) if given["chat"] else None
    row.save()
    return row


def _sealed(who: Membership, address: str) -> bytes:
    return open_cipher(chat_scope(who.organisation_id)).encrypt(address.encode(), str(who.pk).encode())


def turn_off(who: Membership, *kinds: Kind) -> None:
    _switch(who, kinds, on=False)


def turn_on(who: Membership, *kinds: Kind) -> None:
    _switch(who, kinds, on=True)


@transaction.atomic
def _switch(who: Membership, kinds: Sequence[Kind], *, on: bool) -> None:
    row, _ = Preference.objects.select_for_update().get_or_create(membership=who)
    row.off = sorted(set(row.off).difference(kinds) if on else {*row.off, *(kind.value for kind in kinds)})
    row.save(update_fields=["off"])
