from __future__ import annotations

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "edgewise.rooms"
    label = "rooms"

    def ready(self) -> None:
        from django.db.models.signals import post_save  # noqa: PLC0415  the tables are there only now

        from edgewise.notices.apps import due  # noqa: PLC0415
        from edgewise.programmes.apps import rearranged, seats_changed  # noqa: PLC0415
        from edgewise.programmes.models import Seat  # noqa: PLC0415
        from edgewise.rooms.actions import planning, polling  # noqa: PLC0415
        from edgewise.rooms.actions.passing import do_what_is_due  # noqa: PLC0415
        from edgewise.rooms.live import door  # noqa: PLC0415

        # A seat that ends is turned away at once in this process, and within seconds in the others.
        post_save.connect(door.forget, sender=Seat, dispatch_uid="edgewise.rooms.door")
        due.connect(do_what_is_due, dispatch_uid="edgewise.rooms.passing")
        seats_changed.connect(planning.follow_seats, dispatch_uid="edgewise.rooms.planning")
        seats_changed.connect(polling.follow_seats, dispatch_uid="edgewise.rooms.polling")
        rearranged.connect(planning.plan_as_before, dispatch_uid="edgewise.rooms.as_before")
