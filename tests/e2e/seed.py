"""Stories that browser tests begin with: `python -m tests.e2e.seed STORY` on the home in EDGEWISE_HOME."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from django.urls import reverse
from django.utils import timezone
from msgspec.structs import replace

import edgewise.config.ready  # noqa: F401
from edgewise.desk.outcomes.due import follow_outcomes
from edgewise.domain.evidence.outcomes import Nature
from edgewise.domain.pulse.moments import Moment, WaveDays
from edgewise.growth.commitments.actions import check_in
from edgewise.growth.decisions.models import Decision
from edgewise.growth.goals.actions import put_under
from edgewise.growth.models import Status
from edgewise.people.models import Membership, Person
from edgewise.people.sign_in.queries import link_for
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.runs.actions import ask_for_draft
from edgewise.programmes.runs.queries import rules_for
from edgewise.pulse.waves.actions import launch
from edgewise.rooms.log import log
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, Session, SessionStatus
from edgewise.rooms.sessions.actions.settle import settle
from edgewise.web.queries import PERSONAS
from tests import make
from tests.desk.evidence import world as evidence_world
from tests.desk.outcomes import world as outcome_world
from tests.e2e.reports.executives import executives
from tests.e2e.scene import CHAIR, VIEWER, a_decision_is_told, in_the_middle
from tests.e2e.scene import NAMES as NAMES_OF_SCENE
from tests.pulse.world import at, closed, running, send
from tests.rooms.held import held
from tests.rooms.pair_hours.two import FOUR, circle_of_four
from tests.rooms.world import a_room

FUNCTIONS, PLACES = ("Legal", "Sales", "Finance", "Product"), ("London", "Oslo", "Nairobi")
OTHERS = ("Jonas", "Kofi", "Lena", "Nadia", "Omar", "Priya", "Rosa", "Sven", "Mei")
NAMES = {"participant": "Amara", "facilitator": "Bruno", "coordinator": "Grace", "owner": "Hana"}


def personas() -> str:
    """The four people of the demonstration, two of them in a circle; prints the circle's code."""
    seated = {
        key: Membership.objects.create(
            organisation=make.organisation(), person=make.person(NAMES[key], email), is_owner=key == "owner"
        )
        for key, (email, _) in PERSONAS.items()
    }
    run = make.cohort(coordinators=[seated["coordinator"]])
    return make.circle(run, [seated["participant"], seated["facilitator"]]).code


def decision_rounds(count: int = 30) -> str:
    """So many Decision rounds of the same six, their doors open; prints their codes and a sign-in link for each."""
    members = [make.membership(name) for name in make.CAST]
    run = make.cohort()
    codes = [a_room(make.circle(run, members)).code for _ in range(count)]
    return json.dumps({"codes": codes, "links": {who.person.name: link_for(who.person) for who in members}})


def links() -> str:
    """A sign-in link for everybody on this home, by name: as if each had asked for a code."""
    return json.dumps({person.name: link_for(person) for person in Person.objects.filter(is_active=True)})


def long_run() -> str:
    """A match of 300 people that a worker would search for a minute; prints its id."""
    run = make.cohort(coordinators=[make.membership("Grace")])
    for number in range(300):
        who = make.membership(f"Person {number}", role_level=number % 5, development_goals=[f"goal {number % 7}"])
        make.enrolment(who, run, EnrolmentState.ENROLLED)
    return str(ask_for_draft(run, rules_for(run), seed=1, seconds=60, by=None, half_life=180).pk)


def drafts(count: int = 12) -> str:
    """So many boards of three circles of five, Mei left over; prints their paths and a sign-in link of Grace's."""
    people = [
        make.membership(name, function=FUNCTIONS[place % 4], location=PLACES[place % 3], preferred_language="en")
        for place, name in enumerate((*make.CAST[:4], "Ines", *make.CAST[4:], *OTHERS))
    ]
    paths = [_board(people) for _ in range(count)]
    return json.dumps({"paths": paths, "link": link_for(make.person("Grace"))})


def _board(people: list[Membership]) -> str:
    run = make.cohort(coordinators=[make.membership("Grace")])
    made = make.draft(run, [people[:5], people[5:10], people[10:15]], people[15:])
    return reverse("programmes:draft", args=[run.code, made.pk])


def scene() -> str:
    """A Decision round whose options are going round; prints its code, and links of one of the six and the chair."""
    make.pass_numbers(100 * Session.every.filter(demo=True).count())  # told more than once on a home
    session = in_the_middle()
    return json.dumps(
        {"code": session.code, "seat": link_for(make.person(VIEWER)), "chair": link_for(make.person(CHAIR))}
    )


