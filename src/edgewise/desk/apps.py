from __future__ import annotations

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "edgewise.desk"
    label = "desk"

    def ready(self) -> None:
        from edgewise.desk.actions import do_what_is_due  # noqa: PLC0415  models are not ready before
        from edgewise.notices.apps import due  # noqa: PLC0415

        due.connect(do_what_is_due, dispatch_uid="edgewise.desk.passing")
