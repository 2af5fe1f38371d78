"""The first page: everything that a person has to do now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.cases.page import Waiting, done_just_now, in_order, waiting_in
from edgewise.desk.home.queries import circles_and_undated, next_sessions, running_in_owned
from edgewise.desk.models import DeskCase, Recall
from edgewise.desk.recalls.queries import open_recalls
from edgewise.domain.calendar.ahead import time_left
from edgewise.growth.changes.queries import to_answer
from edgewise.growth.commitments.queries import Promise, answered_just_now, my_commitments, read
from edgewise.growth.decisions.queries import decisions_due
from edgewise.growth.feedback.models import ChairTaps, Feedback, FeedbackAsked
from edgewise.growth.feedback.queries import questions_to, taps_to_give, unread_by
from edgewise.growth.models import Commitment, Status
from edgewise.leaders.models.outside import OutsideInvitation
from edgewise.leaders.outside.queries import waiting_for_answer
from edgewise.notices.delivery.queries import Post, posts_of
from edgewise.people.access import current_memberships
from edgewise.people.models import Membership, Organisation, Person
from edgewise.people.queries import not_left
from edgewise.programmes.agreements.queries import seats_to_sign_for
from edgewise.programmes.circles.queries import open_seats, seats_of_person
from edgewise.programmes.cohorts.queries import cohorts_looked_after
from edgewise.programmes.enrolments.queries import enrolments_of_person, invitations_of
from edgewise.programmes.lotteries.queries import offers_to
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.lotteries import Entrant
from edgewise.programmes.pair_requests.page import RequestWaiting
from edgewise.programmes.pair_requests.queries import requests_to
from edgewise.pulse.models import Asked as PulseAsked
from edgewise.pulse.waves.queries import waiting_for
from edgewise.rooms.models.polls import TimePoll
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.models.unopened import BecameChoice
from edgewise.rooms.pair_hours.page import Dated, pair_hours_ahead
from edgewise.rooms.polls.queries import polls_waiting_for
from edgewise.rooms.unopened.queries import Unopened, asked_of, is_unopened

CASES_SHOWN = 3  # of a coordinator's, on the first page
PROMISES_SHOWN = 3  # commitments, with their words


@dataclass(frozen=True, slots=True)
class Owned:
    """An organisation that somebody runs programmes for, and how far its first circle is."""

    organisation: Organisation
    post: Post
    people: int  # beside its owners
    programme: int | None  # the newest
    cohort: str  # the code of the newest; "" where there is none
    has_invited: bool

    @property
    def has_programme(self) -> bool:
        return self.programme is not None

    @property
    def begins(self) -> bool:
        return not self.has_invited

    @property
    def step(self) -> int:
        """The one to take now: 1 people, 2 programme, 3 invitations."""
        return 1 if not self.people else 2 if not self.has_programme else 3

    @property
    def invites_at(self) -> str:
        """Where the third step goes on: at the people to invite, or at the cohort that there is to be first."""
        if self.cohort:
            return reverse("programmes:invite_people", args=[self.cohort])
        return reverse("programmes:new_cohort", args=[self.organisation.slug, self.programme])


@dataclass(frozen=True, slots=True)
class Watched:
    """A cohort that somebody looks after, in one line."""

    cohort: Cohort
    waiting: list[Waiting]  # the most pressing first
    circles: int
    undated: int  # of these, with no session ahead
    next: Session | None  # the nearest of any of its circles
    is_over: bool

    @property
    def late(self) -> int:
        return sum(line.is_late for line in self.waiting)

    @property
    def is_quiet(self) -> bool:
        """Over, and nothing waits."""
        return self.is_over and not self.waiting


@dataclass(frozen=True, slots=True)
class Home:
    """What a person has to do now."""

    person: Person
    invitations: list[Enrolment]
    places: list[Entrant]  # that became free and are offered to them
    pair_requests: list[RequestWaiting]  # of colleagues, who wait for their answer
    to_sign: list[Seat]  # in circles whose agreement waits for them
    polls: list[TimePoll]  # in circles that are asked when they could meet, and wait for them
    feedback: list[Feedback]  # of peers, not read yet
    feedback_asked: list[FeedbackAsked]  # peers who would like to hear it from them
    taps: list[ChairTaps]  # sessions after which they may say how it was with the chair
    outside: list[OutsideInvitation]  # somebody from outside: may they come?
    pulses: list[PulseAsked]  # open waves that they have not answered
    recalls: list[Recall]  # cohorts of a while ago: have they spoken since with those they met?
    unopened: list[Unopened]  # sessions of their circles that nobody opened: did they meet?
    seats: list[Seat]
    sessions: list[Session]  # the next of each circle, the nearest first
    company: list[Seat]  # of the circle of the first of them
    pair_hours: list[Dated]  # in all of their circles, the nearest first
    promises: list[Promise]  # their own that are open, the first due first; PROMISES_SHOWN at most
    open_commitments: int
    answered: list[Promise]  # just now: the answer may still be taken back
    witnessing: int
    asked: int  # whether they have seen a change
    decisions: int  # their own, whose day has come
    expected: list[Enrolment]  # they said yes and wait for a circle, or for the next cohort
    watched: list[Watched]  # cohorts that they coordinate
    done_now: list[DeskCase]  # what they have just closed there
    owned: list[Owned]  # organisations whose programmes they run
    running: list[Watched]  # cohorts there that others look after

    @property
    def now(self) -> datetime:
        return timezone.now()

    @property
    def answers(self) -> Sequence[tuple[str, object]]:
        """What can be said of an unopened session."""
        return BecameChoice.choices

    @property
    def next(self) -> Session | None:
        return self.sessions[0] if self.sessions else None

    @property
    def later(self) -> list[Session]:
        """The next of the other circles."""
        return self.sessions[1:]

    @property
    def time_left(self) -> str:
        """Until the next session, in words."""
        there = timezone.get_current_timezone()
        return str(time_left(self.now.astimezone(there), self.sessions[0].starts_at.astimezone(there)))

    @property
    def cohorts(self) -> list[Cohort]:
        return [one.cohort for one in self.watched]

    @property
    def urgent(self) -> list[Waiting]:
        """The first of all that waits in their cohorts."""
        return in_order([line for one in self.watched for line in one.waiting])[:CASES_SHOWN]

    @property
    def waiting(self) -> int:
        return sum(len(one.waiting) for one in self.watched)

    @property
    def quiet(self) -> list[Watched]:
        return [one for one in self.watched if one.is_quiet]

    @property
    def zone(self) -> str:
        """The person's own time zone, as the organisation of their first circle or invitation knows it."""
        known = [seat.membership for seat in self.seats] + [entry.membership for entry in self.invitations]
        return known[0].time_zone if known else timezone.get_current_timezone_name()

    @property
    def post(self) -> Post:
        """How the letters of all their organisations stand."""
        posts = [owned.post for owned in self.owned]
        first = min((post.first_at for post in posts if post.first_at), default=None)
        return Post(all(post.is_set_up for post in posts), sum(post.waiting for post in posts), first)

    @property
    def without_session(self) -> list[Seat]:
        """Seats in circles with nothing planned."""
        planned = {session.circle_id for session in self.sessions}
        return [seat for seat in self.seats if seat.circle_id not in planned]

    @property
    def is_new(self) -> bool:
        has_begun = self.invitations or self.seats or self.expected or self.recalls
        return not (has_begun or self.watched or self.owned)


