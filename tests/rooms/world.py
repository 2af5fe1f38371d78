"""Sessions to play with: `python -m tests.rooms.world COUNT PEOPLE` makes them in a home that has its tables."""

from __future__ import annotations

import json
import os
import sys

import django
from django.db import transaction
from django.utils import timezone

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edgewise.config.settings")
    django.setup()

from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.formats.model import to_json
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.live import ticket
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import open_room
from edgewise.vault.actions import ensure_installation_key
from tests import make


def make_sessions(count: int, people: int = 6) -> list[dict[str, object]]:
    """Open rooms, one circle each, all of the same people; their codes and a ticket for every seat."""
    members = [make.membership(name) for name in make.CAST[:people]]
    run = make.cohort()
    return [tickets(a_room(make.circle(run, members))) for _ in range(count)]


def a_room(circle: Circle) -> Session:
    script = to_json(builtin_formats()["decision_round"]).decode()
    session = make.session(circle, timezone.now(), format_json=script)
    open_room(session)
    return session


def tickets(session: Session) -> dict[str, object]:
    seats = session.circle.seats.order_by("position").values_list("position", "membership__person")
    issued = {f"s{place}": ticket.issue(session.code, f"s{place}", who, make.sign_in(who)) for place, who in seats}
    return {"code": session.code, "tickets": issued}


def main() -> None:
    ensure_installation_key()
    with transaction.atomic():
        made = make_sessions(int(sys.argv[1]), int(sys.argv[2]))
    sys.stdout.write(json.dumps(made))


if __name__ == "__main__":
    main()
