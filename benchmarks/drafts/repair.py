"""Measures the review and the repair of published circles in a home of its own: started by benchmarks.circle_repair."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from statistics import median
from time import process_time

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

import edgewise.config.ready  # noqa: F401
from benchmarks.drafts.world import cohort_of
from edgewise.config.static.files import collect
from edgewise.people.models import Membership, Person
from edgewise.people.signals import facts_changed
from edgewise.programmes.models.cases import Case
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.runs.actions import draft_match, publish_circles

PEOPLE, SECONDS = 2_000, 8.0
ROUNDS = 5


def main() -> int:
    call_command("migrate", verbosity=0)
    collect()
    run = draft_match(cohort_of(PEOPLE), seed=1, seconds=SECONDS)
    if problems := publish_circles(run):
        raise SystemExit("\n".join(problems))
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(email="grace@example.org"), backend=settings.AUTHENTICATION_BACKENDS[0])
    taken = dict(_measured(client, run.cohort.code))
    print(f"{Seat.objects.count():,} people in {Circle.objects.count()} circles, {Case.objects.count()} cases\n")
    print(f"{'median of ' + str(ROUNDS):32}{'cpu ms':>8}")
    for name, seconds in taken.items():
        print(f"{name:32}{seconds * 1000:8.0f}")
    return 0


def _measured(client: Client, code: str) -> Iterator[tuple[str, float]]:
    everybody = set(Membership.objects.values_list("pk", flat=True))
    yield "review all circles", _median(lambda: _review(everybody))
    yield "review one person's", _median(lambda: _review({min(everybody)}))
    circle = Circle.objects.order_by("pk")[0]
    first, second = (seat.membership for seat in circle.seats.select_related("membership")[:2])
    first.manager = second
    first.save()
    yield "review one new line", _median(lambda: _review({first.pk}))
    yield "desk", _median(lambda: _get(client, "desk:desk", code))
    yield "repair page, a new line", _median(lambda: _get(client, "programmes:repair", code, circle.code))
    well = Circle.objects.order_by("pk")[1]
    yield "repair page, all well", _median(lambda: _get(client, "programmes:repair", code, well.code))


def _review(members: set[int]) -> None:
    facts_changed.send(sender=Membership, members=members)


def _get(client: Client, name: str, *args: str) -> None:
    answer = client.get(reverse(name, args=args))
    if answer.status_code != 200:
        raise SystemExit(f"the page answered {answer}")


def _median(measure: Callable[[], None]) -> float:
    return median(_timed(measure) for _ in range(ROUNDS))


def _timed(work: Callable[[], None]) -> float:
    before = process_time()
    work()
    return process_time() - before


if __name__ == "__main__":
    sys.exit(main())