def decided() -> str:
    """A Decision round whose first owner has just decided; prints its code, and links of the owner and of another."""
    make.pass_numbers(100 * (1 + Session.every.count()))  # told after other stories on a home
    session = in_the_middle(a_decision_is_told)
    owner = int(log.load_state(session).owner[1:]) - 1
    others = [name for place, name in enumerate(NAMES_OF_SCENE) if place != owner and name != CHAIR]
    return json.dumps(
        {
            "code": session.code,
            "owner": link_for(make.person(NAMES_OF_SCENE[owner])),
            "other": link_for(make.person(others[0])),
        }
    )


def results() -> str:
    """Two runs of a programme with weeks of sessions; prints the path of the second's results and a link of Grace's."""
    grace, now, design = make.membership("Grace"), timezone.now(), make.programme()
    run = make.cohort(design, coordinators=[grace])
    for name, weeks_ago in (("Spring", 40), ("Autumn", 12)):
        run = run if name == "Spring" else make.cohort(design, coordinators=[grace])
        begins = (now - timedelta(weeks=weeks_ago)).date()
        run.name, run.starts_on, run.ends_on = name, begins, begins + timedelta(weeks=14)
        run.save()
        for table in ("Harbour", "Lantern", "Cedar", "Anchor", "Beacon"):
            _weeks_of_sessions(make.circle(run, [make.membership(f"{table} {who}") for who in make.CAST], table), now)
    return json.dumps({"path": reverse("desk:figures", args=[run.code]), "link": link_for(grace.person)})


def _weeks_of_sessions(circle: Circle, now: datetime) -> None:
    """Every second week one; the fourth was not opened, the first seats are late or missing; a commitment each time."""
    begins = datetime.combine(circle.cohort.starts_on, time(12), UTC)
    for number in range(7):
        at = begins + timedelta(weeks=2 * number, days=1)
        is_held = at < now and number != 3
        session = make.session(circle, at, status=SessionStatus.CLOSED if is_held else SessionStatus.PLANNED)
        if is_held:
            rows = Attendance.objects.filter(session=session)
            rows.update(status=AttendanceStatus.PRESENT)
            rows.filter(seat__position__lte=number % 3).update(status=AttendanceStatus.NO_SHOW)
            seat = circle.seats.filter(position=number % 6 + 1).get()
            made = make.commitment(circle, seat.membership)
            if number % 5:
                check_in(made, seat.membership, list(Status)[number % 5], "", at)


def pair_hours() -> str:
    """A circle of four whose next coaching hours are due; prints its path, and a sign-in link for everybody near it."""
    make.membership("Hana", is_owner=True)
    circle = circle_of_four()
    Membership.objects.update(time_zone="UTC")
    names = (*FOUR, "Grace", "Hana")
    found = {name: link_for(make.person(name)) for name in names}
    return json.dumps({"path": reverse("rooms:circle", args=[circle.code]), "links": found})


def feedback() -> str:
    """A circle of three, in which Amara has a goal and a commitment; prints a sign-in link for everybody near it."""
    members = [make.membership(name) for name in ("Amara", "Bruno", "Chidi")]
    circle = make.circle(make.cohort(coordinators=[make.membership("Grace")]), members)
    make.membership("Hana", is_owner=True)
    week = timezone.localdate() + timedelta(days=7)
    goal = make.goal(circle, members[0], by_date=week, at=timezone.now())
    put_under(goal, [make.commitment(circle, members[0], by_date=week, made_at=timezone.now()).code])
    return json.dumps({name: link_for(make.person(name)) for name in ("Amara", "Bruno", "Chidi", "Grace", "Hana")})


def decisions() -> str:
    """One more decision of Amara's that waits for a look, in the circle of `pair_hours`; prints its code."""
    circle, now = Circle.objects.get(), timezone.now()
    words = make.decision_words("I wait for the second offer", by=(now - timedelta(days=1)).date())
    make.pass_numbers(Decision.objects.count())  # told more than once on a home
    return make.decision(circle, make.membership("Amara"), words, at=now - timedelta(days=14)).code


def mirror() -> str:
    """A circle of six that has held two Decision rounds; prints its path, and a sign-in link for those near it."""
    members, now = [make.membership(name) for name in make.CAST], timezone.now()
    circle = make.circle(make.running_cohort(coordinators=[make.membership("Grace")]), members)
    for days in (28, 14):
        session = held(circle, now - timedelta(days=days))
        settle(session, log.load_state(session))
    found = {name: link_for(make.person(name)) for name in (*make.CAST, "Grace")}
    return json.dumps({"path": reverse("rooms:circle", args=[circle.code]), "links": found})