def home_for(person: Person) -> Home:
    """A fixed number of queries at most, but for the keys of the circles of PROMISES_SHOWN commitments."""
    now = timezone.now()
    seats, today = list(seats_of_person(person)), timezone.localdate()
    mine = my_commitments(person).filter(status=Status.OPEN)
    witnessed = Commitment.objects.filter(
        witness__person=person, status=Status.OPEN, circle__in=[seat.circle_id for seat in seats]
    )
    places = list(offers_to(person, today))
    sessions, cohorts = _next_sessions(seats), watched_by(person, now, today)
    theirs = running_in_owned(person, today).exclude(pk__in=[one.cohort.pk for one in cohorts])
    return Home(
        person,
        list(invitations_of(person)),
        places,
        [RequestWaiting(one) for one in requests_to(person)],
        list(seats_to_sign_for(person)),
        list(polls_waiting_for(person, now)),
        list(unread_by(person)),
        list(questions_to(person)),
        list(taps_to_give(person, now)),
        list(waiting_for_answer(seats, now)),
        waiting_for(person, now),
        list(open_recalls(person, now)),
        asked_of(seats, now),
        seats,
        sessions,
        list(open_seats(sessions[0].circle)) if sessions else [],
        pair_hours_ahead(seats, now),
        read(mine[:PROMISES_SHOWN]),
        mine.count(),
        read(answered_just_now(person, now)),
        witnessed.count(),
        to_answer(person).count(),
        decisions_due(person.memberships.all(), today).count(),
        _expected(person, seats, places, today),
        cohorts,
        done_just_now([one.cohort for one in cohorts], person, now),
        list(_owned_by(person)),
        _watched(list(theirs), now, today),
    )


