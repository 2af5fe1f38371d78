"""Measures the draft board in a home of its own: started by benchmarks.draft_board."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from statistics import median
from time import process_time

from django.conf import settings
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

import edgewise.config.ready  # noqa: F401
from benchmarks.drafts.world import cohort_of, draft_of
from edgewise.config.static.files import collect
from edgewise.people.models import Person
from edgewise.programmes.models.runs import MatchRun

PEOPLE = 2_000
ROUNDS = 9
OPEN, MOVE = 1.0, 0.1  # seconds of a processor
BARS = {"open first": OPEN, "open again": OPEN, "try": MOVE, "move": MOVE, "change places": MOVE, "undo": MOVE}
HTMX = {"HX-Request": "true"}


@dataclass(frozen=True)
class Browser:
    client: Client
    url: str

    def get(self, path: str = "", *, whole: bool = False) -> float:
        return self._timed(lambda: self.client.get(self.url + path, headers={} if whole else HTMX))

    def post(self, path: str, **body: object) -> float:
        body["version"] = MatchRun.objects.get().version
        return self._timed(lambda: self.client.post(self.url + path, body, headers=HTMX))

    def _timed(self, ask: Callable[[], object]) -> float:
        before = process_time()
        answer = ask()
        taken = process_time() - before
        if getattr(answer, "status_code", 0) != 200:
            raise SystemExit(f"the board answered {answer}")
        return taken


def main() -> int:
    call_command("migrate", verbosity=0)
    collect()
    run = draft_of(cohort_of(PEOPLE))
    client = Client(SERVER_NAME="localhost")
    client.force_login(Person.objects.get(email="grace@example.org"), backend=settings.AUTHENTICATION_BACKENDS[0])
    taken = dict(_measured(Browser(client, reverse("programmes:draft", args=[run.cohort.code, run.pk])), run))
    print(f"{PEOPLE:,} people in {len(run.tables)} circles; the median of {ROUNDS}, but of the first opening\n")
    print(f"{'':24}{'cpu ms':>8}{'bar':>8}")
    for name, seconds in taken.items():
        print(f"{name:24}{seconds * 1000:8.0f}{f'{BARS[name] * 1000:.0f}' if name in BARS else '':>8}")
    return int(any(taken[name] > bar for name, bar in BARS.items()))


def _measured(board: Browser, run: MatchRun) -> Iterator[tuple[str, float]]:
    one, other, far = run.tables[0][0], run.tables[1][0], run.tables[9][0]
    turns = count()
    yield "open first", board.get(whole=True)
    yield "open again", _median(lambda: board.get(whole=True))
    yield "scroll on", _median(lambda: board.get("?page=3"))
    yield "search", _median(lambda: board.get("?q=ma"))
    yield "try", _median(lambda: board.get(f"try/?version=0&person={one}&to=2"))
    yield "move", _median(lambda: board.post("move/", person=one, to=2 - next(turns) % 2))
    yield "change places", _median(lambda: board.post("move/", person=other, swap=run.tables[next(turns)][0]))
    yield "undo", _median(lambda: board.post("step/", step="undo"))
    yield "one person", _median(lambda: board.get(f"people/{one}/"))
    yield "why not with", _median(lambda: board.get(f"people/{one}/with/{far}/"))


def _median(measure: Callable[[], float]) -> float:
    return median(measure() for _ in range(ROUNDS))


if __name__ == "__main__":
    sys.exit(main())
