"""Two at one invitation at the same moment: everybody's word counts, and there is one place at the table."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from django.utils import timezone

from edgewise.leaders.models.outside import OutsideInvitation
from edgewise.leaders.outside.actions import answer, invite_outside, sign
from edgewise.leaders.outside.queries import standing_of
from edgewise.notices.models import Notice
from edgewise.rooms.models.sessions import Guest
from edgewise.vault.actions import ensure_installation_key
from tests.leaders.outside.world import Outside, coordinator, invited
from tests.programmes.runs.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def asked() -> Outside:
    ensure_installation_key()
    return invited()


def done(call: Callable[[], object]) -> Callable[[], tuple[str, ...]]:
    return lambda: (str(call()),)


def test_two_last_yes_are_both_heard() -> None:
    outside = asked()
    first, second, *others = outside.circle.seats.order_by("position")
    for seat in others:
        assert answer(outside.invitation, seat, agrees=True)
    at_once(*(done(partial(answer, outside.invitation, seat, agrees=True)) for seat in (first, second)))
    assert standing_of(outside.invitation).is_agreed
    assert Notice.objects.filter(kind="outside_to_sign").count() == 1


def test_a_yes_taken_back_while_she_signs_leaves_no_place() -> None:
    outside = asked()
    outside.all_say_yes()
    seat = outside.circle.seats.get(position=1)
    at_once(done(partial(sign, outside.invitation, 1)), done(partial(answer, outside.invitation, seat, agrees=False)))
    assert not Guest.objects.filter(revoked_at=None).exists()


def test_one_form_sent_twice_at_once_is_one_invitation() -> None:
    outside = asked()
    more = outside.circle, outside.sessions[2:], coordinator(), "c" * 24, timezone.now()
    again = partial(invite_outside, outside.noor, *more)
    at_once(done(again), done(again))
    assert OutsideInvitation.objects.filter(key="c" * 24).count() == 1
