from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client, RequestFactory
from django.views.defaults import server_error
from pytest_django import Settings

from edgewise.people.models import Person
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.queries import seat_id
from tests import make

SignIn = Callable[[Person], Client]


@pytest.fixture
def demonstration(settings: Settings) -> None:
    settings.DEMO = True


@pytest.mark.django_db
class TestFirstPage:
    def test_a_stranger_is_offered_a_code_by_mail(self, client: Client) -> None:
        page = client.get("/")
        assert page.status_code == 200
        assert page.context["personas"] == []
        assert "Sign in as" not in page.content.decode()

    def test_the_demonstration_offers_its_four_people(self, client: Client, demonstration: None) -> None:
        for name in ("Amara", "Bruno", "Grace", "Hana"):
            make.person(name, f"{name.lower()}@harbour.example")
        shown = [persona.person.name for persona in client.get("/").context["personas"]]
        assert shown == ["Amara", "Bruno", "Grace", "Hana"]

    def test_no_persona_is_offered_who_is_not_there(self, client: Client, demonstration: None) -> None:
        make.person("Amara", "amara@harbour.example")
        make.person("Jonas", "jonas@harbour.example")
        assert [persona.first_name for persona in client.get("/").context["personas"]] == ["Amara"]


@pytest.mark.django_db
class TestPersonas:
    def test_one_click_signs_in_as_the_persona(self, client: Client, demonstration: None) -> None:
        grace = make.person("Grace", "grace@harbour.example")
        assert client.post("/demo/as/coordinator/").url == "/"  # type: ignore[attr-defined]
        assert client.session["_auth_user_id"] == str(grace.pk)

    def test_outside_the_demonstration_the_door_is_not_there(self, client: Client) -> None:
        make.person("Grace", "grace@harbour.example")
        assert client.post("/demo/as/coordinator/").status_code == 404
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize("key", ["coordinator", "grace", "nobody"])
    def test_only_the_four_can_be_anybody(self, client: Client, demonstration: None, key: str) -> None:
        make.person("Grace", "grace@example.org")
        assert client.post(f"/demo/as/{key}/").status_code == 404

    def test_a_persona_who_was_shut_out_stays_out(self, client: Client, demonstration: None) -> None:
        grace = make.person("Grace", "grace@harbour.example")
        grace.is_active = False
        grace.save()
        assert client.post("/demo/as/coordinator/").status_code == 404

    def test_a_link_alone_signs_nobody_in(self, client: Client, demonstration: None) -> None:
        make.person("Grace", "grace@harbour.example")
        assert client.get("/demo/as/coordinator/").status_code == 405


@pytest.mark.django_db
class TestJoiningTheDemonstration:
    @pytest.mark.parametrize(("role", "chair"), [("participant", False), ("facilitator", True)])
    def test_one_click_leads_into_a_live_room(
        self, client: Client, demonstration: None, role: str, chair: bool
    ) -> None:
        answer = client.post("/demo/join/", {"role": role})
        session = Session.objects.get()
        assert answer.url == f"/rooms/{session.code}/"  # type: ignore[attr-defined]
        newcomer = session.circle.seats.get(membership__person=client.session["_auth_user_id"])
        assert session.human_seats == [seat_id(newcomer)]
        assert (session.facilitator == newcomer.membership) == chair

    @pytest.mark.parametrize("role", ["", "owner", "chair"])
    def test_there_are_two_ways_in_and_no_third(self, client: Client, demonstration: None, role: str) -> None:
        assert client.post("/demo/join/", {"role": role}).status_code == 400
        assert Session.objects.count() == 0

    def test_outside_the_demonstration_nothing_starts(self, client: Client) -> None:
        assert client.post("/demo/join/", {"role": "participant"}).status_code == 404
        assert Session.objects.count() == 0

    def test_a_crowd_from_one_address_is_asked_to_wait(self, client: Client, demonstration: None) -> None:
        answers = [client.post("/demo/join/", {"role": "participant"}).status_code for _ in range(21)]
        assert answers == [302] * 20 + [429]


@pytest.mark.django_db
class TestAppearance:
    @pytest.mark.parametrize("chosen", ["light", "dark"])
    def test_a_choice_is_in_the_next_page_from_its_first_byte(self, client: Client, chosen: str) -> None:
        client.post("/appearance/", {"appearance": chosen, "next": "/"})
        assert f'<html lang="en-gb" data-theme="{chosen}">' in client.get("/").content.decode()

    @pytest.mark.parametrize("chosen", ["", 'dark" onload="x', "sepia"])
    def test_anything_else_is_as_the_device_says(self, client: Client, chosen: str) -> None:
        client.post("/appearance/", {"appearance": "dark"})
        client.post("/appearance/", {"appearance": chosen})
        assert '<html lang="en-gb">' in client.get("/").content.decode()

    def test_a_cookie_from_elsewhere_cannot_write_into_the_page(self, client: Client) -> None:
        client.cookies["appearance"] = "dark><script>"
        assert '<html lang="en-gb">' in client.get("/").content.decode()

    @pytest.mark.parametrize(
        ("asked", "led"), [("/me/", "/me/"), ("https://elsewhere.example/", "/"), ("//elsewhere.example", "/")]
    )
    def test_it_leads_back_within_this_site_only(self, client: Client, asked: str, led: str) -> None:
        answer = client.post("/appearance/", {"appearance": "dark", "next": asked})
        assert answer.url == led  # type: ignore[attr-defined]


@pytest.mark.django_db
class TestErrorPages:
    def test_a_wrong_address_says_what_to_do(self, sign_in: SignIn) -> None:
        page = sign_in(make.person("Amara")).get("/nowhere/")
        assert page.status_code == 404
        assert "<h1>We can’t find this page, or you have no access to it.</h1>" in page.content.decode()

    def test_a_stale_form_says_what_to_do(self) -> None:
        page = Client(enforce_csrf_checks=True).post("/appearance/", {"appearance": "dark"})
        assert page.status_code == 403
        assert "<h1>The page was open for too long.</h1>" in page.content.decode()

    def test_a_broken_server_shows_a_page_that_needs_nothing(self) -> None:
        page = server_error(RequestFactory().get("/"))
        assert page.status_code == 500
        assert "<h1>Something broke. It was not your fault.</h1>" in page.content.decode()
