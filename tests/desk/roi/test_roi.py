"""The sheet of costs and values, and what its page says of the return."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.evidence.actions import make_report
from edgewise.desk.evidence.queries.reports import newest_of, result_of
from edgewise.desk.outcomes.queries import evidence_scope, outcome_key
from edgewise.desk.roi.actions import save_sheet
from edgewise.desk.roi.models import RoiSheet
from edgewise.desk.roi.page import account_of, roi_scale
from edgewise.desk.roi.queries import hours_spent, plans_by_key
from edgewise.domain.evidence.roi import Item, Price, Sort
from edgewise.people.models import Person
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import AttendanceStatus, SessionStatus
from edgewise.vault.actions import destroy_key
from tests import make
from tests.desk.evidence import world

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
COST = Item(Sort.COST, "Hours", Price(40, 50, 60), "Payroll", 100)


@pytest.fixture
def cohort() -> Cohort:
    return world.shown_and_refused()


@pytest.fixture
def hana(cohort: Cohort, sign_in: SignIn) -> Client:
    return sign_in(world.hana().person)


def url(cohort: Cohort) -> str:
    return reverse("desk:roi", args=[cohort.code])


def filled(cohort: Cohort, version: int = 0, currency: str = "eur") -> dict[str, str]:
    """One cost and one value, as a browser sends them."""
    keys = list(plans_by_key(cohort))
    given = {"currency": currency, "version": str(version)}
    given |= {f"cost-{name}": value for name, value in {"TOTAL_FORMS": "2", "INITIAL_FORMS": "0"}.items()}
    given |= {f"value-{name}": value for name, value in {"TOTAL_FORMS": "2", "INITIAL_FORMS": "2"}.items()}
    cost = {"name": "Hours", "quantity": "100", "least": "40", "likely": "50", "most": "60", "source": "Payroll"}
    value = {"name": "A point", "least": "100", "likely": "400", "most": "900", "source": "Guess", "outcome": keys[0]}
    given |= {f"cost-0-{name}": said for name, said in cost.items()}
    given |= {f"value-0-{name}": said for name, said in value.items()}
    given |= {"value-1-outcome": keys[1], "value-1-name": "One person who stays"}
    return given


def text_of(page: object) -> str:
    return re.sub(r"\s+", " ", page.content.decode())  # type: ignore[attr-defined]


def test_before_anything_is_saved_it_proposes_what_usually_costs(cohort: Cohort, hana: Client) -> None:
    page = text_of(hana.get(url(cohort)))
    assert all(words in page for words in ("Hours that people spent in sessions", "One point more for one person"))
    assert "seven times its cost" in page
    assert RoiSheet.objects.count() == 0


def test_what_is_saved_counts_and_lines_without_a_price_do_not(cohort: Cohort, hana: Client) -> None:
    assert hana.post(url(cohort), filled(cohort)).status_code == 302
    sheet = RoiSheet.objects.get()
    assert (sheet.currency, [item.name for item in sheet.items]) == ("EUR", ["Hours", "A point"])
    assert "It pays if “Engagement” is better by" in text_of(hana.get(url(cohort)))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"cost-0-source": ""}, "Say where the price is from."),
        ({"cost-0-most": ""}, "Give all three prices: the least, the likely and the most."),
        ({"cost-0-likely": "70"}, "The likely price lies between the least and the most."),
        ({"cost-0-name": ""}, "Say what it is."),
        ({"value-0-least": "0"}, "A value is above 0."),
        ({"currency": "Euro"}, "Ensure this value has at most 3 characters"),
        ({"cost-0-least": "-3"}, "Ensure this value is greater than or equal to 0."),
        ({"cost-0-quantity": "1e-320"}, "Write 0, or 0.01 and more."),
        ({"value-0-least": "5e-324"}, "Write 0, or 0.01 and more."),
    ],
)
def test_what_is_missing_is_said_at_its_line_and_nothing_is_lost(
    cohort: Cohort, hana: Client, more: dict[str, str], words: str
) -> None:
    page = hana.post(url(cohort), filled(cohort) | more)
    assert (page.status_code, RoiSheet.objects.count()) == (200, 0)
    assert words in text_of(page)
    assert 'value="Hours"' in text_of(page) or "cost-0-name" in more


def test_of_two_who_save_the_second_is_told_and_nothing_is_lost(cohort: Cohort, hana: Client) -> None:
    assert save_sheet(cohort, "EUR", [COST], 0, timezone.now())
    assert not save_sheet(cohort, "USD", [], 0, timezone.now())
    page = hana.post(url(cohort), filled(cohort, version=0, currency="chf"))
    assert "Somebody else saved this page in the meantime." in text_of(page)
    assert (RoiSheet.objects.get().items, RoiSheet.objects.get().currency) == ([COST], "EUR")
    assert hana.post(url(cohort), filled(cohort, version=1, currency="chf")).status_code == 302
    assert (RoiSheet.objects.get().currency, RoiSheet.objects.get().version) == ("CHF", 2)


def test_a_ratio_is_told_once_a_report_has_shown_the_effect(cohort: Cohort, hana: Client) -> None:
    engagement = outcome_key(cohort.outcomes.order_by("pk")[0])
    value = Item(Sort.VALUE, "A point", Price(100, 400, 900), "Guess", outcome=engagement)
    save_sheet(cohort, "EUR", [COST, value], 0, timezone.now())
    before = text_of(hana.get(url(cohort)))
    make_report(cohort, world.hana(), timezone.now())
    after = text_of(hana.get(url(cohort)))
    assert ("times its cost</strong>" in before, "times its cost</strong>" in after) == (False, True)
    assert "What it brought cannot be said: no outcome was compared." in before


def test_the_page_and_the_report_say_the_same_of_the_same_lines(cohort: Cohort, hana: Client) -> None:
    engagement = outcome_key(cohort.outcomes.order_by("pk")[0])
    value = Item(Sort.VALUE, "A point", Price(100, 400, 900), "Guess", outcome=engagement)
    save_sheet(cohort, "EUR", [COST, value], 0, timezone.now())
    sheet, kept = RoiSheet.objects.get(), result_of(make_report(cohort, world.hana(), timezone.now()))
    assert account_of(sheet, plans_by_key(cohort), newest_of(cohort)) == kept.account


def test_the_sheet_stays_readable_when_the_key_of_the_report_is_destroyed(cohort: Cohort, hana: Client) -> None:
    save_sheet(cohort, "EUR", [COST], 0, timezone.now())
    make_report(cohort, world.hana(), timezone.now())
    destroy_key(evidence_scope(cohort))
    page = hana.get(url(cohort))
    assert (page.status_code, 'value="Hours"' in text_of(page)) == (200, True)


def test_a_refused_outcome_has_its_break_even_and_no_ratio(cohort: Cohort, hana: Client) -> None:
    leaving = outcome_key(cohort.outcomes.order_by("pk")[1])
    value = Item(Sort.VALUE, "Hiring", Price(2000, 3000, 4000), "HR", outcome=leaving)
    save_sheet(cohort, "EUR", [COST, value], 0, timezone.now())
    make_report(cohort, world.hana(), timezone.now())
    page = text_of(hana.get(url(cohort)))
    assert "It pays if it keeps at least 2 people." in page  # 5,000 by 3,000
    assert "times its cost</strong>" not in page


def test_hours_are_those_of_the_people_who_came() -> None:
    run = make.running_cohort()
    circle = make.circle(run, [make.membership(name) for name in ("Amara", "Bruno", "Chidi")])
    held = make.session(circle)
    held.attendance.update(status=AttendanceStatus.PRESENT)
    held.attendance.filter(seat__membership__person__name="Chidi").update(status=AttendanceStatus.NO_SHOW)
    assert hours_spent(run) == 0
    type(held).objects.filter(pk=held.pk).update(status=SessionStatus.CLOSED, minutes=90)
    assert hours_spent(run) == 3.0


def test_an_end_of_the_scale_leaves_room_for_zero() -> None:
    one, other, none = (roi_scale(*ends, "EUR") for ends in ((-100.0, 9000.0), (-9000.0, 9000.0), (0.0, 9000.0)))
    assert [words for _, words in one] == ["0", "9,000 EUR"]
    assert [words for _, words in other] == ["\u22129,000 EUR", "0", "9,000 EUR"]
    assert none == [(0.0, "0")]
