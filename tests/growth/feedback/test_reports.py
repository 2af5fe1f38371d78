"""Feedback that its receiver reports: a case on the desk, and its words only where they add them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from edgewise.desk.cases.actions import close_case, reopen_case, review_cohort
from edgewise.desk.models import DeskCase
from edgewise.domain.coaching.feedback.written import FeedbackWords
from edgewise.growth.feedback.actions import mark_read
from edgewise.growth.feedback.models import Feedback, FeedbackReport
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
CANARY = FeedbackWords(change_situation="On the heath", change_behaviour="You shouted at the heron")


@pytest.fixture
def row(harbour: Circle, amara: Membership, bruno: Membership) -> Feedback:
    harbour.cohort.coordinators.add(make.membership("Grace"))
    make.membership("Hana", is_owner=True)
    found = make.feedback(harbour, bruno, amara, CANARY)
    mark_read(found, make.NOW)
    return found


def case_of(circle: Circle) -> tuple[DeskCase, str]:
    review_cohort(circle.cohort, timezone.now())
    case = circle.cohort.desk_cases.get(concern="feedback")
    return case, f"/cohorts/{circle.cohort.code}/desk/{case.pk}/"


@pytest.mark.parametrize(("given", "seen"), [({}, [False, False]), ({"with_words": "on"}, [True, True])])
def test_a_coordinator_reads_its_words_only_where_they_are_added(
    row: Feedback, harbour: Circle, amara: Membership, sign_in: SignIn, given: dict[str, str], seen: list[bool]
) -> None:
    reporter = sign_in(amara.person)
    form = reporter.get(f"/feedback/{row.code}/report/").content.decode()
    assert "Grace" in form
    for _ in range(2):
        reporter.post(f"/feedback/{row.code}/report/", {"line": "It was loud", **given})
    case, path = case_of(harbour)
    page = sign_in(make.person("Grace")).get(path).content.decode()
    assert (case.membership, "Reports feedback that Bruno wrote" in page, "It was loud" in page) == (amara, True, True)
    assert [words in page for words in ("On the heath", "You shouted at the heron")] == seen
    owner = sign_in(make.person("Hana")).get(path).content.decode()
    assert [words in owner for words in ("heath", "heron", "It was loud")] == [False] * 3
    assert FeedbackReport.objects.count() == 1


def test_nobody_but_its_receiver_reports_it_and_its_giver_learns_nothing(
    row: Feedback, harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    giver, path = sign_in(bruno.person), f"/feedback/{row.code}/"
    assert giver.post(f"{path}report/").status_code == 403
    before = giver.get(path).content
    sign_in(amara.person).post(f"{path}report/", {"line": ""})
    case_of(harbour)
    after = giver.get(path).content
    assert [b"eport" in page for page in (before, after)] == [False, False]
    assert giver.get(f"/cohorts/{harbour.cohort.code}/desk/").status_code in (403, 404)


def test_once_it_is_dealt_with_the_words_are_gone(
    row: Feedback, harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    sign_in(amara.person).post(f"/feedback/{row.code}/report/", {"line": "It was loud"})
    case, path = case_of(harbour)
    assert close_case(case, make.membership("Grace"))
    assert FeedbackReport.objects.get().said is None
    review_cohort(harbour.cohort, timezone.now())
    assert harbour.cohort.desk_cases.filter(concern="feedback", closed_at=None).count() == 0
    case.refresh_from_db()
    assert reopen_case(case, None)
    assert "It was loud" not in sign_in(make.person("Grace")).get(path).content.decode()


def test_a_coordinator_who_wrote_it_is_named_beforehand(
    row: Feedback, harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    harbour.cohort.coordinators.add(bruno)
    page = sign_in(amara.person).get(f"/feedback/{row.code}/report/").content.decode()
    assert "Bruno looks after this cohort too, and would see your report" in page
