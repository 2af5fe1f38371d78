"""Who takes part: asked, and active only after a yes of their own. A person may ask for another circle."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from edgewise.notices.outbox.actions import tell, tell_all
from edgewise.people.models import Membership
from edgewise.programmes.circles.actions import end_seat, take_seats_again
from edgewise.programmes.circles.queries import seated_by_match
from edgewise.programmes.enrolments.queries import desk_scope, rematch_context
from edgewise.programmes.lotteries.actions import give_promise_back, hold_cohort, keep_promise, let_offer_go
from edgewise.programmes.lotteries.queries import waits_after_draw
from edgewise.programmes.messages import invitation, trial_invitation
from edgewise.programmes.models.circles import Seat, SeatEnd
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentChange, EnrolmentState, RematchRequest
from edgewise.vault.actions import open_cipher

PEOPLE_AT_ONCE = 500  # rows of one write
State = EnrolmentState
# What a person may change their own part to, from each state. One click each, no reason asked.
MAY_BECOME: dict[str, tuple[EnrolmentState, ...]] = {
    State.INVITED: (State.ENROLLED, State.OPTED_OUT),
    State.ENROLLED: (State.PAUSED, State.OPTED_OUT),
    State.ACTIVE: (State.PAUSED, State.COMPLETED, State.OPTED_OUT),
    State.PAUSED: (State.ENROLLED, State.COMPLETED, State.OPTED_OUT),
    State.OPTED_OUT: (State.ENROLLED,),
    State.DROPPED: (State.ENROLLED,),
    State.COMPLETED: (),
    State.WAITING: (State.OPTED_OUT,),  # a place that becomes free is answered in lotteries
    State.MOVED_ON: (),
}


@transaction.atomic
def invite(
    cohort: Cohort,
    people: Iterable[Membership],
    by: Membership | None = None,
    at: datetime | None = None,
    *,
    words: str = "",
    answer_by: date | None = None,
) -> int:
    """Ask them, by message; people who were asked before stay as they are. Returns how many are new.

    In a fixed number of writes for each 500 people. `words` are the inviter's own; `answer_by` holds for the cohort
    from now on, for those reminded too.
    """
    if answer_by != cohort.answer_by:
        cohort.answer_by = answer_by
        cohort.save(update_fields=["answer_by"])
    asked = _enrol_all(cohort, list(people))
    tell_all(asked, invitation(cohort, by, words), at)
    return len(asked)


def try_invitation(cohort: Cohort, by: Membership, words: str, answer_by: date | None, at: datetime) -> None:
    """The letter to its writer alone; nothing about the cohort changes."""
    shown = copy(cohort)
    shown.answer_by = answer_by
    tell(by, trial_invitation(shown, by, words, at), at)


def _enrol_all(cohort: Cohort, people: Sequence[Membership]) -> list[Membership]:
    """Those who were not asked before, now invited. Of two who invite at once, each person is asked by one."""
    known = set(cohort.enrolments.values_list("membership", flat=True))
    new = {who.pk: who for who in people if who.pk not in known}
    rows = (Enrolment(cohort=cohort, membership=who, state=State.INVITED) for who in new.values())
    Enrolment.objects.bulk_create(rows, batch_size=PEOPLE_AT_ONCE, ignore_conflicts=True)
    made = [entry for entry in cohort.enrolments.filter(changes=None) if entry.membership_id in new]
    EnrolmentChange.objects.bulk_create(
        (EnrolmentChange(enrolment=entry, state=State.INVITED) for entry in made), batch_size=PEOPLE_AT_ONCE
    )
    return [new[entry.membership_id] for entry in made]


def join(cohort: Cohort, who: Membership) -> Enrolment:
    """Somebody's own yes, by the link."""
    entry, is_new = _enrol(cohort, who)
    if not is_new and State.ENROLLED in MAY_BECOME[entry.state]:
        answer(entry, State.ENROLLED)
    return entry


