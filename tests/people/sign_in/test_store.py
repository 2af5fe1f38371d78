"""Sign-ins in the database: of no use to a person who has only the database."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from edgewise.people.due import do_what_is_due
from edgewise.people.models import Person, SignIn
from edgewise.people.sign_in.actions import device_of, sign_out_device
from edgewise.people.sign_in.queries import ended_lately, good_sign_ins
from edgewise.people.sign_in.store import SessionStore
from tests.make import person
from tests.make import sign_in as sign_in_of

pytestmark = [pytest.mark.django_db, pytest.mark.store]

SignInAs = Callable[[Person], Client]
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def everything_stored() -> str:
    """Every value of every row of every table, as a thief of the database reads it."""
    found: list[str] = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  the name is the database's own
            found += [_text(value) for row in cursor.fetchall() for value in row]
    return "\n".join(found)


def _text(value: object) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)


def asked_for_a_code(email: str) -> tuple[Client, str]:
    client = Client()
    client.post("/accounts/login/", {"email": email})
    found = re.search(r"^ {4}(\S+)$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found is not None
    return client, found[1]


def test_nothing_in_a_copy_of_the_database_signs_anybody_in(sign_in: SignInAs) -> None:
    signed_in = [sign_in(person(name)) for name in ("Amara", "Bruno", "Chidi")]
    assert [client.get("/me/").status_code for client in signed_in] == [200, 200, 200]
    person("Dana")
    waiting, code = asked_for_a_code("dana@example.org")
    stolen = everything_stored()

    keys = [client.cookies["sessionid"].value for client in (*signed_in, waiting)]
    assert [key for key in (*keys, code, code.replace("-", "")) if key in stolen] == []
    words = set(re.findall(r"[A-Za-z0-9_-]{8,}", stolen))
    tried = {word: Client(headers={"cookie": f"sessionid={word}"}).get("/me/").status_code for word in words}
    assert [word for word, status in tried.items() if status != 302] == []


def test_the_pending_code_is_good_all_the_same() -> None:
    person("Dana")
    client, code = asked_for_a_code("dana@example.org")

    answer = client.post("/accounts/login/code/", {"code": code})

    assert (answer.status_code, client.get("/me/").status_code) == (302, 200)


def test_a_session_does_not_open_with_another_ones_key() -> None:
    one, other = SessionStore(), SessionStore()
    one["who"], other["who"] = "Amara", "Bruno"
    one.save()
    other.save()
    rows = {row.pk: row for row in SignIn.objects.all()}
    assert len(rows) == 2
    sealed = [bytes(row.sealed) for row in rows.values()]
    for row, swapped in zip(rows.values(), reversed(sealed), strict=True):
        SignIn.objects.filter(pk=row.pk).update(sealed=swapped)

    assert dict(SessionStore(one.session_key).items()) == {}


def test_an_answer_that_comes_after_signing_out_does_not_sign_in_again(sign_in: SignInAs) -> None:
    client = sign_in(person("Amara"))
    late = SessionStore(client.cookies["sessionid"].value)
    late["seen"] = "a page"

    client.post("/accounts/logout/")

    with pytest.raises(UpdateError):
        late.save()
    assert client.get("/me/").status_code == 302


def test_sessions_that_have_ended_go_by_themselves(sign_in: SignInAs) -> None:
    now = timezone.now()
    here, left = sign_in(person("Amara")), sign_in(person("Amara"))
    left.post("/accounts/logout/")
    of_people = SignIn.objects.exclude(person=None)
    assert of_people.count() == 2

    do_what_is_due(now + timedelta(hours=20))
    assert of_people.count() == 2
    do_what_is_due(now + timedelta(hours=25))

    assert [row.expires_at > now for row in of_people] == [True]
    assert here.get("/me/").status_code == 200


def test_a_room_outlasts_a_sign_in_that_grew_too_old_and_none_that_was_ended() -> None:
    now, amara = timezone.now(), person("Amara")
    keys = {name: sign_in_of(amara) for name in ("good", "old", "older", "ended")}
    SignIn.objects.filter(pk=keys["old"]).update(expires_at=now - timedelta(hours=1))
    SignIn.objects.filter(pk=keys["older"]).update(expires_at=now - timedelta(hours=13))
    assert sign_out_device(amara, keys["ended"])

    assert good_sign_ins(keys.values()) == {keys["good"], keys["old"]}
    assert ended_lately(timezone.now()) == {keys["ended"]}


def test_the_devices_are_listed_and_one_can_be_signed_out(sign_in: SignInAs) -> None:
    amara = person("Amara")
    laptop, phone, brunos = sign_in(amara), sign_in(amara), sign_in(person("Bruno"))
    SignIn.objects.filter(person=amara).update(device="Firefox, Linux")
    keys = {row.pk for row in amara.sign_ins.all()}
    page = laptop.get("/me/devices/").content.decode()
    assert page.count("Firefox, Linux</strong>") == 2
    assert page.count("This device") == 1
    (phones,) = {key for key in keys if f'value="{key}"' in page} - {_key_of(laptop)}

    answers = [
        brunos.post("/me/devices/sign-out/", {"device": phones}).status_code,
        laptop.post("/me/devices/sign-out/", {"device": phones}).status_code,
        laptop.post("/me/devices/sign-out/", {"device": phones}).status_code,
        laptop.post("/me/devices/sign-out/", {"device": "\0"}).status_code,
    ]

    assert answers == [404, 302, 302, 404]  # signed out twice is signed out
    assert [client.get("/me/").status_code for client in (laptop, phone, brunos)] == [200, 302, 200]


def test_signing_out_everywhere_ends_every_session_of_that_person_alone(sign_in: SignInAs) -> None:
    laptop, phone, brunos = sign_in(person("Amara")), sign_in(person("Amara")), sign_in(person("Bruno"))

    laptop.post("/me/devices/sign-out/", {"device": "everywhere"})

    assert [client.get("/me/").status_code for client in (laptop, phone, brunos)] == [302, 302, 200]


def test_a_device_is_named_at_sign_in() -> None:
    amara = person("Amara")
    client, code = asked_for_a_code(amara.email)

    client.post("/accounts/login/code/", {"code": code}, headers={"user-agent": FIREFOX})

    assert [row.device for row in amara.sign_ins.all()] == ["Firefox, Linux"]


@pytest.mark.parametrize(
    ("says", "name"),
    [
        (FIREFOX, "Firefox, Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605 Safari/604",
            "Safari, iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537 Chrome/137.0 Safari/537 Edg/137.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537 Chrome/137.0 Mobile Safari/537", "Chrome, Android"),
        ("curl/8.5", ""),
    ],
)
def test_a_browser_is_known_by_what_it_says(says: str, name: str) -> None:
    assert device_of(says) == name


def _key_of(client: Client) -> str:
    page = client.get("/me/devices/").content.decode()
    here = page.split("This device")[1]
    found = re.search(r'name="device" value="(\w+)"', here)
    assert found is not None
    return found[1]
