"""A case is there from the moment the facts break a circle until they, or a repair, mend it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.domain.roster.columns import meanings_of
from edgewise.people.hours.actions import set_weekly_hours
from edgewise.people.imports.actions.writes import import_people
from edgewise.people.imports.workbook.table import table_of_upload
from edgewise.people.models import Membership, Organisation
from edgewise.people.profiles.actions import change_profile
from edgewise.people.profiles.queries import identity_scope, sealed_context
from edgewise.programmes.cases.actions import review_circles
from edgewise.programmes.cases.queries import open_cases
from edgewise.programmes.cohorts.actions import keep_apart
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.models.cases import Case
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.runs.actions import draft_match, publish_circles
from edgewise.vault.actions import open_cipher
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def cohort(of: Programme | None = None) -> Cohort:
    """A cohort that is running today."""
    run = make.cohort(of)
    run.starts_on, run.ends_on = timezone.localdate(), timezone.localdate() + timedelta(days=90)
    run.save()
    return run


@pytest.fixture
def harbour() -> Circle:
    return make.circle(cohort(), [make.membership(name) for name in make.CAST])


def member(name: str) -> Membership:
    return Membership.objects.get(person__name=name)


def bring_in(rows: Iterable[tuple[str, ...]], header: tuple[str, ...] = ("email", "name", "manager_email")) -> None:
    """An export of HR's with these columns."""
    table = table_of_upload("\n".join(",".join(row) for row in (header, *rows)).encode())
    import_people(Organisation.objects.get(), table, meanings_of(table))


def reports(name: str, to: str) -> tuple[str, str, str]:
    return f"{name.lower()}@example.org", name, to and f"{to.lower()}@example.org"


def words(circle: Circle) -> list[tuple[str, str]]:
    return [(line.case.kind, line.words) for line in open_cases(circle.cohort)]


LINE = "Amara and Bruno: one of them now reports to another, directly or through one more person."


def test_a_new_reporting_line_in_a_circle_becomes_one_case(harbour: Circle) -> None:
    bring_in([reports("Bruno", "Amara"), reports("Amara", "")])
    assert words(harbour) == [("line", LINE)]
    opened = Case.objects.get().opened_at
    bring_in([reports("Bruno", "Amara"), reports("Amara", "")])
    bring_in([reports("Chidi", "")])
    assert Case.objects.get().opened_at == opened


def test_a_case_closes_by_itself_when_the_facts_heal_and_another_opens_later(harbour: Circle) -> None:
    bring_in([reports("Bruno", "Amara"), reports("Amara", "")])
    bring_in([reports("Bruno", "Hana"), reports("Hana", "")])
    assert words(harbour) == []
    bring_in([reports("Bruno", "Amara")])
    assert [(case.kind, case.closed_at is None) for case in Case.objects.order_by("pk")] == [
        ("line", False),
        ("line", True),
    ]


def test_a_manager_who_gets_a_manager_in_the_circle_puts_a_line_over_two_steps_into_it(harbour: Circle) -> None:
    hana = make.membership("Hana")
    Membership.objects.filter(person__name="Bruno").update(manager=hana)
    bring_in([reports("Hana", "Amara"), reports("Amara", "")])
    assert words(harbour) == [("line", LINE)]


def test_whom_a_case_is_about_follows_the_facts_and_it_stays_the_same_case(harbour: Circle) -> None:
    bring_in([reports("Bruno", "Amara"), reports("Amara", "")])
    case = Case.objects.get()
    bring_in([reports("Chidi", "Amara")])
    again = Case.objects.get()
    assert (again.pk, again.opened_at, again.people) == (
        case.pk,
        case.opened_at,
        sorted(member(name).pk for name in ("Amara", "Bruno", "Chidi")),
    )


def test_a_profile_of_other_hours_becomes_a_case_too(harbour: Circle) -> None:
    change_profile(member("Dana"), {"name": "Dana", "works_from": time(18), "works_until": time(22)})
    assert [kind for kind, _ in words(harbour)] == ["hours"]
    change_profile(member("Dana"), {"name": "Dana", "works_from": time(9), "works_until": time(17)})
    assert words(harbour) == []


def test_a_week_of_one_s_own_becomes_a_case_and_ends_it(harbour: Circle) -> None:
    set_weekly_hours(member("Dana"), [(5, time(9), time(12))])  # Saturdays alone
    assert [kind for kind, _ in words(harbour)] == ["hours"]
    set_weekly_hours(member("Dana"), [(2, time(9), time(12))])
    assert words(harbour) == []


