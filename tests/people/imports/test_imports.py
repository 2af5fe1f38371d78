from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.roster.model import Unreadable
from edgewise.domain.roster.plan import Kind, Plan
from edgewise.people.imports.actions.writes import WorldChanged, import_people
from edgewise.people.imports.queries import digest_of, plan_of
from edgewise.people.imports.workbook.table import table_of_upload
from edgewise.people.models import Membership, Organisation, Person
from edgewise.people.profiles.actions import change_profile
from edgewise.people.profiles.queries import declared_by
from edgewise.vault.cipher import Undecipherable
from tests.make import membership, organisation, person
from tests.people.files import AMARA, BRUNO, HEADER, many, sample, sheet, workbook

pytestmark = [pytest.mark.django_db, pytest.mark.store]


def bring_in(data: bytes, into: Organisation | None = None) -> Plan:
    table = table_of_upload(data)
    return import_people(into or organisation(), table, meanings_of(table))


def counts(plan: Plan) -> dict[str, int]:
    return {kind.value: len(plan.of(kind)) for kind in Kind if plan.of(kind)}


def everyone() -> list[tuple[object, ...]]:
    """The whole world an import could touch."""
    return [
        *Person.objects.order_by("pk").values_list(),
        *Membership.objects.order_by("pk").values_list(),
    ]


def test_people_come_in_with_their_facts_and_managers() -> None:
    assert counts(bring_in(sheet(AMARA, BRUNO))) == {"new": 2}
    bruno = Membership.objects.get(person__email="bruno@example.org")
    assert bruno.manager is not None
    assert (bruno.person.name, bruno.function, bruno.time_zone, bruno.languages, bruno.manager.person.email) == (
        "Bruno Costa",
        "Sales",
        "Europe/Lisbon",
        ["pt", "en"],
        "amara@example.org",
    )
    assert bruno.person.has_usable_password() is False


@pytest.mark.parametrize("name", ["people_120.csv", "people_workday_40.csv"])
def test_a_second_import_of_the_same_file_changes_nothing(name: str) -> None:
    first = bring_in(sample(name))
    before = everyone()
    assert counts(bring_in(sample(name))) == {"unchanged": len(first.outcomes)}
    assert everyone() == before


def test_a_workbook_after_the_text_changes_nothing_either() -> None:
    bring_in(sample("people_120.csv"))
    table = table_of_upload(sample("people_120.csv"))
    assert counts(bring_in(workbook([table.header, *(row.cells for row in table.rows)]))) == {"unchanged": 120}


def test_the_messy_export_names_every_fault_and_takes_the_rest() -> None:
    plan = bring_in(sample("people_messy.csv"))
    assert counts(plan) == {"new": 111, "error": 11}
    assert Membership.objects.count() == 111
    assert {o.row: o.merged for o in plan.outcomes if o.merged} == {17: (124,), 112: (123,)}
    assert sorted(outcome.row for outcome in plan.of(Kind.ERROR)) == [35, 63, 72, 74, 77, 96, 104, 116, 121, 125, 126]
    assert counts(bring_in(sample("people_messy.csv"))) == {"unchanged": 111, "error": 11}


def test_people_who_are_not_in_the_file_stay_as_they_are() -> None:
    jonas = membership("Jonas", function="Design")
    bring_in(sheet(AMARA))
    jonas.refresh_from_db()
    assert (jonas.function, jonas.left_on) == ("Design", None)


def test_an_update_changes_what_changed_and_nothing_else() -> None:
    bring_in(sheet(AMARA, BRUNO))
    amara = Membership.objects.get(person__email="amara@example.org")
    before = {field: value for field, value in vars(amara).items() if field not in {"_state", "function"}}
    assert counts(bring_in(sheet(AMARA.replace("Legal", "Finance"), BRUNO))) == {"update": 1, "unchanged": 1}
    amara.refresh_from_db()
    assert amara.function == "Finance"
    assert {field: value for field, value in vars(amara).items() if field in before} == before


def test_a_division_beside_a_department_is_the_unit_and_changes_with_the_next_file() -> None:
    header = ("email", "name", "Department", "Division", "languages", "time zone")
    amara = ("amara@example.org", "Amara Okafor", "Legal", "Retail Bank", "en", "Europe/London")
    bring_in(workbook([header, amara]))
    member = Membership.objects.get(person__email="amara@example.org")
    assert (member.function, member.unit) == ("Legal", "Retail Bank")
    assert counts(bring_in(workbook([header, amara]))) == {"unchanged": 1}
    plan = bring_in(workbook([header, (*amara[:3], "Insurance", *amara[4:])]))
    assert [str(change) for change in plan.outcomes[0].changes] == ["Unit: Retail Bank → Insurance"]
    member.refresh_from_db()
    assert (member.function, member.unit) == ("Legal", "Insurance")


def test_an_employee_of_two_organisations_is_one_person() -> None:
    bring_in(sheet(AMARA))
    bring_in(sheet(AMARA.replace("Amara Okafor", "A. Okafor")), organisation("Contoso"))
    assert Person.objects.filter(email="amara@example.org").values_list("name", flat=True).get() == "Amara Okafor"
    assert Membership.objects.count() == 2


