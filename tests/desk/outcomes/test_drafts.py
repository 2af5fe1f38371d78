"""A file between its upload and its confirmation."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from edgewise.desk.due import do_what_is_due
from edgewise.desk.outcomes.actions.drafts import answer, choose_sheet, confirm_draft, keep_draft
from edgewise.desk.outcomes.actions.values import forget
from edgewise.desk.outcomes.models import Outcome, OutcomeDraft
from edgewise.desk.outcomes.queries import (
    answers_of,
    clock_day,
    digest_of,
    rows_read,
    table_of,
    targets_of,
    values_of,
)
from edgewise.domain.evidence.files.columns import Answers, Meaning
from edgewise.domain.evidence.files.rows import Read
from edgewise.people.imports.actions.writes import WorldChanged
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from tests import make
from tests.at_once import at_once
from tests.desk.outcomes import world
from tests.people.files import sheets, workbook

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    run = world.cohort()
    world.registered(run)
    world.begin(run)
    return run


def looked_at(draft: OutcomeDraft) -> Read:
    table, targets, clock = table_of(draft), targets_of(draft.cohort), clock_day(draft.cohort)
    assert table is not None
    assert clock is not None
    return rows_read(draft.cohort, table, answers_of(draft, table, targets), targets, clock)


def confirmed(draft: OutcomeDraft) -> Read:
    return confirm_draft(draft, digest_of(looked_at(draft).values), timezone.now())


def kept_of(name: str) -> tuple[date, float] | None:
    return values_of(Outcome.objects.get(name=name)).get(make.membership("Chidi").pk)


FILES = {
    "commas": world.leavers("E3,{day}"),
    "semicolons and a BOM": b"\xef\xbb\xbf" + world.leavers("E3;{day}", header="Personalnummer;Austrittsdatum"),
    "UTF-16 with tabs": "Emp. ID\tTermination Date\nE3\t{day}\n".encode("utf-16"),
    "a title above the header": world.leavers("Emp. ID,Termination Date", "E3,{day}", header="Leavers of 2026,"),
    "German dates": world.leavers("E3;{german}", header="Personalnummer;Austrittsdatum"),
    "an address": world.leavers("CHIDI@Example.org,{day}", header="Work Email,Last Day"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_one_kind_is_read_and_kept(cohort: Cohort, name: str) -> None:
    day = date.fromisoformat(world.day())
    data = FILES[name]
    for word, said in (("{day}", day.isoformat()), ("{german}", f"{day:%d.%m.%Y}")):
        data = data.replace(word.encode(), said.encode()).replace(word.encode("utf-16-le"), said.encode("utf-16-le"))
    draft = world.uploaded(cohort, data)
    assert confirmed(draft).people == 1
    assert kept_of(world.LEAVING.name) == (day, 1.0)
    assert OutcomeDraft.objects.count() == 0


def test_a_workbook_is_read_with_its_dates_and_numbers(cohort: Cohort) -> None:
    world.registered(cohort, world.SCORE)
    day = date.fromisoformat(world.day())
    rows = [("Worker", "Survey date", "Engagement score"), ("chidi@example.org", day, 3.75)]
    draft = world.uploaded(cohort, workbook(rows), "survey.xlsx")
    confirmed(draft)
    assert (kept_of(world.SCORE.name), kept_of(world.LEAVING.name)) == ((day, 3.75), None)


def test_one_file_can_hold_several_events(cohort: Cohort) -> None:
    rows = (f"E3,Termination,{world.day()}", f"E1,Transfer,{world.day()}", f"E2,Beförderung,{world.day()}")
    draft = world.uploaded(cohort, world.leavers(*rows, header="Emp. ID,Event,Effective Date"))
    pk = Outcome.objects.get().pk
    columns = {0: Meaning.WHO, 1: Meaning.WHAT, 2: Meaning.WHEN}
    answer(draft, Answers(columns, 0, {"Termination": pk, "Transfer": 0, "Beförderung": 0}))
    draft.refresh_from_db()
    assert (confirmed(draft).people, kept_of(world.LEAVING.name)) == (1, (date.fromisoformat(world.day()), 1.0))


def test_those_who_have_left_are_known(cohort: Cohort) -> None:
    Membership.objects.filter(employee_id="E3").update(left_on=world.clock() + world.DAY)
    assert looked_at(world.uploaded(cohort, world.leavers(f"E3,{world.day(1)}"))).people == 1


def test_people_of_another_organisation_are_unknown(cohort: Cohort) -> None:
    make.membership("Kofi", make.organisation("Southgate"), employee_id="S1")
    read = looked_at(world.uploaded(cohort, world.leavers(f"S1,{world.day()}", f"kofi@example.org,{world.day()}")))
    assert (read.people, [left.who for left in read.left_out]) == (0, ["S1", "kofi@example.org"])


def test_importing_again_updates_and_doubles_none(cohort: Cohort) -> None:
    for after in (5, 7):
        confirmed(world.uploaded(cohort, world.leavers(f"E3,{world.day(after)}")))
    row = Outcome.objects.get()
    assert (row.people, kept_of(row.name)) == (1, (date.fromisoformat(world.day(7)), 1.0))


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Emp. ID,Termination Date,Performance Rating", "Performance Rating"),
        ("Emp. ID,Termination Date,Leistungsbeurteilung", "Leistungsbeurteilung"),
    ],
)
def test_a_file_with_ratings_is_refused_by_name_and_nothing_of_it_is_kept(
    cohort: Cohort, header: str, column: str
) -> None:
    data = world.leavers(f"E3,{world.day()},4", header=header)
    said = keep_draft(cohort, world.hana(), "x.csv", data, timezone.now())
    assert said == (
        f"The column “{column}” holds performance ratings. Edgewise does not compare performance ratings. Where a"
        " rating can follow from coaching, people stop saying what is difficult. Delete it and choose the file again."
    )
    assert OutcomeDraft.objects.count() == 0


def test_grades_in_a_column_without_a_name_are_refused(cohort: Cohort) -> None:
    data = world.leavers(f"E3,{world.day()},Exceeds expectations", header="Emp. ID,Termination Date,")
    assert str(keep_draft(cohort, world.hana(), "x.csv", data, timezone.now())).startswith("Column 3 holds performance")


def test_of_several_sheets_one_is_chosen_and_one_with_ratings_ends_it(cohort: Cohort) -> None:
    good = [("Emp. ID", "Termination Date"), ("E3", world.day())]
    bad = [("Emp. ID", "Termination Date", "Rating"), ("E3", world.day(), "4")]
    draft = world.uploaded(cohort, sheets(("Leavers", good), ("Reviews", bad)), "book.xlsx")
    assert choose_sheet(draft, "Leavers") == ""
    draft.refresh_from_db()
    assert looked_at(draft).people == 1
    assert choose_sheet(draft, "Reviews").startswith("The column “Rating” holds performance ratings.")
    assert OutcomeDraft.objects.count() == 0


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x00\x01\x02\x03", b"Emp. ID,Termination Date\n"])
def test_a_file_that_is_no_table_is_refused_with_words(cohort: Cohort, data: bytes) -> None:
    assert isinstance(keep_draft(cohort, world.hana(), "x.csv", data, timezone.now()), str)
    assert OutcomeDraft.objects.count() == 0


def test_what_changed_since_it_was_looked_at_is_not_written(cohort: Cohort) -> None:
    draft = world.uploaded(cohort, world.leavers(f"E3,{world.day()}"))
    digest = digest_of(looked_at(draft).values)
    Membership.objects.filter(employee_id="E3").update(employee_id="E9")
    with pytest.raises(WorldChanged):
        confirm_draft(draft, digest, timezone.now())
    assert (kept_of(world.LEAVING.name), OutcomeDraft.objects.count()) == (None, 1)


def test_outcomes_deleted_meanwhile_are_not_written(cohort: Cohort) -> None:
    draft = world.uploaded(cohort, world.leavers(f"E3,{world.day()}"))
    digest = digest_of(looked_at(draft).values)
    forget(cohort, timezone.now())
    with pytest.raises(WorldChanged):
        confirm_draft(draft, digest, timezone.now())


def test_a_file_that_nobody_confirms_is_gone_after_a_day_and_by_the_next(cohort: Cohort) -> None:
    world.uploaded(cohort, world.leavers(f"E3,{world.day()}"))
    second = world.uploaded(cohort, world.leavers(f"E3,{world.day()}"))
    assert OutcomeDraft.objects.get() == second
    do_what_is_due(timezone.now() + timedelta(hours=25))
    assert OutcomeDraft.objects.count() == 0


def test_a_waiting_file_is_sealed(cohort: Cohort) -> None:
    draft = world.uploaded(cohort, world.leavers(f"E3,{world.day()},Heron", header="Emp. ID,Termination Date,Remark"))
    answer(draft, Answers({0: Meaning.WHO}, 0, {"Heron": 0}))
    draft.refresh_from_db()
    stored = [bytes(value) for value in (draft.file, draft.table, draft.answers) if value]
    assert (len(stored), [one for one in stored if b"Heron" in one]) == (2, [])


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_pressed_twice_at_once_it_is_written_once() -> None:
    run = world.cohort()
    world.registered(run)
    draft = world.uploaded(run, world.leavers(f"E3,{world.day()}"))
    digest = digest_of(looked_at(draft).values)

    def press() -> bool:
        try:
            confirm_draft(
                OutcomeDraft.objects.select_related("cohort__programme").get(pk=draft.pk), digest, timezone.now()
            )
        except (WorldChanged, OutcomeDraft.DoesNotExist):
            return False
        return True

    assert sorted(at_once(press, press, press)) == [False, False, True]
    assert (Outcome.objects.get().version, Outcome.objects.get().people) == (1, 1)
