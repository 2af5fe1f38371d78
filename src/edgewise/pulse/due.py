"""What comes due for the pulse as time passes. Each may be done again: the database says nothing twice."""

from __future__ import annotations

from datetime import datetime

from edgewise.pulse.results.actions import close
from edgewise.pulse.waves.actions import launch, purge, remind
from edgewise.pulse.waves.queries import to_close, to_launch, to_purge, to_remind


def do_what_is_due(now: datetime, **_: object) -> None:
    """Receives `notices.signals.due`."""
    close_waves(now)
    purge_waves(now)
    launch_waves(now)
    for wave in to_remind(now):
        remind(wave, now)


def launch_waves(now: datetime) -> None:
    for cohort, days in list(to_launch(now.date())):
        launch(cohort, days, now)


def close_waves(now: datetime) -> None:
    for wave in to_close(now):
        close(wave, now)


def purge_waves(now: datetime) -> None:
    for wave in to_purge(now.date()):
        purge(wave, now)