def watched_by(person: Person, now: datetime, today: date) -> list[Watched]:
    """Four queries for any number of cohorts; those that run come first."""
    return _watched(list(cohorts_looked_after(person, today)), now, today)


def _watched(cohorts: Sequence[Cohort], now: datetime, today: date) -> list[Watched]:
    waiting, circles, dates = waiting_in(cohorts, today), circles_and_undated(cohorts, now), next_sessions(cohorts, now)
    return [
        Watched(
            one, waiting.get(one.pk, []), *circles.get(one.pk, (0, 0)), dates.get(one.pk), is_over=one.ends_on < today
        )
        for one in cohorts
    ]


def _expected(person: Person, seats: Sequence[Seat], places: Sequence[Entrant], today: date) -> list[Enrolment]:
    """Cohorts not yet over in which they said yes and do not sit, and those from which they wait for a later one."""
    sitting = {seat.circle.cohort_id for seat in seats if not seat.circle.by_colleagues}
    sitting |= {one.lottery.cohort_id for one in places}
    here = Q(state=EnrolmentState.ENROLLED, cohort__ends_on__gte=today)
    said_yes = enrolments_of_person(person).filter(here | Q(state=EnrolmentState.WAITING))
    waiting = said_yes.select_related("cohort__programme__organisation", "membership")
    return [entry for entry in waiting if entry.cohort_id not in sitting]


def _owned_by(person: Person) -> Iterator[Owned]:
    here = OuterRef("organisation")
    others = Membership.objects.filter(not_left(), organisation=here, is_owner=False).order_by()
    programmes = Programme.objects.filter(organisation=here).order_by("-pk").values("pk")[:1]
    cohorts = Cohort.objects.filter(programme__organisation=here).order_by("-pk").values("code")[:1]
    owned = (
        current_memberships(person)
        .filter(is_owner=True)
        .annotate(
            people=Subquery(others.values("organisation").annotate(n=Count("pk")).values("n")),
            programme=Subquery(programmes),
            cohort=Subquery(cohorts),
            asked=Exists(Enrolment.objects.filter(cohort__programme__organisation=here)),
        )
    )
    members = list(owned.order_by("organisation__name"))
    posts = posts_of([member.organisation for member in members], timezone.now())
    for member in members:
        facts, post = vars(member), posts[member.organisation_id]
        people, cohort = facts["people"] or 0, facts["cohort"] or ""
        yield Owned(member.organisation, post, people, facts["programme"], cohort, facts["asked"])


def _next_sessions(seats: Sequence[Seat]) -> list[Session]:
    ahead = (
        Session.objects.filter(
            circle__in=[seat.circle_id for seat in seats], status__in=(SessionStatus.PLANNED, SessionStatus.LIVE)
        )
        .exclude(is_unopened(timezone.now()))
        .select_related("circle", "facilitator__person")
        .order_by("starts_at", "pk")
    )
    first: dict[int, Session] = {}
    for session in ahead:
        first.setdefault(session.circle_id, session)
    return list(first.values())
