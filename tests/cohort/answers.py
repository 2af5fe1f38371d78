"""What people do with the messages they get: they open the link, and mostly do what the page asks of them."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from django.test import Client
from django.urls import reverse

from edgewise.growth.decisions.queries import decisions_due
from edgewise.rooms.models.sessions import Session

if TYPE_CHECKING:
    from tests.cohort.world import Life

WORDS = "Osric and the heron"  # whatever is written; looked for where it must not be
ONE = re.compile(r"/commitments/[0-9a-f]{12}/")
DECISION = re.compile(r"/decisions/\w+/")
ASK = re.compile(r'action="(/commitments/\w+/ask/)"')


def follow(life: Life, name: str, path: str) -> None:
    """Nobody is perfect: a third of what is asked for stays undone."""
    if life.moods.random() < 1 / 3:
        return
    client = life.client(name)
    if path.startswith("/reflect/"):
        client.post(path, {"first": WORDS, "second": "", "useful": "4"})
    elif path.startswith("/changes/asked/"):
        _say_what_was_seen(client, path)
    elif path == "/commitments/witnessing/":
        for ask in ASK.findall(client.get(path).content.decode())[:1]:
            client.post(ask)
    elif ONE.fullmatch(path):
        _check_in(life, client, path)
    elif DECISION.fullmatch(path):
        look_again(life, client, path)
    elif path.endswith("/times/"):
        _say_when(life, client, path)
    take_up_what_waits(life, client, name)


def take_up_what_waits(life: Life, client: Client, name: str) -> None:
    """Who is here anyway reads on the first page that the day of a decision has come; half look at it again."""
    waiting = list(decisions_due([life.people[name]], life.now.date()))
    if waiting and life.moods.random() < 1 / 2:
        assert client.get("/").context["home"].decisions == len(waiting)
        for row in waiting:
            look_again(life, client, f"/decisions/{row.code}/")


def _say_what_was_seen(client: Client, path: str) -> None:
    page = client.get(path)  # without a form once it was taken back
    form = page.context["form"] if page.status_code == 200 and "form" in page.context else None
    if form is not None:
        client.post(path, {"seen": "little", "situation": "", "saw": WORDS, "version": form["version"].value()})


def _check_in(life: Life, client: Client, path: str) -> None:
    page = client.get(path)
    if page.status_code == 200 and page.context["promise"].is_open:
        status = life.moods.choice(("kept", "kept", "partly", "not"))
        client.post(path, {"status": status, "learnt": WORDS, "key": page.context["form"]["key"].value()})


def look_again(life: Life, client: Client, path: str) -> None:
    """Two taps and a line."""
    given = {"happened": life.moods.choice(("yes", "no", "cannot_be_told")), "again": "yes", "learnt": WORDS}
    client.post(f"{path}look/", given)


def sign(life: Life, name: str, circle: str) -> None:
    """Reads the circle's agreement on its page and signs it."""
    client, path = life.client(name), reverse("programmes:agreement", args=[circle])
    client.post(path, {"version": client.get(path).context["agreement"].version})


def look_again_in_the_room(life: Life, name: str, session: Session) -> None:
    """What has had its day is asked for at the beginning of the promises round; most do it there."""
    if life.moods.random() < 1 / 3:
        return
    client, room = life.client(name), reverse("rooms:room", args=[session.code])
    page = client.get(room)
    if page.status_code == HTTPStatus.FOUND:  # whoever joined since is led to the agreement first
        sign(life, name, session.circle.code)
        page = client.get(room)
    for one in page.context["looks"]:
        if one.is_due:
            look_again(life, client, f"/decisions/{one.code}/")


def _say_when(life: Life, client: Client, path: str) -> None:
    """Says to each time whether it would do; and plans the best one, once it is known."""
    page = client.get(path)
    if page.status_code != 200 or "standing" not in page.context:
        return
    times = [field for field in page.context["form"].fields if field.startswith("time-")]
    client.post(path, {field: life.moods.choice(("works", "works", "if_need_be", "cannot")) for field in times})
    best = client.get(path).context["standing"].best
    if best is not None:
        client.post(f"{path}plan/", {"choice": best.choice.pk})


def ask_when(life: Life, name: str, circle: str) -> None:
    """Of all the times that the page proposes."""
    client, path = life.client(name), f"/circles/{circle}/times/new/"
    page = client.get(path)
    if page.status_code != 200:
        return
    form = page.context["form"]
    given = {field: form[field].value() for field in form.fields if form[field].value() is not None}
    given |= {"times": [one.starts_at.isoformat() for one in page.context["offered"]], "ask": "yes"}
    client.post(path, given)


def name_a_change(life: Life, name: str, circle: str) -> None:
    """And ask everybody there who can be asked."""
    client = life.client(name)
    client.post(f"/circles/{circle}/change/", {"what": WORDS})
    for ask in re.findall(r'href="(/changes/\w+/ask/)"', client.get("/changes/").content.decode()):
        form = client.get(ask).context["form"]
        client.post(ask, {"peers": [value for value, _ in form.fields["peers"].choices]})


def write_a_decision(life: Life, name: str, circle: str) -> None:
    """Of their own, beside the sessions, with what they expect within two weeks."""
    client, path = life.client(name), f"/circles/{circle}/decisions/new/"
    page = client.get(path)
    if page.status_code != 200:
        return
    by = (life.now + timedelta(days=life.moods.randrange(4, 15))).date()
    words = {"chosen": f"I wait. {WORDS}", "forecast": WORDS, "chance": "70", "by": by.isoformat(), "take": "yes"}
    client.post(path, {**words, "key": page.context["form"]["key"].value()})
