"""Fetching what is on a desk, for the person at it."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.desk.evidence.models import Report
from edgewise.desk.models import DeskCase, Recall
from edgewise.desk.outcomes.models import Outcome, OutcomeDraft
from edgewise.desk.outcomes.queries import has_begun, locked_words, no_more_reports, registration_of, why_no_import
from edgewise.domain.nudges.cases import UNDATED, Concern
from edgewise.people.access import AlreadyDone, current_memberships, member_of, membership_for
from edgewise.people.models import Membership, Person
from edgewise.programmes.access import cohort_for_coordinator, hand_of, looked_after_by
from edgewise.programmes.cohorts.queries import cohorts_looked_after, coordinates
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.polls.queries import Caretaker


def member_for_coordinator(person: Person, slug: str, pk: int) -> tuple[Membership, bool]:
    """Somebody of the organisation, for its owner or for a coordinator of theirs; and whether it is for its owner.

    404 to anybody else: nobody learns by a number who works there.
    """
    me = membership_for(person, slug)
    member = member_of(me.organisation, pk)
    if not me.is_owner and not member.enrolments.filter(cohort__in=looked_after_by(person)).exists():
        raise Http404
    return member, me.is_owner


def case_for_coordinator(person: Person, code: str, pk: int) -> tuple[DeskCase, Membership | None]:
    """A case of a cohort that the person looks after, and the membership in whose name they do."""
    cohort = cohort_for_coordinator(person, code)
    found = cohort.desk_cases.filter(pk=pk).select_related("membership__person", "circle").first()
    if found is None:
        raise Http404
    found.cohort = cohort
    return found, hand_of(person, cohort)


def cohort_for_owner(person: Person, code: str) -> Cohort:
    """A cohort whose programme the person owns; 404 to everybody else, its coordinators too."""
    owned = current_memberships(person).filter(is_owner=True).order_by().values("organisation")
    rows = Cohort.objects.filter(programme__organisation__in=owned, code=code)
    found = rows.select_related("programme__organisation", "registration").first()
    if found is None:
        raise Http404
    return found


def outcome_for_owner(person: Person, code: str, pk: int) -> Outcome:
    """AlreadyDone once it is removed."""
    cohort = cohort_for_owner(person, code)
    found = Outcome.objects.filter(pk=pk).first()
    if found is None:
        raise AlreadyDone(_("This outcome is removed already."), reverse("desk:outcomes", args=[code]))
    if found.cohort_id != cohort.pk:
        raise Http404
    found.cohort = cohort
    return found


def outcome_to_change(person: Person, code: str, pk: int) -> Outcome:
    """One that is not locked yet; AlreadyDone once it is."""
    found = outcome_for_owner(person, code, pk)
    if found.locked_at or has_begun(found.cohort, registration_of(found.cohort)):
        raise AlreadyDone(locked_words(), reverse("desk:outcomes", args=[code]))
    return found


def cohort_to_import(person: Person, code: str) -> tuple[Cohort, Membership]:
    """Where outcomes can be imported, and who does; AlreadyDone with the reason where they cannot."""
    cohort = cohort_for_owner(person, code)
    hand = hand_of(person, cohort)
    if why := why_no_import(cohort):
        raise AlreadyDone(why, reverse("desk:outcomes", args=[code]))
    assert hand is not None  # they own it
    return cohort, hand


def outcome_draft_for(person: Person, code: str, draft: str) -> OutcomeDraft:
    """The person's own upload; AlreadyDone once it is not kept any more."""
    cohort, hand = cohort_to_import(person, code)
    found = OutcomeDraft.objects.filter(code=draft).first()
    if found is None:
        words = _("This file is not here any more. It was imported or deleted.")
        raise AlreadyDone(words, reverse("desk:outcomes", args=[code]))
    if found.by_id != hand.pk or found.cohort_id != cohort.pk:
        raise Http404
    found.cohort = cohort
    return found


def cohort_to_report(person: Person, code: str) -> Cohort:
    """Of which a report can be made; AlreadyDone where its outcomes were deleted, and the key of reports with them."""
    cohort = cohort_for_owner(person, code)
    if registration_of(cohort).forgotten_at:
        raise AlreadyDone(no_more_reports(), reverse("desk:evidence", args=[code]))
    return cohort


def cohorts_of_coordinator(person: Person, today: date) -> list[Cohort]:
    """The cohorts that the person looks after; 404 if there is none."""
    found = list(cohorts_looked_after(person, today))
    if not found:
        raise Http404
    return found


def case_to_propose(person: Person, code: str, pk: int) -> tuple[DeskCase, Caretaker]:
    """An open case of a circle without a date, and the person as who asks the circle."""
    found, me = case_for_coordinator(person, code, pk)
    if found.circle is None or me is None or Concern(found.concern) not in UNDATED:
        raise Http404
    if found.closed_at or found.circle.closed_at:
        raise AlreadyDone(_("This case is closed already."), reverse("desk:case", args=[code, pk]))
    found.circle.cohort = found.cohort
    return found, Caretaker(found.circle, me)


def own_recall(person: Person, code: str) -> Recall:
    """The question as the person was asked it, answered or not."""
    found = Recall.objects.filter(code=code, membership__person=person).select_related("cohort__programme").first()
    if found is None:
        raise Http404
    return found


def may_read_reasons(me: Membership | None, case: DeskCase) -> bool:
    """Words to a coordinator are for the coordinators, not for the programme's owner."""
    return me is not None and coordinates(me, case.cohort, timezone.localdate())


def report_for_owner(person: Person, code: str, report_code: str) -> Report:
    """A report of a cohort whose programme the person owns; 404 to everybody else. AlreadyDone once it is deleted."""
    cohort = cohort_for_owner(person, code)
    found = Report.objects.filter(code=report_code).select_related("made_by__person").first()
    if found is None:
        raise AlreadyDone(_("This report is deleted."), reverse("desk:evidence", args=[code]))
    if found.cohort_id != cohort.pk:
        raise Http404
    found.cohort = cohort
    return found
