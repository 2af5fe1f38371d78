from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from edgewise.people.models import ColumnMeaning, ImportDraft, Membership, Person
from tests import make
from tests.make import membership, organisation, person
from tests.people.files import AMARA, BRUNO, sample, sheet

pytestmark = pytest.mark.django_db

SignIn = Callable[[Person], Client]
PEOPLE = "/o/northwind/people/"


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    return sign_in(membership("Hana", is_owner=True).person)


def upload(client: Client, data: bytes, name: str = "people.csv") -> str:
    """Where the upload leads."""
    response = client.post(f"{PEOPLE}import/", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, response
    return response.content.decode()


def digest(html: str) -> str:
    return html.partition('name="digest" value="')[2].partition('"')[0]


def test_an_import_goes_from_file_to_preview_to_people(owner: Client) -> None:
    preview = upload(owner, sheet(AMARA, BRUNO))
    html = page(owner, preview)
    assert Membership.objects.count() == 1
    response = owner.post(f"{preview}confirm/", {"digest": digest(html)})
    assert (response.status_code, response["Location"]) == (302, PEOPLE)
    assert Membership.objects.count() == 3
    assert ImportDraft.objects.count() == 0
    assert "Done: 2 new, 0 updated." in page(owner, PEOPLE)


def test_nothing_is_written_when_the_world_changed_since_the_preview(owner: Client) -> None:
    preview = upload(owner, sheet(AMARA, BRUNO))
    html = page(owner, preview)
    membership("Amara", function="Finance")
    response = owner.post(f"{preview}confirm/", {"digest": digest(html)}, follow=True)
    assert response.redirect_chain == [(preview, 302)]
    assert "nothing was imported. Please check again." in response.content.decode()
    assert not Person.objects.filter(email="bruno@example.org").exists()


def test_an_unsure_column_is_asked_about_once(owner: Client) -> None:
    data = sheet("amara@example.org,Amara,42", header="Kontakt,Name,Kostenstelle")
    preview = upload(owner, data)
    assert owner.get(preview)["Location"] == f"{preview}columns/"
    assert "Please check. For instance: amara@example.org" in page(owner, f"{preview}columns/")
    answers = {"column_0": "email", "column_1": "name", "column_2": "leave-out"}
    assert owner.post(f"{preview}columns/", answers)["Location"] == preview
    owner.post(f"{preview}confirm/", {"digest": digest(page(owner, preview))})
    assert dict(ColumnMeaning.objects.values_list("column", "field")) == {
        "kontakt": "email",
        "name": "name",
        "kostenstelle": "",
    }
    assert "What would change" in page(owner, upload(owner, data))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (["email", "name", "name"], "Two columns cannot both be “Full name”."),
        (["name", "leave-out", "leave-out"], "Say which column holds the e-mail address."),
        (["email", "leave-out", "leave-out"], "Say which column holds the name."),
    ],
)
def test_an_impossible_answer_is_refused(owner: Client, answers: list[str], said: str) -> None:
    preview = upload(owner, sheet("amara@example.org,Amara,42", header="Kontakt,Name,Kostenstelle"))
    response = owner.post(f"{preview}columns/", {f"column_{n}": answer for n, answer in enumerate(answers)})
    assert said in response.content.decode()
    assert ImportDraft.objects.get().columns == {}


@pytest.mark.parametrize(
    ("data", "said"),
    [(b"", "The submitted file is empty."), (b"%PDF-1.4", "The file is a PDF"), (b"a,b\n", "nobody under it")],
)
def test_a_file_that_cannot_be_read_is_explained_on_the_form(owner: Client, data: bytes, said: str) -> None:
    response = owner.post(f"{PEOPLE}import/", {"file": SimpleUploadedFile("x.csv", data)})
    assert said in response.content.decode()
    assert ImportDraft.objects.count() == 0


def test_markup_in_a_cell_is_text_on_the_page(owner: Client) -> None:
    preview = upload(owner, sample("people_messy.csv"))
    owner.post(f"{preview}values/")
    html = "".join(page(owner, f"{preview}?show=new&page={n}") for n in range(1, 6))
    assert "<script>alert" not in html
    assert "Omar &lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_a_declared_identity_is_on_no_page(owner: Client) -> None:
    data = sheet(AMARA.replace("Pride", "Canary Society"))
    preview = upload(owner, data)
    shown = page(owner, preview) + page(owner, f"{preview}?show=new")
    owner.post(f"{preview}confirm/", {"digest": digest(shown)})
    again = upload(owner, sheet(AMARA.replace("Pride", "Other Society")))
    shown += page(owner, again) + page(owner, PEOPLE)
    assert "Society" not in shown


def test_a_waiting_file_is_sealed(owner: Client) -> None:
    upload(owner, sheet(AMARA.replace("Amara Okafor", "Canary Person")))
    assert b"Canary" not in bytes(ImportDraft.objects.get().sealed)


def test_a_new_upload_forgets_the_one_before(owner: Client) -> None:
    first = upload(owner, sheet(AMARA))
    upload(owner, sheet(BRUNO))
    assert (owner.get(first)["Location"], ImportDraft.objects.count()) == (PEOPLE, 1)


def test_a_file_that_nobody_confirmed_is_forgotten_after_a_day(owner: Client, sign_in: SignIn) -> None:
    upload(owner, sheet(AMARA))
    ImportDraft.objects.update(made_at=timezone.now() - timedelta(hours=25))
    upload(sign_in(membership("Grace", is_owner=True).person), sheet(BRUNO))
    assert [draft.by.person.name for draft in ImportDraft.objects.all()] == ["Grace"]


