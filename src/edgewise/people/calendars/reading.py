"""Reading somebody's calendar in a process of its own, with a limit of time and of memory.

What it reads was written by a stranger, and what reads it was written for friends: if it takes for ever, grows or
falls over, that process ends and nothing else does. It knows neither the database nor any key.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from datetime import datetime

from msgspec import DecodeError, Struct, json

from edgewise.domain.calendar.busy import BusyTimes, Problem, Reader, Unreadable, read_calendar
from edgewise.people.calendars.fetch import fetch

READING_SECONDS = 30  # for all of it; the fetching has its own limit within
READING_BYTES = 1 << 30  # bytes
KEPT = ("PATH", "SSL_CERT_FILE", "SSL_CERT_DIR")  # of the environment; no secret is in it


class Wish(Struct, frozen=True):
    """A calendar to be read. `etag` is of the last reading, if it still covers the time asked for."""

    address: str
    etag: str
    allowed: list[str]
    reader: Reader
    first: datetime
    until: datetime


class Reading(Struct, frozen=True):
    """What came of it: a problem, or what is busy; None: nothing has changed since."""

    problem: Problem | None = None
    busy: BusyTimes | None = None
    etag: str = ""


def read_aside(wish: Wish) -> Reading:
    """Never raises: whatever happens to the reading, it is a problem of that calendar."""
    command = [sys.executable, "-P", "-m", __name__]
    there = {name: os.environ[name] for name in KEPT if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path))
    }
    try:
        done = subprocess.run(  # noqa: S603  this interpreter; the address goes in by the pipe, where `ps` does not look
            command, input=json.encode(wish), capture_output=True, timeout=READING_SECONDS, env=there, check=True
        )
        return json.decode(done.stdout, type=Reading)
    except subprocess.TimeoutExpired:
        return Reading(Problem.SLOW)
    except (subprocess.CalledProcessError, OSError, DecodeError):
        return Reading(Problem.NO_CALENDAR)


def reading_of(wish: Wish) -> Reading:
    try:
        found = fetch(wish.address, wish.etag, wish.allowed)
        if found.document is None and not wish.etag:
            return Reading(Problem.NO_CALENDAR)
        if found.document is None:
            return Reading(etag=found.etag)
        return Reading(busy=read_calendar(found.document, wish.reader, wish.first, wish.until), etag=found.etag)
    except Unreadable as why:
        return Reading(why.problem)


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (READING_BYTES, READING_BYTES))
    sys.stdout.buffer.write(json.encode(reading_of(json.decode(sys.stdin.buffer.read(), type=Wish))))