def test_a_changed_address_takes_the_sign_in_with_it() -> None:
    bring_in(sheet(AMARA, BRUNO))
    amara = Person.objects.get(email="amara@example.org")
    EmailAddress.objects.create(user=amara, email=amara.email, verified=True, primary=True)
    plan = bring_in(sheet(AMARA.replace("amara@", "amara.lund@"), BRUNO.replace("amara@", "amara.lund@")))
    assert counts(plan) == {"update": 1, "unchanged": 1}
    amara.refresh_from_db()
    assert (amara.email, EmailAddress.objects.count(), Person.objects.count()) == ("amara.lund@example.org", 0, 2)


def test_a_declared_identity_is_in_no_table_in_the_clear() -> None:
    bring_in(sheet(AMARA.replace("Pride", "Canary Society"), BRUNO))
    amara = Membership.objects.get(person__email="amara@example.org")
    assert amara.identity is not None
    assert declared_by(Membership.objects.all()) == {amara.pk: frozenset({"Canary Society"})}
    cells = [bytes(c) if isinstance(c, memoryview) else c for row in everyone() for c in row]
    assert [
        cell for cell in cells if "Canary" in (cell.decode("latin-1") if isinstance(cell, bytes) else str(cell))
    ] == []


def test_the_same_goals_of_two_people_are_sealed_each_for_itself() -> None:
    rows = [f"{name}@example.org,{name.title()},Saying no" for name in ("amara", "bruno")]
    bring_in(sheet(*rows, header="email,name,development goals"))
    with connection.cursor() as cursor:
        cursor.execute("SELECT development_goals FROM people_membership")
        tokens = [bytes(token) for (token,) in cursor.fetchall()]
    assert (len(set(tokens)), [b"Saying" in token for token in tokens]) == (2, [False, False])
    assert list(Membership.objects.values_list("development_goals", flat=True)) == [["Saying no"], ["Saying no"]]  # type: ignore[comparison-overlap]  # a sealed column reads as a list


def test_a_sealed_identity_cannot_be_moved_to_somebody_else() -> None:
    bring_in(sheet(AMARA, BRUNO))
    amara, bruno = Membership.objects.order_by("person__email")
    bruno.identity = amara.identity
    with pytest.raises(Undecipherable):
        declared_by([bruno])


def test_what_was_confirmed_is_done_or_nothing_is() -> None:
    table = table_of_upload(sheet(AMARA, BRUNO))
    columns = meanings_of(table)
    digest = digest_of(plan_of(organisation(), table, columns))
    membership("Amara", function="Finance")
    before = everyone()
    with pytest.raises(WorldChanged):
        import_people(organisation(), table, columns, digest)
    assert everyone() == before


def test_what_a_person_set_stays_at_the_next_import() -> None:
    bring_in(sheet(AMARA))
    amara = Membership.objects.get(person__email="amara@example.org")
    change_profile(amara, {"name": "Amara O.", "languages": ["en", "ig"], "time_zone": "Africa/Lagos"})
    assert counts(bring_in(sheet(AMARA.replace("Legal", "Finance")))) == {"update": 1}
    amara = Membership.objects.get(pk=amara.pk)
    assert (amara.person.name, amara.languages, amara.time_zone, amara.function) == (
        "Amara O.",
        ["en", "ig"],
        "Africa/Lagos",
        "Finance",
    )


@pytest.fixture
def half_way() -> Iterator[None]:
    """The database refuses the hundredth membership, as a full disk would."""
    if connection.vendor != "sqlite":
        pytest.skip("the trigger is written for SQLite")
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TRIGGER full BEFORE INSERT ON main.people_membership WHEN"
            " (SELECT count(*) FROM people_membership) >= 100 BEGIN SELECT RAISE(ABORT, 'full'); END"
        )
    yield
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER full")


@pytest.mark.usefixtures("half_way")
def test_a_failure_half_way_leaves_nothing() -> None:
    before = everyone()
    with pytest.raises(WorldChanged):
        bring_in(sample("people_120.csv"))
    assert everyone() == before


CELLS = st.text(max_size=20) | st.sampled_from(
    ["amara@example.org", "en;fr", "=1+1", "<b>", "31/02/2024", "Europe/London", "9-17", '"']
)
ROWS = st.lists(st.lists(CELLS, max_size=10).map(",".join), max_size=6)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_no_text_crashes_or_half_writes(rows: list[str]) -> None:
    data = sheet(AMARA, *rows, header=f"{HEADER},start_date,working_hours")
    people_before = Person.objects.count()
    try:
        plan = bring_in(data)
    except Unreadable:
        assert Person.objects.count() == people_before
        return
    assert Membership.objects.filter(person__email__in=[o.email for o in plan.writes]).count() == len(plan.writes)
    assert counts(bring_in(data)).get("new", 0) == 0


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_no_bytes_crash_or_half_write(noise: bytes) -> None:
    before = everyone()
    try:
        table = table_of_upload(sheet(AMARA)[:40] + noise)
        plan = plan_of(organisation(), table, meanings_of(table))
    except Unreadable:
        plan = None
    assert everyone() == before
    assert plan is None or isinstance(plan, Plan)


def test_two_thousand_people_are_previewed_and_written() -> None:
    person("Hana")
    data = many(2_000)
    table = table_of_upload(data)
    plan = plan_of(organisation(), table, meanings_of(table))
    import_people(organisation(), table, meanings_of(table), digest_of(plan))
    assert (len(plan.of(Kind.NEW)), Membership.objects.count()) == (2_000, 2_000)
