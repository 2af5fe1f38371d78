"""Fetching as far as a person may see: 404 to a stranger, 403 to a person who may know of it but not do this."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.people.access import AlreadyDone, current_memberships, membership_for, owner_of
from edgewise.people.models import Membership, Person, Photograph
from edgewise.people.queries import not_left
from edgewise.programmes.circles.queries import seats_of_person
from edgewise.programmes.cohorts.queries import coordinated_by
from edgewise.programmes.lotteries.queries import lot_of, lottery_of
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Lottery
from edgewise.programmes.models.pair_requests import PairRequest
from edgewise.programmes.models.rounds import NextRound
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.pair_requests.queries import allows_pairs
from edgewise.programmes.photographs.queries import photographs_for
from edgewise.programmes.rounds.queries import partners_of, round_ahead


def programme_for_owner(person: Person, slug: str, pk: int) -> Programme:
    organisation = owner_of(person, slug).organisation
    found = Programme.objects.filter(organisation=organisation, pk=pk).select_related("organisation").first()
    if found is None:
        raise Http404
    return found


def looked_after_by(person: Person) -> QuerySet[Cohort]:
    """The cohorts that the person coordinates today, by office or for a colleague, or whose programmes they own."""
    owned = current_memberships(person).filter(is_owner=True).order_by().values("organisation")
    found = coordinated_by(person, timezone.localdate()) | Q(programme__organisation__in=owned)
    return Cohort.objects.filter(found).select_related("programme__organisation")


def people_looked_after_by(person: Person) -> QuerySet[Membership]:
    """The people of organisations that the person owns, and those in cohorts that they look after."""
    owned = current_memberships(person).filter(is_owner=True).order_by().values("organisation")
    taking_part = Enrolment.objects.filter(cohort__in=looked_after_by(person).values("pk")).values("membership")
    found = Q(organisation__in=owned) | Q(pk__in=taking_part)
    return Membership.objects.filter(not_left(), found).select_related("person", "organisation")


def seatmates_of(person: Person) -> QuerySet[Seat]:
    """The open seats of others in the circles in which the person sits."""
    mine = seats_of_person(person).order_by().values("circle")
    others = Seat.objects.filter(not_left("membership"), circle__in=mine, ended_at=None)
    return others.exclude(membership__person=person).select_related("membership__person", "circle")


def cohort_for_coordinator(person: Person, code: str) -> Cohort:
    """A cohort that the person coordinates or whose programme they own; 403 to those enrolled in it."""
    found = looked_after_by(person).filter(code=code).first()
    if found is not None:
        return found
    if Enrolment.objects.filter(cohort__code=code, membership__in=current_memberships(person)).exists():
        raise PermissionDenied
    raise Http404


def owns(person: Person, programme: Programme) -> bool:
    """Whether the programme's own page is theirs to see."""
    return current_memberships(person).filter(is_owner=True, organisation=programme.organisation_id).exists()


def sets_up(person: Person, cohort: Cohort) -> bool:
    """Whether it is theirs from its design on, and nobody has been asked yet."""
    return owns(person, cohort.programme) and not cohort.enrolments.exists()


def run_for_coordinator(person: Person, code: str, pk: int) -> MatchRun:
    """A match run in whatever state. AlreadyDone once it is discarded."""
    cohort = cohort_for_coordinator(person, code)
    found = MatchRun.objects.select_related("parent").filter(pk=pk).first()
    if found is None:
        raise AlreadyDone(_("This draft is discarded already."), reverse("programmes:cohort", args=[code]))
    if found.cohort_id != cohort.pk:
        raise Http404
    found.cohort = cohort
    return found


def draft_for_coordinator(person: Person, code: str, pk: int) -> MatchRun:
    """A draft that is made; AlreadyDone once it is published or discarded."""
    found = run_for_coordinator(person, code, pk)
    if found.published_at is not None:
        raise AlreadyDone(_("This draft is published already."), reverse("programmes:cohort", args=[code]))
    if not found.is_draft:
        raise Http404
    return found


def circle_for_coordinator(person: Person, code: str, circle: str) -> Circle:
    """A circle of theirs: who sits there, and nothing of what is said. AlreadyDone once it has ended."""
    cohort = cohort_for_coordinator(person, code)
    found = cohort.circles.filter(code=circle).first()
    if found is None:
        raise Http404
    if found.closed_at is not None:
        words = _("%(circle)s has ended already.") % {"circle": found.name}
        raise AlreadyDone(words, reverse("desk:desk", args=[code]))
    found.cohort = cohort
    return found


def hand_of(person: Person, cohort: Cohort) -> Membership | None:
    """The membership in whose name the person changes something in a cohort."""
    return current_memberships(person).filter(organisation=cohort.programme.organisation_id).first()


def own_enrolment(person: Person, code: str) -> Enrolment:
    """The person's own part in a cohort; no other person's is shown."""
    found = (
        Enrolment.objects.filter(cohort__code=code, membership__in=current_memberships(person))
        .select_related("cohort__programme__organisation", "membership__person")
        .first()
    )
    if found is None:
        raise Http404
    return found


