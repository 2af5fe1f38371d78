"""Typed builders: each makes what it needs, and a test says only what matters to it.

The cast, so that a reader knows who is who: Amara, Bruno, Chidi, Dana, Elif and Farid sit in a circle; Bruno holds
the chair and Chidi deputises; Grace coordinates; Hana owns the programme; Ines used to sit in the circle; Jonas
works in the same organisation and takes no part; Kofi works somewhere else; Lena is a stranger.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from django.contrib.auth import SESSION_KEY
from django.utils import timezone

from edgewise.desk.models import Recall
from edgewise.domain.coaching.commitments import CommitmentWords
from edgewise.domain.coaching.feedback.written import FeedbackWords
from edgewise.domain.coaching.goals import GoalWords, Told, Went
from edgewise.domain.decisions.model import Assumption, Forecast
from edgewise.domain.decisions.model import Words as DecisionWords
from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.formats.model import to_json
from edgewise.domain.surveys.builtin import builtin_survey
from edgewise.domain.three_sixty.model import Sheet
from edgewise.growth.changes.actions import ask_peers, name_change
from edgewise.growth.commitments.actions import record_commitment
from edgewise.growth.decisions.actions import record_taken, write_decision
from edgewise.growth.decisions.models import Decision
from edgewise.growth.feedback.actions import ask_for_feedback, give_feedback
from edgewise.growth.feedback.models import Feedback, FeedbackQuestion
from edgewise.growth.feedback.queries import Peer
from edgewise.growth.goals.actions import set_goal, tell_of_goal
from edgewise.growth.goals.queries import GoalPlan
from edgewise.growth.models import (
    About,
    BehaviourChange,
    Commitment,
    Goal,
    Method,
    Reflection,
    Sight,
    Sighting,
    Step,
    Support,
)
from edgewise.growth.reflections.actions import look_back_on_session
from edgewise.growth.steps.actions import set_step
from edgewise.leaders.models.three_sixty import Rater, RaterGroup, ThreeSixty
from edgewise.leaders.three_sixty.actions.answers import Sent, Window, answer, start
from edgewise.leaders.three_sixty.actions.drafts import add_colleague, add_outsider, begin, rate_self
from edgewise.leaders.three_sixty.actions.reports import make_report
from edgewise.people.models import Membership, Organisation, Person
from edgewise.people.sign_in.store import SessionStore, hash_of
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, Kind, Programme
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.runs.queries import rules_as_stored, rules_for
from edgewise.rooms.models.hours import MINUTE_MS, HoursEntry
from edgewise.rooms.models.sessions import Attendance, Session, SessionStatus

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday, before the clocks change
DUE = date(2026, 3, 12)  # what is promised at that moment
FAR = date(2026, 5, 1)  # a goal of that moment
CAST = ("Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid")

_number = count(1)


def pass_numbers(many: int) -> None:
    """Leave so many codes out: another process has made things on the same home before."""
    for _ in range(many):
        next(_number)


def organisation(name: str = "Northwind") -> Organisation:
    slug = name.lower().replace(" ", "-")
    return Organisation.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def person(name: str = "Amara", email: str = "") -> Person:
    """The person of that name: asked twice, it is the same one."""
    email = email or f"{name.lower().replace(' ', '.')}@example.org"
    found = Person.objects.filter(email=email).first()
    return found or Person.objects.create_user(email, name=name)


def membership(
    name: str = "Amara", of: Organisation | None = None, *, is_owner: bool = False, **facts: object
) -> Membership:
    """Someone in an organisation, with the facts of a plain case: mid level, English, nine to five in UTC."""
    plain = {"role_level": 2, "languages": ["en"], "works_from": time(9), "works_until": time(17)}
    return Membership.objects.get_or_create(
        organisation=of or organisation(),
        person=person(name),
        defaults={**plain, "is_owner": is_owner, **facts},
    )[0]


def sign_in(of: Person | int) -> str:
    """The key of a sign-in, as the tickets of that person's pages name it."""
    store = SessionStore()
    store[SESSION_KEY] = str(of if isinstance(of, int) else of.pk)
    store.create()
    return hash_of(str(store.session_key))


def programme(of: Organisation | None = None, name: str = "Leading Together", **design: object) -> Programme:
    plain = {"kind": Kind.CIRCLE, "format_key": "decision_round"}
    return Programme.objects.create(organisation=of or organisation(), name=name, **{**plain, **design})


