"""Pair hours as the ledger has them: whole hours that one coached another, whoever noted them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet, Sum

from edgewise.domain.hours.coaching_schedule import Had
from edgewise.domain.hours.pair_hour import PEOPLE_OF_A_PAIR, pair_format
from edgewise.domain.hours.promise import session_seconds
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Programme
from edgewise.rooms.hours.queries.ledger import counted
from edgewise.rooms.models.hours import HoursEntry


def pair_hour_ms(design: Programme) -> int:
    """How much coaching a pair hour of a programme is."""
    return session_seconds(pair_format(design.pair_minutes), PEOPLE_OF_A_PAIR) * 1000


def pair_hours_held(entries: QuerySet[HoursEntry], whole: int) -> dict[int, list[tuple[int, int]]]:
    """By circle: giver and receiver of every whole pair hour, which is `whole` ms one to one; one query."""
    sums = entries.filter(counted()).values_list("circle_id", "giver_id", "receiver_id").annotate(Sum("one_to_one_ms"))
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for circle, giver, receiver, ms in sums.order_by("circle_id", "giver_id", "receiver_id"):
        found[circle] += [(giver, receiver)] * round(ms / whole)
    return dict(found)


def pair_hours_of_circle(circle: Circle) -> list[tuple[int, int]]:
    """The same of one circle."""
    entries = HoursEntry.objects.filter(circle=circle)
    return pair_hours_held(entries, pair_hour_ms(circle.cohort.programme)).get(circle.pk, [])


def held_by(circle: Circle, who: Membership) -> Had:
    """How many pair hours somebody gave and received in the circle, also with people who have left it."""
    return had(pair_hours_of_circle(circle), who.pk)


def had(hours: Iterable[tuple[int, int]], who: int) -> Had:
    two = list(hours)
    return Had(sum(giver == who for giver, _ in two), sum(receiver == who for _, receiver in two))
