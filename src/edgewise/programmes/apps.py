from __future__ import annotations

from django.apps import AppConfig
from django.dispatch import Signal

# Who sits in the circles of `circles`, a set of ids, has changed at the moment `at`; new circles are among them. Sent
# in the transaction that changes it.
seats_changed = Signal()

# Circles were rearranged by hand: `change` is the Rearrangement. Sent in its transaction, after `seats_changed`.
rearranged = Signal()


class ProgrammesConfig(AppConfig):
    name = "edgewise.programmes"
    label = "programmes"

    def ready(self) -> None:
        from edgewise.notices.apps import due  # noqa: PLC0415  models are not ready before
        from edgewise.people.apps import facts_changed  # noqa: PLC0415
        from edgewise.programmes.actions.agreeing import agree_anew  # noqa: PLC0415
        from edgewise.programmes.actions.passing import do_what_is_due  # noqa: PLC0415
        from edgewise.programmes.actions.reviewing import review_people  # noqa: PLC0415

        due.connect(do_what_is_due, dispatch_uid="edgewise.programmes.passing")
        facts_changed.connect(review_people, dispatch_uid="edgewise.programmes.review")
        seats_changed.connect(agree_anew, dispatch_uid="edgewise.programmes.agreements")
