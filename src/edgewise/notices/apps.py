from __future__ import annotations

from django.apps import AppConfig

from edgewise.notices.signals import due


class NoticesConfig(AppConfig):
    name = "edgewise.notices"
    label = "notices"

    def ready(self) -> None:
        from edgewise.people.due import do_what_is_due

        due.connect(do_what_is_due, dispatch_uid="edgewise.people.due")
