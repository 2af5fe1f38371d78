from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail, signing
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from edgewise.people.models import Person
from edgewise.people.sign_in.actions import spend_link
from edgewise.people.sign_in.queries import link_for, person_of_link
from tests.make import person

pytestmark = [pytest.mark.django_db, pytest.mark.store]

CODE = re.compile(r"^ {4}(\S+)$", re.MULTILINE)


def path_of(link: str) -> str:
    return urlsplit(link).path


def asked_for_a_code(email: str) -> tuple[Client, str]:
    client = Client()
    response = client.post("/accounts/login/", {"email": email})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/code/")
    return client, client.get("/accounts/login/code/").content.decode()


def who(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def test_a_code_by_mail_signs_in() -> None:
    amara = person("Amara")
    client, _ = asked_for_a_code("Amara@Example.org")
    (letter,) = mail.outbox
    assert letter.to == [amara.email]
    assert letter.subject == "Your sign-in code for Edgewise"
    found = CODE.search(str(letter.body))
    assert found is not None
    response = client.post("/accounts/login/code/", {"code": found[1]})
    assert (response.status_code, response["Location"]) == (302, "/")
    assert who(client) == str(amara.pk)


def test_a_wrong_code_does_not_and_the_third_ends_it() -> None:
    person("Amara")
    client, _ = asked_for_a_code("amara@example.org")
    answers = [client.post("/accounts/login/code/", {"code": "WRONG"}).status_code for _ in range(3)]
    assert answers == [200, 200, 302]
    found = CODE.search(str(mail.outbox[0].body))
    assert found is not None
    client.post("/accounts/login/code/", {"code": found[1]})
    assert who(client) is None


def without_what_differs(page: str, email: str) -> str:
    return re.sub(r'value="[^"]{40,}"', "", page.replace(email, "EMAIL"))


def test_an_unknown_address_sees_the_same_page_and_gets_a_neutral_letter() -> None:
    person("Amara")
    _, known = asked_for_a_code("amara@example.org")
    _, unknown = asked_for_a_code("lena@example.org")
    assert without_what_differs(known, "amara@example.org") == without_what_differs(unknown, "lena@example.org")
    assert [letter.to for letter in mail.outbox] == [["amara@example.org"], ["lena@example.org"]]
    assert CODE.search(str(mail.outbox[1].body)) is None
    assert "http" not in str(mail.outbox[1].body)
    assert not Person.objects.filter(email="lena@example.org").exists()


def test_a_mistyped_address_can_be_put_right_at_once() -> None:
    amara = person("Amara")
    client, _ = asked_for_a_code("amarra@example.org")
    response = client.post("/accounts/logout/", {"next": "/accounts/login/"})
    assert (response.status_code, response["Location"]) == (302, "/accounts/login/")
    assert client.get("/accounts/login/").status_code == 200
    client.post("/accounts/login/", {"email": amara.email})
    assert mail.outbox[-1].to == [amara.email]


def test_without_mail_no_page_says_that_a_code_is_on_its_way(settings: Settings) -> None:
    settings.EMAIL_IS_SET_UP = False
    landing, form = (Client().get(path).content.decode() for path in ("/", "/accounts/login/"))
    _, known = asked_for_a_code(person("Amara").email)
    _, unknown = asked_for_a_code("lena@example.org")
    pages = " ".join(f"{landing} {form} {known}".split())
    assert [words for words in ("We send", "on its way", "spam", "Send ") if words in pages] == []
    assert pages.count("This installation cannot send e-mail yet.") == 3
    assert "If Edgewise knows the address, the operator finds a code in the log of the server." in pages
    assert without_what_differs(known, "amara@example.org") == without_what_differs(unknown, "lena@example.org")


def test_a_closed_sign_in_gets_no_code() -> None:
    Person.objects.create_user("ines@example.org", name="Ines", is_active=False)
    asked_for_a_code("ines@example.org")
    assert [CODE.search(str(letter.body)) for letter in mail.outbox] == [None]


@pytest.mark.parametrize("path", ["signup/", "password/reset/", "password/change/", "email/", "reauthenticate/"])
def test_there_are_no_other_doors(path: str) -> None:
    assert Client().get(f"/accounts/{path}").status_code == 404


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/inactive/"])
def test_a_door_is_open_to_everyone(path: str) -> None:
    assert Client().get(path).status_code == 200


def test_signing_out_asks_once_and_signs_out() -> None:
    client = Client()
    client.post(path_of(link_for(person("Amara"))))
    assert client.get("/accounts/logout/").status_code == 200
    response = client.post("/accounts/logout/")
    assert (response["Location"], who(client)) == ("/accounts/login/", None)


def test_a_link_signs_in_once() -> None:
    amara = person("Amara")
    path = path_of(link_for(amara))
    first, second = Client(), Client()
    assert (first.post(path).status_code, who(first)) == (302, str(amara.pk))
    assert (second.post(path).status_code, who(second)) == (410, None)
    assert second.get(path).status_code == 410


def test_to_look_at_a_link_neither_spends_it_nor_signs_in() -> None:
    path = path_of(link_for(person("Amara")))
    preview = Client()
    assert [preview.get(path).status_code, preview.get(path).status_code, preview.head(path).status_code] == [200] * 3
    assert who(preview) is None
    assert "Sign in as Amara?" in preview.get(path).content.decode()
    assert Client().post(path).status_code == 302


def test_another_site_cannot_press_the_button() -> None:
    path = path_of(link_for(person("Amara")))
    assert Client(enforce_csrf_checks=True).post(path).status_code == 403


def test_of_two_at_once_one_wins() -> None:
    """Both have read the link as unspent; the conditional update lets one through."""
    amara = person("Amara")
    token = path_of(link_for(amara)).split("/")[2]
    stale = person_of_link(token)
    assert stale == amara
    assert spend_link(token) == amara
    assert Person.objects.filter(pk=amara.pk, last_login=amara.last_login).update(last_login=timezone.now()) == 0
    assert spend_link(token) is None


def test_a_link_is_dead_after_a_quarter_of_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    token = path_of(link_for(person("Amara"))).split("/")[2]
    monkeypatch.setattr("edgewise.people.sign_in.queries.LINK_SECONDS", timedelta(seconds=-1).total_seconds())
    assert person_of_link(token) is None


@pytest.mark.parametrize(
    "token", ["x", "x:y:z", pytest.param(signing.dumps([1, ""], salt="other"), id="of another salt"), "%00"]
)
def test_a_forged_link_opens_nothing(token: str) -> None:
    person("Amara")
    assert [Client().get(f"/enter/{token}/").status_code, Client().post(f"/enter/{token}/").status_code] == [410, 410]


def test_a_link_of_a_closed_sign_in_opens_nothing() -> None:
    amara = person("Amara")
    path = path_of(link_for(amara))
    Person.objects.update(is_active=False)
    assert [Client().get(path).status_code, Client().post(path).status_code] == [410, 410]
