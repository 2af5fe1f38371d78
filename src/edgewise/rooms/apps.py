from __future__ import annotations

from django.apps import AppConfig


class RoomsConfig(AppConfig):
    name = "edgewise.rooms"
    label = "rooms"

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from edgewise.notices.signals import due
        from edgewise.people.signals import facts_changed
        from edgewise.programmes.models.circles import Seat
        from edgewise.programmes.signals import (
            purging,
            rearranged,
            seats_changed,
        )
        from edgewise.rooms.due import do_what_is_due
        from edgewise.rooms.guests import actions as guests
        from edgewise.rooms.live import seat_check
        from edgewise.rooms.planning import actions as planning
        from edgewise.rooms.polls import actions as polling
        from edgewise.rooms.sessions.actions import settle as sessions

        # A seat that ends is turned away at once in this process, and within seconds in the others.
        post_save.connect(seat_check.forget, sender=Seat, dispatch_uid="edgewise.rooms.seat_check")
        facts_changed.connect(seat_check.forget, dispatch_uid="edgewise.rooms.seat_check")
        due.connect(do_what_is_due, dispatch_uid="edgewise.rooms.due")
        seats_changed.connect(planning.follow_seats, dispatch_uid="edgewise.rooms.planning")
        seats_changed.connect(polling.follow_seats, dispatch_uid="edgewise.rooms.polling")
        seats_changed.connect(guests.take_back_links_of_leavers, dispatch_uid="edgewise.rooms.guests")
        seats_changed.connect(sessions.end_seats_of_leavers, dispatch_uid="edgewise.rooms.sessions")
        purging.connect(sessions.close_before_purge, dispatch_uid="edgewise.rooms.purging")
        rearranged.connect(planning.plan_as_before, dispatch_uid="edgewise.rooms.as_before")
