"""Places drawn by lot, once; a place that became free, offered and answered; a promise kept."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from edgewise.domain.evidence import lottery
from edgewise.notices.outbox.actions import call_off, tell, tell_each
from edgewise.people.models import Membership
from edgewise.programmes.circles.actions import become
from edgewise.programmes.lotteries import queries
from edgewise.programmes.lotteries.page.plan import DRAWN_ALREADY, Plan, Sizes, plan_of
from edgewise.programmes.messages import lot_drawn, place_offered
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery, OfferAnswer, SharedLot

SEED_BITS = 63  # what a column of the database holds


def hold_cohort(pk: int) -> None:
    """Until the caller's transaction ends: a draw, a yes and an offer come one after another."""
    Cohort.objects.select_for_update(no_key=True).get(pk=pk)


def draw_places(cohort: Cohort, sizes: Sizes, by: Membership | None, at: datetime | None = None) -> str:
    """Draw among those who have said yes at this moment, and tell each; returns what stands in the way, or nothing.

    The database referees: of two who draw at once, one does.
    """
    try:
        with transaction.atomic():
            return _draw(cohort, sizes, by, at or timezone.now())
    except IntegrityError:
        if Lottery.objects.filter(cohort=cohort).exists():
            return str(DRAWN_ALREADY)
        raise


def _draw(cohort: Cohort, sizes: Sizes, by: Membership | None, now: datetime) -> str:
    hold_cohort(cohort.pk)
    # Somebody who opts out at this moment comes before the draw, or after it.
    entries = cohort.enrolments.filter(state=EnrolmentState.ENROLLED)
    pool = {entry.membership_id: entry for entry in entries.order_by("pk").select_for_update()}
    plan = plan_of(cohort, sizes, timezone.localdate(now))
    if plan.problem:
        return plan.problem
    facts = {"places": plan.by_lot, "reserves": sizes.reserves, "strata": sizes.strata}
    seed = secrets.randbits(SEED_BITS)
    made = Lottery.objects.create(cohort=cohort, seed=seed, drawn_at=now, drawn_by=by, **facts)
    rows = _rows(made, plan, lottery.draw(plan.listed, made.places, made.reserves, seed))
    Entrant.objects.bulk_create(rows)
    become([pool[one.membership_id] for one in rows if one.group in queries.WAIT], EnrolmentState.WAITING)
    people = Membership.objects.in_bulk([one.membership_id for one in rows])
    tell_each([(people[one.membership_id], lot_drawn(cohort, one)) for one in rows], now)
    return ""


def _rows(made: Lottery, plan: Plan, drawn: lottery.Draw) -> list[Entrant]:
    groups = dict.fromkeys(drawn.places, Group.PLACE) | dict.fromkeys(drawn.comparison, Group.COMPARISON)
    groups |= dict.fromkeys(drawn.reserves, Group.RESERVE)
    lines = {who: number for number, who in enumerate(drawn.reserves, 1)}
    rows = [
        Entrant(
            lottery=made,
            membership_id=one.key,
            stratum=one.stratum,
            together=one.together,
            group=groups[one.key],
            line=lines.get(one.key),
        )
        for one in plan.listed
    ]
    return rows + [Entrant(lottery=made, membership_id=who, group=Group.PROMISED) for who in plan.promised]


@transaction.atomic
def offer_place(drawn: Lottery, entrant: Entrant, by: Membership | None, at: datetime | None = None) -> bool:
    """Ask the next in line whether they take a place that is free; False where it is not free, or not their turn."""
    now = at or timezone.now()
    today = timezone.localdate(now)
    hold_cohort(drawn.cohort_id)
    _let_lapse(drawn, now)
    cohort, turn = drawn.cohort, queries.next_in_line(drawn)
    if turn is None or turn.pk != entrant.pk or not queries.may_move_up(cohort, today):
        return False
    if queries.places_free(drawn, today) < 1:
        return False
    answer_by = min(today + timedelta(days=queries.OFFER_DAYS), cohort.starts_on)
    asked = Entrant.objects.filter(pk=turn.pk, offered_at=None)
    if asked.update(offered_at=now, offered_by=by, answer_by=answer_by) != 1:
        return False
    tell(turn.membership, place_offered(cohort, answer_by), now)
    return True


