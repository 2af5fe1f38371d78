"""When the circles of several cohorts meet; one query each, for any number of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import Session, SessionStatus


def ahead(now: datetime) -> Q:
    """Under way, or planned and yet to begin; no demonstration."""
    coming = Q(status=SessionStatus.LIVE) | Q(status=SessionStatus.PLANNED, starts_at__gte=now)
    return coming & Q(demo=False)


def circles_in(cohorts: Sequence[Cohort], now: datetime) -> QuerySet[Circle]:
    """Open circles, each with `is_dated`: has it a session ahead?"""
    dated = Session.objects.filter(ahead(now), circle=OuterRef("pk"))
    return Circle.objects.filter(cohort__in=cohorts, closed_at=None).annotate(is_dated=Exists(dated))


def sessions_between(cohorts: Sequence[Cohort], first: datetime, until: datetime) -> QuerySet[Session]:
    """Those of open circles that were not called off, in order of time."""
    rows = Session.objects.filter(circle__cohort__in=cohorts, circle__closed_at=None, demo=False)
    there = rows.filter(starts_at__gte=first, starts_at__lt=until).exclude(status=SessionStatus.CANCELLED)
    return there.only("code", "circle_id", "starts_at", "minutes", "status").order_by("starts_at", "pk")
