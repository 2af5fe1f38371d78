"""How each person wants to be told."""

from __future__ import annotations

from collections.abc import Collection

from django.core import signing

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.timing import Digest, Wishes
from edgewise.notices.models import Preference
from edgewise.people.models import Membership
from edgewise.vault.queries import cipher_of

OFF_SALT = "notices.off"


def wishes_of(who: Membership) -> Wishes:
    return wishes_by_member([who])[who.pk]


def wishes_by_member(people: Collection[Membership]) -> dict[int, Wishes]:
    """By membership; those who have chosen nothing get the defaults, in their own time zone."""
    rows = {row.membership_id: row for row in Preference.objects.filter(membership__in=[who.pk for who in people])}
    return {who.pk: _wishes(who, rows.get(who.pk)) for who in people}


def _wishes(who: Membership, row: Preference | None) -> Wishes:
    if row is None:
        return Wishes(zone=who.time_zone)
    return Wishes(
        zone=who.time_zone,
        quiet_from=row.quiet_from,
        quiet_until=row.quiet_until,
        quiet_weekend=row.quiet_weekend,
        digest=Digest(row.digest),
        cap=row.cap,
        off=frozenset(row.off),
    )


def chat_scope(organisation_id: int) -> str:
    """The name of the key under which the organisation's people's chat addresses are kept."""
    return f"chat:{organisation_id}"


def chat_of(who: Membership) -> str:
    """The address of the person's own incoming webhook; empty where there is none."""
    row = Preference.objects.filter(membership=who).exclude(chat=None).first()
    if row is None or row.chat is None:
        return ""
    return cipher_of(chat_scope(who.organisation_id)).decrypt(bytes(row.chat), str(who.pk).encode()).decode()


def off_token(to: int, *kinds: str) -> str:
    """For a link in a letter: its holder can turn those kinds off or on again, and do nothing else."""
    return signing.dumps([to, *kinds], salt=OFF_SALT, compress=True)


def membership_of_token(token: str) -> tuple[Membership, list[Kind]] | None:
    """The membership and the kinds that a link in a letter is about; None if the link is not ours."""
    try:
        pk, *kinds = signing.loads(token, salt=OFF_SALT)
        found = Membership.every.select_related("person", "organisation").filter(pk=pk).first()
        return (found, [Kind(kind) for kind in kinds]) if found and kinds else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
