"""`python -m benchmarks.fanout.world ROOMS`: running sessions of six with a queue of hands; prints their tickets."""

from __future__ import annotations

import json
import sys

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

import edgewise.config.ready  # noqa: F401
from edgewise.config.static.files import collect
from edgewise.domain.formats import model as m
from edgewise.domain.session import commands as c
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import obey, open_room
from edgewise.vault.actions import ensure_installation_key
from tests import make
from tests.rooms.world import tickets

TALK = m.Stage(
    key="talk", title="Talk", purpose="Say what you see.", prompt=m.Prompt("One at a time."), floor=m.Floor.OPEN,
    duration=m.Duration(fixed=3 * 3600), allows=tuple(m.ContributionKind),
)  # fmt: skip
HANDS = m.Format(
    key="hands", name="Hands", kind=m.CircleKind.CIRCLE, people=m.People(2, 14), minutes=240, issues=0,
    closing=(TALK,),
)  # fmt: skip


def running(session: Session) -> Session:
    """Everybody is there, Amara speaks, the others may raise and lower their hands for three hours."""
    state = open_room(session)
    for seat in state.seats:
        obey(session, c.Join(), seat)
    chair = state.control.chair
    obey(session, c.Begin(), chair)
    obey(session, c.GiveFloor(to=chair), chair)
    return session


def main() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    ensure_installation_key()
    collect()
    members = [make.membership(name) for name in make.CAST]
    run, script = make.cohort(), m.to_json(HANDS).decode()
    with transaction.atomic():
        made = [
            tickets(running(make.session(make.circle(run, members), timezone.now(), format_json=script)))
            for _ in range(int(sys.argv[1]))
        ]
    sys.stdout.write(json.dumps(made))


if __name__ == "__main__":
    main()