def cohort(of: Programme | None = None, *, coordinators: Iterable[Membership] = ()) -> Cohort:
    design = of or programme()
    run = Cohort.objects.create(
        programme=design,
        code=f"cohort{next(_number)}",
        name="Spring",
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 9, 1),
    )
    run.coordinators.set(coordinators)
    return run


def running_cohort(of: Programme | None = None, *, coordinators: Iterable[Membership] = ()) -> Cohort:
    """One that goes on today, whatever the day is."""
    run, today = cohort(of, coordinators=coordinators), timezone.localdate()
    run.starts_on, run.ends_on = today - timedelta(days=30), today + timedelta(days=150)
    run.save(update_fields=["starts_on", "ends_on"])
    return run


def enrolment(who: Membership, into: Cohort | None = None, state: EnrolmentState = EnrolmentState.ACTIVE) -> Enrolment:
    found = into or cohort(programme(who.organisation))
    entry = Enrolment.objects.create(cohort=found, membership=who, state=state)
    entry.changes.create(state=state)
    return entry


def circle(of: Cohort | None = None, members: Iterable[Membership] = (), name: str = "Harbour") -> Circle:
    """A circle with those members seated, each enrolled and active."""
    run = of or cohort()
    table = Circle.objects.create(cohort=run, code=f"circle{next(_number)}", name=name, kind=run.programme.kind)
    for who in members:
        seat(table, who)
    return table


def seat(at: Circle, who: Membership, since: datetime = NOW - timedelta(days=30)) -> Seat:
    """A seat at the next free place of the circle's table."""
    Enrolment.objects.get_or_create(cohort=at.cohort, membership=who, defaults={"state": EnrolmentState.ACTIVE})
    return Seat.objects.create(circle=at, membership=who, position=at.seats.count() + 1, since=since)


def ended_seat(at: Circle, who: Membership, ended_at: datetime = NOW - timedelta(days=10)) -> Seat:
    """The seat of somebody who has left the circle."""
    left = seat(at, who, since=ended_at - timedelta(days=20))
    left.ended_at, left.reason_ended = ended_at, "opted out"
    left.save(update_fields=["ended_at", "reason_ended"])
    return left


def match_run(of: Cohort, **facts: object) -> MatchRun:
    """A run by the programme's rules that nobody has begun, for those who wait for a circle."""
    people = sorted(waiting_for_a_circle(of).values_list("pk", flat=True))
    plain = {"seed": 1, "seconds": 1, "rules": rules_as_stored(rules_for(of), 180), "people": people}
    return MatchRun.objects.create(cohort=of, as_of=timezone.now(), **{**plain, **facts})


def draft(
    of: Cohort | None = None, tables: Sequence[Sequence[Membership]] = (), left: Sequence[Membership] = ()
) -> MatchRun:
    """A draft with those people in its circles and those left over, all of whom have said yes."""
    run = of or cohort()
    everybody = [*(who for table in tables for who in table), *left]
    for who in everybody:
        Enrolment.objects.get_or_create(cohort=run, membership=who, defaults={"state": EnrolmentState.ENROLLED})
    ids = [[who.pk for who in table] for table in tables]
    unplaced = [{"member": who.pk, "rules": [], "reasons": ["No room."]} for who in left]
    found = {
        "circles": [{"members": table, "score": 0} for table in ids],
        "unplaced": unplaced,
        "score": 0,
        "locked": {},
        "effort": {},
    }
    people = sorted(who.pk for who in everybody)
    return match_run(run, state="done", people=people, tables=ids, result=found)


def session(
    of: Circle | None = None,
    starts_at: datetime = NOW,
    *,
    status: SessionStatus = SessionStatus.PLANNED,
    facilitator: Membership | None = None,
    deputy: Membership | None = None,
    format_json: str = "",
) -> Session:
    """A session of the circle, everyone expected; the second seat has the chair and the third is deputy."""
    table = of or circle(members=[membership(name) for name in CAST])
    seats = list(table.seats.filter(ended_at=None).order_by("position"))
    chairs = [*(taken.membership for taken in seats), None, None, None]
    meeting = Session.objects.create(
        circle=table,
        code=f"session{next(_number)}",
        starts_at=starts_at,
        minutes=table.cohort.programme.session_minutes,
        format_json=format_json or to_json(builtin_formats()["decision_round"]).decode(),
        facilitator=facilitator or chairs[1],
        deputy=deputy or chairs[2],
        status=status,
    )
    Attendance.objects.bulk_create(Attendance(session=meeting, seat=taken) for taken in seats)
    return meeting


