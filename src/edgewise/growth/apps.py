from __future__ import annotations

from django.apps import AppConfig


class GrowthConfig(AppConfig):
    name = "edgewise.growth"
    label = "growth"

    def ready(self) -> None:
        from edgewise.growth.actions import withdraw_of_leavers  # noqa: PLC0415  models are not ready before
        from edgewise.growth.tasks import do_what_is_due  # noqa: PLC0415
        from edgewise.notices.apps import due  # noqa: PLC0415
        from edgewise.programmes.apps import seats_changed  # noqa: PLC0415

        seats_changed.connect(withdraw_of_leavers, dispatch_uid="edgewise.growth.leavers")
        due.connect(do_what_is_due, dispatch_uid="edgewise.growth.passing")
