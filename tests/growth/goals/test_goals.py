"""Goals: what is set, told and closed, who reads it, and of what witness and author are told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.domain.coaching.goals import MOST_OPEN, GoalWords, Told, Went
from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.commitments.actions import check_in
from edgewise.growth.goals.actions import (
    change_goal,
    close_goal,
    open_again,
    put_under,
    remove_goal,
    set_goal,
    take_back_point,
    tell_of_goal,
)
from edgewise.growth.goals.queries import GoalLearnt, GoalPlan, goals_shared_with, my_goals, read_goals
from edgewise.growth.models import Commitment, Goal, GoalEnd, GoalPoint, Method, Sight, Status, Support
from edgewise.notices.models import Delivery, Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.vault.actions import destroy_key
from edgewise.vault.models import Opening
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
CANARY = GoalWords("Ask Osric about the heron", sign="The kestrel nods")
DAY = timedelta(days=1)
KEY = "0123456789ab0123456789ab"
SLIPPED, FORWARD = Told(Went.SLIPPED), Told(Went.FORWARD)


def texts(page: bytes) -> list[bool]:
    return [word in page for word in (b"Osric", b"heron", b"kestrel")]


def told(kind: Kind) -> list[str]:
    return list(Notice.objects.filter(kind=kind).order_by("pk").values_list("to__person__name", flat=True))


def sent_later(kind: Kind) -> list[str]:
    """What becomes of the letters of that kind."""
    return list(Delivery.objects.filter(notice__kind=kind).order_by("pk").values_list("state", flat=True))


def current(harbour: Circle, who: Membership, **facts: object) -> Goal:
    """One of today, for the pages."""
    now = timezone.now()
    return make.goal(harbour, who, CANARY, by_date=(now + 30 * DAY).date(), at=now, **facts)  # type: ignore[arg-type]


def test_a_goal_is_read_as_it_was_set(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    make.goal(harbour, amara, witness=bruno)
    (read,) = read_goals(my_goals(amara.person))
    assert (read.words and read.words.what, read.value, read.percent) == ("Give each of my people an hour", "2", 25)
    assert [(one.went, one.value, one.note) for one in read.told] == [(Went.FORWARD, "2", "It begins")]


def test_three_may_be_open_and_a_fourth_after_one_is_closed(harbour: Circle, amara: Membership) -> None:
    first, *_ = [make.goal(harbour, amara) for _ in range(3)]
    seat, plan = harbour.seats.get(membership=amara), GoalPlan(make.FAR)
    refused = set_goal(seat, CANARY, plan, make.NOW)
    closed = close_goal(first, GoalEnd.REACHED, GoalLearnt("", "", ""), make.NOW)
    fourth = set_goal(seat, CANARY, plan, make.NOW)
    assert (refused, closed, fourth is not None, open_again(first)) == (None, True, True, False)


def test_a_form_that_is_sent_twice_sets_and_tells_once(harbour: Circle, amara: Membership) -> None:
    seat, plan = harbour.seats.get(membership=amara), GoalPlan(make.FAR)
    first, second = (set_goal(seat, CANARY, plan, make.NOW, KEY) for _ in range(2))
    assert first
    assert first == second
    points = [tell_of_goal(first, FORWARD, make.NOW, KEY) for _ in range(2)]
    assert (points[0] == points[1], GoalPoint.objects.count()) == (True, 1)


def test_somebody_who_goes_back_and_changes_a_word_keeps_the_changed_one(harbour: Circle, amara: Membership) -> None:
    seat, plan = harbour.seats.get(membership=amara), GoalPlan(make.FAR)
    other = GoalWords("Two reviews a week, both written by others", sign=CANARY.sign)
    first, second = (set_goal(seat, words, plan, make.NOW, KEY) for words in (CANARY, other))
    assert first == second
    (read,) = read_goals(my_goals(amara.person))
    assert read.words == other


def test_a_closed_goal_takes_no_words_until_it_is_open_again(harbour: Circle, amara: Membership) -> None:
    goal = make.goal(harbour, amara)
    point, learnt = goal.points.get(), GoalLearnt("More", "Dana", "Begin earlier")
    assert close_goal(goal, GoalEnd.PARTLY, learnt, make.NOW)
    assert not close_goal(goal, GoalEnd.REACHED, learnt, make.NOW)
    refused = [tell_of_goal(goal, FORWARD, make.NOW), change_goal(goal, CANARY, GoalPlan(make.FAR))]
    assert (refused, take_back_point(point)) == ([None, False], False)
    (read,) = read_goals(my_goals(amara.person))
    assert (read.learnt, open_again(goal), take_back_point(point)) == (learnt, True, True)


def test_a_message_is_called_off_with_what_it_tells_of_and_not_before(
    harbour: Circle, amara: Membership, bruno: Membership
) -> None:
    goal = make.goal(harbour, amara, witness=bruno, method=Method.TELL)
    point = goal.points.get()
    close_goal(goal, GoalEnd.PARTLY, GoalLearnt("More", "Dana", "Begin earlier"), make.NOW)
    assert (take_back_point(point), sent_later(Kind.GOAL_TOLD)) == (False, ["waiting"])
    open_again(goal)
    assert (take_back_point(point), sent_later(Kind.GOAL_TOLD)) == (True, ["dropped"])


def test_what_is_told_reads_its_goal_once(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    goal = make.goal(harbour, amara, witness=bruno, method=Method.TELL)
    with CaptureQueriesContext(connection) as asked:
        tell_of_goal(goal, SLIPPED, make.NOW)
        tell_of_goal(goal, SLIPPED, make.NOW)
    assert sum('FROM "growth_goal" ' in one["sql"] for one in asked) == 2
    assert told(Kind.GOAL_SUPPORT) == ["Bruno"]  # the second slip is read too


@pytest.mark.parametrize(
    ("sight", "readers"), [(Sight.ME, []), (Sight.WITNESS, ["Bruno"]), (Sight.CIRCLE, ["Bruno", "Chidi"])]
)
def test_those_whom_the_author_chose_read_it(
    harbour: Circle, amara: Membership, bruno: Membership, sight: Sight, readers: list[str]
) -> None:
    make.seat(harbour, make.membership("Chidi"))
    make.seat(harbour, make.membership("Elif"), since=make.NOW + DAY)  # sits there since later
    make.ended_seat(harbour, make.membership("Ines"))
    harbour.cohort.coordinators.add(make.membership("Grace"))
    make.goal(harbour, amara, witness=bruno, sight=sight)
    people = ["Bruno", "Chidi", "Elif", "Ines", "Grace", "Jonas"]
    assert [name for name in people if goals_shared_with(make.person(name)).exists()] == readers


def test_a_witness_who_leaves_reads_it_no_more(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    goal = current(harbour, amara, witness=bruno)
    browser, path = sign_in(bruno.person), f"/goals/{goal.code}/"
    before = browser.get(path)
    end_seat(harbour.seats.get(membership=bruno), SeatEnd.OPTED_OUT, timezone.now())
    assert (before.status_code, texts(before.content)) == (200, [True] * 3)
    assert (browser.get(path).status_code, texts(browser.get("/goals/").content)) == (404, [False] * 3)


@pytest.mark.parametrize("name", ["Chidi", "Grace", "Hana", "Jonas", "Kofi"])
def test_nobody_else_reads_a_word(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn, name: str
) -> None:
    someone = make.membership(name, make.organisation("Southgate") if name == "Kofi" else None, is_owner=name == "Hana")
    harbour.cohort.coordinators.add(make.membership("Grace"))
    if name == "Chidi":
        make.seat(harbour, someone)
    goal = current(harbour, amara, witness=bruno)
    browser = sign_in(someone.person)
    paths = [f"/goals/{goal.code}/", "/goals/", "/commitments/", "/commitments/witnessing/", "/"]
    paths += [f"/circles/{harbour.code}/", f"/cohorts/{harbour.cohort.code}/figures/"]
    answers = [browser.get(path) for path in paths]
    assert (answers[0].status_code, [texts(page.content) for page in answers]) == (404, [[False] * 3] * len(paths))


def test_whoever_reads_the_goal_of_another_is_in_the_log(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    goal = current(harbour, amara, witness=bruno)
    for who in (amara, bruno):
        sign_in(who.person).get(f"/goals/{goal.code}/")
    sign_in(bruno.person).get("/goals/")
    assert list(Opening.objects.order_by("pk").values_list("who", "what")) == [
        ("Bruno", "a goal that was shared with them"),
        ("Bruno", "goals that were shared with them"),
    ]


@pytest.mark.parametrize(
    ("sight", "method", "witnesses"),
    [(Sight.WITNESS, Method.TELL, ["Bruno"]), (Sight.WITNESS, Method.ASK, []), (Sight.ME, Method.TELL, [])],
)
def test_the_witness_is_told_where_the_author_wants_it(
    harbour: Circle, amara: Membership, bruno: Membership, sight: Sight, method: Method, witnesses: list[str]
) -> None:
    make.goal(harbour, amara, witness=bruno, sight=sight, method=method)
    assert told(Kind.GOAL_TOLD) == witnesses


@pytest.mark.parametrize(
    ("support", "said", "witnesses"),
    [
        (Support.THINK, [SLIPPED, SLIPPED], ["Bruno"]),
        (Support.REALITY, [SLIPPED, SLIPPED], ["Bruno"]),
        (Support.RESOURCE, [SLIPPED, SLIPPED], []),
        (Support.THINK, [SLIPPED, FORWARD, SLIPPED], []),
    ],
)
def test_at_the_second_slip_in_a_row_the_agreed_support_comes_up(
    harbour: Circle,
    amara: Membership,
    bruno: Membership,
    sign_in: SignIn,
    support: Support,
    said: list[Told],
    witnesses: list[str],
) -> None:
    goal = current(harbour, amara, witness=bruno, support=support)
    for one in said:
        tell_of_goal(goal, one, timezone.now())
    page = sign_in(amara.person).get(f"/goals/{goal.code}/").content
    slipped_twice = said[-2:] == [SLIPPED, SLIPPED]
    assert (told(Kind.GOAL_SUPPORT), b"It slipped twice" in page) == (witnesses, slipped_twice)
    assert not any(texts(bytes(str(Notice.objects.values()), "utf-8")))


def test_who_wants_to_be_asked_is_asked_once_a_week(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    asked, quiet = make.goal(harbour, amara), make.goal(harbour, bruno, method=Method.FIGURE)
    assert (asked.method, quiet.method) == (Method.ASK, Method.FIGURE)
    for day in range(3, 22):
        tick(make.NOW + day * DAY)
    assert told(Kind.GOAL_WEEK) == ["Amara"] * 3
    close_goal(asked, GoalEnd.LET_GO, GoalLearnt("", "", ""), make.NOW + 22 * DAY)
    tick(make.NOW + 29 * DAY)
    assert told(Kind.GOAL_WEEK) == ["Amara"] * 3


def test_an_open_question_ends_when_the_author_tells(harbour: Circle, amara: Membership) -> None:
    goal = make.goal(harbour, amara)
    tick(make.NOW + 7 * DAY)
    tell_of_goal(goal, FORWARD, make.NOW + 7 * DAY)
    states = Notice.objects.filter(kind=Kind.GOAL_WEEK).values_list("deliveries__state", flat=True)
    assert "queued" not in set(states)


def test_commitments_stand_under_the_goal_and_outlive_it(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    goal = make.goal(harbour, amara)
    mine, other = (make.commitment(harbour, who) for who in (amara, bruno))
    over = make.commitment(harbour, amara)
    check_in(over, amara, Status.KEPT, "", make.NOW)
    assert put_under(goal, [mine.code, other.code, over.code]) == 1
    mine.refresh_from_db()
    assert mine.goal == goal
    assert put_under(goal, []) == 0
    put_under(goal, [mine.code])
    assert remove_goal(goal)
    mine = Commitment.objects.get(pk=mine.pk)
    assert (mine.goal_id, Goal.objects.count(), GoalPoint.objects.count()) == (None, 0, 0)


def test_commitments_are_put_under_a_goal_from_its_page(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    goal, browser = current(harbour, amara), sign_in(amara.person)
    mine, other = (make.commitment(harbour, who) for who in (amara, bruno))
    for given in (["\0"], [other.code]):
        browser.post(f"/goals/{goal.code}/commitments/", {"commitments": given})
    assert not Commitment.objects.exclude(goal=None).exists()
    browser.post(f"/goals/{goal.code}/commitments/", {"commitments": [mine.code]})
    assert list(goal.commitments.all()) == [mine]
    pages = [browser.get(path).content.decode() for path in ("/commitments/", "/commitments/plan/")]
    assert ["Ask Osric about the heron" in page for page in pages] == [True, True]


def test_a_commitment_and_the_goal_it_serves_are_one_write(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    goal, closed = (current(harbour, amara) for _ in range(2))
    elsewhere = current(make.circle(make.cohort(), [amara], "Lantern"), amara)
    close_goal(closed, GoalEnd.PARTLY, GoalLearnt("", "", ""), timezone.now())
    browser, day = sign_in(amara.person), timezone.localdate() + 7 * DAY
    given = {
        "what": "Ask Dana",
        "first_step": "Write",
        "by_date": day,
        "witness": bruno.pk,
        "considered": "true",
        "goal": goal.code,
    }
    with CaptureQueriesContext(connection) as asked:
        browser.post(f"/circles/{harbour.code}/commitments/new/", given | {"key": "form-0123456789"})
    assert [one["sql"] for one in asked if one["sql"].startswith('UPDATE "growth_commitment"')] == []
    assert Commitment.objects.get().goal == goal
    for number, code in enumerate((closed.code, elsewhere.code, "\0", "")):
        browser.post(
            f"/circles/{harbour.code}/commitments/new/", given | {"goal": code, "key": f"form-000000000{number}"}
        )
    assert list(Commitment.objects.order_by("pk").values_list("goal", flat=True)) == [goal.pk, None]


FORM = {
    "what": "I ask two questions before I advise",
    "why": "They know more than I do",
    "baseline": "0.5",
    "target": "2",
    "unit": "questions",
    "sight": "witness",
    "method": "figure",
    "support": "think",
    "key": KEY,
}


def form(amara: Membership, bruno: Membership, **other: str) -> dict[str, str]:
    by = (timezone.localdate() + 60 * DAY).isoformat()
    return {**FORM, "by_date": by, "witness": str(bruno.pk), **other}


def test_a_goal_from_form_to_closing_by_its_pages(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    browser = sign_in(amara.person)
    browser.post(f"/circles/{harbour.code}/goals/new/", form(amara, bruno))
    goal = Goal.objects.get()
    path = f"/goals/{goal.code}/"
    empty = browser.post(path, {"went": "forward", "note": "", "key": KEY})
    browser.post(path, {"went": "forward", "value": "1.25", "note": "With Dana", "key": KEY})
    page = browser.get(path).content.decode()
    assert (empty.status_code, GoalPoint.objects.count(), "50 % of the way" in page) == (200, 1, True)
    assert "1.25 questions now, from 0.5 to 2" in page
    browser.post(f"{path}change/", form(amara, bruno, target="1.25"))
    assert "100 %" in browser.get(path).content.decode()
    browser.post(f"{path}close/", {"ended": "reached", "reached": "Yes", "helped": "", "next": "Ask more"})
    closed = browser.get(path).content.decode()
    assert ("Ask more" in closed, "Open it again" in closed) == (True, True)
    assert "Ask more" not in sign_in(bruno.person).get(path).content.decode()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"target": ""}, "target"),
        ({"baseline": "", "method": "ask"}, "baseline"),
        ({"baseline": "", "target": ""}, "target"),  # shares a number
        ({"witness": ""}, "witness"),
        ({"sight": "me", "method": "tell"}, "sight"),
        ({"sight": "me", "method": "tell", "witness": ""}, "witness"),
        ({"by_date": "2020-01-01"}, "by_date"),
        ({"by_date": "2200-01-01"}, "by_date"),
        ({"what": "  "}, "what"),
        ({"target": "NaN"}, "target"),
        ({"target": "1e400"}, "target"),
        ({"target": "2.0001"}, "target"),
        ({"key": "x"}, "key"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn, other: dict[str, str], field: str
) -> None:
    page = sign_in(amara.person).post(f"/circles/{harbour.code}/goals/new/", form(amara, bruno, **other))
    assert (page.status_code, list(page.context["form"].errors), Goal.objects.count()) == (200, [field], 0)


def test_a_fourth_open_goal_says_what_to_do(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    for _ in range(3):
        current(harbour, amara)
    browser = sign_in(amara.person)
    page = browser.post(f"/circles/{harbour.code}/goals/new/", form(amara, bruno)).content.decode()
    assert ("Close one first" in page, Goal.objects.count()) == (True, 3)
    assert "New goal" not in browser.get("/goals/").content.decode()


def test_hints_are_the_writers_own_and_nothing_is_kept(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    given = form(amara, bruno, what="My team is on time", baseline="", target="", sign="")
    page = sign_in(amara.person).post(f"/circles/{harbour.code}/goals/hints/", given).content.decode()
    assert ("That is for others to do" in page, "How will you know?" in page) == (True, True)
    half = sign_in(amara.person).post(f"/circles/{harbour.code}/goals/hints/", {"what": "Speak"}).content.decode()
    assert ("Name the behaviour" in half, Goal.objects.count()) == (True, 0)


def test_the_witness_of_a_goal_is_of_its_circle(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    stranger = make.membership("Jonas")
    page = sign_in(amara.person).post(f"/circles/{harbour.code}/goals/new/", form(amara, stranger))
    assert list(page.context["form"].errors) == ["witness"]


def test_who_has_left_the_circle_still_closes_and_changes_their_goal(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    goal = current(harbour, amara, witness=bruno)
    end_seat(harbour.seats.get(membership=amara), SeatEnd.ROUND_OVER, timezone.now())
    browser, path = sign_in(amara.person), f"/goals/{goal.code}/change/"
    given = {**form(amara, bruno, witness="", sight="me"), "key": KEY}
    assert (browser.get(path).status_code, browser.post(path, given).status_code) == (200, 302)


def test_once_the_key_is_destroyed_the_pages_say_so(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    goal = current(harbour, amara, witness=bruno, sight=Sight.CIRCLE)
    close = current(harbour, amara)
    close_goal(close, GoalEnd.REACHED, GoalLearnt("a", "b", "c"), timezone.now())
    destroy_key(harbour.scope)
    Circle.objects.update(purged_at=timezone.now())
    pages = [sign_in(who.person).get(f"/goals/{goal.code}/") for who in (amara, bruno)]
    pages += [sign_in(amara.person).get(path) for path in ("/goals/", f"/goals/{close.code}/")]
    pages += [sign_in(amara.person).get(f"/goals/{goal.code}/{act}/") for act in ("change", "close", "delete")]
    said = ["destroyed on the circle’s purge date" in page.content.decode() for page in pages]
    assert ([page.status_code for page in pages], said) == ([200] * 7, [True] * 7)


def test_goals_of_a_purged_circle_take_no_place_among_the_three(harbour: Circle, amara: Membership) -> None:
    goals = [make.goal(harbour, amara) for _ in range(MOST_OPEN)]
    Circle.objects.update(purged_at=timezone.now())
    elsewhere = make.circle(members=[amara], name="Quay")
    make.goal(elsewhere, amara)
    assert close_goal(goals[0], GoalEnd.REACHED, GoalLearnt("a", "b", "c"), timezone.now())
    assert open_again(goals[0])


def test_the_list_asks_as_often_for_three_as_for_one(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    browser = sign_in(amara.person)
    counts = []
    for _ in range(2):
        current(harbour, amara, witness=bruno)
        current(harbour, bruno, witness=amara)
        browser.get("/goals/")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browser.get("/goals/")
        counts.append(len(asked))
    assert counts[0] == counts[1]
