from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class PeopleConfig(AppConfig):
    name = "edgewise.people"
    label = "people"

    def ready(self) -> None:
        from edgewise.people.profiles.actions import remember_zone

        user_logged_in.connect(remember_zone, dispatch_uid="remember zone")
