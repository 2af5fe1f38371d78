"""One question to a few peers, and what its asker sees of who has answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from edgewise.domain.coaching.feedback.written import FeedbackWords
from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.feedback.actions import give_feedback, mark_read
from edgewise.growth.feedback.models import Feedback, FeedbackAsked, FeedbackQuestion
from edgewise.growth.feedback.queries import Peer, QuestionRead, questions_of, questions_to, read_questions
from edgewise.notices.models import Delivery, Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
KEY = "0123456789ab0123456789ab"
ANSWER = {"strength_behaviour": "You asked twice and waited", "key": KEY}
DAY = timedelta(days=1)


@pytest.fixture
def chidi(harbour: Circle) -> Membership:
    who = make.membership("Chidi")
    make.seat(harbour, who)
    return who


def asked_by(who: Membership) -> QuestionRead:
    (found,) = read_questions(who.person, questions_of(who.person))
    return found


def test_a_question_from_its_form_to_its_answers(
    harbour: Circle, amara: Membership, bruno: Membership, chidi: Membership, sign_in: SignIn
) -> None:
    asker, words = sign_in(amara.person), "What did I do that helped the heron?"
    for _ in range(2):
        asker.post("/feedback/ask/", {"question": words, "peers": [bruno.pk, chidi.pk], "key": KEY})
    assert (FeedbackQuestion.objects.count(), FeedbackAsked.objects.count()) == (1, 2)
    tick(make.NOW)
    told = Notice.objects.filter(kind=Kind.FEEDBACK_ASKED)
    assert sorted(told.values_list("to__person__name", flat=True)) == ["Bruno", "Chidi"]
    assert "heron" not in str(told.values())

    mine = questions_to(bruno.person).get()
    path = f"/feedback/asked/{mine.code}/"
    peer = sign_in(bruno.person)
    assert words in peer.get(path).content.decode()
    peer.post(path, ANSWER)
    tick(make.NOW)
    assert list(Notice.objects.filter(to=amara).values_list("kind", flat=True)) == [Kind.FEEDBACK_ANSWERED]
    page = asker.get(f"/feedback/questions/{mine.question.code}/").content.decode()
    assert (words in page, page.count("Answered"), page.count("Not answered")) == (True, 1, 1)
    assert Feedback.objects.get().asked == mine
    assert "does not wait for your answer" in peer.get(path, follow=True).content.decode()


def test_declining_is_silent(
    harbour: Circle, amara: Membership, bruno: Membership, chidi: Membership, sign_in: SignIn
) -> None:
    question = make.question(harbour, amara, bruno, chidi)
    path, asker = f"/feedback/questions/{question.code}/", sign_in(amara.person)
    before = asker.get(path).content.decode()
    code = questions_to(bruno.person).get().code
    sign_in(bruno.person).post(f"/feedback/asked/{code}/decline/")
    tick(make.NOW)
    after = asker.get(path).content.decode()
    assert (list(questions_to(bruno.person)), before.count("Not answered"), after.count("Not answered")) == ([], 2, 2)
    assert set(Notice.objects.values_list("to__person__name", flat=True)) == {"Chidi"}


def test_nobody_else_reads_the_question(
    harbour: Circle, amara: Membership, bruno: Membership, chidi: Membership, sign_in: SignIn
) -> None:
    harbour.cohort.coordinators.add(make.membership("Grace"))
    question = make.question(harbour, amara, bruno)
    code = question.asked.get().code
    paths = [f"/feedback/questions/{question.code}/", f"/feedback/asked/{code}/"]
    for name in ("Chidi", "Grace", "Jonas"):
        browser = sign_in(make.membership(name).person)
        assert [browser.get(path).status_code for path in paths] == [404, 404]
    assert sign_in(bruno.person).get(paths[0]).status_code == 404
    assert sign_in(amara.person).get(paths[1]).status_code == 404


def test_two_who_are_asked_do_not_read_each_others_answers(
    harbour: Circle, amara: Membership, bruno: Membership, chidi: Membership, sign_in: SignIn
) -> None:
    question = make.question(harbour, amara, bruno, chidi)
    asked = questions_to(bruno.person).get()
    row = give_feedback(Peer(bruno, amara, harbour), FeedbackWords("", "The heron"), make.NOW, "", asked)
    assert row
    assert sign_in(chidi.person).get(f"/feedback/{row.code}/").status_code == 404
    assert len({one.key_scope for one in question.asked.all()}) == 2


def test_one_answer_to_one_question(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    asked = make.question(harbour, amara, bruno).asked.get()
    words, to = FeedbackWords("", "You waited"), Peer(bruno, amara, harbour)
    answers = [give_feedback(to, words, make.NOW, key, asked) for key in (KEY, KEY, KEY[::-1])]
    assert (answers[0] == answers[1], answers[2], Feedback.objects.count()) == (True, None, 1)


@pytest.mark.parametrize("leaver", ["Amara", "Bruno"])
def test_a_question_waits_while_the_two_are_peers(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn, leaver: str
) -> None:
    asked, path = make.question(harbour, amara, bruno).asked.get(), "/feedback/asked/{}/"
    browser, left = sign_in(bruno.person), harbour.seats.filter(membership__person__name=leaver)
    left.update(ended_at=timezone.now() - 89 * DAY)
    assert browser.get(path.format(asked.code)).status_code == 200
    left.update(ended_at=timezone.now() - 91 * DAY)
    assert list(questions_to(bruno.person)) == []
    assert browser.post(path.format(asked.code), ANSWER).url == "/feedback/"  # type: ignore[attr-defined]
    assert not Feedback.objects.exists()


def test_a_question_to_which_one_goes_back_for_another_peer_is_put_anew(
    harbour: Circle, amara: Membership, bruno: Membership, chidi: Membership, sign_in: SignIn
) -> None:
    asker = sign_in(amara.person)
    for peers in ([bruno.pk], [bruno.pk], [bruno.pk, chidi.pk]):
        asker.post("/feedback/ask/", {"question": "What helped?", "peers": peers, "key": KEY})
    assert [one.asked.count() for one in FeedbackQuestion.objects.order_by("pk")] == [1, 2]


def test_an_answer_that_is_taken_back_can_be_given_again(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    asked = make.question(harbour, amara, bruno).asked.get()
    row = give_feedback(Peer(bruno, amara, harbour), FeedbackWords("", "You waited"), make.NOW, "", asked)
    assert row
    assert (asked_by(amara).answered, list(questions_to(bruno.person))) == (1, [])
    sign_in(bruno.person).post(f"/feedback/{row.code}/back/")
    assert (asked_by(amara).answered, list(questions_to(bruno.person))) == (0, [asked])


def test_it_is_withdrawn_from_those_who_have_not_answered(
    harbour: Circle, amara: Membership, bruno: Membership, chidi: Membership, sign_in: SignIn
) -> None:
    question = make.question(harbour, amara, bruno, chidi)
    tick(make.NOW)
    asked = questions_to(bruno.person).get()
    row = give_feedback(Peer(bruno, amara, harbour), FeedbackWords("", "You waited"), make.NOW, "", asked)
    assert row
    mark_read(row, make.NOW)
    asker, path = sign_in(amara.person), f"/feedback/questions/{question.code}/withdraw/"
    asker.post(path)
    assert ([one.peer for one in asked_by(amara).answers], list(questions_to(chidi.person))) == ([bruno], [])
    tick(make.NOW)
    waiting = Delivery.objects.filter(notice__to=chidi).values_list("state", flat=True)
    assert (set(waiting), FeedbackAsked.objects.count()) == ({"dropped"}, 1)
    assert "Everybody has answered already" in asker.post(path, follow=True).content.decode()


def test_a_question_that_nobody_answered_goes_when_it_is_withdrawn(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    question = make.question(harbour, amara, bruno)
    asker, path = sign_in(amara.person), f"/feedback/questions/{question.code}/withdraw/"
    asker.post(path)
    tick(make.NOW)
    assert FeedbackQuestion.objects.count() == 0
    assert "withdrawn already" in asker.post(path, follow=True).content.decode()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"question": " "}, "question"),
        ({"question": "a\0"}, "question"),
        ({"peers": []}, "peers"),
        ({"key": "x"}, "key"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn, other: dict[str, object], field: str
) -> None:
    given = {"question": "What helped?", "peers": [bruno.pk], "key": KEY, **other}
    page = sign_in(amara.person).post("/feedback/ask/", given)
    assert (list(page.context["form"].errors), FeedbackQuestion.objects.count()) == ([field], 0)


def test_three_are_asked_at_most(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    others = [make.membership(name) for name in ("Chidi", "Dana", "Elif", "Farid")]
    for who in others:
        make.seat(harbour, who)
    given = {"question": "What helped?", "peers": [who.pk for who in others], "key": KEY}
    page = sign_in(amara.person).post("/feedback/ask/", given)
    assert page.context["form"].errors["peers"] == ["Choose three at most."]