def _let_lapse(drawn: Lottery, now: datetime) -> None:
    """Offers whose day has passed cannot be answered any more."""
    passed = drawn.entrants.filter(answered_at=None, answer_by__lt=timezone.localdate(now) - queries.OFFER_GRACE)
    passed.update(answered_at=now, answer=OfferAnswer.LAPSED)


@transaction.atomic
def answer_offer(entrant: Entrant, *, takes: bool, at: datetime | None = None) -> bool:
    """The reserve's own yes or no; False once it is answered, or its day has passed."""
    now, cohort = at or timezone.now(), entrant.lottery.cohort
    hold_cohort(cohort.pk)
    mine = Enrolment.objects.filter(cohort=cohort, membership=entrant.membership_id, state=EnrolmentState.WAITING)
    waiting = list(mine.select_for_update())
    asked = Entrant.objects.filter(queries.can_be_answered(timezone.localdate(now)), pk=entrant.pk)
    said = OfferAnswer.YES if takes else OfferAnswer.NO
    today, me = timezone.localdate(now), entrant.membership_id
    if takes and queries.places_free(entrant.lottery, today, but=me) < 1:
        return False
    if not waiting or asked.update(answered_at=now, answer=said) != 1:
        return False
    if takes:
        become(waiting, EnrolmentState.ENROLLED)
    call_off(place_offered(cohort, cohort.starts_on).key, waiting[0].membership)
    return True


def let_offer_go(entry: Enrolment, at: datetime) -> None:
    """Who waits no more has said no: the place is offered to somebody else, and is not theirs if they come back."""
    asked = Entrant.objects.filter(lottery__cohort=entry.cohort_id, membership=entry.membership_id, answered_at=None)
    if asked.exclude(offered_at=None).update(answered_at=at, answer=OfferAnswer.NO):
        call_off(place_offered(entry.cohort, entry.cohort.starts_on).key, entry.membership)


def keep_promise(entry: Enrolment, state: EnrolmentState) -> None:
    """Somebody who waited has a place in a later cohort: their promise is kept there, and they wait no more."""
    if state != EnrolmentState.ENROLLED:
        return
    queries.promises_to(entry.cohort).filter(membership=entry.membership_id).update(kept_by=entry)
    become(queries.waiting_for(entry.cohort).filter(membership=entry.membership_id), EnrolmentState.MOVED_ON)


def give_promise_back(entry: Enrolment) -> None:
    """A yes to a later cohort that became a no before its places were given: who had been promised one waits again."""
    kept = Entrant.objects.filter(kept_by=entry)
    given = Q(cohort__circles__seats__membership=entry.membership_id) | Q(cohort__lottery__isnull=False)
    if not kept.exists() or Enrolment.objects.filter(given, pk=entry.pk).exists():
        return
    runs = list(kept.values_list("lottery__cohort", flat=True))
    kept.update(kept_by=None)
    earlier = Enrolment.objects.filter(cohort__in=runs, membership=entry.membership_id, state=EnrolmentState.MOVED_ON)
    become(earlier, EnrolmentState.WAITING)


def share_lot(cohort: Cohort, one: Membership, other: Membership) -> bool:
    """The lot takes both or neither; False if that was said before, or the places are drawn."""
    pair = sorted((one, other), key=lambda who: who.pk)
    with transaction.atomic():
        hold_cohort(cohort.pk)
        if queries.lottery_of(cohort) is not None:
            return False
        return SharedLot.objects.get_or_create(cohort=cohort, one=pair[0], other=pair[1])[1]


@transaction.atomic
def take_apart(cohort: Cohort, shared: int) -> bool:
    """False once the places are drawn: what the draw has used stays."""
    hold_cohort(cohort.pk)
    if queries.lottery_of(cohort) is not None:
        return False
    cohort.shared_lots.filter(pk=shared).delete()
    return True
