from __future__ import annotations

from django.apps import AppConfig


class PulseConfig(AppConfig):
    name = "edgewise.pulse"
    label = "pulse"

    def ready(self) -> None:
        from edgewise.notices.signals import due
        from edgewise.pulse.due import do_what_is_due

        due.connect(do_what_is_due, dispatch_uid="edgewise.pulse.due")
