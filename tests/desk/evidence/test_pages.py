"""The pages of evidence: for owners alone, the answer first, in a fixed number of queries."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from edgewise.desk.evidence.actions import make_report
from edgewise.desk.evidence.models import Report
from edgewise.desk.outcomes.actions.values import forget
from edgewise.desk.outcomes.queries import outcome_key
from edgewise.desk.roi.actions import save_sheet
from edgewise.domain.evidence.roi import Item, Price, Sort
from edgewise.people.models import Person
from edgewise.programmes.models.designs import Cohort
from tests import make
from tests.desk.evidence import world

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def cohort() -> Cohort:
    return world.shown_and_refused()


@pytest.fixture
def row(cohort: Cohort) -> Report:
    engagement = outcome_key(cohort.outcomes.order_by("pk")[0])
    cost = Item(Sort.COST, "=Hours", Price(40, 50, 60), "Payroll", 100)
    value = Item(Sort.VALUE, "A point", Price(100, 400, 900), "Guess", outcome=engagement)
    save_sheet(cohort, "EUR", [cost, value], 0, timezone.now())
    return make_report(cohort, world.hana(), timezone.now())


@pytest.fixture
def hana(cohort: Cohort, sign_in: SignIn) -> Client:
    return sign_in(world.hana().person)


def url(name: str, row: Report, *more: object) -> str:
    return reverse(f"desk:{name}", args=[row.cohort.code, row.code, *more])


def text_of(page: object) -> str:
    return re.sub(r"\s+", " ", page.content.decode())  # type: ignore[attr-defined]


def test_the_answers_come_first_each_in_a_sentence(row: Report, hana: Client) -> None:
    page = text_of(hana.get(url("report", row)))
    shown = page.index("Engagement is higher by")
    refused = page.index("Fewer than 5 people on one side have the same answer.")
    assert shown < refused < page.index("What it returned") < page.index("What was done")
    assert "Places were drawn by lot on" in page
    assert f"with seed {row.cohort.lottery.seed}: 30 places, 4 reserves, 26 people compared." in page
    assert row.digest in page
    assert not re.search(r"Person \d\d", page)


def test_an_outcome_has_its_table_its_balance_and_what_an_ordinary_test_says(row: Report, hana: Client) -> None:
    page = text_of(hana.get(url("answer", row, 1)))
    assert all(words in page for words in ("An ordinary test of two groups would have claimed", "Reserves, in neither"))
    assert "what differs between them beside the outcome is chance" in page
    assert "Level: " in page
    clock = row.cohort.lottery.drawn_at.date()
    first, last = (date_format(day, "j F Y") for day in (clock, clock + timedelta(days=364)))
    assert f"What happened from {first} to {last} counts, both days included." in page
    assert "365 days from the draw" in page
    refused = text_of(hana.get(url("answer", row, 2)))
    assert "An ordinary test" not in refused  # its number would tell what was refused
    assert [hana.get(url("answer", row, number)).status_code for number in (0, 3)] == [404, 404]


def test_the_workbook_says_what_the_page_says_with_every_source(row: Report, hana: Client) -> None:
    found = hana.get(url("report_xlsx", row))
    book = openpyxl.load_workbook(io.BytesIO(found.content))
    assert book.sheetnames == ["Answers", "Balance", "Ties", "Activity", "Return"]
    answers = list(book["Answers"].iter_rows(min_row=6, values_only=True))
    assert [one[:2] for one in answers] == [("Engagement", "Shown"), ("Leaving within a year", "Refused")]
    assert [one[3] for one in answers] == ["Before the start"] * 2
    assert answers[1][9:16] == (None,) * 7
    activity = list(book["Activity"].iter_rows(min_row=2, values_only=True))
    assert all(one[-1] and one[-2] for one in activity)
    assert book["Return"].cell(6, 1).value == "=Hours"
    assert book["Return"].cell(6, 1).data_type == "s"  # what somebody named is no formula


def test_the_json_is_what_was_kept(row: Report, hana: Client) -> None:
    found = hana.get(url("report_json", row))
    assert json.loads(found.content)["run"]["cohort"] == row.cohort.name
    assert found["Content-Disposition"] == f'attachment; filename="evidence-{row.cohort.code}.json"'


def test_counting_again_says_that_it_is_the_same(row: Report, hana: Client) -> None:
    page = text_of(hana.post(url("check_report", row), follow=True))
    assert "Counted again from what went in: the same to the byte." in page


def test_a_report_of_another_cohort_is_not_found(row: Report, hana: Client) -> None:
    other = make.cohort(row.cohort.programme)
    assert hana.get(reverse("desk:report", args=[other.code, row.code])).status_code == 404


def test_what_was_registered_after_the_start_is_called_exploratory_and_not_shown(cohort: Cohort, hana: Client) -> None:
    cohort.outcomes.update(is_exploratory=True)
    row = make_report(cohort, world.hana(), timezone.now())
    page = text_of(hana.get(url("answer", row, 1)))
    assert ("Exploratory</span>" in page, ">Shown<" in page) == (True, False)
    book = openpyxl.load_workbook(io.BytesIO(hana.get(url("report_xlsx", row)).content))
    found = list(book["Answers"].iter_rows(min_row=6, values_only=True))
    assert [(one[1], one[3]) for one in found] == [
        ("Exploratory", "After the start: exploratory"),
        ("Refused", "After the start: exploratory"),
    ]


def test_once_the_outcomes_are_deleted_the_page_says_why_no_report_is_made(row: Report, hana: Client) -> None:
    forget(row.cohort, timezone.now())
    page = hana.get(reverse("desk:evidence", args=[row.cohort.code]))
    pressed = hana.post(reverse("desk:make_report", args=[row.cohort.code]), follow=True)
    words = "No report can be made of it any more."
    assert [words in text_of(one) for one in (page, pressed)] == [True, True]
    assert "Make a report" not in text_of(page)


def test_making_one_leads_to_it(cohort: Cohort, hana: Client) -> None:
    empty = text_of(hana.get(reverse("desk:evidence", args=[cohort.code])))
    made = hana.post(reverse("desk:make_report", args=[cohort.code]))
    report = Report.objects.get()
    assert made["Location"] == reverse("desk:report", args=[cohort.code, report.code])
    assert ("No report yet" in empty, report.made_by == world.hana()) == (True, True)


def test_the_pages_ask_as_many_questions_of_the_database_for_three_reports_as_for_one(
    row: Report, hana: Client
) -> None:
    pages = [reverse("desk:evidence", args=[row.cohort.code]), url("report", row), url("answer", row, 1)]

    def queries() -> list[int]:
        counts = []
        for page in pages:
            with CaptureQueriesContext(connection) as seen:
                assert hana.get(page).status_code == 200
            counts.append(len(seen))
        return counts

    queries()
    few = queries()
    for _ in range(2):
        make_report(row.cohort, world.hana(), timezone.now())
    assert queries() == few