def hours(
    of: Circle,
    giver: Membership,
    receiver: Membership,
    minutes: float,
    session_code: str = "",
    *,
    one_to_one: bool = False,
) -> HoursEntry:
    """What a room has counted between two, in the round unless it is said."""
    ms = round(minutes * MINUTE_MS)
    return HoursEntry.objects.create(
        circle=of,
        giver=giver,
        receiver=receiver,
        session_code=session_code or f"held{next(_number)}",
        ms=ms,
        one_to_one_ms=ms if one_to_one else 0,
        on=NOW.date(),
    )


def words(
    what: str = "Ask Dana for an hour",
    first_step: str = "Write to her today",
    measure: str = "It is in both our calendars",
) -> CommitmentWords:
    return CommitmentWords(what, first_step, measure)


def commitment(
    of: Circle,
    author: Membership,
    witness: Membership | None = None,
    said: CommitmentWords | None = None,
    *,
    by_date: date = DUE,
    session_code: str | None = None,
    made_at: datetime = NOW,
) -> Commitment:
    """What the author promised in a session of its own, unless one is named."""
    return record_commitment(
        of,
        author,
        witness,
        said or words(),
        by_date=by_date,
        session_code=f"held{next(_number)}" if session_code is None else session_code,
        made_at=made_at,
    )


def step(of: Commitment, by_date: date = DUE, what: str = "Write to Dana", at: datetime = NOW) -> Step:
    """A small step towards it, set at that moment."""
    made = set_step(of, what, by_date, at)
    assert made is not None
    return made


def goal(
    of: Circle,
    who: Membership,
    words: GoalWords | None = None,
    *,
    witness: Membership | None = None,
    sight: Sight = Sight.WITNESS,
    method: Method = Method.ASK,
    support: Support = Support.THINK,
    by_date: date = FAR,
    at: datetime = NOW,
) -> Goal:
    """A goal measured in hours, from 1 to 5, of which it was told once: 2."""
    plan = GoalPlan(by_date, witness, sight if witness else Sight.ME, method, support)
    said = words or GoalWords(
        "Give each of my people an hour", "They ask for it", unit="hours", baseline="1", target="5"
    )
    made = set_goal(of.seats.get(membership=who, ended_at=None), said, plan, at)
    assert made is not None
    assert tell_of_goal(made, Told(Went.FORWARD, "2" if said.has_number else "", "It begins"), at)
    return made


def decision_words(
    chosen: str = "I give the launch to Dana", *, chance: int = 70, by: date | None = DUE
) -> DecisionWords:
    return DecisionWords(
        chosen,
        before=60,
        after=45,
        assumptions=(Assumption("Dana has time in March", "I ask her today"), Assumption("The budget stays")),
        forecast=Forecast("Both leads have agreed", chance, by),
    )


def decision(
    of: Circle, who: Membership, words: DecisionWords | None = None, *, session_code: str = "", at: datetime = NOW
) -> Decision:
    """One that was taken in a session of its own, unless one is named."""
    return record_taken(
        of,
        who,
        words or decision_words(),
        session_code=session_code or f"held{next(_number)}",
        issue=1,
        taken_on=at.date(),
        made_at=at,
    )


def open_decision(of: Circle, who: Membership, words: DecisionWords | None = None, *, at: datetime = NOW) -> Decision:
    made = write_decision(of, who, words or decision_words("I ask for two more people"), at)
    assert isinstance(made, Decision)
    return made


def feedback(
    of: Circle, giver: Membership, receiver: Membership, said: FeedbackWords | None = None, *, at: datetime = NOW
) -> Feedback:
    """A piece that waits to be read, and of which its receiver has not been told."""
    words = said or FeedbackWords(
        strength_situation="In Monday’s session",
        strength_behaviour="You asked twice and waited",
        strength_impact="Dana said what it was about",
        alternative="",
    )
    made = give_feedback(Peer(giver, receiver, of), words, at)
    assert made is not None
    return made


