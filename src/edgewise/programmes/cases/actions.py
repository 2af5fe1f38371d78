"""Cases follow the facts: one opens when a circle breaks a rule, and closes when it keeps it again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edgewise.programmes.cases.queries import circles_in_force, circles_touched_by, with_runs, wrong_with
from edgewise.programmes.models.cases import Case, CaseKind
from edgewise.programmes.models.circles import Circle


def review_people(members: Collection[int], **_: object) -> None:
    """Look again at the circles that these people's facts bear upon."""
    review_circles(circles_touched_by(set(members)))


@transaction.atomic
def review_circles(circles: Collection[int], at: datetime | None = None) -> None:
    """Open and close the cases of these circles."""
    now = at or timezone.now()
    # Of two reviews at once the second waits, and then reads what the facts of both have become.
    list(Circle.objects.filter(pk__in=circles).order_by("pk").select_for_update().values_list("pk"))
    looked_at = with_runs(circles_in_force().filter(pk__in=circles).select_related("cohort__programme"))
    found = {(pk, kind): people for pk, wrong in wrong_with(looked_at).items() for kind, people in wrong.items()}
    known = {
        (case.circle_id, CaseKind(case.kind)): case for case in Case.objects.filter(circle__in=circles, closed_at=None)
    }
    new = [
        Case(circle_id=pk, kind=kind, people=found[pk, kind], opened_at=now) for pk, kind in found.keys() - known.keys()
    ]
    Case.objects.bulk_create(sorted(new, key=lambda case: (case.circle_id, case.kind)), ignore_conflicts=True)
    over = [known[key].pk for key in known.keys() - found.keys()]
    Case.objects.filter(pk__in=over, closed_at=None).update(closed_at=now)
    others = [known[key] for key in known.keys() & found.keys() if known[key].people != found[key]]
    for case in others:
        case.people = found[case.circle_id, CaseKind(case.kind)]
    Case.objects.bulk_update(others, ["people"], batch_size=200)
