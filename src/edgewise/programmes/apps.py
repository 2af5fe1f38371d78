from __future__ import annotations

from django.apps import AppConfig

from edgewise.programmes.signals import seats_changed


class ProgrammesConfig(AppConfig):
    name = "edgewise.programmes"
    label = "programmes"

    def ready(self) -> None:
        from edgewise.notices.signals import due
        from edgewise.people.signals import facts_changed
        from edgewise.programmes.agreements.actions import agree_anew
        from edgewise.programmes.cases.actions import review_people
        from edgewise.programmes.due import do_what_is_due

        due.connect(do_what_is_due, dispatch_uid="edgewise.programmes.due")
        facts_changed.connect(review_people, dispatch_uid="edgewise.programmes.review")
        seats_changed.connect(agree_anew, dispatch_uid="edgewise.programmes.agreements")
