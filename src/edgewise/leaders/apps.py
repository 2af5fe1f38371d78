from __future__ import annotations

from django.apps import AppConfig


class LeadersConfig(AppConfig):
    name = "edgewise.leaders"
    label = "leaders"

    def ready(self) -> None:
        from edgewise.leaders.due import do_what_is_due
        from edgewise.leaders.outside.actions import follow_seats
        from edgewise.notices.signals import due
        from edgewise.programmes.signals import seats_changed

        due.connect(do_what_is_due, dispatch_uid="edgewise.leaders.due")
        seats_changed.connect(follow_seats, dispatch_uid="edgewise.leaders.outside")
