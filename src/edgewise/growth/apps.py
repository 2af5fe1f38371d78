from __future__ import annotations

from django.apps import AppConfig


class GrowthConfig(AppConfig):
    name = "edgewise.growth"
    label = "growth"

    def ready(self) -> None:
        from edgewise.growth.changes.actions import withdraw_of_leavers
        from edgewise.growth.due import do_what_is_due
        from edgewise.growth.feedback.actions import end_keys_of_two
        from edgewise.notices.signals import due
        from edgewise.programmes.signals import purging, seats_changed

        seats_changed.connect(withdraw_of_leavers, dispatch_uid="edgewise.growth.leavers")
        purging.connect(end_keys_of_two, dispatch_uid="edgewise.growth.keys_of_two")
        due.connect(do_what_is_due, dispatch_uid="edgewise.growth.due")
