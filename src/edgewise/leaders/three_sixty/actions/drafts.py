"""The only writes to a 360 before it is launched: the leader's own sheet, and who is to be asked."""

from __future__ import annotations

import secrets
from datetime import datetime

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from edgewise.domain.surveys.model import Survey
from edgewise.domain.three_sixty.model import MOST_RATERS, Sheet
from edgewise.leaders.models.three_sixty import Outcome, Rater, RaterGroup, ThreeSixty
from edgewise.leaders.three_sixty.actions.boxes import sealed_box
from edgewise.leaders.three_sixty.queries import Box, opened_box, raters_of
from edgewise.people.models import Membership
from edgewise.people.queries import not_left
from edgewise.vault.actions import destroy_key

SALT_BYTES = 32


def begin(leader: Membership, survey: Survey, at: datetime, key: str = "") -> ThreeSixty:
    """A draft. A second one with the same `key` is the first."""
    facts = {"code": secrets.token_hex(6), "survey": msgspec.to_builtins(survey), "made_at": at}
    return ThreeSixty.objects.get_or_create(leader=leader, key=key or secrets.token_hex(12), defaults=facts)[0]


@transaction.atomic
def ask_again(row: ThreeSixty, at: datetime) -> ThreeSixty | None:
    """A draft of the same questions for the same people, those aside who have left; one for each 360.

    None where there is no report, or where its answers are not kept any more.
    """
    current = _held(row)
    if (same := ThreeSixty.objects.filter(before=current).first()) is not None:
        return same
    box = opened_box(current)
    if current.outcome != Outcome.REPORT or current.ended_at or box is None:
        return None
    again = ThreeSixty.objects.create(
        leader=current.leader,
        key=secrets.token_hex(12),
        code=secrets.token_hex(6),
        before=current,
        survey=current.survey,
        made_at=at,
        fewest_in_group=current.fewest_in_group,
        fewest_in_all=current.fewest_in_all,
    )
    for one in raters_of(current).filter(not_left("membership")):
        _add(again, one.group, one.membership, one.outside_name, one.outside_email)
    _put_away(again, Box(box.salt))
    return again


@transaction.atomic
def rate_self(row: ThreeSixty, sheet: Sheet) -> bool:
    """The leader's own sheet, or other answers in it; False once it is launched."""
    current = _held(row)
    if not current.is_draft:
        return False
    box = opened_box(current) or Box(secrets.token_bytes(SALT_BYTES))
    _put_away(current, Box(box.salt, sheet, box.raters, box.manager))
    return True


def _put_away(row: ThreeSixty, box: Box) -> None:
    row.box = sealed_box(row, box)
    row.save(update_fields=["box"])


@transaction.atomic
def add_colleague(row: ThreeSixty, who: Membership, group: RaterGroup) -> str:
    """Somebody of the organisation; why not, or nothing."""
    current = _held(row)
    if who.pk == current.leader_id:
        return _("You have answered about yourself already.")
    raters = list(raters_of(current))
    if any(one.membership_id == who.pk for one in raters):
        return ""
    if any(one.outside_email == who.person.email for one in raters):  # asked by address before they came here
        return _("This person is in the list already.")
    if refused := _refused(current, raters, group):
        return refused
    _add(current, group, who)
    return ""


@transaction.atomic
def add_outsider(row: ThreeSixty, name: str, address: str, group: RaterGroup) -> str:
    """Anybody with an address; who is known here by that address is added as a colleague."""
    current, address = _held(row), address.strip().lower()
    here = Membership.objects.filter(not_left(), organisation=current.leader.organisation_id)
    if (known := here.filter(person__email=address).first()) is not None:
        return add_colleague(current, known, group)
    raters = list(raters_of(current))
    if address == current.leader.person.email or any(one.outside_email == address for one in raters):
        return _("This person is in the list already.")
    if refused := _refused(current, raters, group):
        return refused
    _add(current, group, None, name.strip(), address)
    return ""


def _refused(row: ThreeSixty, raters: list[Rater], group: RaterGroup) -> str:
    if not row.is_draft or row.before_id:
        return _("Who is asked cannot change any more.")
    managers = [one for one in raters if one.group == RaterGroup.MANAGER]
    if group == RaterGroup.MANAGER and managers:
        return _("One manager can be asked by name, and you have chosen one.")
    if group != RaterGroup.MANAGER and len(raters) - len(managers) >= MOST_RATERS:
        return _("You can ask %(most)s people, your manager aside. Remove one first.") % {"most": MOST_RATERS}
    return ""


def _add(row: ThreeSixty, group: str, who: Membership | None, name: str = "", address: str = "") -> None:
    rater = Rater(of=row, membership=who, group=group, code=secrets.token_hex(6))
    if who is None:
        rater.outside_name, rater.outside_email = name, address
    rater.save()


@transaction.atomic
def remove_rater(row: ThreeSixty, code: str) -> bool:
    """False once it is launched. In one that asks again a person may be left out, and nobody is added."""
    return _held(row).is_draft and bool(row.raters.filter(code=code).delete()[0])


@transaction.atomic
def remove_draft(row: ThreeSixty) -> bool:
    """With all that is in it; False once it is launched."""
    current = _held(row)
    if not current.is_draft:
        return False
    for scope in (current.scope, current.answers_scope):
        destroy_key(scope)
    current.delete()
    return True


def _held(row: ThreeSixty) -> ThreeSixty:
    """The row, so that of two writes at once one comes first."""
    rows = ThreeSixty.objects.select_for_update(of=("self",)).select_related("leader__person", "leader__organisation")
    return rows.get(pk=row.pk)
