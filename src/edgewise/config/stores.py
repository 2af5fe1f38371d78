"""What is kept elsewhere may be away or full: which it is, and what works without it."""

from __future__ import annotations

import errno
import time
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from django.db.utils import InterfaceError, OperationalError
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSlow

FULL = (errno.ENOSPC, errno.EDQUOT)
REDIS_SECONDS = 1  # to wait for an answer
REDIS_PAUSE_SECONDS = 10  # in which Redis, once found away, is not asked again
MOST_KEPT = 20_000  # entries of a process that counts by itself


class Fault(StrEnum):
    """Why nothing could be kept or read."""

    DATABASE = "database"
    BUSY = "busy"
    FULL = "full"
    REDIS = "redis"


def fault_of(problem: BaseException | None) -> Fault | None:
    """The store that this problem comes from; None where it is another's fault."""
    match problem:
        case OperationalError() | InterfaceError():
            return _database_fault(problem)
        case RedisAway() | RedisSlow():
            return Fault.REDIS
        case OSError() if problem.errno in FULL:
            return Fault.FULL
    return None


def _database_fault(problem: Exception) -> Fault | None:
    words = str(problem)
    if words.startswith("no such "):  # SQLite says so of a table: the code and the database are not in step
        return None
    state = getattr(problem.__cause__, "sqlstate", None)  # of PostgreSQL
    if state == "53100" or "is full" in words or "disk I/O" in words or "No space left" in words:
        return Fault.FULL
    return Fault.BUSY if "is locked" in words else Fault.DATABASE


def _either(name: str) -> Callable[..., Any]:
    """A method that asks Redis, or this process where Redis does not answer."""

    def method(self: RedisOrMemory, *args: Any, **options: Any) -> Any:
        if time.monotonic() >= RedisOrMemory.away_until:
            try:
                return getattr(super(RedisOrMemory, self), name)(*args, **options)
            except (RedisAway, RedisSlow):
                RedisOrMemory.away_until = time.monotonic() + REDIS_PAUSE_SECONDS
        return getattr(self.own, name)(*args, **options)

    return method


class RedisOrMemory(RedisCache):
    """Counts over all processes; while Redis is away each process counts by itself, so that people can sign in."""

    away_until = 0.0  # on the monotonic clock; shared by the threads of a process

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {"socket_connect_timeout": REDIS_SECONDS, "socket_timeout": REDIS_SECONDS}
        super().__init__(server, params | {"OPTIONS": {**patience, **params.get("OPTIONS", {})}})
        self.own = LocMemCache("while Redis is away", {"OPTIONS": {"MAX_ENTRIES": MOST_KEPT}})

    add, get, set, delete, clear = map(_either, ("add", "get", "set", "delete", "clear"))