def question(of: Circle, asker: Membership, *peers: Membership, at: datetime = NOW) -> FeedbackQuestion:
    """Of which those who are asked have not been told."""
    made = ask_for_feedback([Peer(asker, one, of) for one in peers], "What helped you think?", at)
    assert made is not None
    return made


def reflection(of: Circle, who: Membership, over_at: datetime = NOW) -> Reflection:
    """What somebody is asked to write about a session of its own, which was over at that moment."""
    code = f"held{next(_number)}"
    look_back_on_session(of, [who], code, over_at)
    return Reflection.objects.get(about=About.SESSION, of=code)


def change(of: Circle, who: Membership, what: str = "I let others finish", at: datetime = NOW) -> BehaviourChange:
    """What others are to see of somebody who sits in the circle."""
    return name_change(of.seats.get(membership=who, ended_at=None), what, at)


def asked(of: Circle, who: Membership, peer: Membership, at: datetime = NOW) -> Sighting:
    """The peer's answer is waited for."""
    named = change(of, who, at=at)
    assert ask_peers(named, [peer.pk], at) == 1
    return named.sightings.get(peer=peer)


RATERS = ("Bruno", "Chidi", "Dana", "Elif", "Farid", "Mei", "Nadia")  # four peers, and three who report to the leader
CLOSES = timedelta(days=13)  # after the day of the launch


def sheet(answer: int | None = 4, comment: str = "") -> Sheet:
    """The same answer to every item."""
    survey = builtin_survey("leading_by_listening")
    comments = {survey.questions[0].key: comment} if comment else {}
    return Sheet({item.key: answer for item in survey.items}, comments)


def three_sixty(leader: Membership, at: datetime = NOW, *, own: int = 3, manager: bool = False) -> ThreeSixty:
    """A draft: rated by its leader, with six colleagues, Nadia from outside, and Grace as the manager if wished."""
    row = begin(leader, builtin_survey("leading_by_listening"), at)
    assert rate_self(row, sheet(own))
    for number, name in enumerate(RATERS[:-1]):
        group = RaterGroup.PEERS if number < 4 else RaterGroup.REPORTS
        assert not add_colleague(row, membership(name, leader.organisation), group)
    assert not add_outsider(row, RATERS[-1], "nadia@elsewhere.example", RaterGroup.REPORTS)
    if manager:
        assert not add_colleague(row, membership("Grace", leader.organisation), RaterGroup.MANAGER)
    return row


def launched(leader: Membership, at: datetime = NOW, **facts: bool | int) -> tuple[ThreeSixty, dict[str, str]]:
    """One that is open, and the secret of each rater's link by their name."""
    row = three_sixty(leader, at, **facts)  # type: ignore[arg-type]
    return row, launch(row, at)


def launch(row: ThreeSixty, at: datetime = NOW) -> dict[str, str]:
    secrets = start(row, Window(at.date() + CLOSES, 3, 5), at)
    assert isinstance(secrets, dict), secrets
    row.refresh_from_db()
    return {rater.name: secrets[rater.code] for rater in row.raters.select_related("membership__person", "of")}


def answered(row: ThreeSixty, at: datetime = NOW, but: Sequence[str] = (), /, **answers: Sheet) -> None:
    """Every rater sends a sheet: the one that is given for their name, or fours."""
    for rater in Rater.objects.filter(of=row).select_related("membership__person", "of").order_by("pk"):
        if rater.name not in but:
            assert answer(rater, answers.get(rater.name, sheet()), at) is Sent.DONE


def reported(leader: Membership, at: datetime = NOW, /, **answers: Sheet) -> ThreeSixty:
    """One with a report, made on the day after its last day."""
    row, _ = launched(leader, at)
    answered(row, at, (), **answers)
    assert make_report(row, at + CLOSES + timedelta(days=1))
    return ThreeSixty.objects.select_related("leader__person", "leader__organisation").get(pk=row.pk)


def recall(of: Cohort, who: Membership, met: int = 4, at: datetime = NOW) -> Recall:
    """The question whether somebody has spoken since, as it is asked three months after a cohort."""
    return Recall.objects.create(cohort=of, membership=who, code=secrets.token_hex(6), met=met, asked_at=at)
