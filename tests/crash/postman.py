"""A worker that does nothing but the post, in a home that has its tables: `python -m tests.crash.postman seed|work`."""

from __future__ import annotations

import sys
import time
from datetime import timedelta

import edgewise.config.ready  # noqa: F401
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.delivery import actions as delivery_actions
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.outbox.actions import tell
from edgewise.notices.preferences.actions import save_preference
from edgewise.vault.actions import ensure_installation_key
from tests import make

LETTERS = 60
LEASE = timedelta(seconds=2)  # so that a test need not wait for five minutes


def seed() -> None:
    """Letters to people who are awake at every hour."""
    ensure_installation_key()
    for number in range(LETTERS):
        who = make.membership(f"Person {number}")
        save_preference(who, {"quiet_from": "00:00", "quiet_until": "00:00", "quiet_weekend": False})
        facts = {"sender": "Grace", "words": f"Letter {number}"}
        tell(who, Message(Kind.FROM_COORDINATOR, f"letter:{number}", facts))


def work() -> None:
    delivery_actions.DELIVERY_LEASE = LEASE
    while True:
        deliver()
        time.sleep(0.05)


if __name__ == "__main__":
    {"seed": seed, "work": work}[sys.argv[1]]()
