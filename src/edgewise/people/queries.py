"""Who belongs to an organisation today."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.utils import timezone


def not_left(membership: str = "", day: date | None = None) -> Q:
    """Of memberships, or of rows that lead to one: `membership` is the name that leads there. `day` None: today."""
    there = f"{membership}__left_on" if membership else "left_on"
    return Q(**{there: None}) | Q(**{f"{there}__gt": day or timezone.localdate()})
