"""The pages of decisions: what their author sees, and that nobody else sees any of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.domain.decisions import model
from edgewise.domain.decisions.model import Again, Happened
from edgewise.growth.decisions.actions import correct, look_again, record_taken
from edgewise.growth.decisions.models import Decision
from edgewise.growth.models import Commitment
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.vault.actions import destroy_key
from tests import make
from tests.growth.decisions.test_actions import said_in

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
CANARY = make.decision_words("Ask Osric about the heron")
DAY = timedelta(days=1)
KEY = re.compile(r'name="key" value="([0-9a-f]{24})"')
HTMX = {"HX-Request": "true"}


def today() -> date:
    return timezone.localdate()


def foreseen(
    circle: Circle,
    who: Membership,
    chosen: str = "I wait",
    *,
    chance: int = 70,
    days: int = -1,
    happened: Happened | None = None,
    again: Again = Again.YES,
) -> Decision:
    """One that was taken two weeks ago and has its day so many days from now; answered on it, where it happened."""
    now = timezone.now()
    words = model.Words(chosen, forecast=model.Forecast("They answer", chance, today() + days * DAY))
    row = record_taken(
        circle, who, words, session_code=f"s{Decision.objects.count()}", issue=1,
        taken_on=today() - 14 * DAY, made_at=now,
    )  # fmt: skip
    if happened is not None:
        assert look_again(row, happened, again, "", now + min(days, 0) * DAY) == ""
    return row


def page_of(browser: Client, path: str = "/decisions/") -> str:
    return browser.get(path).content.decode()


def places(page: str, *words: str) -> list[int]:
    """Where each first stands; -1: nowhere."""
    return [page.find(word) for word in words]


def test_what_waits_comes_first_then_open_ones_then_by_their_day_then_what_was_looked_at(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    foreseen(harbour, amara, "Answered", happened=Happened.YES)
    foreseen(harbour, amara, "Later", days=9)
    foreseen(harbour, amara, "Sooner", days=3)
    foreseen(harbour, amara, "Waiting")
    make.open_decision(harbour, amara, model.Words("Unfinished"))
    found = places(page_of(sign_in(amara.person)), "Waiting", "Unfinished", "Sooner", "Later", "Answered")
    assert (found == sorted(found), min(found) > 0) == (True, True)


def test_the_list_of_three_asks_as_many_questions_as_that_of_one(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    browser = sign_in(amara.person)

    def asked() -> int:
        foreseen(harbour, amara, days=-1)
        foreseen(harbour, amara, days=3)
        foreseen(harbour, amara, happened=Happened.NO)
        make.open_decision(harbour, amara)
        page_of(browser)
        with CaptureQueriesContext(connection) as found:
            page_of(browser)
        return len(found)

    assert asked() == [asked(), asked()][-1]


@pytest.mark.parametrize(("resolved", "is_drawn"), [(9, False), (10, True)])
def test_ten_that_came_true_or_did_not_are_drawn_and_nine_are_a_list_without_a_number(
    harbour: Circle, amara: Membership, sign_in: SignIn, resolved: int, is_drawn: bool
) -> None:
    for number in range(resolved):
        foreseen(harbour, amara, happened=Happened.YES if number % 3 else Happened.NO)
    foreseen(harbour, amara, happened=Happened.CANNOT_BE_TOLD)  # not counted
    foreseen(harbour, amara, days=4, happened=Happened.YES)  # answered early: counts from its day on
    foreseen(harbour, amara)  # has had its day, and no answer
    page = page_of(sign_in(amara.person))
    assert ('id="calibration"' in page, "Brier score is" in page) == (is_drawn, is_drawn)
    assert ("1 forecast has had its day and no answer." in page) is is_drawn
    assert ("From 10 forecasts on" in page) is not is_drawn
    assert re.search(r"\b(1|one) (more|left|to go)\b|\b9 (of|forecasts)\b", page) is None


def test_without_a_forecast_nothing_is_said_of_foreseeing(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    make.open_decision(harbour, amara)
    assert "How well I foresee things" not in page_of(sign_in(amara.person))


def test_a_long_decision_of_a_session_has_a_short_heading_and_its_page_the_whole_of_it(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    row = foreseen(harbour, amara, "I wait.\n" + "Then I ask. " * 300 + "The end.", days=3)
    browser = sign_in(amara.person)
    whole, one = page_of(browser), page_of(browser, f"/decisions/{row.code}/")
    assert ("I wait. Then I ask." in whole, whole.count("Then I ask."), "The end." in whole) == (True, 12, False)
    assert ("I wait.<br>Then I ask." in one, one.count("The end.")) == (True, 1)
    assert row.code in page_of(browser, "/decisions/?q=the end")


def test_a_word_of_any_line_finds_it(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    row = make.decision(harbour, amara, CANARY)
    correct(row, model.Part.CHOSEN, "The kestrel was there too", make.NOW)
    foreseen(harbour, amara, "Another", happened=Happened.NO)
    browser = sign_in(amara.person)
    for word in ("heron", "KESTREL", "budget stays", "both leads", "ask her today"):
        page = page_of(browser, f"/decisions/?q={word}")
        assert ("Osric" in page, "Another" in page) == (True, False), word
    assert "Nothing found" in page_of(browser, "/decisions/?q=ophelia")


def test_those_that_were_looked_at_are_sorted_and_paged(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    for number in range(21):
        foreseen(harbour, amara, f"Choice {number:02}", chance=number, happened=Happened.YES)
    browser = sign_in(amara.person)
    first, second = (page_of(browser, f"/decisions/?sort=-chance&page={number}") for number in (1, 2))
    assert places(first, "Choice 20", "Choice 00")[1] == -1
    assert re.findall(r"Choice \d\d", first)[:2] == ["Choice 20", "Choice 19"]
    assert set(re.findall(r"Choice \d\d", second)) == {"Choice 00"}


def test_two_taps_and_a_line_answer_it_from_the_list(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    row, browser = foreseen(harbour, amara, "Waiting"), sign_in(amara.person)
    path = f"/decisions/{row.code}/look/"
    assert f'action="{path}"' in page_of(browser)
    answers = {"happened": "yes", "again": "differently", "learnt": "It was luck"}
    page = browser.post(path, answers, follow=True).content.decode()
    assert said_in(row).reviews == (model.Review(today(), Happened.YES, Again.DIFFERENTLY, "It was luck"),)
    assert ("Noted. What happened and how you decided are two things" in page, f'action="{path}"' in page) == (
        True, False,
    )  # fmt: skip


def test_another_page_can_load_the_form_and_says_what_comes_next(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    row, browser = foreseen(harbour, amara), sign_in(amara.person)
    path = f"/decisions/{row.code}/look/"
    part = browser.get(path, headers=HTMX).content.decode()
    missing = browser.post(path, {"happened": "yes"}, headers=HTMX).content.decode()
    done = browser.post(path, {"happened": "yes", "again": "yes"}, headers=HTMX).content.decode()
    assert [("<html" in one, f'hx-post="{path}"' in one) for one in (part, missing, done)] == [
        (False, True), (False, True), (False, False),
    ]  # fmt: skip
    assert ("This field is required" in missing, "Noted. Say in a sentence what you learnt." in done) == (True, True)
    assert len(said_in(row).reviews) == 1


def test_without_a_forecast_it_is_not_asked_whether_it_happened(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    words = model.Words("I wait")
    row = record_taken(harbour, amara, words, session_code="s", issue=1, taken_on=today() - 28 * DAY, made_at=make.NOW)
    browser, path = sign_in(amara.person), f"/decisions/{row.code}/"
    assert "Did it happen?" not in page_of(browser, path)
    browser.post(f"{path}look/", {"again": "yes"})
    assert said_in(row).reviews == (model.Review(today(), None, Again.YES),)


@pytest.mark.parametrize(("days", "is_over"), [(-15, True), (-14, False)])
def test_a_forecast_whose_day_was_over_when_it_was_decided_says_so(
    harbour: Circle, amara: Membership, sign_in: SignIn, days: int, is_over: bool
) -> None:
    """A room lets yesterday pass, because somewhere it is still today."""
    row = foreseen(harbour, amara, days=days)
    assert ("Its day was over when you decided" in page_of(sign_in(amara.person), f"/decisions/{row.code}/")) is is_over


def test_its_page_keeps_what_happened_and_how_it_was_decided_apart(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    row = make.decision(harbour, amara)
    look_again(row, Happened.YES, Again.DIFFERENTLY, "It was luck", make.NOW + 10 * DAY)
    correct(row, model.Part.FORECAST, "Only one had asked", make.NOW + 11 * DAY)
    page = page_of(sign_in(amara.person), f"/decisions/{row.code}/")
    assert "You were 60 % sure at first and 45 % sure at the end. That is a good sign" in page
    answers = re.findall(r"<dd>\s*(Yes|No|No, differently)\s*</dd>", page)
    assert answers == ["Yes", "No, differently"]
    assert ("Only one had asked" in page, "Both leads have agreed" in page, "It was luck" in page) == (True,) * 3


def test_an_earlier_look_stays_beside_the_last(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    row = make.decision(harbour, amara)
    for again, line in ((Again.TOO_EARLY, "Nothing to see yet"), (Again.YES, "It held")):
        look_again(row, Happened.YES, again, line, make.NOW + 10 * DAY)
    found = places(
        page_of(sign_in(amara.person), f"/decisions/{row.code}/"), "It held", "an earlier look", "Nothing to"
    )
    assert (found == sorted(found), min(found) > 0) == (True, True)


def form(browser: Client, path: str, **said: object) -> dict[str, object]:
    return {"chosen": "I give the launch to Dana", "key": KEY.findall(page_of(browser, path))[0], **said}


def test_it_is_written_down_changed_and_taken(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    browser, path = sign_in(amara.person), f"/circles/{harbour.code}/decisions/new/"
    given = form(
        browser, path, before=60, assumption_1="Dana has time", test_1="I ask her", forecast="They agree",
        chance=70, by=(today() + 9 * DAY).isoformat(), after=45,
    )  # fmt: skip
    for _ in range(2):
        browser.post(path, given)
    row = Decision.objects.get()
    words = model.Words(
        "I give the launch to Dana", 60, 45, (model.Assumption("Dana has time", "I ask her"),),
        model.Forecast("They agree", 70, today() + 9 * DAY),
    )  # fmt: skip
    assert said_in(row) == model.Decision(words)
    browser.post(f"/decisions/{row.code}/change/", {**given, "after": 50, "take": "yes"})
    taken = said_in(row)
    assert (taken.words.after, taken.taken_on, taken.due_on) == (50, today(), today() + 9 * DAY)
    again = browser.post(f"/decisions/{row.code}/change/", {**given, "chosen": "Else"}, follow=True)
    assert ("so its words stay" in again.content.decode(), said_in(row)) == (True, taken)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"chosen": ""}, "This field is required"),
        ({"test_1": "I ask her"}, "Write the assumption that this test is for."),
        ({"forecast": "They agree"}, "Say how likely it is, from 0 to 100."),
        ({"chance": 70}, "Write what you expect to happen."),
        ({"forecast": "They agree", "chance": 101}, "Ensure this value is less than or equal to 100."),
        ({"forecast": "They agree", "chance": 70, "by": "2020-01-01"}, "Choose a day from tomorrow on"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(
    harbour: Circle, amara: Membership, sign_in: SignIn, said: dict[str, object], sentence: str
) -> None:
    browser, path = sign_in(amara.person), f"/circles/{harbour.code}/decisions/new/"
    answer = browser.post(path, form(browser, path, **said)).content.decode()
    assert (sentence in answer, Decision.objects.count()) == (True, 0)


def test_hints_are_about_the_forecast_and_kept_nowhere(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    browser, path = sign_in(amara.person), f"/circles/{harbour.code}/decisions/hints/"
    asked = browser.post(path, {"forecast": "Morale is better", "chance": 100}).content.decode()
    assert ("two people may not agree" in asked, "Without a day" in asked, "Nothing at all can come" in asked) == (
        True, True, True,
    )  # fmt: skip
    late = browser.post(path, {"forecast": "They have agreed", "chance": 70, "by": "2020-01-01"}).content.decode()
    assert ("That day has passed." in late, "Only you see these questions" in late) == (True, True)
    assert (browser.post(path, {"chosen": "I wait"}).content.decode().strip(), Decision.objects.count()) == ("", 0)


def test_the_test_of_an_assumption_becomes_a_commitment(
    harbour: Circle, amara: Membership, bruno: Membership, sign_in: SignIn
) -> None:
    row = make.decision(harbour, amara)
    browser = sign_in(amara.person)
    begun = f"/circles/{harbour.code}/commitments/new/?decision={row.code}&assumption=assumption_1"
    assert begun.replace("&", "&amp;") in page_of(browser, f"/decisions/{row.code}/")
    assert "I ask her today" in page_of(browser, begun)
    assert "I ask her today" not in page_of(sign_in(bruno.person), begun)
    for odd in ("chosen", "assumption_2", "assumption_3", "nothing"):
        assert "I ask her today" not in page_of(browser, begun.replace("assumption_1", odd))
    assert Commitment.objects.count() == 0


def test_a_line_is_added_and_a_test_is_told_from_its_page(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    row, browser = make.decision(harbour, amara), sign_in(amara.person)
    browser.post(f"/decisions/{row.code}/lines/", {"part": "assumption_2", "words": "It did not stay"})
    browser.post(f"/decisions/{row.code}/tested/", {"part": "assumption_1", "tested": "before"})
    browser.post(f"/decisions/{row.code}/tested/", {"part": "chosen", "tested": "before"})
    said = said_in(row)
    assert [(one.part, one.words) for one in said.corrections] == [(model.Part.SECOND, "It did not stay")]
    assert said.tested == ((model.Part.FIRST, model.WhenTested.BEFORE_THE_LARGE_STEP),)
    assert 'aria-pressed="true">Yes, before the large step' in page_of(browser, f"/decisions/{row.code}/")


@pytest.mark.parametrize("name", ["Bruno", "Chidi", "Elif", "Ines", "Grace", "Hana", "Jonas", "Kofi"])
def test_nobody_else_reads_a_word_or_learns_that_there_is_one(
    harbour: Circle, amara: Membership, sign_in: SignIn, name: str
) -> None:
    """Bruno and Chidi sit in the circle, Elif since later, Ines sat there; Grace coordinates, and Hana owns."""
    someone = make.membership(name, make.organisation("Southgate") if name == "Kofi" else None, is_owner=name == "Hana")
    harbour.cohort.coordinators.add(make.membership("Grace"))
    if name == "Chidi":
        make.seat(harbour, someone)
    if name == "Elif":
        make.seat(harbour, someone, since=timezone.now())
    if name == "Ines":
        make.ended_seat(harbour, someone)
    taken, draft = make.decision(harbour, amara, CANARY), make.open_decision(harbour, amara, CANARY)
    browser = sign_in(someone.person)
    pages = [f"/decisions/{taken.code}/", f"/decisions/{draft.code}/change/", f"/decisions/{draft.code}/throw-away/"]
    acts = [f"/decisions/{taken.code}/{act}/" for act in ("look", "lines", "tested", "take")]
    lists = ["/decisions/", "/", "/commitments/", "/commitments/plan/", f"/circles/{harbour.code}/"]
    lists += [f"/cohorts/{harbour.cohort.code}/figures/", f"/cohorts/{harbour.cohort.code}/desk.csv"]
    assert [browser.get(path).status_code for path in pages] == [404] * 3
    assert [browser.post(path, {"happened": "yes", "again": "yes"}).status_code for path in acts] == [404] * 4
    assert [b"heron" in browser.get(path).getvalue() for path in (*pages, *lists)] == [False] * 10
    assert said_in(taken).reviews == ()


def test_no_export_is_another_for_what_somebody_decided(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    hana = make.membership("Hana", is_owner=True)
    browser, paths = sign_in(hana.person), [
        f"/cohorts/{harbour.cohort.code}/desk.csv", f"/o/{hana.organisation.slug}/outside/hours.csv",
    ]  # fmt: skip
    before = [browser.get(path).getvalue() for path in paths]
    look_again(make.decision(harbour, amara, CANARY), Happened.YES, Again.YES, "", make.NOW + 10 * DAY)
    assert [len(one) > 0 for one in before] == [True, True]
    assert [browser.get(path).getvalue() for path in paths] == before


def test_who_left_the_circle_keeps_what_they_decided_and_can_look_at_it(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    row = foreseen(harbour, amara, "Waiting")
    end_seat(harbour.seats.get(membership=amara), SeatEnd.OPTED_OUT, timezone.now())
    browser = sign_in(amara.person)
    page = page_of(browser, f"/decisions/{row.code}/")
    assert ("Waiting" in page, "Make the test" in page) == (True, False)
    browser.post(f"/decisions/{row.code}/look/", {"happened": "no", "again": "yes"})
    assert len(said_in(row).reviews) == 1
    assert browser.get(f"/circles/{harbour.code}/decisions/new/").status_code == 404


def test_after_the_purge_the_pages_say_so_and_offer_nothing(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    row = foreseen(harbour, amara, "Waiting")
    Circle.objects.filter(pk=harbour.pk).update(purged_at=timezone.now())
    browser = sign_in(amara.person)
    whole, one = page_of(browser), page_of(browser, f"/decisions/{row.code}/")
    assert ("The words of 1 decision were destroyed" in whole, "Waiting" in whole) == (True, False)
    assert ("Nobody can write here any more" in one, "Did it happen?" in one) == (True, False)


@pytest.mark.parametrize(
    ("act", "given"),
    [
        ("look", {"happened": "yes", "again": "yes"}),
        ("lines", {"part": "chosen", "words": "More"}),
        ("tested", {"part": "assumption_1", "tested": "before"}),
    ],
)
def test_a_page_from_before_the_purge_is_told_why_nothing_is_written(
    harbour: Circle, amara: Membership, sign_in: SignIn, act: str, given: dict[str, str]
) -> None:
    row, browser = make.decision(harbour, amara), sign_in(amara.person)
    destroy_key(harbour.scope)
    Circle.objects.filter(pk=harbour.pk).update(purged_at=timezone.now())
    said = browser.post(f"/decisions/{row.code}/{act}/", given, follow=True).content.decode()
    assert "The circle’s key was destroyed on its purge date. Nobody can write here any more." in said


def test_the_first_page_says_that_a_day_has_come_and_the_plan_when(
    harbour: Circle, amara: Membership, sign_in: SignIn
) -> None:
    foreseen(harbour, amara, "Waiting")
    foreseen(harbour, amara, "Later", days=9)
    browser = sign_in(amara.person)
    assert "The day of a decision has come" in page_of(browser, "/")
    plan = page_of(browser, "/commitments/plan/")
    assert ("Waiting" in plan, "Later" in plan) == (True, True)
