from __future__ import annotations

from django.apps import AppConfig
from django.dispatch import Signal

# Time has passed: `now` is a moment, and whoever keeps dates does what is due by then. Sent about once a minute, by any
# worker, more than once for the same moment if need be; so a receiver claims what it does by a conditional update.
due = Signal()


class NoticesConfig(AppConfig):
    name = "edgewise.notices"
    label = "notices"

    def ready(self) -> None:
        from edgewise.people.tasks.passing import do_what_is_due  # noqa: PLC0415  models are not ready before

        due.connect(do_what_is_due, dispatch_uid="edgewise.people.passing")
