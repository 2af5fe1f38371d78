"""A piece of feedback: who may give one to whom, who reads it, and what the two can do with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.domain.coaching.feedback.written import FeedbackWords
from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.feedback.actions import give_feedback, mark_read, say_how_it_landed, take_back, thank
from edgewise.growth.feedback.models import Feedback, Landed
from edgewise.growth.feedback.queries import Peer, given_by, peers_of, read_feedback, received_by
from edgewise.growth.models import Commitment, Goal
from edgewise.notices.models import Delivery, Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.memberships.actions import end_membership
from edgewise.people.models import Membership, Person
from edgewise.programmes.agreements.actions import agree_anew
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.due import purge_circles
from edgewise.programmes.models.agreements import Agreement
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.models import DataKey, Opening
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
CANARY = FeedbackWords(
    "In Osric’s session", "You named the heron", "The kestrel came", "", "You spoke of Ophelia", "", "Ask Yorick"
)
DAY = timedelta(days=1)
KEY = "0123456789ab0123456789ab"
FORM = {"strength_behaviour": "You asked twice and waited", "key": KEY}


def texts(page: bytes) -> list[bool]:
    return [word in page for word in (b"Osric", b"heron", b"kestrel", b"Ophelia", b"Yorick")]


def told(kind: Kind) -> list[str]:
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("to__person__name", flat=True))


def names(person: Person, now: object = None) -> list[str]:
    return [one.peer.person.name for one in peers_of(person, now or make.NOW)]  # type: ignore[arg-type]


def test_it_is_read_as_it_was_written(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    make.feedback(harbour, bruno, amara, CANARY)
    (row,) = received_by(amara.person)
    assert (read_feedback(row).words, list(given_by(bruno.person))) == (CANARY, [row])


def test_peers_sit_together_now_or_sat_together_within_ninety_days(
    harbour: Circle, amara: Membership, bruno: Membership
) -> None:
    for name, days_ago in (("Chidi", 89), ("Dana", 91)):
        seat = make.seat(harbour, make.membership(name), since=make.NOW - 200 * DAY)
        seat.ended_at = make.NOW - days_ago * DAY
        seat.save()
    make.seat(harbour, make.membership("Elif"))
    make.membership("Jonas")
    mine = harbour.seats.get(membership=amara)
    mine.since = make.NOW - 300 * DAY
    mine.save()
    assert names(amara.person) == ["Bruno", "Chidi", "Elif"]
    assert names(make.person("Dana")) == []


def test_who_came_after_one_had_left_is_no_peer(harbour: Circle, amara: Membership) -> None:
    end_seat(harbour.seats.get(membership=amara), SeatEnd.OPTED_OUT, make.NOW)
    make.seat(harbour, make.membership("Chidi"), since=make.NOW + DAY)
    assert names(amara.person, make.NOW + 2 * DAY) == ["Bruno"]


def test_who_has_left_the_organisation_is_no_peer_and_reads_nothing(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    row = make.feedback(harbour, bruno, amara, CANARY)
    end_membership(amara)
    browser = sign_in(amara.person)
    assert (names(bruno.person), names(amara.person)) == ([], [])
    assert (browser.get(f"/feedback/{row.code}/").status_code, list(received_by(amara.person))) == (404, [])
    assert list(given_by(bruno.person)) == [row]


def test_what_somebody_gave_who_has_left_stays_with_its_receiver(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    row = make.feedback(harbour, bruno, amara, CANARY)
    end_membership(bruno)
    assert texts(sign_in(amara.person).get(f"/feedback/{row.code}/").content) == [True] * 5
    assert sign_in(bruno.person).get(f"/feedback/{row.code}/").status_code == 302  # says that it is not there any more


@pytest.mark.parametrize("name", ["Chidi", "Grace", "Hana", "Ines", "Jonas", "Kofi"])
def test_nobody_else_reads_a_word(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn, name: str
) -> None:
    someone = make.membership(name, make.organisation("Southgate") if name == "Kofi" else None, is_owner=name == "Hana")
    harbour.cohort.coordinators.add(make.membership("Grace"))
    if name == "Chidi":
        make.seat(harbour, someone)
    if name == "Ines":
        make.ended_seat(harbour, someone)
    row = make.feedback(harbour, bruno, amara, CANARY)
    mark_read(row, make.NOW)
    say_how_it_landed(row, Landed.HELPED, "Osric the heron", make.NOW)
    browser = sign_in(someone.person)
    acts = ["", "back/", "thanks/", "landed/", "delete/", "report/", "mute/"]
    posts = [browser.post(f"/feedback/{row.code}/{act}").status_code for act in acts[1:]]
    paths = [f"/feedback/{row.code}/", "/feedback/", "/", f"/circles/{harbour.code}/", "/commitments/"]
    paths += [f"/cohorts/{harbour.cohort.code}/figures/", f"/cohorts/{harbour.cohort.code}/desk/"]
    answers = [browser.get(path) for path in paths]
    assert (answers[0].status_code, posts) == (404, [404] * 6)
    assert [texts(page.content) for page in answers] == [[False] * 5] * len(paths)


def test_each_of_the_two_does_only_what_is_theirs(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    row = make.feedback(harbour, bruno, amara)
    mark_read(row, make.NOW)
    path, theirs = f"/feedback/{row.code}/", ["thanks/", "landed/", "delete/", "report/", "mute/"]
    assert [sign_in(bruno.person).post(path + act).status_code for act in theirs] == [403] * 5
    assert sign_in(amara.person).post(f"{path}back/").status_code == 403


def test_it_can_be_taken_back_until_it_is_read(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    first, second = (make.feedback(harbour, bruno, amara, CANARY) for _ in range(2))
    giver, receiver = sign_in(bruno.person), sign_in(amara.person)
    receiver.get(f"/feedback/{second.code}/")
    said = [giver.post(f"/feedback/{one.code}/back/", follow=True).content.decode() for one in (first, second)]
    assert ("Nobody has read it" in said[0], "It has been read already" in said[1]) == (True, True)
    gone = receiver.get(f"/feedback/{first.code}/", follow=True)
    assert ("not here any more" in gone.content.decode(), texts(gone.content)) == (True, [False] * 5)
    first.refresh_from_db()
    assert (bytes(first.words), list(received_by(amara.person))) == (b"", [second])


def test_of_reading_and_taking_back_at_once_one_wins(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    first, second = (make.feedback(harbour, bruno, amara) for _ in range(2))
    assert (take_back(first, make.NOW), mark_read(first, make.NOW)) == (True, False)
    assert (mark_read(second, make.NOW), take_back(second, make.NOW)) == (True, False)


def test_looking_at_its_head_reads_nothing(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    row = make.feedback(harbour, bruno, amara)
    sign_in(amara.person).head(f"/feedback/{row.code}/")
    row.refresh_from_db()
    assert row.read_at is None


def test_its_receiver_is_told_once_without_a_word(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    make.feedback(harbour, bruno, amara, CANARY)
    for _ in range(2):
        tick(make.NOW)
    assert told(Kind.FEEDBACK_GIVEN) == ["Amara"]
    assert not any(texts(bytes(str(Notice.objects.values()), "utf-8")))


def test_what_is_taken_back_is_called_off_and_goes(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    row = make.feedback(harbour, bruno, amara)
    tick(make.NOW)
    take_back(row, make.NOW)
    tick(make.NOW)
    assert (set(Delivery.objects.values_list("state", flat=True)), Feedback.objects.count()) == ({"dropped"}, 0)


def test_a_form_that_is_sent_twice_gives_once(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    giver = sign_in(bruno.person)
    for _ in range(2):
        giver.post("/feedback/give/", {**FORM, "to": amara.pk})
    assert Feedback.objects.count() == 1


def test_a_form_to_which_one_goes_back_for_another_person_or_other_words_gives_anew(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    """Nobody is told “Sent” of words that went nowhere."""
    chidi, giver = make.membership("Chidi"), sign_in(bruno.person)
    make.seat(harbour, chidi)
    for other in ({"to": amara.pk}, {"to": chidi.pk}, {"to": chidi.pk, "strength_impact": "I could go on"}):
        giver.post("/feedback/give/", {**FORM, **other})
    to = Feedback.objects.order_by("pk").values_list("receiver__person__name", flat=True)
    assert list(to) == ["Amara", "Chidi", "Chidi"]
    assert FORM["key"] not in set(Feedback.objects.values_list("key", flat=True))


@pytest.mark.parametrize(
    ("other", "fields"),
    [
        ({"strength_behaviour": ""}, ["strength_behaviour"]),
        ({"strength_behaviour": "  ", "strength_impact": "It helped"}, ["strength_behaviour"]),
        ({"change_impact": "We lost time"}, ["change_behaviour"]),
        ({"alternative": "Ask first"}, ["change_behaviour"]),
        ({"strength_behaviour": "x" * 601}, ["strength_behaviour"]),
        ({"strength_behaviour": "a\0b"}, ["strength_behaviour"]),
        ({"to": "999999"}, ["to"]),
        ({"to": "\0"}, ["to"]),
        ({"key": "x"}, ["key"]),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn, other: dict[str, str], fields: list[str]
) -> None:
    page = sign_in(bruno.person).post("/feedback/give/", {**FORM, "to": str(amara.pk), **other})
    assert (page.status_code, list(page.context["form"].errors), Feedback.objects.count()) == (200, fields, 0)


def test_one_cannot_write_to_somebody_with_whom_one_never_sat(
    harbour: Circle, bruno: Membership, sign_in: SignIn
) -> None:
    stranger = make.membership("Jonas")
    page = sign_in(bruno.person).post("/feedback/give/", {**FORM, "to": stranger.pk})
    assert list(page.context["form"].errors) == ["to"]


def test_hints_never_block_and_are_kept_nowhere(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    giver, judged = sign_in(bruno.person), {"strength_behaviour": "You are the best"}
    hint = giver.post("/feedback/hints/?part=strength", judged).content.decode()
    assert ("Only you see this" in hint, Feedback.objects.count()) == (True, 0)
    assert "Only you see this" not in giver.post("/feedback/hints/?part=change", judged).content.decode()
    giver.post("/feedback/give/", {**FORM, **judged, "to": amara.pk})
    assert Feedback.objects.count() == 1


def test_thanks_and_landing_are_seen_by_who_gave_it_who_is_told_once(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    row = make.feedback(harbour, bruno, amara)
    receiver, giver, path = sign_in(amara.person), sign_in(bruno.person), f"/feedback/{row.code}/"
    early = receiver.post(f"{path}thanks/", follow=True)
    receiver.post(f"{path}thanks/")
    assert "says thank you" in giver.get(path).content.decode()
    for landed, sentence in ((Landed.THINK, "It is new to me"), (Landed.NO_FIT, "")):
        receiver.post(f"{path}landed/", {"landed": landed, "sentence": sentence})
    page = giver.get(path).content.decode()
    assert ("Amara says: It did not fit" in page, "It is new to me" in page) == (True, False)
    assert (told(Kind.FEEDBACK_LANDED), early.redirect_chain[0][0]) == (["Bruno"], path)
    refused = receiver.post(f"{path}landed/", {"landed": "\0"}, follow=True).content.decode()
    assert "Choose one of the three answers" in refused


def test_nothing_is_thanked_or_answered_before_it_is_read(
    harbour: Circle, amara: Membership, bruno: Membership
) -> None:
    row = make.feedback(harbour, bruno, amara)
    assert (thank(row, make.NOW), say_how_it_landed(row, Landed.HELPED, "", make.NOW)) == (False, False)


def test_deleted_by_its_receiver_its_words_are_gone_for_both(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    row = make.feedback(harbour, bruno, amara, CANARY)
    mark_read(row, make.NOW)
    receiver, path = sign_in(amara.person), f"/feedback/{row.code}/"
    assert texts(receiver.get(f"{path}delete/").content) == [False] * 5
    receiver.post(f"{path}delete/")
    page = sign_in(bruno.person).get(path)
    assert (texts(page.content), "Amara has deleted it" in page.content.decode()) == ([False] * 5, True)
    assert receiver.get(path).status_code == 302
    row.refresh_from_db()
    assert bytes(row.words) == b""


def test_it_becomes_a_goal_or_a_commitment_in_words_that_its_receiver_edits(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    row = make.feedback(harbour, bruno, amara, CANARY)
    receiver, giver = sign_in(amara.person), sign_in(bruno.person)
    paths = [f"/circles/{harbour.code}/{what}/new/?feedback={row.code}" for what in ("goals", "commitments")]
    before = [b"Yorick" in receiver.get(path).content for path in paths]
    page = receiver.get(f"/feedback/{row.code}/").content.decode()
    assert [path in page for path in paths] == [True, True]
    after = [b"Yorick" in receiver.get(path).content for path in paths]
    assert (before, after) == ([False, False], [True, True])
    assert [b"Yorick" in giver.get(path).content for path in paths] == [False, False]
    assert [receiver.get(f"{path}%00²").status_code for path in paths] == [200, 200]
    assert (Goal.objects.count(), Commitment.objects.count()) == (0, 0)


def test_its_key_is_that_of_the_two_and_ends_with_the_circle(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    chidi = make.membership("Chidi")
    make.seat(harbour, chidi)
    rows = [make.feedback(harbour, *two, CANARY) for two in ((bruno, amara), (amara, bruno), (bruno, chidi))]
    assert len({row.key_scope for row in rows}) == 2
    agree_anew({harbour.pk})
    yesterday = timezone.localdate() - DAY
    Cohort.objects.update(starts_on=yesterday - 90 * DAY, ends_on=yesterday)
    Agreement.objects.update(purge_on=yesterday)
    purge_circles(timezone.now())
    gone = DataKey.objects.filter(scope__startswith="two:").values_list("destroyed_at", flat=True)
    assert (len(gone), None in gone) == (2, False)
    page = sign_in(bruno.person).get(f"/feedback/{rows[0].code}/")
    assert (page.status_code, texts(page.content)) == (200, [False] * 5)
    assert give_feedback(Peer(bruno, amara, harbour), CANARY, make.NOW) is None
    assert (names(amara.person), list(received_by(amara.person).filter(read_at=None)) != []) == ([], True)
    assert "has given you feedback" not in sign_in(amara.person).get("/").content.decode()


def test_who_opened_it_stands_in_the_log_of_the_two(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    row = make.feedback(harbour, bruno, amara)
    for _ in range(2):
        sign_in(amara.person).get(f"/feedback/{row.code}/")
    sign_in(bruno.person).get(f"/feedback/{row.code}/")
    assert list(Opening.objects.values_list("scope", "who", "what")) == [
        (row.key_scope, "Amara", "feedback that was given to them")
    ]
    chidi = make.membership("Chidi")
    make.seat(harbour, chidi)
    pages = [sign_in(who.person).get(f"/circles/{harbour.code}/log/").content.decode() for who in (amara, bruno, chidi)]
    assert ["feedback that was given to them" in page for page in pages] == [True, True, False]


@pytest.mark.parametrize("path", ["/feedback/", "/"])
def test_the_lists_ask_as_often_for_three_as_for_one(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn, path: str
) -> None:
    browser = sign_in(amara.person)

    def more() -> int:
        make.feedback(harbour, bruno, amara)
        make.feedback(harbour, amara, bruno)
        make.question(harbour, amara, bruno)
        make.question(harbour, bruno, amara)
        browser.get(path)
        with CaptureQueriesContext(connection) as found:
            browser.get(path)
        return len(found)

    assert more() == [more(), more()][-1]


def test_the_page_of_somebody_without_a_circle_says_what_to_do(sign_in: SignIn) -> None:
    browser = sign_in(make.membership("Jonas").person)
    page = browser.get("/feedback/").content.decode()
    assert ("When you sit in a circle" in page, "Give feedback</a>" in page) == (True, False)
    pages = [browser.get(path).content.decode() for path in ("/feedback/give/", "/feedback/ask/", "/feedback/muted/")]
    assert ["Nobody here yet" in pages[0], "Nobody here yet" in pages[1], "Nobody is muted" in pages[2]] == [True] * 3


def test_the_circles_page_leads_to_it(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    assert "/feedback/give/" in sign_in(amara.person).get(f"/circles/{harbour.code}/").content.decode()
