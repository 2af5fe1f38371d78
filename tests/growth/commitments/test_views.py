"""What each page of commitments shows, to whom, and what pressing on it does."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.domain.coaching.changes import Example
from edgewise.domain.coaching.reflections import ReflectionWords
from edgewise.growth.changes.actions import answer_sighting, ask_peers
from edgewise.growth.commitments.actions import check_in
from edgewise.growth.commitments.queries import my_commitments, read, witnessed_by
from edgewise.growth.models import CheckIn, Commitment, Seen, Status
from edgewise.growth.reflections.actions import write_reflection
from edgewise.growth.steps.actions import mark_done
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.vault.models import Opening
from tests import make

SignIn = Callable[[Person], Client]
KEY = "0123456789ab0123456789ab"
FORM = "form-0123456789"

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(harbour: Circle, amara: Membership, bruno: Membership) -> Commitment:
    in_ten_days = timezone.localdate() + timedelta(days=10)
    return make.commitment(harbour, amara, bruno, make.words("Tell Osric about the heron"), by_date=in_ten_days)


def _answer(**said: str) -> dict[str, str]:
    return {"status": "kept", "learnt": "Ask early", "key": KEY, **said}


def _promise(witness: Membership, **said: str) -> dict[str, str]:
    soon = timezone.localdate() + timedelta(days=5)
    plain = {
        "what": "Ask Dana to own the plan",
        "first_step": "Write to her tonight",
        "measure": "She has said yes or no",
        "by_date": soon.isoformat(),
        "witness": str(witness.pk),
        "key": FORM,
    }
    return {**plain, **said}


def _texts(page: bytes) -> list[bool]:
    return [word in page for word in (b"Osric", b"heron")]


@pytest.mark.parametrize("path", ["/commitments/", "/commitments/plan/"])
def test_the_author_reads_their_own_words(made: Commitment, sign_in: SignIn, path: str) -> None:
    assert _texts(sign_in(made.author.person).get(path).content) == [True, True]


def test_the_witness_reads_what_they_witness(made: Commitment, bruno: Membership, sign_in: SignIn) -> None:
    assert _texts(sign_in(bruno.person).get("/commitments/witnessing/").content) == [True, True]


@pytest.mark.parametrize("name", ["Grace", "Hana", "Jonas"])
def test_no_coordinator_owner_or_colleague_reads_a_word(made: Commitment, sign_in: SignIn, name: str) -> None:
    someone = make.membership(name, is_owner=name == "Hana")
    made.circle.cohort.coordinators.add(make.membership("Grace"))
    browser = sign_in(someone.person)
    paths = [f"/commitments/{made.code}/", f"/circles/{made.circle.code}/commitments/"]

    answers = [browser.get(path) for path in [*paths, "/commitments/", "/commitments/witnessing/"]]

    assert [answer.status_code for answer in answers] == [404, 404, 200, 200]
    assert [_texts(answer.content) for answer in answers] == [[False, False]] * 4


def test_a_check_in_is_kept_and_said_back(made: Commitment, amara: Membership, sign_in: SignIn) -> None:
    page = sign_in(amara.person).post(f"/commitments/{made.code}/", _answer(), follow=True)

    (promise,) = read(my_commitments(amara.person))
    assert (promise.row.status, promise.learnings[0].learnt) == (Status.KEPT, "Ask early")
    assert (b"You have kept 1 so far" in page.content, b"Ask early" in page.content) == (True, True)


def test_the_same_form_sent_twice_is_one_check_in(made: Commitment, amara: Membership, sign_in: SignIn) -> None:
    browser = sign_in(amara.person)
    for _ in range(2):
        browser.post(f"/commitments/{made.code}/", _answer())

    assert CheckIn.objects.count() == 1


def test_changed_with_a_new_date_goes_on(made: Commitment, amara: Membership, sign_in: SignIn) -> None:
    later = timezone.localdate() + timedelta(days=20)

    sign_in(amara.person).post(f"/commitments/{made.code}/", _answer(status="changed", moved_to=later.isoformat()))

    made.refresh_from_db()
    assert (made.status, made.by_date) == (Status.OPEN, later)


@pytest.mark.parametrize(
    "said",
    [
        {"status": ""},
        {"status": "open"},
        {"status": "kept", "moved_to": "2099-01-01"},
        {"status": "changed", "moved_to": "2020-01-01"},
        {"status": "changed", "moved_to": "9999-12-31"},
        {"learnt": "a" * 2001},
        {"key": "spring1"},
    ],
)
def test_an_answer_that_makes_no_sense_changes_nothing(
    made: Commitment, amara: Membership, sign_in: SignIn, said: dict[str, str]
) -> None:
    page = sign_in(amara.person).post(f"/commitments/{made.code}/", _answer(**said))

    made.refresh_from_db()
    assert (page.status_code, made.status, CheckIn.objects.count()) == (200, Status.OPEN, 0)


def test_the_witness_writes_down_what_they_were_told(made: Commitment, bruno: Membership, sign_in: SignIn) -> None:
    sign_in(bruno.person).post(f"/commitments/{made.code}/", _answer(status="partly"))

    made.refresh_from_db()
    assert (made.status, CheckIn.objects.get().by) == (Status.PARTLY, bruno)


def test_another_member_may_read_but_not_answer_or_ask(made: Commitment, sign_in: SignIn) -> None:
    chidi = make.membership("Chidi")
    make.seat(made.circle, chidi)
    browser = sign_in(chidi.person)

    shared = browser.get(f"/circles/{made.circle.code}/commitments/")
    answers = [browser.post(f"/commitments/{made.code}/{end}", _answer()).status_code for end in ("", "ask/")]

    assert (_texts(shared.content), answers, CheckIn.objects.count()) == ([True, True], [403, 403], 0)


def test_the_witness_asks_and_the_author_sees_it(made: Commitment, bruno: Membership, sign_in: SignIn) -> None:
    sign_in(bruno.person).post(f"/commitments/{made.code}/ask/")

    page = sign_in(made.author.person).get("/commitments/").content.decode()
    assert f"Bruno asked on {timezone.localdate():%-d %B} how it went." in page


def test_the_author_cannot_ask_themself(made: Commitment, amara: Membership, sign_in: SignIn) -> None:
    answer = sign_in(amara.person).post(f"/commitments/{made.code}/ask/")

    made.refresh_from_db()
    assert (answer.status_code, made.asked_at) == (403, None)


def test_a_day_that_has_passed_is_flagged_gently(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    make.commitment(harbour, amara, by_date=timezone.localdate() - timedelta(days=3))

    page = sign_in(amara.person).get("/commitments/").content

    assert (b"How did it go?" in page, b"verdue" in page) == (True, False)


def test_whoever_opens_the_words_of_others_is_in_the_log(made: Commitment, bruno: Membership, sign_in: SignIn) -> None:
    browser = sign_in(bruno.person)
    browser.get("/commitments/witnessing/")
    browser.get(f"/commitments/{made.code}/")
    browser.get(f"/circles/{made.circle.code}/commitments/")

    assert list(Opening.objects.order_by("pk").values_list("who", "what")) == [
        ("Bruno", "commitments they witness"),
        ("Bruno", "a commitment they witness"),
        ("Bruno", "commitments of the circle"),
    ]


def test_a_promise_between_sessions_is_recorded_once(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    browser = sign_in(amara.person)
    for _ in range(2):
        browser.post(f"/circles/{harbour.code}/commitments/new/", _promise(bruno))

    (promise,) = read(witnessed_by(bruno.person))
    assert promise.words == make.words("Ask Dana to own the plan", "Write to her tonight", "She has said yes or no")


def test_vague_words_are_asked_about_once_and_then_taken(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    browser, path = sign_in(amara.person), f"/circles/{harbour.code}/commitments/new/"
    vague = _promise(bruno, what="Think about the plan")

    asked = browser.post(path, vague)
    before = Commitment.objects.count()
    browser.post(path, vague | {"considered": asked.context["form"]["considered"].value()})

    assert "“Think about” is hard to see from outside." in asked.content.decode()
    assert (before, Commitment.objects.count()) == (0, 1)


@pytest.mark.parametrize("said", [{"by_date": "2020-01-01"}, {"by_date": "soon"}, {"what": " "}, {"key": "spring1"}])
def test_a_promise_that_cannot_be_is_not_recorded(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn, said: dict[str, str]
) -> None:
    page = sign_in(amara.person).post(f"/circles/{harbour.code}/commitments/new/", _promise(bruno, **said))

    assert (page.status_code, Commitment.objects.count()) == (200, 0)


@pytest.mark.parametrize("name", ["Amara", "Kofi", "Ines"])
def test_a_witness_is_somebody_else_who_sits_in_the_circle(
    harbour: Circle, amara: Membership, sign_in: SignIn, name: str
) -> None:
    someone = make.membership(name, make.organisation("Southgate") if name == "Kofi" else None)
    if name == "Ines":
        make.ended_seat(harbour, someone)

    sign_in(amara.person).post(f"/circles/{harbour.code}/commitments/new/", _promise(someone))

    assert Commitment.objects.count() == 0


@pytest.mark.parametrize("path", ["/commitments/", "/commitments/witnessing/", "/commitments/plan/"])
def test_pages_take_as_many_queries_for_three_as_for_one(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn, path: str
) -> None:
    who = bruno if "witnessing" in path else amara
    browser = sign_in(who.person)
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            make.commitment(harbour, amara, bruno)
            over = make.commitment(harbour, amara, bruno)
            check_in(over, amara, Status.KEPT, "It helped", make.NOW)
        with CaptureQueriesContext(connection) as asked:
            browser.get(path)
        counts.append(len(asked))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("path", ["/commitments/", "/commitments/witnessing/", "/changes/", "/reflect/"])
def test_what_follows_takes_as_many_queries_for_three_as_for_one(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn, path: str
) -> None:
    browser = sign_in((bruno if "witnessing" in path else amara).person)
    peers = [make.membership(name) for name in ("Chidi", "Dana", "Elif")]
    for peer in peers:
        make.seat(harbour, peer)
    named, now = make.change(harbour, amara), timezone.now()
    made = make.commitment(harbour, amara, bruno, by_date=timezone.localdate() + timedelta(days=40))
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            make.step(made, timezone.localdate() + timedelta(days=7 * made.steps.count()), at=now)
            written = make.reflection(harbour, amara, now)
            write_reflection(written, ReflectionWords("Words"), None, now)
            make.reflection(harbour, amara, now)
            peer = peers.pop()
            ask_peers(named, [peer.pk], now)
            answer_sighting(named.sightings.latest("pk"), Seen.LITTLE, Example("There"), 1, now)
            make.asked(harbour, peer, bruno, now)
        mark_done(made.steps.latest("pk"), now)
        with CaptureQueriesContext(connection) as asked:
            browser.get(path)
        counts.append(len(asked))

    assert counts[0] == counts[1]


def test_the_day_goes_into_the_authors_calendar_without_a_word(
    made: Commitment, amara: Membership, sign_in: SignIn
) -> None:
    path, client = f"/commitments/{made.code}/commitment.ics", sign_in(amara.person)
    assert path in client.get(f"/commitments/{made.code}/").content.decode()
    later = (timezone.localdate() + timedelta(days=20)).isoformat()
    client.post(f"/commitments/{made.code}/", {"status": "changed", "moved_to": later, "key": "b" * 24})
    file = client.get(path)
    said = file.content.decode()
    assert file["Content-Type"].startswith("text/calendar")
    assert f"DTSTART;VALUE=DATE:{later.replace('-', '')}" in said
    assert ("SUMMARY:A commitment of yours" in said, "SEQUENCE:1" in said) == (True, True)
    assert [word in said for word in ("Osric", "heron", made.circle.name)] == [False, False, False]
