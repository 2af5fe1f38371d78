"""Programmes, and the usual ones to begin with."""

from __future__ import annotations

from django.db.models import Count, QuerySet

from edgewise.domain.formats.designs import DESIGNS
from edgewise.people.models import Organisation
from edgewise.programmes.models.designs import Programme


def programmes_of(organisation: Organisation) -> QuerySet[Programme]:
    return organisation.programmes.annotate(cohort_count=Count("cohorts")).order_by("name", "pk")


TAKEN = (
    "kind", "format_key", "size_least", "size_target", "size_most", "session_minutes", "cadence_days", "weeks",
    "hours_target", "common_minutes", "level_spread", "nobody_alone",
)  # fmt: skip


def programme_like(key: str) -> Programme:
    """A programme to begin with, as one of the usual designs has it; not saved."""
    design = DESIGNS.get(key)
    return Programme(**{name: getattr(design, name) for name in TAKEN}) if design else Programme()
