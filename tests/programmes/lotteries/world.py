"""A cohort that begins in three weeks, and for which more people have said yes than there is room for."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from edgewise.people.models import Membership
from edgewise.programmes.lotteries.actions import draw_places
from edgewise.programmes.lotteries.page.plan import Sizes
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery
from tests import make

TWELVE = (*make.CAST, "Ines", "Jonas", "Mei", "Nadia", "Omar", "Priya")


def cohort_ahead(design: Programme | None = None, days: int = 20) -> Cohort:
    run = make.cohort(design, coordinators=[make.membership("Grace")])
    run.starts_on = timezone.localdate() + timedelta(days=days)
    run.ends_on = run.starts_on + timedelta(days=90)
    run.save()
    return run


def wanted(design: Programme | None = None, names: tuple[str, ...] = TWELVE) -> Cohort:
    """All of them have said yes."""
    run = cohort_ahead(design)
    for name in names:
        make.enrolment(make.membership(name), run, EnrolmentState.ENROLLED)
    return run


def drawn(run: Cohort | None = None, places: int = 5, reserves: int = 3) -> Lottery:
    found = run or wanted()
    assert draw_places(found, Sizes(places, reserves), make.membership("Grace")) == ""
    return Lottery.objects.select_related("cohort__programme__organisation").get(cohort=found)


def lots(of: Lottery, group: Group) -> list[Entrant]:
    rows = of.entrants.filter(group=group).select_related("membership__person", "lottery__cohort__programme")
    return list(rows.order_by("line", "pk"))


def entry_of(of: Lottery, who: Membership) -> Enrolment:
    return Enrolment.objects.select_related("cohort__programme", "membership__person").get(
        cohort=of.cohort_id, membership=who
    )
