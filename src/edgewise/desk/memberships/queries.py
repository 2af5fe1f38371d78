"""A person's parts in cohorts, their circles, and the letters about both."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Channel, Delivery, Notice
from edgewise.people.models import Membership
from edgewise.people.queries import not_left
from edgewise.programmes.cohorts.queries import in_office
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentChange

# About taking part and about circles. What tells of sessions, commitments and peers is a person's own.
OF_A_COHORT = (Kind.INVITATION, Kind.INVITATION_REMINDER, Kind.PROFILE_REMINDER, Kind.PAUSE_ENDING)
OF_A_CIRCLE = (Kind.CIRCLE_READY, Kind.CIRCLE_CHANGED)


def parts_of(member: Membership, cohorts: QuerySet[Cohort]) -> list[Enrolment]:
    """Their enrolments in those cohorts, the newest first, with the history of each."""
    changes = Prefetch("changes", EnrolmentChange.objects.order_by("-at", "-pk"))
    found = member.enrolments.filter(cohort__in=cohorts).select_related("cohort__programme__organisation")
    return list(found.prefetch_related(changes).order_by("-cohort__starts_on", "-pk"))


def seats_in(member: Membership, cohorts: Collection[int]) -> list[Seat]:
    """Their seats in circles of those cohorts, those that have ended too."""
    found = Seat.objects.filter(membership=member, circle__cohort__in=cohorts).select_related("circle")
    return list(found.order_by("ended_at", "circle__name", "pk"))


def letters_to(member: Membership) -> list[Notice]:
    """About taking part and circles, the newest first, with how each is on its way by mail."""
    by_mail = Prefetch("deliveries", Delivery.objects.filter(channel=Channel.MAIL))
    found = member.notices.filter(kind__in=(*OF_A_COHORT, *OF_A_CIRCLE)).prefetch_related(by_mail)
    return list(found.order_by("-made_at", "-pk"))


def coordinated_by(member: Membership, cohorts: QuerySet[Cohort]) -> list[Cohort]:
    """By office: what would be without them."""
    return list(cohorts.filter(coordinators=member).order_by("-starts_on", "pk"))


def alone_in_charge(member: Membership) -> list[Cohort]:
    """Cohorts that nobody else coordinates, and that are not over."""
    today = timezone.localdate()
    others = in_office(today).exclude(membership=member)
    mine = Cohort.objects.filter(coordinators=member, ends_on__gte=today)
    return list(mine.exclude(pk__in=others.values("cohort")).order_by("name", "pk"))


def is_only_owner(member: Membership) -> bool:
    others = Membership.objects.filter(not_left(), organisation=member.organisation_id, is_owner=True)
    return member.is_owner and not others.exclude(pk=member.pk).exists()