def round_for_member(person: Person, code: str) -> tuple[NextRound, Membership]:
    """The next round of a cohort that has been told to the person, who takes part in it; AlreadyDone once it began."""
    entry = own_enrolment(person, code)
    ahead = round_ahead(entry.cohort)
    if ahead is None and entry.cohort.next_rounds.exclude(told_at=None).exists():
        raise AlreadyDone(_("This round has begun already, or another is made by hand."), reverse("programmes:circles"))
    if ahead is None or partners_of(ahead, entry.membership) is None:
        raise Http404
    return ahead, entry.membership


def round_for_coordinator(person: Person, code: str) -> tuple[NextRound, Membership]:
    """The same, and the membership in whose name the coordinator may stop it."""
    cohort = cohort_for_coordinator(person, code)
    ahead, hand = round_ahead(cohort), hand_of(person, cohort)
    if ahead is None or hand is None:
        words = _("No round begins by itself now.")
        raise AlreadyDone(words, reverse("programmes:cohort", args=[code]))
    return ahead, hand


def entrant_for_coordinator(person: Person, code: str, pk: int) -> Entrant:
    """A lot in a cohort of theirs."""
    cohort = cohort_for_coordinator(person, code)
    found = (
        Entrant.objects.filter(lottery__cohort=cohort, pk=pk).select_related("lottery", "membership__person").first()
    )
    if found is None:
        raise Http404
    found.lottery.cohort = cohort
    return found


def lottery_for_owner(person: Person, code: str) -> Lottery:
    """Places that are drawn, for the owner of the programme alone: 403 to a coordinator."""
    cohort = cohort_for_coordinator(person, code)
    found = lottery_of(cohort)
    if found is None:
        raise Http404
    if not owns(person, cohort.programme):
        raise PermissionDenied
    found.cohort = cohort
    return found


def own_lot(person: Person, code: str) -> Entrant:
    """What the person drew; no other person's is shown."""
    found = lot_of(own_enrolment(person, code))
    if found is None:
        raise Http404
    return found


def cohort_to_join(person: Person, join_code: str) -> tuple[Cohort, Membership]:
    """What a self-enrolment link opens, for people of the organisation only."""
    cohort = Cohort.objects.filter(join_code=join_code).select_related("programme__organisation").first()
    if cohort is None:
        raise Http404
    return cohort, membership_for(person, cohort.programme.organisation.slug)


def seat_of(person: Person, circle_code: str) -> Seat:
    """The person's open seat in a circle. Coordinators and owners have none: 404, as for a stranger."""
    found = (
        Seat.objects.filter(Q(membership__in=current_memberships(person)), circle__code=circle_code, ended_at=None)
        .select_related("circle__cohort__programme__organisation", "membership__person")
        .first()
    )
    if found is None:
        raise Http404
    return found


def pair_of_colleagues(person: Person, circle_code: str) -> Seat:
    """The person's open seat in a pair that two began by themselves; 404 in every other circle.

    AlreadyDone once the pair has ended: the other may have pressed a moment earlier.
    """
    over = Circle.objects.filter(code=circle_code, by_colleagues=True).exclude(closed_at=None)
    if over.filter(seats__membership__in=current_memberships(person)).exists():
        raise AlreadyDone(_("This pair has ended already."), reverse("programmes:circles"))
    found = seat_of(person, circle_code)
    if not found.circle.by_colleagues:
        raise Http404
    return found


def enrolment_to_ask_from(person: Person, code: str) -> Enrolment:
    """The person's own part in a cohort where they may ask a colleague to begin a pair."""
    found = own_enrolment(person, code)
    if found.state != EnrolmentState.ACTIVE or not allows_pairs(found.cohort):
        raise Http404
    return found


def request_to_answer(person: Person, pk: int) -> PairRequest:
    """What a colleague asks of the person. AlreadyDone once it has ended: who asked may have taken it back."""
    return _waiting(_requests().filter(pk=pk, asked__in=current_memberships(person)).first())


def request_of_asker(person: Person, pk: int) -> PairRequest:
    """What the person asks of a colleague; AlreadyDone once it has ended."""
    return _waiting(_requests().filter(pk=pk, asker__in=current_memberships(person)).first())


def _requests() -> QuerySet[PairRequest]:
    return PairRequest.objects.select_related("cohort__programme", "asker__person", "asked__person", "circle")


def _waiting(found: PairRequest | None) -> PairRequest:
    if found is None:
        raise Http404
    if found.ended_at is not None:
        raise AlreadyDone(_("This question has been answered or taken back already."), reverse("programmes:circles"))
    return found


def photograph_for(person: Person, code: str) -> Photograph:
    """404 unless the pages of the reader show its person: the same answer as where there is none."""
    found = photographs_for(person, timezone.localdate()).filter(code=code).first()
    if found is None:
        raise Http404
    return found
