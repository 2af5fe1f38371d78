"""Programmes as their owner wants them."""

from __future__ import annotations

from edgewise.people.models import Organisation
from edgewise.programmes.models.designs import Programme


def save_programme(organisation: Organisation, design: Programme) -> Programme:
    design.organisation = organisation
    design.save()
    return design
