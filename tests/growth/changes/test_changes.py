"""One change that others are to see: named, asked about, answered, and read by nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edgewise.domain.coaching.changes import Example
from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.changes.actions import answer_sighting, ask_peers, withdraw
from edgewise.growth.changes.queries import following_of, my_changes, read_changes
from edgewise.growth.models import BehaviourChange, Seen, Sighting
from edgewise.notices.models import DeliveryState, Notice
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.vault.actions import destroy_key
from edgewise.vault.models import Opening
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
CANARY = "I ask Osric about the heron"
EXAMPLE = Example("On the Blackfriars bridge", "You asked the kestrel")
DAY = timedelta(days=1)


@pytest.fixture
def harbour(amara: Membership, bruno: Membership) -> Circle:
    return make.circle(members=[amara, bruno, make.membership("Chidi")])


@pytest.fixture
def asked(harbour: Circle, amara: Membership, bruno: Membership) -> Sighting:
    named = make.change(harbour, amara, CANARY)
    ask_peers(named, [bruno.pk], make.NOW)
    return named.sightings.get()


def said(row: Sighting, seen: Seen = Seen.CLEARLY, at: timedelta = DAY) -> bool:
    row.change.refresh_from_db()
    return answer_sighting(row, seen, EXAMPLE, row.change.version, make.NOW + at)


def texts(page: bytes) -> list[bool]:
    return [word in page for word in (b"Osric", b"heron", b"Blackfriars", b"kestrel")]


def words_of(person: Person) -> list[str | None]:
    return [change.words for change in read_changes(my_changes(person))]


def test_it_is_reworded_until_somebody_has_answered_and_then_followed_by_another(
    harbour: Circle, amara: Membership
) -> None:
    first = make.change(harbour, amara, "I lisen")
    reworded = make.change(harbour, amara, "I listen")
    ask_peers(first, [make.membership("Bruno").pk, make.membership("Chidi").pk], make.NOW)
    said(first.sightings.get(peer__person__name="Bruno"))
    new = make.change(harbour, amara, "I ask", make.NOW + 2 * DAY)
    first.refresh_from_db()
    assert (first.pk, first.version, words_of(amara.person)) == (reworded.pk, 2, ["I ask", "I listen"])
    assert (first.closed_at, new.closed_at) == (make.NOW + 2 * DAY, None)
    assert first.sightings.get(peer__person__name="Chidi").withdrawn_at == make.NOW + 2 * DAY


def test_the_same_words_again_change_nothing(harbour: Circle, amara: Membership, asked: Sighting) -> None:
    said(asked)
    make.change(harbour, amara, CANARY)
    assert (BehaviourChange.objects.count(), BehaviourChange.objects.get().version) == (1, 1)


def test_each_who_is_asked_is_told_once_without_a_word(harbour: Circle, amara: Membership, asked: Sighting) -> None:
    again = ask_peers(asked.change, [asked.peer_id], make.NOW)
    notice = Notice.objects.get(kind=Kind.BEHAVIOUR_TO_CONFIRM)
    assert (again, notice.to, notice.link) == (0, asked.peer, f"/changes/asked/{asked.code}/")
    assert "Osric" not in str(Notice.objects.values())


def test_the_author_hears_that_somebody_has_answered_and_the_peer_is_not_asked_any_more(
    amara: Membership, asked: Sighting
) -> None:
    said(asked)
    notice = Notice.objects.get(kind=Kind.BEHAVIOUR_ANSWERED)
    assert (notice.to, notice.link, notice.facts) == (amara, "/changes/", {"person": "Bruno"})
    assert not asked.peer.notices.filter(deliveries__state=DeliveryState.WAITING).exists()


def test_who_does_not_sit_there_cannot_be_asked(harbour: Circle, amara: Membership) -> None:
    ines, kofi = make.membership("Ines"), make.membership("Kofi", make.organisation("Southgate"))
    make.ended_seat(harbour, ines)
    named = make.change(harbour, amara)
    assert ask_peers(named, [ines.pk, kofi.pk, amara.pk], make.NOW) == 0
    assert not Notice.objects.filter(kind=Kind.BEHAVIOUR_TO_CONFIRM).exists()


def test_whoever_has_answered_is_asked_again_after_a_fortnight(asked: Sighting) -> None:
    said(asked, Seen.NOT_YET)
    at = [timedelta(days=14), timedelta(days=15)]
    assert [ask_peers(asked.change, [asked.peer_id], make.NOW + later) for later in at] == [0, 1]
    assert asked.change.sightings.count() == 2


def test_a_question_is_taken_back_until_it_is_answered_and_asked_again(asked: Sighting) -> None:
    taken = withdraw(asked, make.NOW)
    refused = said(asked)
    asked_again = ask_peers(asked.change, [asked.peer_id], make.NOW + DAY)
    answered = said(asked)
    assert (taken, refused, asked_again, answered) == (True, False, 1, True)
    assert withdraw(asked, make.NOW + DAY) is False
    assert Notice.objects.filter(kind=Kind.BEHAVIOUR_TO_CONFIRM).count() == 2


def test_nobody_answers_twice_or_to_words_they_have_not_read(
    harbour: Circle, amara: Membership, asked: Sighting
) -> None:
    make.change(harbour, amara, "Other words")
    stale = answer_sighting(asked, Seen.CLEARLY, EXAMPLE, 1, make.NOW)
    assert (stale, said(asked), said(asked, Seen.NOT_YET)) == (False, True, False)
    asked.refresh_from_db()
    assert asked.seen == Seen.CLEARLY


@pytest.mark.parametrize("who", ["Amara", "Bruno"])
def test_leaving_takes_open_questions_back_and_keeps_answers(
    harbour: Circle, amara: Membership, asked: Sighting, who: str
) -> None:
    chidi = make.membership("Chidi")
    ask_peers(asked.change, [chidi.pk], make.NOW)
    said(asked.change.sightings.get(peer=chidi))
    end_seat(harbour.seats.get(membership__person__name=who), SeatEnd.OPTED_OUT, make.NOW + DAY)
    rows = dict(Sighting.objects.values_list("peer__person__name", "withdrawn_at"))
    assert rows == {"Bruno": make.NOW + DAY, "Chidi": None}


def test_in_a_new_circle_its_people_are_asked_about_the_same_change(
    harbour: Circle, amara: Membership, asked: Sighting, sign_in: SignIn
) -> None:
    said(asked)
    end_seat(harbour.seats.get(membership=amara), SeatEnd.ROUND_OVER, make.NOW + DAY)
    dana = make.membership("Dana")
    lantern = make.circle(harbour.cohort, [amara, dana], "Lantern")
    assert ask_peers(asked.change, [asked.peer_id, dana.pk], make.NOW + 2 * DAY) == 1
    destroy_key(harbour.scope)
    new = Sighting.objects.get(peer=dana)
    page = sign_in(dana.person).get(f"/changes/asked/{new.code}/").content
    assert (new.circle, texts(page)) == (lantern, [True, True, False, False])


def test_the_peer_answers_and_the_author_reads_it(asked: Sighting, sign_in: SignIn) -> None:
    bruno, amara = sign_in(make.person("Bruno")), sign_in(make.person("Amara"))
    path = f"/changes/asked/{asked.code}/"
    form = {"seen": "little", "situation": EXAMPLE.situation, "saw": EXAMPLE.seen, "version": "1"}
    waiting = bruno.get("/commitments/witnessing/").content
    home = bruno.get("/").content
    question = bruno.get(path).content
    bruno.post(path, form)
    assert (b"Amara asks you" in waiting, b"I witness (1)" in waiting, texts(waiting)) == (True, True, [False] * 4)
    assert b"Somebody asks whether you have seen a change" in home
    assert texts(question) == [True, True, False, False]
    assert [texts(page.content) for page in (amara.get("/changes/"), bruno.get(path))] == [[True] * 4] * 2
    assert b"Seen a little" in amara.get("/changes/").content


@pytest.mark.parametrize("given", [{"seen": ""}, {"seen": "perhaps"}, {"saw": "a" * 1001}, {"version": "one"}])
def test_an_answer_that_makes_no_sense_is_not_sent(asked: Sighting, sign_in: SignIn, given: dict[str, str]) -> None:
    form = {"seen": "little", "situation": "", "saw": "", "version": "1", **given}
    page = sign_in(make.person("Bruno")).post(f"/changes/asked/{asked.code}/", form)
    asked.refresh_from_db()
    assert (page.status_code, asked.answered_at) == (200, None)


def test_whoever_answers_to_old_words_is_shown_the_new(
    harbour: Circle, amara: Membership, asked: Sighting, sign_in: SignIn
) -> None:
    make.change(harbour, amara, "I count to three")
    form = {"seen": "little", "situation": "", "saw": "", "version": "1"}
    page = sign_in(make.person("Bruno")).post(f"/changes/asked/{asked.code}/", form, follow=True).content
    assert (b"I count to three" in page, b"Please read it again" in page) == (True, True)


def test_a_question_taken_back_says_so_and_shows_no_word(asked: Sighting, sign_in: SignIn) -> None:
    sign_in(make.person("Amara")).post(f"/changes/asked/{asked.code}/withdraw/")
    browser = sign_in(make.person("Bruno"))
    page = browser.get(f"/changes/asked/{asked.code}/").content
    assert (b"was taken back" in page, texts(page)) == (True, [False] * 4)
    assert browser.get("/commitments/witnessing/").context["waiting"] == 0


@pytest.mark.parametrize("name", ["Chidi", "Grace", "Hana", "Jonas", "Dana", "Kofi", "Ines", "Bruno"])
def test_nobody_but_author_and_peer_reads_a_word(harbour: Circle, asked: Sighting, sign_in: SignIn, name: str) -> None:
    someone = make.membership(name, make.organisation("Southgate") if name == "Kofi" else None, is_owner=name == "Hana")
    harbour.cohort.coordinators.add(make.membership("Grace"))
    if name == "Dana":
        make.circle(harbour.cohort, [someone], "Lantern")
    if name == "Ines":
        make.ended_seat(harbour, someone)
    said(asked)
    if name == "Bruno":  # a peer who has left
        answer(harbour.cohort.enrolments.get(membership=someone), EnrolmentState.OPTED_OUT)
    browser = sign_in(someone.person)
    paths = ["/changes/", "/commitments/witnessing/", f"/circles/{harbour.code}/", f"/circles/{harbour.code}/change/"]
    paths += [f"/changes/asked/{asked.code}/", f"/changes/{asked.change.code}/ask/"]
    paths += [f"/cohorts/{harbour.cohort.code}/figures/", f"/cohorts/{harbour.cohort.code}/desk.csv"]
    answers = [browser.get(path) for path in paths]
    assert [page.status_code for page in answers[4:6]] == [404, 404]
    assert [texts(page.content) for page in answers] == [[False] * 4] * len(paths)


def test_whoever_opens_the_words_of_others_is_in_the_log(asked: Sighting, sign_in: SignIn) -> None:
    bruno, amara = sign_in(make.person("Bruno")), sign_in(make.person("Amara"))
    bruno.get(f"/changes/asked/{asked.code}/")
    amara.get("/changes/")  # no answer yet
    said(asked)
    amara.get("/changes/")
    assert list(Opening.objects.order_by("pk").values_list("scope", "who", "what")) == [
        (asked.circle.scope, "Bruno", "a change they were asked about"),
        (asked.circle.scope, "Amara", "answers about their change"),
    ]


def test_it_is_named_and_asked_about_on_the_pages(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    browser = sign_in(amara.person)
    browser.post(f"/circles/{harbour.code}/change/", {"what": CANARY})
    named = BehaviourChange.objects.get()
    peers = [str(make.membership(name).pk) for name in ("Bruno", "Chidi")]
    empty = browser.post(f"/changes/{named.code}/ask/", {"peers": []})
    wrong = browser.post(f"/changes/{named.code}/ask/", {"peers": [str(amara.pk)]})
    browser.post(f"/changes/{named.code}/ask/", {"peers": peers})
    assert (empty.status_code, wrong.status_code, Sighting.objects.count()) == (200, 200, 2)
    assert [page.context["peers"] for page in [browser.get(f"/changes/{named.code}/ask/")]] == [[]]


@pytest.mark.parametrize("what", ["", " ", "a" * 301])
def test_no_words_are_no_change(harbour: Circle, amara: Membership, sign_in: SignIn, what: str) -> None:
    page = sign_in(amara.person).post(f"/circles/{harbour.code}/change/", {"what": what})
    assert (page.status_code, BehaviourChange.objects.count()) == (200, 0)


def test_once_the_key_is_destroyed_the_pages_say_so(harbour: Circle, asked: Sighting, sign_in: SignIn) -> None:
    said(asked)
    destroy_key(harbour.scope)
    Circle.objects.update(purged_at=timezone.now())
    amara, bruno = sign_in(make.person("Amara")), sign_in(make.person("Bruno"))
    pages = [amara.get("/changes/"), bruno.get(f"/changes/asked/{asked.code}/")]
    assert ["destroyed on the circle’s purge date" in page.content.decode() for page in pages] == [True, True]
    refused = amara.post(f"/circles/{harbour.code}/change/", {"what": "I listen"})
    assert (refused.status_code, BehaviourChange.objects.count()) == (200, 1)


@pytest.mark.parametrize(("people", "named", "confirmed"), [(4, None, None), (6, 5, 5), (11, 10, 10)])
def test_counts_are_of_people_told_in_fives_once_the_day_is_over(
    people: int, named: int | None, confirmed: int | None
) -> None:
    names = [*make.CAST, *(f"Guest {number}" for number in range(10))]
    circle = make.circle(members=[make.membership(name) for name in names])
    for place, name in enumerate(names[:people]):
        said(make.asked(circle, make.membership(name), make.membership(names[place - 1])), Seen.LITTLE)
        make.change(circle, make.membership(name), "Another", make.NOW + 2 * DAY)
    on_the_day = following_of(circle.cohort, len(names), make.NOW)
    found = following_of(circle.cohort, len(names), timezone.now() + 4 * DAY)
    assert (on_the_day.named, on_the_day.confirmed) == (None, None)
    assert (found.named, found.confirmed) == (named, confirmed)