@transaction.atomic
def answer(entry: Enrolment, wanted: EnrolmentState, until: date | None = None, at: datetime | None = None) -> bool:
    """The person's own choice; False when it is not possible from where they are.

    Leaving and finishing early give up the seat; what was done until then stays theirs. A pause ends by itself on
    `until`, or not by itself. Where the places are drawn and none is theirs, a yes means to wait.
    """
    if wanted == State.ENROLLED:
        hold_cohort(entry.cohort_id)  # before the enrolment, as a draw does
    if wanted not in MAY_BECOME[entry.state] or not _held(entry):
        return False
    now, seats = at or timezone.now(), list(_open_seats(entry))
    if wanted in (State.OPTED_OUT, State.COMPLETED):
        for seat in seats:
            end_seat(seat, SeatEnd.OPTED_OUT if wanted == State.OPTED_OUT else SeatEnd.FINISHED, now)
        let_offer_go(entry, now)
        if wanted == State.OPTED_OUT:
            give_promise_back(entry)
    elif wanted == State.ENROLLED:
        said = _yes(entry.cohort, entry.membership_id, now)
        if not seats and said == State.ENROLLED:  # the seat may be kept, and the place another's by now
            take_seats_again(entry.cohort, entry.membership, now)
        sits = seated_by_match(entry.cohort).filter(membership=entry.membership_id).exists()
        wanted = State.ACTIVE if sits else said  # back from a pause or a slip, to the same table
        keep_promise(entry, wanted)
    return _move(entry, wanted, until if wanted == State.PAUSED else None)


def _yes(cohort: Cohort, who: int, now: datetime) -> EnrolmentState:
    """What saying yes leads to."""
    return State.WAITING if waits_after_draw(cohort, who, timezone.localdate(now)) else State.ENROLLED


@transaction.atomic
def drop(entry: Enrolment, reason: SeatEnd = SeatEnd.DROPPED) -> bool:
    """The coordinator's note that somebody has gone."""
    if not _held(entry):
        return False
    for seat in _open_seats(entry):
        end_seat(seat, reason, timezone.now())
    let_offer_go(entry, timezone.now())
    return _move(entry, State.DROPPED)


def complete(entry: Enrolment) -> bool:
    return _move(entry, State.COMPLETED)


def _held(entry: Enrolment) -> bool:
    """Lock the enrolment: publishing or repairing circles comes before or after. False if its state has changed."""
    return bool(Enrolment.objects.filter(pk=entry.pk, state=entry.state).select_for_update())


def _open_seats(entry: Enrolment) -> Iterable[Seat]:
    return Seat.objects.filter(circle__cohort_id=entry.cohort_id, membership_id=entry.membership_id, ended_at=None)


@transaction.atomic
def _enrol(cohort: Cohort, who: Membership) -> tuple[Enrolment, bool]:
    hold_cohort(cohort.pk)
    state = _yes(cohort, who.pk, timezone.now())
    entry, is_new = Enrolment.objects.get_or_create(cohort=cohort, membership=who, defaults={"state": state})
    if is_new:
        entry.changes.create(state=state)
        keep_promise(entry, state)
    return entry, is_new


@transaction.atomic
def _move(entry: Enrolment, to: EnrolmentState, until: date | None = None) -> bool:
    """The database referees: of two changes at once from the same state, one is made."""
    if Enrolment.objects.filter(pk=entry.pk, state=entry.state).update(state=to, paused_until=until) != 1:
        return False
    entry.state, entry.paused_until = to, until
    entry.changes.create(state=to)
    return True


@transaction.atomic
def ask_for_rematch(entry: Enrolment, words: str = "", at: datetime | None = None) -> int:
    """For each circle of the cohort in which they sit; how many are new. No reason is needed."""
    words = words.strip()
    sealed = open_cipher(desk_scope(entry.cohort)).encrypt(words.encode(), rematch_context(entry)) if words else None
    seats = Seat.objects.filter(circle__cohort=entry.cohort_id, membership=entry.membership_id, ended_at=None)
    made = 0
    for seat in seats:
        row = {"made_at": at or timezone.now(), "words": sealed}
        made += RematchRequest.objects.get_or_create(
            enrolment=entry, circle_id=seat.circle_id, closed_at=None, defaults=row
        )[1]
    return made


def take_rematch_back(entry: Enrolment, at: datetime | None = None) -> int:
    """The person has changed their mind."""
    return entry.rematch_requests.filter(closed_at=None).update(closed_at=at or timezone.now(), words=None)