def asked() -> str:
    """A 360 of Sven in an organisation of his own; prints the path of each rater's page by name."""
    leader = make.membership(f"Sven {Membership.objects.count()}", make.organisation("Fjord"))
    _, secrets = make.launched(leader, timezone.now(), manager=True)
    return json.dumps({name: reverse("leaders:answer", args=[secret]) for name, secret in secrets.items()})


def pulse() -> str:
    """A cohort with a wave that is shown and one that is open; prints their pages and three sign-in links."""
    make.pass_numbers(100 + Cohort.objects.count())
    grace = make.membership(f"Grace {Cohort.objects.count()}")
    cohort, today = running(18, [grace]), timezone.now().date()
    then = today - timedelta(days=20)
    shown = launch(cohort, WaveDays(Moment.WEEK_4, then, then + timedelta(days=6)), at(then))
    assert shown is not None
    send(shown, [(4, 4, 4, 4, 2, 2, 2, 4, 4, 4, 4, 4)] * 9 + [(4, 3, 4, 4, 2, 3, 2, 4, 5, 4, 4, 3)] * 6)
    closed(shown)
    wave = launch(cohort, WaveDays(Moment.HALFWAY, today, today + timedelta(days=6)), timezone.now())
    assert wave is not None
    first, second = (line.membership.person for line in wave.ledger.order_by("pk")[:2])
    pages = {"open": reverse("pulse:answer", args=[wave.code]), "shown": reverse("pulse:result", args=[shown.code])}
    people = {"first": first, "second": second, "coordinator": grace.person}
    return json.dumps(pages | {name: link_for(who) for name, who in people.items()})


def outcomes() -> str:
    """A cohort ahead and one that has begun, with outcomes; prints their paths, a day for a file, and Hana's link."""
    make.pass_numbers(100 + Cohort.objects.count())
    ahead, begun = outcome_world.cohort(), outcome_world.cohort()
    for plan in (outcome_world.LEAVING, outcome_world.SCORE):
        outcome_world.registered(begun, plan)
    outcome_world.begin(begun, days_ago=20)
    plan = replace(outcome_world.LEAVING, name="A higher level", nature=Nature.PROMOTED, higher_is_better=True)
    outcome_world.registered(begun, plan)
    follow_outcomes(timezone.now())
    paths = {"ahead": ahead, "begun": begun}
    pages = {name: reverse("desk:outcomes", args=[run.code]) for name, run in paths.items()}
    return json.dumps(pages | {"day": outcome_world.day(), "link": link_for(outcome_world.hana().person)})


def evidence() -> str:
    """A cohort that is over, with outcomes imported; prints the path of its evidence, and Hana's link."""
    make.pass_numbers(100 * (1 + Cohort.objects.count()))
    run = evidence_world.shown_and_refused()
    link = link_for(evidence_world.hana().person)
    return json.dumps({"evidence": reverse("desk:evidence", args=[run.code]), "link": link})


def lottery() -> str:
    """A cohort for which 34 people have said yes; prints its page, and a sign-in link for everybody and for Grace."""
    make.pass_numbers(100 + Cohort.objects.count())
    today, grace = timezone.localdate(), make.membership("Grace Hill", is_owner=True)
    run = make.cohort(make.programme(name="Leading Together"), coordinators=[grace])
    run.starts_on, run.ends_on = today + timedelta(days=20), today + timedelta(days=110)
    run.save()
    for number in range(34):
        name = f"{(*make.CAST, *OTHERS)[number % 15]} {('Okafor', 'Sato', 'Lindqvist')[number // 15]}"
        function = FUNCTIONS[number % 3 if number % 5 else 3]
        make.enrolment(make.membership(name, function=function), run, EnrolmentState.ENROLLED)
    people = Person.objects.filter(memberships__enrolments__cohort=run)
    everybody = {who.name: link_for(who) for who in people}
    return json.dumps({"code": run.code, "grace": link_for(grace.person), "links": everybody})


STORIES: dict[str, Callable[[], str]] = {
    "personas": personas,
    "pulse": pulse,
    "asked": asked,
    "decision_rounds": decision_rounds,
    "decisions": decisions,
    "drafts": drafts,
    "feedback": feedback,
    "evidence": evidence,
    "executives": executives,
    "links": links,
    "lottery": lottery,
    "long_run": long_run,
    "mirror": mirror,
    "outcomes": outcomes,
    "pair_hours": pair_hours,
    "results": results,
    "scene": scene,
    "decided": decided,
}

if __name__ == "__main__":
    sys.stdout.write(STORIES[sys.argv[1]]())
