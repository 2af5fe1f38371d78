"""One organisation with everything in it that a route can name, and the eight people who ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from edgewise.desk.cases.actions import review_cohort
from edgewise.desk.models import DeskCase
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Output
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.domain.session.commands import AnyCommand, Begin, ChooseIssues, Close, Join, OpenExitGate, Override
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tell
from edgewise.people.imports.actions import keep_draft
from edgewise.people.models import Membership, Person
from edgewise.programmes.agreements.actions import agree_anew
from edgewise.programmes.cohorts.actions import switch_join_link
from edgewise.programmes.models.circles import Circle, Rearrangement
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.repair.actions import end_circle
from edgewise.rooms.guests.actions import invite_guest
from edgewise.rooms.hours.actions import note_hours
from edgewise.rooms.log.log import load_state
from edgewise.rooms.models.hours import HoursEntry
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.polls.actions import ask_for_times
from edgewise.rooms.sessions.actions import obey, open_room, settle
from edgewise.vault.actions import ensure_installation_key
from tests import make

PEOPLE = {  # in the order of the words in routes.toml
    "nobody": None,
    "elsewhere": "Kofi",
    "colleague": "Jonas",
    "coordinator": "Grace",
    "owner": "Hana",
    "former": "Ines",
    "member": "Amara",
    "chair": "Bruno",
}


@dataclass(frozen=True, slots=True)
class World:
    people: dict[str, Person | None]
    names: dict[str, str]  # what a route's argument may be called -> its value here


def _held_with(circle: Circle, former: Membership) -> Session:
    """A session that is over, held while somebody sat in the circle who has left since."""
    seat = make.seat(circle, former)
    held = make.session(circle, make.NOW - timedelta(days=20))
    begins = int(held.starts_at.timestamp() * 1000)
    state = open_room(held, begins)
    chair = state.control.chair
    for who in state.seats:
        obey(held, Join(), who, begins)
    go_on: list[AnyCommand] = [ChooseIssues((chair,)), Begin(), OpenExitGate()]
    go_on += [Override(Output.COMMITMENT_EACH, "short of time", who) for who in state.seats]
    for command in [*go_on, Close()]:
        obey(held, command, chair, begins)
    settle(held, load_state(held))
    seat.ended_at, seat.reason_ended = make.NOW - timedelta(days=10), "opted out"
    seat.save()
    return held


def _agreed_in(cohort: Cohort, members: list[Membership]) -> Session:
    """A session of a second circle of the same people, who have an agreement that nobody has signed."""
    circle = make.circle(cohort, members, "Lantern")
    agree_anew({circle.pk}, make.NOW)
    return make.session(circle)


def _on_the_desk(cohort: Cohort) -> DeskCase:
    review_cohort(cohort, make.NOW + timedelta(days=40))
    return cohort.desk_cases.order_by("pk")[0]


def _rearranged(cohort: Cohort) -> Rearrangement:
    mended = make.circle(cohort, name="Cedar")
    end_circle(mended)
    return cohort.rearrangements.get()


def _noted(circle: Circle) -> HoursEntry:
    """By the chair, for the member to confirm."""
    amara, bruno = make.membership("Amara", make.organisation()), make.membership("Bruno", make.organisation())
    return note_hours(circle, bruno, bruno, amara, 45, make.NOW.date())


def _asked(circle: Circle) -> None:
    """By the chair: which of two times would do."""
    now, seat = timezone.now(), circle.seats.get(membership__person__name="Bruno")
    times = [now + timedelta(days=days) for days in (8, 9)]
    ask_for_times(seat, builtin_format("decision_round"), times, now + timedelta(days=7), now)


def _promised_in(circle: Circle) -> dict[str, str]:
    """By the member, with the chair as witness and as the peer who is asked."""
    amara, bruno = make.membership("Amara", make.organisation()), make.membership("Bruno", make.organisation())
    promise, asked = make.commitment(circle, amara, bruno), make.asked(circle, amara, bruno)
    return {
        "commitment": promise.code,
        "step": make.step(promise).code,
        "reflection": make.reflection(circle, amara).code,
        "change": asked.change.code,
        "asked": asked.code,
    }


def seeded() -> World:
    """The world each row of the matrix starts from."""
    ensure_installation_key()
    northwind, elsewhere = make.organisation("Northwind"), make.organisation("Southgate")
    make.membership("Kofi", elsewhere, is_owner=True)
    make.membership("Jonas", northwind)
    design = make.programme(northwind)
    hana = make.membership("Hana", northwind, is_owner=True)
    draft = keep_draft(hana, "people.csv", b"email,name\ndana@example.org,Dana\n")
    cohort = make.cohort(design, coordinators=[make.membership("Grace", northwind)])
    circle = make.circle(cohort, [make.membership(name, northwind) for name in make.CAST])
    held = _held_with(circle, make.membership("Ines", northwind))
    meeting = make.session(circle)
    opened = make.session(circle)
    open_room(opened)
    unsigned = _agreed_in(cohort, [make.membership(name, northwind) for name in ("Amara", "Bruno")])
    guest, _ = invite_guest(meeting, make.person("Bruno"))
    switch_join_link(cohort, on=True)
    waiting = [make.membership(name, northwind) for name in ("Mei", "Nadia", "Omar", "Priya")]
    match_run = make.draft(cohort, [waiting])
    _asked(circle)
    tell(make.membership("Amara", northwind), Message(Kind.REFLECTION, "reflection", {}, link="/circles/"))
    return World(
        people={role: make.person(name) if name else None for role, name in PEOPLE.items()},
        names={
            "slug": northwind.slug,
            "draft": draft.code,
            "organisation": northwind.slug,
            "programme": str(design.pk),
            "cohort": cohort.code,
            "circle": circle.code,
            "session": meeting.code,
            "opened": opened.code,
            "held": held.code,
            "unsigned": unsigned.code,
            "agreed": unsigned.circle.code,
            "guest": str(guest.pk),
            "join_code": cohort.join_code,
            "match_run": str(match_run.pk),
            "seated": str(waiting[0].pk),
            "beside": str(waiting[1].pk),
            "rearranged": str(_rearranged(cohort).pk),
            **_promised_in(circle),
            "desk_case": str(_on_the_desk(cohort).pk),
            "hours": str(_noted(circle).pk),
            "notice": str(Notice.objects.get(key="reflection").pk),
            "membership": str(make.membership("Amara", northwind).pk),
        },
    )
