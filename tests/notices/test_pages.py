from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.models import CaughtMail, Notice
from edgewise.notices.outbox.actions import tell
from edgewise.notices.preferences.queries import off_token, wishes_of
from edgewise.people.models import Person
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
WHEN = {"starts_at": "2026-03-12T13:00:00+00:00"}
CHOSEN = {
    "kinds": ["session_soon"],
    "quiet_from": "18:00",
    "quiet_until": "09:00",
    "quiet_weekend": "on",
    "digest": "weekly",
    "cap": "3",
    "chat": "",
}


def told(name: str, key: str = "soon:1", **more: object) -> Notice:
    who = make.membership(name)
    tell(who, Message(Kind.SESSION_SOON, key, WHEN, link="/circles/", **more))  # type: ignore[arg-type]
    return Notice.objects.get(to=who, key=key)


def test_a_person_reads_their_own_messages_and_nobody_elses(sign_in: SignIn) -> None:
    mine, theirs = told("Amara"), told("Bruno", "soon:2")
    told("Amara", "soon:3", not_before=timezone.now() + timedelta(days=1))
    client = sign_in(make.person("Amara"))
    page = client.get(reverse("notices:inbox"))
    assert ([line.notice for line in page.context["lines"]], page.context["unread"]) == ([mine], 1)
    assert client.get(reverse("notices:follow", args=[theirs.pk])).status_code == 404
    assert client.get(reverse("notices:follow", args=[mine.pk])).headers["Location"] == "/circles/"
    assert client.get(reverse("notices:inbox")).context["unread"] == 0


def test_all_can_be_marked_as_read_at_once(sign_in: SignIn) -> None:
    told("Amara"), told("Amara", "soon:2"), told("Bruno")
    client = sign_in(make.person("Amara"))
    client.post(reverse("notices:read"))
    assert list(Notice.objects.filter(read_at=None).values_list("to__person__name", flat=True)) == ["Bruno"]


def test_wishes_are_kept(sign_in: SignIn) -> None:
    amara = make.membership("Amara")
    client = sign_in(amara.person)
    client.post(reverse("notices:preferences"), CHOSEN)
    wishes = wishes_of(amara)
    assert (wishes.cap, wishes.digest, Kind.SESSION_SOON in wishes.off, Kind.COMMITMENT_DUE in wishes.off) == (
        3,
        "weekly",
        False,
        True,
    )


@pytest.mark.parametrize(
    "address",
    ["http://hooks.slack.com/x", "https://10.0.0.1/x", "https://evil.example/hooks.slack.com", "http://localhost:6379"],
)
def test_edgewise_is_sent_nowhere_but_to_a_chat(address: str, sign_in: SignIn) -> None:
    page = sign_in(make.membership("Amara").person).post(reverse("notices:preferences"), CHOSEN | {"chat": address})
    assert page.context["form"].errors["chat"] == ["This is not an incoming webhook of Slack or Teams."]


def test_one_click_in_a_letter_ends_a_kind_without_signing_in() -> None:
    amara, mail_program = make.membership("Amara"), Client(enforce_csrf_checks=True)
    url = reverse("notices:off", args=[off_token(amara.pk, Kind.SESSION_SOON)])
    assert mail_program.get(url).status_code == 200
    assert not wishes_of(amara).off  # a mail program that looks at every link ends nothing
    assert mail_program.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert wishes_of(amara).off == {"session_soon"}
    mail_program.post(url, {"on": "yes"})
    assert not wishes_of(amara).off


def test_a_forged_link_ends_nothing(client: Client) -> None:
    assert client.post(reverse("notices:off", args=["forged"])).status_code == 404


def test_caught_mail_is_shown_in_the_demonstration_alone(client: Client, settings: object) -> None:
    kept = CaughtMail.objects.create(to="a@b.invalid", subject="Soon", text="Words", html="<p>Words</p>")
    pages = [reverse("notices:mails"), *(reverse(f"notices:{name}", args=[kept.pk]) for name in ("mail", "letter"))]
    assert [client.get(url).status_code for url in pages] == [404, 404, 404]
    settings.DEMO = True  # type: ignore[attr-defined]
    assert [client.get(url).status_code for url in pages] == [200, 200, 200]


def test_nothing_runs_in_a_caught_letter_and_no_other_site_shows_it(client: Client, settings: object) -> None:
    settings.DEMO = True  # type: ignore[attr-defined]
    kept = CaughtMail.objects.create(to="a@b.invalid", subject="Soon", text="Words", html="<p>Words</p>")
    said = client.get(reverse("notices:letter", args=[kept.pk]))["Content-Security-Policy"].split("; ")
    policy = {name: sources for name, *sources in (one.split() for one in said)}
    assert (policy["script-src"], policy["frame-ancestors"], policy["style-src"]) == (
        ["'none'"],
        ["'self'"],
        ["'self'", "'unsafe-inline'"],
    )
    assert [name for name, sources in policy.items() if "'none'" in sources and len(sources) > 1] == []
