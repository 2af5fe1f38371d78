"""Who belongs to an organisation today."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone

from edgewise.people.models import Membership


def not_left(membership: str = "", day: date | None = None) -> Q:
    """Of memberships, or of rows that lead to one: `membership` is the name that leads there. `day` None: today."""
    there = f"{membership}__left_on" if membership else "left_on"
    return Q(**{there: None}) | Q(**{f"{there}__gt": day or timezone.localdate()})


def has_left(who: Membership, day: date | None = None) -> bool:
    """The same as `not_left`, of one that is read already: the day on which they leave is the first without them."""
    return who.left_on is not None and who.left_on <= (day or timezone.localdate())
