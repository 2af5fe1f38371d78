from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "edgewise.desk"
    label = "desk"

    def ready(self) -> None:
        from edgewise.desk.actions import (  # noqa: PLC0415  models are not ready before
            do_what_is_due,
            follow_facts,
            follow_seats,
        )
        from edgewise.notices.apps import due  # noqa: PLC0415
        from edgewise.people.apps import facts_changed  # noqa: PLC0415
        from edgewise.programmes.apps import seats_changed  # noqa: PLC0415

        seats_changed.connect(follow_seats, dispatch_uid="edgewise.desk.seats")
        facts_changed.connect(follow_facts, dispatch_uid="edgewise.desk.facts")
        due.connect(do_what_is_due, dispatch_uid="edgewise.desk.passing")
