"""Somebody who is muted cannot tell it from a receiver who has not read yet: by no page, no status, no query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.feedback.actions import lift_mute, mark_read, mute
from edgewise.growth.feedback.models import Feedback, FeedbackAsked, FeedbackMute
from edgewise.growth.feedback.queries import questions_to, received_by, unread_by
from edgewise.notices.models import Delivery, Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.vault.models import Opening
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
# What is another each time, whoever looks: codes, keys of forms, tokens against forgery.
BY_CHANCE = re.compile(
    r"\b[0-9a-f]{12}\b|\b[0-9a-f]{24}\b|\b[A-Za-z0-9]{64}\b|nonce=\S+|\d\d:\d\d(:\d\d)?(\.\d+)?|(?<=/)\d+(?=/)"
)
VALUES = re.compile(r"'[^']*'|\b\d+\b|s\d+_x\d+|_django_curs_\w+")  # of a query
KEYS = ("0123456789ab0123456789ab", "1123456789ab0123456789ab", "2123456789ab0123456789ab")
WORDS = {"strength_behaviour": "You asked twice and waited"}


@dataclass(frozen=True, slots=True)
class Seen:
    """One answer of the server, as the giver meets it."""

    what: str
    status: int
    leads_to: str
    page: str
    queries: tuple[str, ...]


def test_a_muted_giver_meets_what_the_giver_of_an_unread_piece_meets(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    """The same acts, once with the mute and once without; everything that comes back is compared.

    The giver coordinates and owns the programme too, and watches how many letters wait.
    """
    worlds = []
    harbour.cohort.coordinators.add(bruno)
    Membership.objects.filter(pk=bruno.pk).update(is_owner=True)
    make.feedback(harbour, bruno, amara)  # so that the key of the two is there in both worlds
    for is_muted in (False, True):
        with transaction.atomic():
            if is_muted:
                mute(amara, bruno, timezone.now())
            worlds.append(list(everything_that_the_giver_does(sign_in(bruno.person), amara)))
            transaction.set_rollback(True)
    unread, muted = worlds
    assert [one.what for one in unread if one.status not in (200, 302, 403)] == []
    assert muted == unread


def everything_that_the_giver_does(giver: Client, receiver: Membership) -> Iterator[Seen]:
    yield look(giver, "GET", "/feedback/give/")
    for key in KEYS[:2]:
        yield look(giver, "POST", "/feedback/give/", {"to": receiver.pk, "key": key, **WORDS})
    kept, taken = Feedback.objects.order_by("-pk")[:2]
    yield look(giver, "GET", "/feedback/ask/")
    yield look(giver, "POST", "/feedback/ask/", {"peers": [receiver.pk], "question": "What helped?", "key": KEYS[2]})
    asked = FeedbackAsked.objects.get()
    paths = ["/feedback/", f"/feedback/{kept.code}/", f"/feedback/questions/{asked.question.code}/", "/"]
    paths += [
        "/messages/",
        "/commitments/",
        f"/circles/{kept.circle.code}/",
        f"/circles/{kept.circle.code}/log/",
        f"/cohorts/{kept.circle.cohort.code}/",
        f"/cohorts/{kept.circle.cohort.code}/people/",
        f"/o/{receiver.organisation.slug}/overview/",
    ]
    for _ in range(2):  # before a worker has looked at it, and after
        for path in paths:
            yield look(giver, "GET", path)
        tick()
    yield look(giver, "POST", f"/feedback/{taken.code}/back/")
    yield look(giver, "POST", f"/feedback/{taken.code}/back/")
    yield look(giver, "POST", f"/feedback/questions/{asked.question.code}/withdraw/")
    tick()
    yield look(giver, "POST", f"/feedback/{taken.code}/back/")
    for path in paths:
        yield look(giver, "GET", path)
    for act in ("thanks", "landed", "delete", "report", "mute"):
        yield look(giver, "POST", f"/feedback/{kept.code}/{act}/")


def look(giver: Client, method: str, path: str, given: dict[str, object] | None = None) -> Seen:
    with CaptureQueriesContext(connection) as asked:
        answer = giver.get(path) if method == "GET" else giver.post(path, given or {})
    queries = tuple(VALUES.sub("?", one["sql"]) for one in asked.captured_queries)
    said = (f"{method} {path}", answer.headers.get("Location", ""), answer.getvalue().decode())
    what, leads_to, page = (BY_CHANCE.sub("…", each) for each in said)
    return Seen(what, answer.status_code, leads_to, page, queries)


def test_nothing_of_theirs_reaches_who_muted_them(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    mute(amara, bruno, make.NOW)
    row = make.feedback(harbour, bruno, amara)
    make.question(harbour, bruno, amara)
    tick(make.NOW)
    browser = sign_in(amara.person)
    pages = [browser.get(path).content.decode() for path in ("/feedback/", "/")]
    assert Notice.objects.filter(to=amara, kind__in=(Kind.FEEDBACK_GIVEN, Kind.FEEDBACK_ASKED)).count() == 0
    assert ["From Bruno" in pages[0], "asks for your feedback" in pages[0], "feedback" in pages[1]] == [False] * 3
    assert (browser.get(f"/feedback/{row.code}/").headers["Location"], Opening.objects.count()) == (
        "/feedback/muted/",
        0,
    )


def test_who_leaves_at_a_later_day_is_still_told_whom_they_muted(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    mute(amara, bruno, make.NOW)
    row = make.feedback(harbour, bruno, amara)
    Membership.objects.filter(pk=amara.pk).update(left_on=timezone.localdate() + timedelta(days=1))
    page = sign_in(amara.person).get(f"/feedback/{row.code}/")
    assert (page.status_code, page.headers.get("Location")) == (302, "/feedback/muted/")


def test_a_message_that_has_not_left_is_called_off(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    make.feedback(harbour, bruno, amara)
    tick(make.NOW)
    mute(amara, bruno, make.NOW)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"dropped"}


def test_what_was_read_before_stays_and_lifting_brings_the_rest(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    read, browser = make.feedback(harbour, bruno, amara), sign_in(amara.person)
    mark_read(read, make.NOW)
    browser.post(f"/feedback/{read.code}/mute/")
    later = make.feedback(harbour, bruno, amara)
    asked = make.question(harbour, bruno, amara).asked.get()
    assert (list(received_by(amara.person)), list(questions_to(amara.person))) == ([read], [])
    row = FeedbackMute.objects.get()
    assert "Bruno" in browser.get("/feedback/muted/").content.decode()
    assert sign_in(bruno.person).post(f"/feedback/muted/{row.pk}/lift/").status_code == 404
    browser.post(f"/feedback/muted/{row.pk}/lift/")
    assert (list(unread_by(amara.person)), list(questions_to(amara.person))) == ([later], [asked])


def test_a_mute_is_of_one_person_by_one_person(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    chidi = make.membership("Chidi")
    make.seat(harbour, chidi)
    mute(amara, bruno, make.NOW)
    others = [make.feedback(harbour, chidi, amara), make.feedback(harbour, bruno, chidi)]
    assert [list(unread_by(who.person)) for who in (amara, chidi)] == [[others[0]], [others[1]]]
    assert (mute(amara, bruno, make.NOW), lift_mute(FeedbackMute.objects.get())) == (False, True)


def test_one_does_not_ask_somebody_whom_one_has_muted(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    make.seat(harbour, make.membership("Chidi"))
    mute(amara, bruno, make.NOW)
    form = sign_in(amara.person).get("/feedback/ask/").context["form"]
    assert [label for _, label in form.fields["peers"].choices] == ["Chidi (Harbour)"]
