"""A worker claims a run, searches, says how far it is, and writes what it found."""

from __future__ import annotations

import logging
import os
import socket
import time
from contextlib import suppress
from dataclasses import asdict
from datetime import timedelta
from threading import Event, Thread

from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_noop
from django_tasks import task

from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import Budget, Progress
from edgewise.programmes.models.runs import MatchRun, RunState
from edgewise.programmes.runs.queries import digest_of, effort_of, met_too_lately, people_of, result_as_stored, rules_of

logger = logging.getLogger(__name__)
BEAT_SECONDS = 5.0  # seconds between two signs of life
WORKER_SILENT = timedelta(seconds=60)  # after which a worker counts as gone
PROGRESS_SECONDS = 0.5  # seconds between two writes of progress
LOST = gettext_noop("The worker stopped in the middle. Only its time was lost: try again.")
BROKEN = gettext_noop("Something went wrong inside the search. The log of the worker says what happened.")


class Abandoned(Exception):
    """The run is not this worker's any more."""


@task()
def make_draft(pk: int) -> None:
    """The circles of a match run."""
    work_on(pk)


def work_on(pk: int) -> None:
    """Make the circles of a waiting run. Of two workers one does it."""
    now = timezone.now()
    waiting = MatchRun.objects.filter(pk=pk, state=RunState.WAITING)
    if waiting.update(state=RunState.RUNNING, started_at=now, beat_at=now, worker=_worker()) != 1:
        return
    run = MatchRun.objects.select_related("cohort__programme").get(pk=pk)
    try:
        _make(run)
    except SystemExit:  # the worker is told to end
        hand_back_runs()
        raise
    except Abandoned:
        logger.info("Run %d was taken away.", pk)
    except Exception:
        _finish(run, state=RunState.FAILED, problem=BROKEN)
        raise


def fail_lost_runs() -> int:
    """Runs whose worker has gone are marked as failed, to be tried again; how many."""
    now = timezone.now()
    running = MatchRun.objects.filter(state=RunState.RUNNING)
    gone = [pk for pk, worker in running.values_list("pk", "worker") if _is_gone(worker)]
    lost = running.filter(Q(pk__in=gone) | Q(beat_at__lt=now - WORKER_SILENT))
    return lost.update(state=RunState.FAILED, problem=LOST, finished_at=now)


def hand_back_runs() -> None:
    """The runs of this process wait again, for another worker to begin them anew."""
    mine = MatchRun.objects.filter(state=RunState.RUNNING, worker=_worker())
    for pk in mine.values_list("pk", flat=True):
        with transaction.atomic():
            if mine.filter(pk=pk).update(state=RunState.WAITING, worker="") == 1:
                make_draft.enqueue(pk)


def _make(run: MatchRun) -> None:
    people = people_of(run)
    watch = Watch(run)
    with Pulse(run):
        run.rules.setdefault("met", met_too_lately(run, people))
        rules = rules_of(run)
        found = match(
            people,
            rules,
            seed=run.seed,
            budget=Budget(run.seconds, effort_of(run)),
            clock=time.process_time,
            report=watch.report,
            should_stop=watch.should_stop,
        )
    tables = [list(one.members) for one in found.circles]
    _finish(
        run,
        state=RunState.STOPPED if watch.stopped else RunState.DONE,
        rules=run.rules,
        digest=digest_of(people, rules),
        result=result_as_stored(found) | {"locked": run.locked},
        tables=tables,
        score=found.score,
        bound=found.bound,
        bound_kind=found.bound_kind,
    )


def _finish(run: MatchRun, **facts: object) -> None:
    MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(finished_at=timezone.now(), **facts)


class Watch:
    """Writes progress now and then, and hears on the way whether to stop."""

    def __init__(self, run: MatchRun) -> None:
        self.rows = MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING)
        self.next = 0.0
        self.stopped = False

    def report(self, progress: Progress) -> None:
        now = time.monotonic()
        if now < self.next:
            return
        self.next = now + PROGRESS_SECONDS
        if self.rows.update(progress=asdict(progress), beat_at=timezone.now()) != 1:
            raise Abandoned
        self.stopped = self.rows.filter(stop_asked=True).exists()

    def should_stop(self) -> bool:
        return self.stopped


class Pulse:
    """Signs of life while the search is deep in one calculation, from a thread of its own."""

    def __init__(self, run: MatchRun) -> None:
        self.rows = MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING)
        self.over = Event()
        self.thread = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _beat(self) -> None:
        while not self.over.wait(BEAT_SECONDS):
            # A beat that finds the database busy is left out: a worker counts as gone only after many of them.
            with suppress(OperationalError):
                self.rows.update(beat_at=timezone.now())
            connection.close()


def _worker() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"[-100:]


def _is_gone(worker: str) -> bool:
    """Whether a process of this machine has ended; of another machine only its silence tells."""
    host, _, pid = worker.rpartition(":")
    if host != _worker().rpartition(":")[0] or not pid.isdecimal():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass
    return False
