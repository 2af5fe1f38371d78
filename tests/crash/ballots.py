"""Kills whoever answers a pulse at any instant: `python -m tests.crash.ballots KILLS SEED` on this home.

Each child answers for one person after the other, and says each number once its answer is acknowledged.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from random import Random

from django.db import connections
from django.utils import timezone

import edgewise.config.ready  # noqa: F401
from edgewise.pulse.ballots.actions import Sent, answer
from edgewise.pulse.ballots.queries import ballots_of
from edgewise.pulse.models import Asked, Wave
from tests.pulse import world

PEOPLE = 400
MOST_IN_A_LIFE = 40  # answers
LONGEST_LIFE = 0.12  # seconds


def main(kills: int, seed: int) -> None:
    wave, dice = world.opened(world.running(PEOPLE)), Random(seed)
    acknowledged = [number for _ in range(kills) for number in _killed(wave, dice.uniform(0.005, LONGEST_LIFE))]
    answered = set(wave.ledger.filter(has_answered=True).values_list("pk", flat=True))
    in_box = sorted(int(ballot.comment) for ballot in ballots_of(wave))
    found = {"acknowledged": sorted(acknowledged), "answered": sorted(answered), "in_box": in_box}
    sys.stdout.write(json.dumps(found))


def _killed(wave: Wave, after: float) -> list[int]:
    """The numbers that a child said before it was killed."""
    read, write = os.pipe()
    connections.close_all()  # no child uses its parent's
    child = os.fork()
    if not child:
        os.close(read)
        _answer_on_and_on(wave, write)
    os.close(write)
    with os.fdopen(read) as said:
        said.readline()  # it is about to begin
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return [int(line) for line in said]


def _answer_on_and_on(wave: Wave, write: int) -> None:
    waiting = Asked.objects.filter(wave=wave, has_answered=False).select_related("wave").order_by("pk")
    lines = list(waiting[:MOST_IN_A_LIFE])
    ballots_of(wave)  # the key is open
    os.write(write, b"ready\n")
    for line in lines:
        if answer(line, (3,) * world.ITEMS, str(line.pk), timezone.now()) is Sent.DONE:
            os.write(write, f"{line.pk}\n".encode())
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