def test_another_owner_cannot_see_or_confirm_it(owner: Client, sign_in: SignIn) -> None:
    preview = upload(owner, sheet(AMARA))
    other = sign_in(membership("Grace", is_owner=True).person)
    answers = [other.get(preview).status_code, other.post(f"{preview}confirm/").status_code]
    assert [*answers, other.post(f"{preview}discard/").status_code] == [404, 404, 404]


def test_a_discarded_file_is_gone(owner: Client) -> None:
    preview = upload(owner, sheet(AMARA))
    owner.post(f"{preview}discard/")
    assert (owner.get(preview)["Location"], Membership.objects.count()) == (PEOPLE, 1)


@pytest.mark.parametrize("others", [0, 2])
def test_the_list_costs_the_same_for_one_and_three(
    owner: Client, others: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for name in ("Amara", "Bruno")[:others]:
        membership(name, manager=membership("Hana"))
    page(owner, PEOPLE)
    with django_assert_num_queries(QUERIES):
        html = page(owner, PEOPLE)
    assert html.count('<th scope="row">') == others + 1


QUERIES = 8  # who is signed in (2), the owner, the count, the page, where the navigation leads (2), what is unread


def test_the_search_finds_by_name_and_place_together(owner: Client) -> None:
    membership("Amara", location="Lagos")
    membership("Bruno", location="Lagos")
    html = page(owner, f"{PEOPLE}?q=lagos+bruno")
    assert ("Bruno" in html, "Amara" in html) == (True, False)


PROFILE = {
    "name": "Amara Okafor",
    "languages": "Igbo, en",
    "time_zone": "Africa/Lagos",
    "works_from": "08:30",
    "works_until": "16:30",
    "preferred_language": "Igbo",
    "development_goals": "Delegating\r\nSaying no, kindly",
    "strengths": "Negotiation",
    "load_cap": "2",
}


def test_a_person_keeps_their_own_facts(sign_in: SignIn) -> None:
    amara = membership("Amara")
    response = sign_in(amara.person).post("/me/", PROFILE)
    assert (response.status_code, response["Location"]) == (302, "/me/")
    amara = Membership.objects.get(pk=amara.pk)
    assert (amara.person.name, amara.languages, amara.time_zone, amara.development_goals, amara.load_cap) == (
        "Amara Okafor",
        ["ig", "en"],
        "Africa/Lagos",
        ["Delegating", "Saying no, kindly"],
        2,
    )
    assert (amara.preferred_language, amara.strengths) == ("ig", ["Negotiation"])
    assert amara.own_facts == sorted(PROFILE)


def test_a_wish_for_more_hours_is_kept_and_said_to_the_coordinator_alone(sign_in: SignIn) -> None:
    grace, amara, bruno = membership("Grace"), membership("Amara"), membership("Bruno")
    cohort = make.cohort(coordinators=[grace])
    circle = make.circle(cohort, [amara, bruno])
    sign_in(amara.person).post("/me/", PROFILE | {"hours_wish": "more"})
    sign_in(amara.person).post("/me/", PROFILE)  # a form that does not ask changes nothing
    amara.refresh_from_db()
    assert amara.hours_wish == "more"
    desk = sign_in(grace.person).get(reverse("desk:figures", args=[cohort.code])).content.decode()
    seen = sign_in(bruno.person).get(reverse("rooms:hours", args=[circle.code])).content.decode()
    assert (desk.count("Wants more hours"), desk.count("Wants fewer hours"), "Wants more" in seen) == (1, 0, False)


def test_a_night_shift_is_working_time(sign_in: SignIn) -> None:
    amara = membership("Amara")
    sign_in(amara.person).post("/me/", PROFILE | {"works_from": "22:00", "works_until": "06:00"})
    amara.refresh_from_db()
    assert (f"{amara.works_from:%H:%M}", f"{amara.works_until:%H:%M}") == ("22:00", "06:00")


def test_a_preferred_language_is_one_of_those_spoken(sign_in: SignIn) -> None:
    answer = sign_in(membership("Amara").person).post("/me/", PROFILE | {"preferred_language": "Danish"})
    assert answer.context["form"].errors == {"preferred_language": ["Add this language to your languages too."]}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"languages": "Klingon"}, "“Klingon” is not a language known here"),
        ({"languages": "English, Igbo (A1)"}, "“Igbo (A1)” is too little to be coached in"),
        ({"works_until": ""}, "Give both hours or neither."),
        ({"works_until": "08:00"}, "The day ends before it begins."),
        ({"time_zone": "Mars/Olympus"}, "Select a valid choice."),
        ({"load_cap": "99"}, "less than or equal to 10"),
    ],
)
def test_a_wrong_answer_changes_nothing(sign_in: SignIn, wrong: dict[str, str], said: str) -> None:
    amara = membership("Amara")
    response = sign_in(amara.person).post("/me/", {**PROFILE, **wrong})
    assert said in response.content.decode()
    assert Membership.objects.filter(pk=amara.pk).values_list("own_facts", flat=True).get() == []


def test_a_person_of_two_organisations_has_a_profile_in_each(sign_in: SignIn) -> None:
    membership("Amara", load_cap=1)
    membership("Amara", organisation("Contoso"), load_cap=3)
    client = sign_in(person("Amara"))
    client.post("/me/?organisation=contoso", {**PROFILE, "load_cap": "4"})
    caps = dict(Membership.objects.values_list("organisation__slug", "load_cap"))
    assert caps == {"northwind": 1, "contoso": 4}


def test_a_person_of_no_organisation_has_a_page_all_the_same(sign_in: SignIn) -> None:
    assert "No organisation yet" in page(sign_in(person("Lena")), "/me/")


def test_the_sample_files_are_small() -> None:
    assert sum(path.stat().st_size for path in (Path(__file__).parent / "data").iterdir()) < 200_000
