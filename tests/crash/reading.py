"""`python -m tests.crash.reading`: every log of this home, opened, as JSON: {code: [[version, kind, text], ...]}."""

from __future__ import annotations

import json
import sys
from itertools import accumulate

import edgewise.config.ready  # noqa: F401
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.state import State
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Event, Session


def read(session: Session) -> dict[str, object]:
    versions = list(Event.objects.filter(session=session).order_by("version").values_list("version", flat=True))
    events = log.events_since(session)
    states = accumulate(events, evolve, initial=State())
    next(states)
    return {
        "versions": versions,
        "texts": {getattr(event, "text", ""): at for at, event in zip(versions, events, strict=True)},
        "times": [event.at for event in events],
        "said": sum(bool(getattr(event, "text", "")) for event in events),
        "floors": [[now.control.floor.holder, now.control.clock.turn_deadline] for now in states],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps({session.code: read(session) for session in Session.objects.all()}))
