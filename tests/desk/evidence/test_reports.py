"""A report is made once, says what may be claimed, and is the same to the byte when it is made again."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta

import msgspec
import pytest
from django.utils import timezone
from msgspec.structs import replace

from edgewise.desk.evidence.actions import delete_report, make_report
from edgewise.desk.evidence.models import Report
from edgewise.desk.evidence.page.sheets import sheets_of
from edgewise.desk.evidence.page.workbook import workbook_of
from edgewise.desk.evidence.queries.reports import (
    digest_of,
    inputs_of_report,
    is_the_same_again,
    result_bytes,
    result_of,
)
from edgewise.desk.outcomes.actions.values import forget
from edgewise.desk.outcomes.models import Registration
from edgewise.domain.evidence import report as rules
from edgewise.domain.evidence.comparison import Standing
from edgewise.domain.evidence.gathered import Reason
from edgewise.domain.evidence.outcomes import By
from edgewise.domain.evidence.report import Answer, Lack
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.lotteries import Group
from edgewise.vault.cipher import KeyDestroyed
from tests import make
from tests.at_once import at_once
from tests.desk.evidence import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    return world.shown_and_refused()


def made(cohort: Cohort) -> Report:
    return make_report(cohort, world.hana(), timezone.now())


def answers(cohort: Cohort) -> list[Answer]:
    return list(result_of(made(cohort)).answers)


def test_one_outcome_is_shown_and_one_refused(cohort: Cohort) -> None:
    shown, refused = (answer.comparison for answer in answers(cohort))
    assert shown is not None
    assert refused is not None
    assert (shown.standing, shown.taking_part.people, shown.compared.people) == (Standing.SHOWN, 30, 26)
    assert shown.difference == pytest.approx(1.0, abs=0.2)
    assert (refused.standing, refused.reason, refused.difference) == (Standing.REFUSED, Reason.FEW_ALIKE, None)
    assert [answer.apart for answer in answers(cohort)] == [world.RESERVES] * 2


def test_made_again_from_what_went_in_it_is_the_same_to_the_byte(cohort: Cohort) -> None:
    row = made(cohort)
    assert is_the_same_again(row)
    assert row.digest == digest_of(result_bytes(row))
    first, again = (workbook_of(sheets_of(result_of(row)), row.made_at) for _ in range(2))
    assert first == again


def test_it_stays_as_it_is_when_facts_change_afterwards(cohort: Cohort) -> None:
    row = made(cohort)
    before = result_bytes(row)
    Membership.objects.update(role_level=5)
    world.imported(cohort.outcomes.earliest("pk"), lambda _number, _placed: 2.0)
    assert (result_bytes(Report.objects.get()), is_the_same_again(row)) == (before, True)


def test_no_person_leaves_the_inputs(cohort: Cohort) -> None:
    """Names, addresses and keys: none is in what is handed out, nor as it lies in the database."""
    row = made(cohort)
    text = result_bytes(row).decode()
    keys = {one.key for case in inputs_of_report(row).cases for one in case.subjects}
    assert len(keys) == 56
    assert not re.search(r"Person \d\d|@example", text)
    assert "subjects" not in text
    assert b"Engagement" not in bytes(Report.objects.values_list("inputs", flat=True)[0])


def test_an_outcome_waits_until_something_is_imported_and_its_window_is_over() -> None:
    run = world.drawn_cohort()
    nothing, early = world.registered(run), world.registered(run, world.LEAVING)
    world.begun(run)
    world.imported(early, lambda number, _placed: 1.0 if number < 20 else None)
    early.refresh_from_db()
    type(early).objects.filter(pk=early.pk).update(imported_at=timezone.now() - timedelta(days=100))
    found = {answer.key: (answer.lack, answer.comparison) for answer in answers(run)}
    assert found == {str(nothing.pk): (Lack.NOT_IMPORTED, None), str(early.pk): (Lack.TOO_EARLY, None)}


def test_what_was_registered_after_the_start_is_never_shown_for_the_account(cohort: Cohort) -> None:
    inputs = inputs_of_report(made(cohort))
    late = [replace(case, plan=replace(case.plan, registered_before_start=False)) for case in inputs.cases]
    found = rules.report(replace(inputs, cases=tuple(late)))
    assert found.answers[0].comparison.standing == Standing.SHOWN  # type: ignore[union-attr]
    assert [effect.is_shown for effect in rules.effects(found.answers)] == [False, False]


def test_somebody_drawn_who_never_came_still_counts(cohort: Cohort) -> None:
    cohort.enrolments.filter(membership__in=cohort.lottery.entrants.values("membership")).update(state="opted_out")
    shown = answers(cohort)[0].comparison
    assert shown is not None
    assert (shown.taking_part.people, shown.compared.people) == (30, 26)


def test_it_is_said_how_many_of_those_compared_had_their_own_turn_meanwhile(cohort: Cohort) -> None:
    compared = cohort.lottery.entrants.filter(group=Group.COMPARISON).order_by("pk")
    table = make.circle(make.cohort(cohort.programme), name="Next")
    for one, days in zip(compared, (300, 200, 10), strict=False):  # ago; the last began after the window
        make.seat(table, one.membership, timezone.now() - timedelta(days=days))
    assert [answer.later for answer in answers(cohort)] == [2, 2]


def test_somebody_compared_who_sat_in_a_circle_of_this_cohort_is_said_too(cohort: Cohort) -> None:
    one = cohort.lottery.entrants.filter(group=Group.COMPARISON).earliest("pk")
    make.seat(cohort.circles.earliest("pk"), one.membership, timezone.now() - timedelta(days=300))
    assert [answer.later for answer in answers(cohort)] == [1, 1]


def test_matched_in_spite_of_a_lottery_who_drew_no_place_does_not_take_part() -> None:
    run = world.drawn_cohort()
    outcome = world.registered(run, replace(world.ENGAGEMENT, by=By.MATCH))
    for number in range(25):
        make.membership(f"Colleague {number:02}", role_level=number % 3, start_date=date(2020, 1, 6))
    world.begun(run)
    world.imported(outcome, world.a_point_more)
    (answer,) = answers(run)
    assert answer.comparison is not None
    assert (answer.comparison.taking_part.people, answer.apart) == (30, 30)


def test_the_window_of_a_lottery_is_that_of_the_import_wherever_its_owner_is(cohort: Cohort) -> None:
    with timezone.override("Pacific/Kiritimati"):
        east = [answer.clock for answer in answers(cohort)]
    with timezone.override("Pacific/Pago_Pago"):
        west = [answer.clock for answer in answers(cohort)]
    assert east == west == [Registration.objects.get(cohort=cohort).clock_on] * 2


def test_fewer_than_five_people_are_told_by_no_figure() -> None:
    run = make.cohort()
    world.hana()
    make.enrolment(make.membership("Amara"), run, EnrolmentState.ENROLLED)
    figures = {figure.key: figure for figure in result_of(made(run)).activity}
    assert [(figures[key].value, figures[key].of) for key in ("invited", "said_yes", "met")] == [(None, None)] * 3


def test_once_the_outcomes_are_deleted_nothing_is_left_of_a_report_that_was_being_made(cohort: Cohort) -> None:
    assert forget(cohort, timezone.now())
    with pytest.raises(KeyDestroyed):
        made(cohort)
    assert Report.objects.count() == 0


def test_deleting_the_outcomes_deletes_the_reports(cohort: Cohort) -> None:
    made(cohort)
    assert forget(cohort, timezone.now())
    assert Report.objects.count() == 0


def test_a_report_is_deleted_once_and_the_last_one_with_what_was_imported(cohort: Cohort) -> None:
    first, last = made(cohort), made(cohort)
    left = [(delete_report(row), cohort.outcomes.exclude(sealed=None).count()) for row in (first, first, last)]
    assert left == [(True, 2), (False, 2), (True, 0)]


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_of_the_last_two_deleted_at_once_one_takes_what_was_imported_with_it() -> None:
    run = world.shown_and_refused()
    rows = [made(run), made(run)]
    assert at_once(*[lambda row=row: delete_report(row) for row in rows]) == [True, True]
    assert run.outcomes.exclude(sealed=None).count() == 0


def test_the_json_says_days_and_numbers_and_reads_back(cohort: Cohort) -> None:
    row = made(cohort)
    found = json.loads(result_bytes(row))
    assert date.fromisoformat(found["made_on"]) == timezone.localdate()
    assert [one["plan"]["name"] for one in found["answers"]] == ["Engagement", "Leaving within a year"]
    assert msgspec.json.decode(result_bytes(row), type=rules.Report) == result_of(row)
