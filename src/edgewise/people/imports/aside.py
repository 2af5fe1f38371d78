"""Has a file read by a process of its own, with a limit of time and of memory (`edgewise.people.imports.reading`)."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeout
from pathlib import Path

from msgspec import DecodeError, Struct, json

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.kept import KeptTable, Text, phrase_of, table_of_kept
from edgewise.domain.roster.model import Table, Unreadable

LOOK_SECONDS = 0.25  # seconds between two looks whether anybody still wants it
LEFT_IN = ("PATH", "LANG", "LC_ALL")  # of the environment; no secret is in it
MODULE = "edgewise.people.imports.reading"
OURS = str(Path(__file__).parents[3])  # where the package is, however it was installed


class Reading(Struct, frozen=True):
    """What came of it: a problem and what to do, or sheets to choose from, or a table."""

    problem: Text = ""
    remedy: Text = ""
    sheets: tuple[str, ...] = ()  # those with rows, if there are several; without a table one of them is to be chosen
    table: KeptTable | None = None
    sheet: str = ""
    hidden: tuple[int, ...] = ()  # numbers of rows

    def table_read(self) -> Table | None:
        """None where a sheet is to be chosen first. Raises Unreadable."""
        if self.problem:
            raise Unreadable(phrase_of(self.problem), phrase_of(self.remedy))
        return table_of_kept(self.table) if self.table else None


class Unwanted(Exception):
    """Nobody waits for it any more; the reading has ended."""


class TooSlow(Exception):
    """It was not read in the time given."""


def read_aside(data: bytes, sheet: str, seconds: float, is_wanted: Callable[[], bool] = lambda: True) -> Reading:
    """Whatever happens to the reading is a problem of that file. Raises Unwanted and TooSlow."""
    if not is_wanted():
        raise Unwanted
    there = {name: os.environ[name] for name in LEFT_IN if name in os.environ} | {
        "PYTHONPATH": os.pathsep.join([OURS, *filter(None, sys.path)])
    }
    with (
        ThreadPoolExecutor(1) as pool,
        subprocess.Popen(  # noqa: S603  this interpreter, without the modules that `site` would look for
            [sys.executable, "-S", "-P", "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=there,
        ) as child,
    ):
        # In a thread: `communicate`, called again after its own timeout, does not send the rest of what was to be sent.
        answer = pool.submit(child.communicate, sheet.encode() + b"\0" + data)
        try:
            return _answer(answer, seconds, is_wanted)
        finally:
            child.kill()


def _answer(answer: Future[tuple[bytes, bytes]], seconds: float, is_wanted: Callable[[], bool]) -> Reading:
    for _ in range(max(1, int(seconds / LOOK_SECONDS))):
        try:
            said, _none = answer.result(timeout=LOOK_SECONDS)
            return json.decode(said, type=Reading)
        except FutureTimeout:
            if not is_wanted():
                raise Unwanted from None
        except DecodeError:  # it was ended, or fell over
            return Reading(TOO_LARGE, TOO_LARGE_REMEDY)
    raise TooSlow


TOO_LARGE = phrase("The file takes too long to read, or more memory than we allow")
TOO_LARGE_REMEDY = phrase(
    "Look for cells far away from the table and delete them, or save the sheet with the people as CSV"
)
