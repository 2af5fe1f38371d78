"""A session for a newcomer, with bots in the other seats."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Literal

from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from edgewise.domain.formats import model as formats
from edgewise.domain.formats.builtin import builtin_formats
from edgewise.people.models import Membership, Organisation, Person
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, Kind, Programme
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.rooms.models.sessions import Attendance, Session
from edgewise.rooms.sessions.actions.room import open_room

Role = Literal["participant", "facilitator"]

BOTS = ("Bruno Keller", "Chidi Okafor", "Dana Levi", "Elif Demir", "Farid Haddad")
ADDRESS = "{}@bots.invalid"  # a domain that can never receive mail (RFC 2606)
FORMAT = "decision_round"
COHORT = "welcome"
NEWCOMER_AT = 2  # of the seats, from 0: two others speak before the newcomer has to
VISITORS = "visitors"  # the short name of their organisation


def first_script() -> formats.Format:
    """The Decision round without its question about last time: at a first session nobody has promised anything."""
    script = builtin_formats()[FORMAT]
    opening = tuple(stage for stage in script.opening if stage.does is not formats.Does.PROMISES)
    return replace(script, opening=opening)


@transaction.atomic
def start_demo_session(role: Role) -> tuple[Session, Person]:
    """A live Decision round with a newcomer as participant or facilitator, and bots in the other seats."""
    cohort = _cohort()
    organisation = cohort.programme.organisation
    newcomer = _newcomer(organisation)
    bots = [_bot(organisation, name) for name in BOTS]
    circle = _circle(cohort, [*bots[:NEWCOMER_AT], newcomer, *bots[NEWCOMER_AT:]])
    chair, deputy = (newcomer, bots[0]) if role == "facilitator" else (bots[0], bots[1])
    script = first_script()
    session = Session.objects.create(
        circle=circle,
        code=secrets.token_hex(5),
        starts_at=timezone.now(),
        minutes=script.minutes,
        format_json=formats.to_json(script).decode(),
        facilitator=chair,
        deputy=deputy,
        demo=True,
        human_seats=[f"s{NEWCOMER_AT + 1}"],
    )
    Attendance.objects.bulk_create(Attendance(session=session, seat=seat) for seat in circle.seats.all())
    open_room(session)
    return session, newcomer.person


def take_as_person(session: Session, seat: str) -> None:
    """In a demonstration: a person sits here, so no bot does."""
    with transaction.atomic():
        row = Session.objects.select_for_update().get(pk=session.pk)
        if row.demo and seat not in row.human_seats:
            row.human_seats = [*row.human_seats, seat]
            row.save(update_fields=["human_seats"])


def _cohort() -> Cohort:
    """The visitors' own cohort, in an organisation of their own: they are in nobody's lists, figures or invitations."""
    found = Cohort.objects.filter(code=COHORT).select_related("programme__organisation").first()
    return found or _new_cohort()


def _new_cohort() -> Cohort:
    organisation, _ = Organisation.objects.get_or_create(slug=VISITORS, defaults={"name": "Visitors"})
    programme = Programme.objects.create(
        organisation=organisation, name="A first session", kind=Kind.CIRCLE, format_key=FORMAT
    )
    today = timezone.localdate()
    return Cohort.objects.create(
        programme=programme, code=COHORT, name="Newcomers", starts_on=today, ends_on=today + timedelta(days=365)
    )


def _newcomer(organisation: Organisation) -> Membership:
    person = Person.objects.create_user(ADDRESS.format(f"newcomer-{secrets.token_hex(6)}"), name="Robin Newman")
    return Membership.objects.create(organisation=organisation, person=person, languages=["en"])


def _bot(organisation: Organisation, name: str) -> Membership:
    address = ADDRESS.format(name.lower().replace(" ", "."))
    person = Person.objects.filter(email=address).first() or Person.objects.create_user(address, name=name)
    return Membership.objects.get_or_create(
        organisation=organisation, person=person, defaults={"languages": ["en"], "load_cap": 30_000}
    )[0]


def _circle(cohort: Cohort, members: list[Membership]) -> Circle:
    circle = Circle.objects.create(cohort=cohort, code=secrets.token_hex(5), name="First table", kind=Kind.CIRCLE)
    for position, member in enumerate(members, 1):
        Enrolment.objects.get_or_create(cohort=cohort, membership=member, defaults={"state": EnrolmentState.ACTIVE})
        Seat.objects.create(circle=circle, membership=member, position=position, since=timezone.now())
    return circle
