"""The only writes at the end of a wave: it closes, and what can be shown is shown to everybody at the same moment."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import F

from edgewise.domain.pulse.moments import closes_at
from edgewise.pulse.models import Wave


@transaction.atomic
def close(wave: Wave, now: datetime) -> bool:
    """Once, after the last day; False where it is too early, or was done. Of two at once, one does it.

    The boxes get a new version: a ballot that comes at the same moment is either in the box that is read here, or
    loses, begins again, and finds the wave closed.
    """
    if now < closes_at(wave.closes_on):
        return False
    if Wave.objects.filter(pk=wave.pk, closed_at=None, ended_at=None).update(closed_at=now) != 1:
        return False
    wave.boxes.update(version=F("version") + 1)
    return True
