"""`edgewise worker`: does the work that is not a request, in a process of its own, so that live rooms stay quick."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread

import click
from django.core.management import call_command
from django.db import close_old_connections, connection

import edgewise.config.ready  # noqa: F401
from edgewise.cli.home import migrations_to_come, open_home, say_what_is_missing
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.outbox.actions import tick
from edgewise.programmes.runs.tasks import fail_lost_runs, hand_back_runs

POLL = 0.5  # seconds between two looks for work
POST = 3.0  # seconds between two rounds of the post
TICK = 60.0  # seconds between two looks for what has become due
KEPT_DAYS = 7  # for which a finished task is kept
POLITE = 10  # of nice, where the worker shares the machine with the rooms
LEAST_LIFE, MOST_WAIT = 10.0, 30.0  # seconds: a worker that dies younger is started again ever later
END_GRACE_SECONDS = 3.0  # seconds to end in
log = logging.getLogger("edgewise.worker")
COMMAND = (sys.executable, "-m", "edgewise.cli", "worker", "--child")


@click.command()
@click.option("--child", is_flag=True, hidden=True, help="End when the standard input does.")
def worker(*, child: bool) -> None:
    """Make drafts of circles and whatever else takes long, until stopped. Any number of these may run."""
    if child:
        os.nice(POLITE)
        Thread(target=_end_with_parent, daemon=True).start()
    open_home()
    if not child:
        say_what_is_missing()
    _wait_for_tables()
    fail_lost_runs()
    Thread(target=_keep_time, daemon=True).start()
    call_command("prune_db_task_results", f"--min-age-days={KEPT_DAYS}", verbosity=0)
    call_command("db_worker", f"--interval={POLL}", "--no-startup-delay")


def _keep_time() -> None:
    """Let what is due be done every minute, and the post leave every few seconds. No failure ends it."""
    last = 0.0
    while True:
        try:
            if time.monotonic() - last >= TICK:
                last = time.monotonic()
                tick()
            deliver()
        except Exception as problem:  # noqa: BLE001  whatever it is, the next minute may be better
            log.error("The passing of time failed: %s", type(problem).__name__)  # noqa: TRY400  a traceback can hold facts
        close_old_connections()
        time.sleep(POST)


def _end_with_parent() -> None:
    """The other end of the pipe closes when the parent ends, in whatever way."""
    while os.read(0, 1024):  # unbuffered: a buffer's lock would be in the way at the end
        pass
    hand_back_runs()
    os._exit(0)  # at once: the main thread may be deep in a calculation that hears no signal


def _wait_for_tables() -> None:
    """`edgewise serve` brings the database up to date; a worker that was quicker waits for it, and says so once."""
    if migrations_to_come():
        click.echo("The database is not up to date. Waiting for `edgewise serve`, which sees to it.", err=True)
    while migrations_to_come():
        connection.close()
        time.sleep(1)
    connection.close()


@contextmanager
def worker_beside(wanted: bool) -> Iterator[None]:
    """A worker as a child of this process for as long as the block runs; one that dies is started again."""
    if not wanted:
        yield
        return
    over = Event()
    keeper = Thread(target=_keep, args=(over,), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join(2 * END_GRACE_SECONDS)


def _keep(over: Event) -> None:
    wait = 1.0
    while not over.is_set():
        born = time.monotonic()
        # In a session of its own, so that Ctrl-C reaches the parent alone and the order of ending is one.
        with subprocess.Popen(COMMAND, stdin=subprocess.PIPE, start_new_session=True) as one:  # noqa: S603  this interpreter
            while one.poll() is None and not over.wait(0.25):
                pass
            if over.is_set():
                _end(one)
                return
        wait = 1.0 if time.monotonic() - born > LEAST_LIFE else min(2 * wait, MOST_WAIT)
        click.echo(f"The worker ended with {one.returncode}; it is started again in {wait:.0f} s.", err=True)
        over.wait(wait)


def _end(one: subprocess.Popen[bytes]) -> None:
    assert one.stdin is not None
    one.stdin.close()
    try:
        one.wait(END_GRACE_SECONDS)
    except subprocess.TimeoutExpired:
        one.kill()
