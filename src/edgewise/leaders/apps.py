from __future__ import annotations

from django.apps import AppConfig


class LeadersConfig(AppConfig):
    name = "edgewise.leaders"
    label = "leaders"

    def ready(self) -> None:
        from edgewise.leaders.due import do_what_is_due
        from edgewise.notices.signals import due

        due.connect(do_what_is_due, dispatch_uid="edgewise.leaders.due")
