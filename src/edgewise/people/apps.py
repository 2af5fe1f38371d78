from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PeopleConfig(AppConfig):
    name = "edgewise.people"
    label = "people"

    def ready(self) -> None:
        from edgewise.people.forms import keep_days_in_the_calendar
        from edgewise.people.profiles.actions import remember_zone
        from edgewise.people.sign_in.actions import note_device

        keep_days_in_the_calendar()
        user_logged_in.connect(remember_zone, dispatch_uid="remember zone")
        user_logged_in.connect(note_device, dispatch_uid="note device")
