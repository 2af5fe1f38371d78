"""One organisation with everything in it that a route can name, and the eight people who ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from edgewise.desk.cases.actions import review_cohort
from edgewise.desk.evidence.actions import make_report
from edgewise.desk.models import DeskCase
from edgewise.desk.outcomes.actions.drafts import keep_draft as keep_outcome_draft
from edgewise.desk.outcomes.actions.registration import register
from edgewise.desk.outcomes.models import Outcome, OutcomeDraft
from edgewise.domain.evidence import lottery
from edgewise.domain.evidence.outcomes import By, Nature, Plan
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Output
from edgewise.domain.nudges.cases import Concern
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.domain.session.commands import AnyCommand, Begin, ChooseIssues, Close, Join, OpenExitGate, Override
from edgewise.growth.feedback.actions import ask_about_chair, mark_read, mute
from edgewise.growth.feedback.models import ChairTaps, FeedbackMute
from edgewise.leaders.models.outside import OutsideKind
from edgewise.leaders.models.three_sixty import Part, Rater
from edgewise.leaders.outside.actions import OutsideFacts, add_outside, answer, invite_outside, sign
from edgewise.leaders.three_sixty.actions.reports import share
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tell
from edgewise.people.imports.actions.drafts import begin, keep_draft
from edgewise.people.models import ColumnMeaning, Membership, Organisation, Person
from edgewise.people.photographs.actions import keep_photograph
from edgewise.programmes.agreements.actions import agree_anew
from edgewise.programmes.cohorts.actions import switch_join_link
from edgewise.programmes.models.circles import Circle, Rearrangement
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery, SharedLot
from edgewise.programmes.models.rounds import NextRound
from edgewise.programmes.pair_requests.actions import ask, say_yes
from edgewise.programmes.repair.actions import end_circle
from edgewise.programmes.rounds.queries import round_begun
from edgewise.pulse.models import Brief
from edgewise.rooms.guests.actions import invite_guest
from edgewise.rooms.hours.actions import note_hours
from edgewise.rooms.log.log import load_state
from edgewise.rooms.models.hours import HoursEntry
from edgewise.rooms.models.sessions import Guest, Session
from edgewise.rooms.pair_hours.actions import plan_pair_hour
from edgewise.rooms.pair_hours.queries import due_pair_hours
from edgewise.rooms.polls.actions import ask_for_times
from edgewise.rooms.sessions.actions.room import obey, open_room
from edgewise.rooms.sessions.actions.settle import settle
from edgewise.vault.actions import ensure_installation_key
from tests import make
from tests.pulse.world import asked

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


def _on_the_desk(cohort: Cohort, circle: Circle) -> dict[str, str]:
    """What the facts put there, and a case of a circle that nobody has asked for times."""
    review_cohort(cohort, make.NOW + timedelta(days=40))
    first = cohort.desk_cases.order_by("pk")[0]
    facts = {"concern": Concern.SILENT, "key": "silent:asked", "why": "Nothing is planned.", "circle": circle}
    undated = DeskCase.objects.create(cohort=cohort, opened_at=make.NOW, due_on=make.NOW.date(), **facts)
    return {"desk_case": str(first.pk), "undated_case": str(undated.pk)}


def _rearranged(cohort: Cohort) -> Rearrangement:
    mended = make.circle(cohort, name="Cedar")
    end_circle(mended)
    return cohort.rearrangements.get()


def _next_round(cohort: Cohort, members: list[Membership]) -> None:
    """Told to the member and the chair, who would meet in it."""
    begun = round_begun(cohort)
    assert begun is not None
    run = make.draft(cohort, [members])
    NextRound.objects.create(cohort=cohort, begun=begun, on=begun, run=run, told_at=timezone.now())


def _noted(circle: Circle) -> HoursEntry:
    """By the chair, for the member to confirm."""
    amara, bruno = make.membership("Amara", make.organisation()), make.membership("Bruno", make.organisation())
    return note_hours(circle, bruno, bruno, amara, 45, make.NOW.date())


def _of_two(circle: Circle) -> dict[str, str]:
    """Pair hours of the member, in which the chair has no part: one waits, one is open, one is due."""
    amara = circle.seats.get(membership__person__name="Amara")
    others = circle.seats.filter(membership__person__name__in=("Dana", "Elif")).order_by("position")
    hours = [plan_pair_hour(other, amara, make.NOW) for other in others]
    assert all(hours)
    waiting, opened = (hour for hour in hours if hour is not None)
    open_room(opened)
    coach, client = next(two for two in due_pair_hours(amara) if "Bruno" not in map(str, (s.membership for s in two)))
    return {
        "pair": waiting.code,
        "pair_opened": opened.code,
        "coach": str(coach.position),
        "client": str(client.position),
    }


def _in_pairs(northwind: Organisation) -> dict[str, str]:
    """In a cohort of today: the member is asked, asks, and has begun a pair with somebody else."""
    design = make.programme(northwind, "Pairs", colleagues_may_pair=True)
    cohort = make.cohort(design, coordinators=[make.membership("Grace", northwind)])
    cohort.starts_on, cohort.ends_on = timezone.localdate(), timezone.localdate() + timedelta(days=80)
    cohort.save()
    members = [make.membership(name, northwind) for name in ("Amara", "Bruno", "Dana", "Elif", "Farid")]
    Membership.objects.filter(pk__in=[who.pk for who in members]).update(load_cap=9)
    make.circle(cohort, members, "Quarry")
    entries = {who.person.name: cohort.enrolments.get(membership=who) for who in members}
    asked, asks, begun = (
        ask(entries[who], make.membership(whom, northwind))
        for who, whom in (("Dana", "Amara"), ("Amara", "Elif"), ("Farid", "Amara"))
    )
    assert asked is not None
    assert asks is not None
    assert begun is not None
    pair = say_yes(begun)
    assert pair is not None
    return {"in_pairs": cohort.code, "request": str(asked.pk), "own_request": str(asks.pk), "pair_circle": pair.code}


def _guest_of(meeting: Session) -> Guest:
    """Who came in by the link. The circle is asked for times, too."""
    _asked(meeting.circle)
    guest, _ = invite_guest(meeting, make.person("Bruno"))
    Guest.objects.filter(pk=guest.pk).update(browser="a browser in which the guest came in")
    return guest


def _asked(circle: Circle) -> None:
    """By the chair: which of two times would do."""
    now, seat = timezone.now(), circle.seats.get(membership__person__name="Bruno")
    times = [now + timedelta(days=days) for days in (8, 9)]
    ask_for_times(seat, builtin_format("decision_round"), times, now + timedelta(days=7), now)


def _promised_in(circle: Circle) -> dict[str, str]:
    """By the member, with the chair as witness and as the peer who is asked."""
    amara, bruno = make.membership("Amara", make.organisation()), make.membership("Bruno", make.organisation())
    promise, asked = make.commitment(circle, amara, bruno), make.asked(circle, amara, bruno)
    goal = make.goal(circle, amara, witness=bruno)
    return {
        "goal": goal.code,
        "decision": make.decision(circle, amara).code,
        "open_decision": make.open_decision(circle, amara).code,
        "goal_point": goal.points.get().code,
        "commitment": promise.code,
        "step": make.step(promise).code,
        "reflection": make.reflection(circle, amara).code,
        "change": asked.change.code,
        "asked": asked.code,
        "photograph": keep_photograph(amara.person, b"a picture").code,
        **_between_two(circle),
    }


def _between_two(circle: Circle) -> dict[str, str]:
    """The chair has given the member feedback that is read, the member the chair some that is not; each asks the other.

    The member has muted somebody else, and may say how it was with the chair.
    """
    amara, bruno, chidi = (make.membership(name, make.organisation()) for name in ("Amara", "Bruno", "Chidi"))
    read, sent = make.feedback(circle, bruno, amara), make.feedback(circle, amara, bruno)
    mark_read(read, timezone.now())
    mute(amara, chidi, timezone.now())
    people = [seat.membership for seat in circle.seats.filter(ended_at=None).select_related("membership")]
    ask_about_chair(circle, bruno, people, "tapped", timezone.now())
    return {
        "piece": read.code,
        "sent": sent.code,
        "feedback_question": make.question(circle, amara, bruno).code,
        "feedback_asked": make.question(circle, bruno, amara).asked.get().code,
        "mute": str(FeedbackMute.objects.get().pk),
        "taps": ChairTaps.objects.get(by=amara, session_code="tapped").code,
    }


def _looked_at(leader: Membership) -> dict[str, str]:
    """360s of the member: a draft, one that is open, and one with a report that is shared with the chair."""
    now = timezone.now()
    draft, done = make.three_sixty(leader, now), make.reported(leader, now - timedelta(days=40))
    opened, secrets = make.launched(leader, now)
    assert share(done, [make.membership("Bruno", leader.organisation)], list(Part), now) == 1
    return {
        "three_sixty_draft": draft.code,
        "rater": Rater.objects.filter(of=draft)[0].code,
        "three_sixty": opened.code,
        "rater_link": secrets["Bruno"],
        "reported": done.code,
        "share": done.shares.get().code,
    }


def _pulse(cohort: Cohort) -> dict[str, str]:
    """A wave in which the member and the chair are asked, and the page for the colleague, who is a boss."""
    members = [make.membership(name, make.organisation()) for name in ("Amara", "Bruno")]
    wave = asked(cohort, members, timezone.now())
    brief = Brief.objects.create(
        cohort=cohort, boss=make.membership("Jonas", make.organisation()), code="brief", sent_at=timezone.now()
    )
    return {"wave": wave.code, "brief": brief.code}


def _by_lot(northwind: Organisation) -> dict[str, str]:
    """A cohort that draws its places; and one where the member is offered the place of the chair, who has left."""
    grace = make.membership("Grace", northwind)
    undrawn, drawn = (make.running_cohort(make.programme(northwind, name), coordinators=[grace]) for name in "AB")
    members = [make.membership(name, northwind) for name in ("Amara", "Bruno", "Chidi")]
    for who in (*members, make.membership("Dana", northwind)):
        make.enrolment(who, undrawn, EnrolmentState.ENROLLED)
    shared = SharedLot.objects.create(cohort=undrawn, one=members[0], other=members[1])
    states = (EnrolmentState.WAITING, EnrolmentState.OPTED_OUT, EnrolmentState.WAITING)
    for who, state in zip(members, states, strict=True):
        make.enrolment(who, drawn, state)
    made, now = _draw_of(drawn, members), timezone.now()
    day = timezone.localdate(now) + timedelta(days=3)
    offered = made.entrants.get(membership=members[0])
    made.entrants.filter(pk=offered.pk).update(offered_at=now, answer_by=day)
    return {"undrawn": undrawn.code, "shared": str(shared.pk), "drawn": drawn.code, "entrant": str(offered.pk)}


def _draw_of(cohort: Cohort, members: list[Membership]) -> Lottery:
    """A real draw: the first is a reserve, the second has a place, the third is compared."""
    reserve, place, other = (who.pk for who in members)
    listed = [lottery.Entrant(who.pk) for who in members]
    wished = lottery.Draw(places=(place,), reserves=(reserve,), comparison=(other,))
    seed = next(seed for seed in range(1000) if lottery.draw(listed, 1, 1, seed) == wished)
    made = Lottery.objects.create(cohort=cohort, places=1, reserves=1, seed=seed, drawn_at=timezone.now())
    groups = {reserve: Group.RESERVE, place: Group.PLACE, other: Group.COMPARISON}
    Entrant.objects.bulk_create(
        Entrant(lottery=made, membership_id=who, group=group, line=1 if group == Group.RESERVE else None)
        for who, group in groups.items()
    )
    return made


def _matched(cohort: Cohort, northwind: Organisation) -> dict[str, str]:
    """A draft of one circle."""
    waiting = [make.membership(name, northwind) for name in ("Mei", "Nadia", "Omar", "Priya")]
    run = make.draft(cohort, [waiting])
    return {"match_run": str(run.pk), "seated": str(waiting[0].pk), "beside": str(waiting[1].pk)}


def _told(who: Membership) -> Notice:
    tell(who, Message(Kind.REFLECTION, "reflection", {}, link="/circles/"))
    return Notice.objects.get(key="reflection")


def _from_outside(circle: Circle) -> dict[str, str]:
    """Noor, who facilitates the first of two dates from outside; to the second she is invited."""
    grace, now = make.membership("Grace", make.organisation()), timezone.now()
    noor = add_outside(grace, OutsideFacts("Noor", "noor@coaches.example", OutsideKind.COACH, "UTC"))
    dates = [make.session(circle, now + timedelta(days=days)) for days in (2, 9)]
    planned, asked = (
        invite_outside(noor, circle, [date], grace, f"{number}" * 24, now) for number, date in enumerate(dates)
    )
    for seat in circle.seats.filter(ended_at=None):
        assert answer(planned, seat, agrees=True)
    assert sign(planned, 0)
    return {
        "outside_person": str(noor.pk),
        "outside_session": dates[0].code,
        "outside_planned": planned.code,
        "invitation": asked.code,
    }


def _imported_by(owner: Membership) -> dict[str, str]:
    """A file that waits for its owner, and what was said of the one before."""
    draft = keep_draft(owner, "people.csv", b"email,name\ndana@example.org,Dana\n")
    begin(draft)
    column = ColumnMeaning.objects.create(organisation=owner.organisation, column="kontakt", field="email")
    return {"draft": draft.code, "column_meaning": str(column.pk)}


def _outcomes(of: Programme, owner: Membership) -> dict[str, str]:
    """A cohort ahead and one that has begun, each with an outcome; a file of outcomes waits for the second."""
    (ahead, outcome), (begun, _) = _with_outcome(of, owner, 30), _with_outcome(of, owner, 0)
    data = b"email,Termination Date\npriya@example.org,2026-03-05\n"
    draft = keep_outcome_draft(begun, owner, "leavers.csv", data, timezone.now())
    assert isinstance(draft, OutcomeDraft)
    report = make_report(ahead, owner, timezone.now())
    names = {"cohort_ahead": ahead.code, "outcome": str(outcome.pk), "report": report.code}
    return names | {"cohort_begun": begun.code, "outcome_draft": draft.code}


def _with_outcome(of: Programme, owner: Membership, starts_in: int) -> tuple[Cohort, Outcome]:
    cohort = make.cohort(of, coordinators=[make.membership("Grace", of.organisation)])
    cohort.starts_on = timezone.localdate() + timedelta(days=starts_in)
    cohort.ends_on = cohort.starts_on + timedelta(days=100)
    cohort.save()
    make.enrolment(make.membership("Priya", of.organisation), cohort, EnrolmentState.INVITED)
    plan = Plan("Left within a year", Nature.LEFT, 365, 4.0, False, By.MATCH, True)
    outcome = register(cohort, plan, owner, timezone.now())
    assert isinstance(outcome, Outcome)
    return cohort, outcome


def seeded() -> World:
    """The world each row of the matrix starts from."""
    ensure_installation_key()
    northwind, elsewhere = make.organisation("Northwind"), make.organisation("Southgate")
    make.membership("Kofi", elsewhere, is_owner=True)
    make.membership("Jonas", northwind)
    hana = make.membership("Hana", northwind, is_owner=True)
    imported = _imported_by(hana)
    cohort = make.cohort(make.programme(northwind, pair_hours=6), coordinators=[make.membership("Grace", northwind)])
    circle = make.circle(cohort, [make.membership(name, northwind) for name in make.CAST])
    held = _held_with(circle, make.membership("Ines", northwind))
    meeting, opened = make.session(circle), make.session(circle)
    open_room(opened)
    unsigned = _agreed_in(cohort, [make.membership(name, northwind) for name in ("Amara", "Bruno")])
    guest = _guest_of(meeting)
    switch_join_link(cohort, on=True)
    _next_round(cohort, [make.membership(name, northwind) for name in ("Amara", "Bruno")])
    return World(
        people={role: make.person(name) if name else None for role, name in PEOPLE.items()},
        names={
            "slug": northwind.slug,
            **imported,
            "organisation": northwind.slug,
            "programme": str(cohort.programme_id),
            "cohort": cohort.code,
            "circle": circle.code,
            "session": meeting.code,
            "opened": opened.code,
            "held": held.code,
            "unsigned": unsigned.code,
            "agreed": unsigned.circle.code,
            "guest": str(guest.pk),
            "join_code": cohort.join_code,
            **_matched(cohort, northwind),
            **_by_lot(northwind),
            "rearranged": str(_rearranged(cohort).pk),
            **_of_two(circle),
            **_in_pairs(northwind),
            **_promised_in(circle),
            **_looked_at(make.membership("Amara", northwind)),
            **_from_outside(circle),
            **_pulse(cohort),
            **_outcomes(cohort.programme, hana),
            **_on_the_desk(cohort, unsigned.circle),
            "recall": make.recall(cohort, make.membership("Amara", northwind)).code,
            "hours": str(_noted(circle).pk),
            "notice": str(_told(make.membership("Amara", northwind)).pk),
            "membership": str(make.membership("Amara", northwind).pk),
        },
    )
