from __future__ import annotations

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "edgewise.rooms"
    label = "rooms"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from edgewise.notices.signals import due
        from edgewise.programmes.models.circles import Seat
        from edgewise.programmes.signals import (
            rearranged,
            seats_changed,
        )
        from edgewise.rooms.due import do_what_is_due
        from edgewise.rooms.live import seat_check
        from edgewise.rooms.planning import actions as planning
        from edgewise.rooms.polls import actions as polling

        # A seat that ends is turned away at once in this process, and within seconds in the others.
        post_save.connect(seat_check.forget, sender=Seat, dispatch_uid="edgewise.rooms.seat_check")
        due.connect(do_what_is_due, dispatch_uid="edgewise.rooms.due")
        seats_changed.connect(planning.follow_seats, dispatch_uid="edgewise.rooms.planning")
        seats_changed.connect(polling.follow_seats, dispatch_uid="edgewise.rooms.polling")
        rearranged.connect(planning.plan_as_before, dispatch_uid="edgewise.rooms.as_before")
