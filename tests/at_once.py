"""Races: several things done by threads that begin together, each with a connection of its own."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def at_once(*doings: Callable[[], T]) -> list[T]:
    """What each came to, in their order. The first that fails is raised."""
    start = Barrier(len(doings))

    def do(doing: Callable[[], T]) -> T:
        try:
            start.wait()
            return doing()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(doings)) as threads:
        return list(threads.map(do, doings))
