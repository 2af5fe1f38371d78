"""The organisation of the demonstration: 48 people, three circles, six weeks of sessions that bots really held.

Everything goes through the actions that the pages use; only the clock is told an earlier time.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.db import transaction
from msgspec.structs import asdict

from edgewise.cli.demo.afterwards import go_on_after
from edgewise.desk.cases.actions import review_cohort
from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.session.commands import AnyCommand
from edgewise.domain.session.events import AnyEvent
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.simulation.bots.bots import Bot
from edgewise.domain.simulation.bots.tempers import HELPFUL, LATE, SILENT, Temper
from edgewise.domain.simulation.people import invented_people
from edgewise.domain.simulation.play import go_on
from edgewise.domain.simulation.table import Table
from edgewise.growth.commitments.actions import check_in
from edgewise.growth.models import Commitment, Status
from edgewise.notices.delivery.actions import take_as_sent
from edgewise.people.imports.actions import import_people
from edgewise.people.imports.workbook import table_of_upload
from edgewise.people.models import Membership, Organisation
from edgewise.people.organisations.actions import add_organisation
from edgewise.programmes.agreements.actions import sign
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.cohorts.actions import save_cohort
from edgewise.programmes.designs.actions import save_programme
from edgewise.programmes.enrolments.actions import answer, invite
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort, Kind, Programme
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState
from edgewise.programmes.norms.actions import confirm_norms, introduce, write_norms
from edgewise.programmes.runs.actions import draft_match, publish_circles
from edgewise.rooms.log import log
from edgewise.rooms.log.batch import Done
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.planning.actions import plan_session
from edgewise.rooms.planning.queries import next_facilitator
from edgewise.rooms.sessions.actions import obey, open_room, settle

DOMAIN = "harbour.example"  # can never receive mail (RFC 2606)
FORMAT = "decision_round"
SEED = 7
ASKED = 20  # of the 48, for the first run of the programme
TEMPERS: tuple[Temper, ...] = (HELPFUL, HELPFUL, SILENT, HELPFUL, LATE, HELPFUL)
LEARNT = (
    "Asking first what the other side needs saved me a week.",
    "I waited for the perfect moment. The next one will be a fixed date.",
    "Half of it was enough to see that the direction is right.",
    "It was easier said aloud than it looked in my head.",
)
NORMS = """\
We begin on time, also when somebody is missing.
Nobody interrupts whoever has the floor; silence is allowed to last.
We ask before we advise, and say “I” when we speak of experience.
Laptops show the room and nothing else.
Whoever is unsure whether something may be told elsewhere asks the one who said it."""
INTRODUCTIONS = (
    "{}. I decide quickly and sometimes too quickly: ask me what I have not looked at yet.",
    "{}, two years in this team. I would like to learn to say no without losing the relationship.",
    "{}. Best asked before lunch. I bring patience for messy questions.",
)


def tell(now: datetime) -> Organisation:
    """Seed everything at once or nothing; `now` is the end of the six weeks."""
    with transaction.atomic():
        organisation = _people(now.date())
        members = {m.person.email.split("@")[0]: m for m in organisation.memberships.select_related("person")}
        cohort = _cohort(organisation, members, now)
        for number, circle in enumerate(cohort.circles.order_by("pk")):
            _six_weeks(circle, now, number)
        _a_cohort_to_come(cohort.programme, members, now)
        review_cohort(cohort, now)
        take_as_sent(now)
    return organisation


def _people(today: date) -> Organisation:
    organisation = add_organisation("Harbour & Co", f"hana@{DOMAIN}").organisation
    people = [asdict(one) for one in invented_people(48, Random(SEED), DOMAIN, today)]
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, list(people[0]))
    writer.writeheader()
    writer.writerows(people)
    table = table_of_upload(sheet.getvalue().encode())
    import_people(organisation, table, meanings_of(table, {}))
    return organisation


def _cohort(organisation: Organisation, members: dict[str, Membership], now: datetime) -> Cohort:
    """Asked seven weeks ago; all but two said yes; matched and seated a few days later."""
    script = builtin_formats()[FORMAT]
    programme = save_programme(
        organisation,
        Programme(
            name="Decision circles",
            kind=Kind.CIRCLE,
            format_key=FORMAT,
            purpose="Managers who decide better, because five colleagues asked the right questions first.",
            session_minutes=script.minutes,
            size_least=4,
            size_target=6,
            size_most=6,
            level_spread=4,
        ),
    )
    began = (now - timedelta(days=45)).date()
    run = Cohort(name="Autumn", starts_on=began, ends_on=began + timedelta(days=91))
    cohort = save_cohort(programme, run, [members["grace"]])
    near = [m for name, m in members.items() if name not in ("grace", "hana") and m.time_zone.startswith("Europe")]
    near.sort(key=lambda m: (m.person.name.split()[0] not in ("Amara", "Bruno"), m.pk))
    invite(cohort, near[:ASKED], members["grace"], now - timedelta(days=49))
    entries = list(cohort.enrolments.order_by("pk"))
    for entry in entries[:-2]:
        answer(entry, EnrolmentState.ENROLLED)
    answer(entries[-2], EnrolmentState.OPTED_OUT)
    problems = publish_circles(draft_match(cohort, SEED), now - timedelta(days=44))
    assert not problems, problems
    EnrolmentChange.objects.filter(enrolment__cohort=cohort).update(at=now - timedelta(days=49))
    return cohort


def _six_weeks(circle: Circle, now: datetime, number: int) -> None:
    """A session every two weeks, the last one some days ago; the next one is planned."""
    _agree(circle, now - timedelta(days=43))
    at = time(9 + number)
    for back in (6, 4, 2):
        day = _workday(now.date() - timedelta(days=7 * back - 3 - number))
        _hold(_planned(circle, datetime.combine(day, at, UTC), now), Random(100 * number + back))
    _follow_up(circle, now, Random(number))
    go_on_after(circle, now)
    _planned(circle, datetime.combine(_workday(now.date() + timedelta(days=1 + 2 * number)), at, UTC), now, "Bruno")


def _agree(circle: Circle, at: datetime) -> None:
    """Everybody signs and holds to the norms that one of them has written; half of them introduce themselves."""
    seats = list(open_seats(circle))
    for seat in seats:
        assert sign(seat, 1, at)
    assert write_norms(seats[1], 0, NORMS, at)
    for seat in seats:
        assert confirm_norms(seat, 1, at)
    for seat, text in zip(seats[1:], INTRODUCTIONS, strict=False):
        introduce(seat, text.format(seat.membership.job_title or "I work here"), at)


def _workday(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _planned(circle: Circle, starts_at: datetime, now: datetime, agreed: str = "") -> Session:
    """With the chair by the rota, or as the circle agreed."""
    seats = [seat.membership for seat in circle.seats.filter(ended_at=None).order_by("position")]
    named = [member for member in seats if member.person.name.split()[0] == agreed]
    chair = (named or [next_facilitator(circle) or seats[0]])[0]
    deputy = seats[(seats.index(chair) + 1) % len(seats)]
    told = min(starts_at - timedelta(days=7), now - timedelta(days=1))
    return plan_session(circle, starts_at, builtin_formats()[FORMAT], chair, deputy, told)


def _hold(session: Session, dice: Random) -> None:
    start = int(session.starts_at.timestamp() * 1000)
    opened = open_room(session, start)
    tempers = list(TEMPERS)
    dice.shuffle(tempers)
    bots = [
        Bot(seat.id, seat.name, _temper(seat.name, tempers[place % len(tempers)]), Random(dice.getrandbits(64)))
        for place, seat in enumerate(opened.seats.values())
    ]
    table = Kept(state=opened, session=session)
    go_on(table, bots, start)
    settle(session, log.load_state(session))


def _temper(name: str, drawn: Temper) -> Temper:
    """Those whom a visitor signs in as have something to show."""
    return HELPFUL if name.split(maxsplit=1)[0] in ("Amara", "Bruno") else drawn


@dataclass(slots=True)
class Kept(Table):
    """A table whose commands go the way of a person's: decided, sealed and appended to the session's log."""

    session: Session | None = None

    def send(
        self, command: AnyCommand, by: SeatId, now: Millis, recorder: SeatId = ""
    ) -> tuple[AnyEvent, ...] | Refused:
        assert self.session is not None
        outcome = obey(self.session, command, by, now, recorder)
        if isinstance(outcome, Refused):
            return outcome
        assert isinstance(outcome, Done), outcome
        self.state = outcome.state
        return ()


def _follow_up(circle: Circle, now: datetime, dice: Random) -> None:
    """Half of the promises of the last session are checked in on already, between two meetings; Amara's is to do."""
    waiting = circle.commitments.filter(status=Status.OPEN).exclude(author__person__name__startswith="Amara")
    waiting = waiting.select_related("author").order_by("pk")
    for commitment, learnt in _some(list(waiting), dice):
        status = dice.choice((Status.KEPT, Status.KEPT, Status.PARTLY))
        check_in(commitment, commitment.author, status, learnt, now - timedelta(days=dice.randrange(1, 5)))


def _some(waiting: Sequence[Commitment], dice: Random) -> Iterator[tuple[Commitment, str]]:
    return ((commitment, dice.choice(LEARNT)) for commitment in waiting[::2])


def _a_cohort_to_come(programme: Programme, members: dict[str, Membership], now: datetime) -> None:
    """Asked last week: some have said yes, nobody is matched yet."""
    starts = (now + timedelta(days=21)).date()
    run = Cohort(name="Winter", starts_on=starts, ends_on=starts + timedelta(days=91))
    cohort = save_cohort(programme, run, [members["grace"]])
    taken = set(programme.cohorts.exclude(pk=cohort.pk).values_list("enrolments__membership", flat=True))
    free = [m for m in members.values() if m.pk not in taken and m.person.name.split()[0] not in ("Grace", "Hana")]
    asked = now - timedelta(days=7)
    invite(cohort, free[:16], members["grace"], asked)
    for entry in cohort.enrolments.order_by("pk")[:9]:
        answer(entry, EnrolmentState.ENROLLED)
    EnrolmentChange.objects.filter(enrolment__cohort=cohort).update(at=asked)