def test_an_import_that_fails_leaves_no_case(harbour: Circle, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(Case.objects, "bulk_update", fail)
    with pytest.raises(RuntimeError):
        bring_in([reports("Bruno", "Amara"), reports("Amara", "")])
    assert (Case.objects.count(), member("Bruno").manager) == (0, None)


def test_a_secret_rule_is_a_case_that_names_neither_the_rule_nor_anybody(harbour: Circle) -> None:
    Membership.objects.filter(person__name="Farid").update(manager=member("Elif"))
    keep_apart(member("Amara"), member("Bruno"))
    found = dict(words(harbour))
    assert sorted(found) == ["confidential", "line"]
    assert found["confidential"] == (
        "A confidential rule does not hold any more. Nobody is told which rule, or about which people."
    )
    assert found["line"].startswith("Elif and Farid: ")
    assert Case.objects.get(kind="confidential").people == []


def test_both_secret_rules_make_one_case_of_the_same_words(harbour: Circle) -> None:
    amara = member("Amara")
    amara.identity = open_cipher(identity_scope(amara.organisation_id)).encrypt(
        json.dumps(["veteran"]).encode(), sealed_context(amara.pk)
    )
    amara.save()
    review_circles([harbour.pk])
    alone = words(harbour)
    keep_apart(member("Dana"), member("Bruno"))
    assert (words(harbour), len(alone), Case.objects.count()) == (alone, 1, 1)


def test_somebody_who_left_the_organisation_is_a_case_until_an_export_has_them_again(harbour: Circle) -> None:
    Membership.objects.filter(person__name="Dana").update(left_on=timezone.localdate())
    review_circles([harbour.pk])
    assert words(harbour) == [("gone", "Dana: not in the organisation any more, but still has a seat.")]
    bring_in([reports("Dana", "")])
    assert words(harbour) == []


def test_an_opt_out_that_leaves_too_few_is_a_case_and_a_slip_closes_it() -> None:
    circle = make.circle(cohort(), [make.membership(name) for name in make.CAST[:4]])
    dana = circle.cohort.enrolments.get(membership__person__name="Dana")
    answer(dana, EnrolmentState.OPTED_OUT)
    assert words(circle) == [("small", "It takes at least 4 people, and fewer sit here.")]
    answer(dana, EnrolmentState.ENROLLED)
    assert (words(circle), Case.objects.exclude(closed_at=None).count()) == ([], 1)


def test_a_circle_is_held_to_the_rules_it_was_matched_by() -> None:
    run = cohort(make.programme(level_spread=0))
    for place, name in enumerate(make.CAST):
        make.enrolment(make.membership(name, role_level=place % 2), run, EnrolmentState.ENROLLED)
    made = draft_match(run, seed=1)
    made.rules["level_spread"], made.tables = 1, [made.people]
    made.save()
    assert publish_circles(made) == ()
    review_circles(list(Circle.objects.values_list("pk", flat=True)))
    assert Case.objects.count() == 0
    Membership.objects.filter(person__name="Farid").update(role_level=3)
    review_circles(list(Circle.objects.values_list("pk", flat=True)))
    assert [case.kind for case in Case.objects.all()] == ["level"]


def test_a_cohort_that_is_over_and_a_closed_circle_get_no_case(harbour: Circle) -> None:
    lantern = make.circle(harbour.cohort, name="Lantern", members=[make.membership("Jonas")])
    over = make.circle(make.cohort(harbour.cohort.programme), [member("Amara")], name="Cedar")
    Cohort.objects.filter(pk=over.cohort_id).update(ends_on=date(2026, 9, 1))
    Circle.objects.filter(pk=lantern.pk).update(closed_at=timezone.now())
    review_circles([lantern.pk, over.pk])
    assert Case.objects.count() == 0


def test_reviewing_many_circles_takes_as_many_queries_as_reviewing_three() -> None:
    run = cohort()
    people = [make.membership(f"Person {number}") for number in range(60)]
    circles = [make.circle(run, people[at : at + 5], name=f"Circle {at}") for at in range(0, 60, 5)]
    keys = [circle.pk for circle in circles]
    counts = []
    for some in (keys[:3], keys):
        with CaptureQueriesContext(connection) as seen:
            review_circles(some)
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_only_circles_of_those_concerned_are_looked_at(harbour: Circle) -> None:
    other = make.circle(harbour.cohort, [make.membership(f"Person {n}") for n in range(3)], name="Lantern")
    bring_in([reports("Bruno", "Amara"), reports("Amara", "")])
    assert [(case.circle_id, case.kind) for case in Case.objects.all()] == [(harbour.pk, "line")]
    bring_in([("person.0@example.org", "Person 0", "amara@example.org")])
    assert list(Case.objects.filter(circle=other).values_list("kind", flat=True)) == ["small"]
