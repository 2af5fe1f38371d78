from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "edgewise.desk"
    label = "desk"

    def ready(self) -> None:
        from edgewise.desk.cases.actions import follow_facts, follow_seats
        from edgewise.desk.due import do_what_is_due
        from edgewise.notices.signals import due
        from edgewise.people.signals import facts_changed
        from edgewise.programmes.signals import seats_changed

        seats_changed.connect(follow_seats, dispatch_uid="edgewise.desk.seats")
        facts_changed.connect(follow_facts, dispatch_uid="edgewise.desk.facts")
        due.connect(do_what_is_due, dispatch_uid="edgewise.desk.due")
