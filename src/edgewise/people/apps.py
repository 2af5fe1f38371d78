from __future__ import annotations

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.dispatch import Signal

# Facts of the memberships in `members`, a set of ids, have changed; sent in the transaction that changes them.
facts_changed = Signal()


class PeopleConfig(AppConfig):
    name = "edgewise.people"
    label = "people"

    def ready(self) -> None:
        from edgewise.people.actions import remember_zone  # noqa: PLC0415  models are not ready before

        user_logged_in.connect(remember_zone, dispatch_uid="remember zone")
