"""Somebody who waits is left in peace, and is counted for what they are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from edgewise.desk.cases.actions import review_cohort
from edgewise.desk.figures.queries import steps_of
from edgewise.domain.nudges.cases import Concern
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS
from edgewise.notices.models import Notice
from edgewise.programmes.cohorts.page import OF_LOTTERIES, outlook_of, told_in
from edgewise.programmes.due import end_pauses, remind_the_invited
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState
from edgewise.programmes.models.lotteries import Group
from edgewise.pulse.waves.queries import people_to_ask
from tests import make
from tests.programmes.lotteries.world import drawn, entry_of, lots, wanted

pytestmark = pytest.mark.django_db
State = EnrolmentState
LATER = timedelta(days=15)  # when every reminder is due


def test_only_those_with_a_place_are_reminded_and_asked() -> None:
    found = drawn()
    now = timezone.now() + LATER
    remind_the_invited(now)
    places = {one.membership_id for one in lots(found, Group.PLACE)}
    assert set(Notice.objects.filter(kind=Kind.PROFILE_REMINDER).values_list("to", flat=True)) == places
    entries = found.cohort.enrolments.filter(membership__in=places)
    entries.update(state=State.ACTIVE)
    assert {who.pk for who in people_to_ask(found.cohort, timezone.localdate())} == places


def test_who_waits_is_no_case_and_neither_is_who_waits_no_more() -> None:
    found = drawn()
    gone, stopped = lots(found, Group.PLACE)[0].membership, lots(found, Group.COMPARISON)[0].membership
    for who in (gone, stopped):
        assert answer(entry_of(found, who), State.OPTED_OUT)
    EnrolmentChange.objects.update(at=timezone.now() - LATER)
    review_cohort(found.cohort, timezone.now())
    cases = found.cohort.desk_cases.exclude(membership=None)
    left = cases.filter(concern=Concern.DROP_OUT).values_list("membership", flat=True)
    places = {one.membership_id for one in lots(found, Group.PLACE)}
    assert (list(left), set(cases.values_list("membership", flat=True)) - places) == ([gone.pk], set())


def test_the_steps_count_a_late_yes_and_the_outlook_counts_those_with_a_place() -> None:
    run = wanted()
    late = make.enrolment(make.membership("Rosa"), run, State.INVITED)
    found = drawn(run)
    assert answer(late, State.ENROLLED)
    steps = steps_of([run])[run.pk]
    assert (steps.invited, steps.said_yes, outlook_of(found.cohort).people) == (13, 13, 5)


def test_a_pause_that_ends_after_the_draw_is_told_what_it_means() -> None:
    run, today = wanted(), timezone.localdate()
    paused = make.enrolment(make.membership("Rosa"), run, State.PAUSED)
    paused.paused_until = today
    paused.save()
    drawn(run)
    end_pauses(timezone.now() + timedelta(days=1))
    paused.refresh_from_db()
    told = Notice.objects.get(kind=Kind.PLACE_WAITS, to=paused.membership)
    assert (paused.state, told.facts["late"]) == (State.WAITING, True)


def test_a_resource_group_is_shown_no_letter_about_lots() -> None:
    run = wanted()
    titles = {str(WORDINGS[kind].title) for kind in OF_LOTTERIES}
    before = {str(line.title) for line in told_in(run)}
    run.is_erg = True
    assert (titles <= before, titles & {str(line.title) for line in told_in(run)}) == (True, set())
