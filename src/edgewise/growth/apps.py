from __future__ import annotations

from django.apps import AppConfig


class GrowthConfig(AppConfig):
    name = "edgewise.growth"
    label = "growth"

    def ready(self) -> None:
        from edgewise.growth.tasks import do_what_is_due  # noqa: PLC0415  models are not ready before
        from edgewise.notices.apps import due  # noqa: PLC0415

        due.connect(do_what_is_due, dispatch_uid="edgewise.growth.passing")
