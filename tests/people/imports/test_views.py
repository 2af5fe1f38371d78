"""What is asked and said on the way from a file to its preview."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from edgewise.people.imports import tasks
from edgewise.people.models import ColumnMeaning, DraftState, ImportDraft, Membership, Person, ValueMeaning
from tests.make import membership, organisation
from tests.people.files import AMARA, BRUNO, many, sample, sheet, sheets

pytestmark = pytest.mark.django_db

SignIn = Callable[[Person], Client]

PEOPLE = "/o/northwind/people/"
TWO = [["Email", "Name"], ["amara@example.org", "Amara"], ["bruno@example.org", "Bruno"]]
LEVELS = sheet(
    "amara@example.org,Amara,L5,Africa/Lagos,en",
    "bruno@example.org,Bruno,l5,Africa/Lagos,en",
    "chidi@example.org,Chidi,IC4,Lagoon,en",
    header="email,name,role level,time zone,languages",
)


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    return sign_in(membership("Hana", is_owner=True).person)


@pytest.fixture
def worker_is_away(settings: Settings) -> None:
    """What is left to a worker is kept, and nobody does it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def upload(client: Client, data: bytes, name: str = "people.csv") -> str:
    response = client.post(f"{PEOPLE}import/", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def page(client: Client, path: str) -> str:
    """The page at the end of the way there."""
    return client.get(path, follow=True).content.decode()


def led_to(client: Client, path: str) -> str:
    return str(client.get(path)["Location"])


def the_draft() -> ImportDraft:
    return ImportDraft.objects.get()


def test_a_sheet_is_asked_for_where_several_may_hold_the_people(owner: Client) -> None:
    preview = upload(owner, sheets(("2025", TWO[:2]), ("2026", TWO)), "people.xlsx")
    assert led_to(owner, preview) == f"{preview}sheet/"
    owner.post(f"{preview}sheet/", {"sheet": "2026"})
    html = page(owner, preview)
    assert "We read the sheet “2026” and no other sheet." in html
    assert (the_draft().rows, f'href="{preview}sheet/"' in html) == (2, True)
    owner.post(f"{preview}sheet/", {"sheet": "2025"})
    assert the_draft().rows == 1


def test_a_sheet_that_is_not_there_is_refused(owner: Client) -> None:
    preview = upload(owner, sheets(("2025", TWO), ("2026", TWO)), "people.xlsx")
    assert owner.post(f"{preview}sheet/", {"sheet": "1999"}).context["form"].errors["sheet"]


def test_hidden_rows_are_said_and_can_be_left_out(owner: Client) -> None:
    preview = upload(owner, sheets(("Staff", TWO), hidden_rows=[3]), "people.xlsx")
    html = page(owner, preview)
    assert "One row is hidden in the workbook and counts all the same: row 3." in html
    assert "Import 2 people" in html
    owner.post(f"{preview}hidden/")
    html = page(owner, preview)
    assert ("1 hidden row is left out." in html, "Import 1 person" in html) == (True, True)
    owner.post(f"{preview}hidden/")
    assert "Import 2 people" in page(owner, preview)


def test_values_that_are_not_known_are_asked_about_once_and_remembered(owner: Client) -> None:
    preview = upload(owner, LEVELS)
    assert led_to(owner, preview) == f"{preview}values/"
    form = owner.get(f"{preview}values/").context["form"]
    assert [(one.value, one.rows) for one in form.unread] == [("L5", 2), ("IC4", 1), ("Lagoon", 1)]
    answers = {"value_0": "Manager", "value_1": "nothing", "value_2": "Africa/Lagos"}
    assert owner.post(f"{preview}values/", answers)["Location"] == preview
    owner.post(f"{preview}confirm/", {"digest": the_draft().digest})
    levels = dict(Membership.objects.values_list("person__name", "role_level"))
    assert (levels["Amara"], levels["Bruno"], levels["Chidi"]) == (3, 3, None)
    assert set(ValueMeaning.objects.values_list("meaning", "value", "means")) == {
        ("role_level", "l5", "Manager"),
        ("role_level", "ic4", ""),
        ("time_zone", "lagoon", "Africa/Lagos"),
    }
    assert owner.get(upload(owner, LEVELS)).status_code == 200


def test_values_that_stay_as_they_are_are_not_asked_about_again_for_this_file(owner: Client) -> None:
    preview = upload(owner, LEVELS)
    owner.post(f"{preview}values/")
    html = page(owner, f"{preview}?show=warning")
    assert ("“L5” is not a role level known here" in html, f'href="{preview}values/"' in html) == (True, True)


def test_a_meaning_that_makes_no_sense_is_refused(owner: Client) -> None:
    preview = upload(owner, LEVELS)
    form = owner.post(f"{preview}values/", {"value_0": "Emperor", "value_2": "Nowhereville"}).context["form"]
    assert sorted(form.errors) == ["value_0", "value_2"]
    assert the_draft().values is None


def test_what_was_said_is_shown_and_can_be_forgotten(owner: Client) -> None:
    northwind = membership("Hana").organisation
    column = ColumnMeaning.objects.create(organisation=northwind, column="kontakt", field="email")
    value = ValueMeaning.objects.create(organisation=northwind, meaning="role_level", value="l5", means="Manager")
    html = page(owner, f"{PEOPLE}import/remembered/")
    assert [word in html for word in ("kontakt", "E-mail address", "l5", "Role level: Manager")] == [True] * 4
    owner.post(f"{PEOPLE}import/remembered/column/{column.pk}/")
    owner.post(f"{PEOPLE}import/remembered/value/{value.pk}/")
    assert (ColumnMeaning.objects.count(), ValueMeaning.objects.count()) == (0, 0)


def test_a_meaning_of_another_organisation_cannot_be_forgotten(owner: Client) -> None:
    elsewhere = membership("Kofi", organisation("Southgate")).organisation
    row = ColumnMeaning.objects.create(organisation=elsewhere, column="kontakt", field="email")
    assert owner.post(f"{PEOPLE}import/remembered/column/{row.pk}/").status_code == 404
    assert owner.post(f"{PEOPLE}import/remembered/person/{row.pk}/").status_code == 404
    assert ColumnMeaning.objects.count() == 1


def test_a_protected_workbook_is_called_protected(owner: Client) -> None:
    answer = owner.post(f"{PEOPLE}import/", {"file": SimpleUploadedFile("x.xlsx", sample("protected.xlsx"))})
    assert "The workbook is protected by a password." in answer.content.decode()
    assert ImportDraft.objects.count() == 0


def test_a_preview_is_searched_by_name_address_and_row(owner: Client) -> None:
    preview = upload(owner, many(40))
    assert [
        [outcome.row for outcome in owner.get(f"{preview}?show=new&q={words}").context["preview"].outcomes]
        for words in ("person+33", "p39@", "41", "nobody")
    ] == [[33, 35], [41], [41], []]


def test_every_page_of_a_preview_shows_the_plan_that_was_made_once(owner: Client) -> None:
    preview = upload(owner, many(60))
    ImportDraft.objects.update(sealed=b"", table=b"")  # what is read or compared a second time fails
    pages = [owner.get(f"{preview}?show=new&page={number}").context["preview"].outcomes for number in (1, 2, 3)]
    assert [outcome.row for outcomes in pages for outcome in outcomes] == list(range(2, 62))
    assert owner.post(f"{preview}confirm/", {"digest": the_draft().digest}).status_code == 302
    assert Membership.objects.count() == 61


@pytest.mark.usefixtures("worker_is_away")
def test_a_large_file_waits_for_a_worker_and_its_page_says_how_far_it_is(owner: Client) -> None:
    preview = upload(owner, many(3_000))
    assert the_draft().state == DraftState.WAITING
    html = page(owner, preview)
    assert ("Waiting for a worker" in html, f'hx-get="{preview}"' in html) == (True, True)
    ImportDraft.objects.update(asked_at=timezone.now())
    tasks.work_on(the_draft().pk)
    assert owner.get(preview, headers={"HX-Request": "true"})["HX-Redirect"] == preview
    assert "Import 3000 people" in page(owner, preview)


@pytest.mark.usefixtures("worker_is_away")
def test_what_may_be_asked_waits_until_the_file_is_read(owner: Client) -> None:
    preview = upload(owner, many(3_000))
    answers = [owner.get(f"{preview}{step}/").status_code for step in ("columns", "values")]
    owner.post(f"{preview}hidden/")
    assert (answers, the_draft().state, the_draft().without_hidden) == ([404, 404], DraftState.WAITING, False)


@pytest.mark.usefixtures("worker_is_away")
def test_a_reading_whose_owner_has_left_goes_on_when_they_come_back(owner: Client) -> None:
    preview = upload(owner, many(3_000))
    ImportDraft.objects.update(state=DraftState.LEFT)
    page(owner, preview)
    assert the_draft().state == DraftState.WAITING


@pytest.mark.usefixtures("worker_is_away")
def test_a_reading_whose_worker_has_gone_can_be_tried_again(owner: Client) -> None:
    preview = upload(owner, many(3_000))
    ImportDraft.objects.update(state=DraftState.RUNNING, beat_at=timezone.now() - timedelta(minutes=5))
    assert "The worker stopped in the middle." in page(owner, preview)
    owner.post(f"{preview}retry/")
    assert the_draft().state == DraftState.WAITING


def test_a_preview_pressed_twice_is_imported_once(owner: Client) -> None:
    preview = upload(owner, sheet(AMARA, BRUNO))
    digest = the_draft().digest
    answers = [owner.post(f"{preview}confirm/", {"digest": digest}).status_code for _ in range(2)]
    assert (answers, Membership.objects.count()) == ([302, 302], 3)


def test_what_changes_elsewhere_but_not_for_this_file_is_imported_all_the_same(owner: Client) -> None:
    preview = upload(owner, sheet(AMARA, BRUNO))
    digest = the_draft().digest
    membership("Chidi")
    owner.post(f"{preview}confirm/", {"digest": digest})
    assert Membership.objects.filter(person__name="Bruno Costa").exists()
