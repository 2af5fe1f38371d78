"""The pages on which a circle is asked when it could meet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.polls import PollEnd, TimeAnswer, TimeChoice, TimePoll
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.polls.actions import withdraw_poll
from tests import make
from tests.rooms.polls.asked import CANNOT, DAY, WORKS, asked, choices_of, circle_of, say, seat_of, told

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
ROUND = {"format_key": "decision_round"}


@pytest.fixture
def harbour() -> Circle:
    return circle_of()


@pytest.fixture
def amara(harbour: Circle, sign_in: SignIn) -> Client:
    return sign_in(make.person("Amara"))


def url(name: str, circle: Circle) -> str:
    return reverse(f"rooms:{name}", args=[circle.code])


def said(response: object) -> list[str]:
    return [str(one) for one in get_messages(response.wsgi_request)]  # type: ignore[attr-defined]


def days_ahead(*days: int) -> list[datetime]:
    begin = timezone.now().replace(minute=0, second=0, microsecond=0)
    return [begin + timedelta(days=count) for count in days]


def question(*times: datetime, **more: str) -> dict[str, object]:
    by = (timezone.now() + 7 * DAY).date().isoformat()
    return {"times": [one.isoformat() for one in times], "by": by, **ROUND, **more}


def answers(poll: TimePoll, *given: str) -> dict[str, str]:
    return {f"time-{one.pk}": answer for one, answer in zip(choices_of(poll), given, strict=False)}


# ---- asking


def test_the_page_proposes_times_in_ones_own_time_and_shows_what_they_are_for_the_others(
    harbour: Circle, amara: Client
) -> None:
    Membership.objects.filter(person__name="Dana").update(time_zone="Asia/Tokyo")
    page = amara.get(url("ask-times", harbour))
    offered = page.context["offered"]
    assert (6 <= len(offered) <= 8, all(one.ticked for one in offered)) == (True, True)
    clocks = [[(clock.at.hour - offered[0].starts_at.hour) % 24, clock.names] for clock in offered[0].clocks]
    assert clocks == [[0, ["Amara", "Bruno", "Chidi", "Elif", "Farid"]], [9, ["Dana"]]]
    assert TimePoll.objects.count() == 0


def test_some_are_taken_out_and_ones_own_is_added_before_the_circle_is_asked(harbour: Circle, amara: Client) -> None:
    Membership.objects.filter(person__name="Amara").update(time_zone="Asia/Kolkata")
    page = amara.get(url("ask-times", harbour))
    kept = [one.starts_at for one in page.context["offered"]][2:]
    day = (timezone.now() + 30 * DAY).date()
    own = {"day": day.isoformat(), "at": "10:15", "format_key": "kickoff"}
    looked = amara.post(url("ask-times", harbour), question(*kept, **own, add="yes"))
    ticked = [one.starts_at for one in looked.context["offered"] if one.ticked]
    mine = datetime.combine(day, time(10, 15), ZoneInfo("Asia/Kolkata"))
    assert (ticked, TimePoll.objects.count()) == ([*kept, mine], 0)
    assert len(looked.context["offered"]) == len(kept) + 3  # what was taken out can be taken in again
    by = (ticked[0] - DAY).date().isoformat()
    sent = amara.post(url("ask-times", harbour), question(*ticked, by=by, ask="yes"))
    assert sent["Location"] == url("times", harbour)
    assert list(TimeChoice.objects.order_by("starts_at").values_list("starts_at", flat=True)) == ticked
    assert told("asked") == ["Bruno", "Chidi", "Dana", "Elif", "Farid"]


def test_the_last_day_to_answer_is_before_the_first_time_from_the_start(harbour: Circle, amara: Client) -> None:
    page = amara.get(url("ask-times", harbour))
    first, by = page.context["offered"][0].starts_at, page.context["form"].initial["by"]
    assert (by, by > timezone.now().date()) == (min(first.date() - DAY, timezone.now().date() + 7 * DAY), True)
    times = [one.starts_at for one in page.context["offered"]]
    amara.post(url("ask-times", harbour), question(*times, by=by.isoformat(), ask="yes"))
    assert TimePoll.objects.get().closes_at < first


@given(st.lists(st.integers(2, 40), min_size=2, max_size=5, unique=True), st.integers(1, 41))
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_question_ends_after_its_first_time(harbour: Circle, amara: Client, days: list[int], last: int) -> None:
    TimePoll.objects.all().delete()
    by = days_ahead(last)[0].date().isoformat()
    amara.post(url("ask-times", harbour), question(*days_ahead(*days), by=by, ask="yes"))
    polls = [poll.closes_at < min(one.starts_at for one in choices_of(poll)) for poll in TimePoll.objects.all()]
    assert polls == [True] * (last < min(days))


def test_a_question_closes_before_its_first_time_however_it_is_asked(harbour: Circle) -> None:
    poll = asked(harbour, closes_at=make.NOW + 30 * DAY)
    assert poll.closes_at == choices_of(poll)[0].starts_at


def test_a_circle_whose_run_is_to_begin_is_asked_about_its_run(harbour: Circle, amara: Client) -> None:
    begins = timezone.now().date() + 20 * DAY
    Cohort.objects.update(starts_on=begins, ends_on=begins + 90 * DAY)
    page = amara.get(url("ask-times", harbour))
    offered = [one.starts_at.date() for one in page.context["offered"]]
    assert (len(offered) >= 6, min(offered) >= begins) == (True, True)
    assert (page.context["form"]["format_key"].value(), page.context["form"].initial["by"]) == (
        "kickoff",
        timezone.now().date() + 7 * DAY,
    )
    early = amara.post(
        url("ask-times", harbour),
        question(*days_ahead(10, 40), by=(timezone.now() + 5 * DAY).date().isoformat(), ask="yes"),
    )
    assert early.context["form"].errors["times"][0].startswith("The programme begins on ")


def test_ones_own_time_is_asked_about_without_adding_it_first(harbour: Circle, amara: Client) -> None:
    later = days_ahead(20)[0]
    own = {"day": (later + DAY).date().isoformat(), "at": "09:00"}
    amara.post(url("ask-times", harbour), question(later, **own, ask="yes"))
    assert TimeChoice.objects.count() == 2


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"times": []}, "times", "Ask about two times at least. You can plan a single time without asking."),
        ({"times": ["soon"]}, "times", "One of these times cannot be read. Please open this page again."),
        (
            {"times": ["0001-01-01T00:00+14:00"]},
            "times",
            "One of these times cannot be read. Please open this page again.",
        ),
        ({"by": "2026-03-01"}, "by", "Choose a day after today, so that everybody has time to answer."),
        ({"by": "2199-12-31"}, "by", "Choose a day before the first of the times."),
        ({"by": days_ahead(10)[0].date().isoformat()}, "by", "Choose a day before the first of the times."),
        ({"at": "10:00"}, "day", "Your own time needs both a day and a time."),
        ({"day": "2026-02-30"}, "day", "Enter a valid date."),
        (
            {"format_key": "no_such"},
            "format_key",
            "Select a valid choice. no_such is not one of the available choices.",
        ),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_where_it_does_not(
    harbour: Circle, amara: Client, more: dict[str, object], field: str, words: str
) -> None:
    page = amara.post(url("ask-times", harbour), question(*days_ahead(10, 11), ask="yes") | more)
    assert (page.context["form"].errors[field], TimePoll.objects.count()) == ([words], 0)


def test_a_time_that_has_passed_stays_on_the_page_to_be_taken_out(harbour: Circle, amara: Client) -> None:
    past, *coming = days_ahead(-1, 10, 11)
    page = amara.post(url("ask-times", harbour), question(past, *coming, ask="yes"))
    assert page.context["form"].errors == {"times": ["One of these times has passed. Please untick it."]}
    assert [one.starts_at for one in page.context["offered"] if one.ticked] == [past, *coming]


def test_more_than_a_dozen_times_are_too_many(harbour: Circle, amara: Client) -> None:
    page = amara.post(url("ask-times", harbour), question(*days_ahead(*range(8, 21)), ask="yes"))
    assert page.context["form"].errors == {"times": ["Ask about 12 times at most: more are hard to compare."]}


def test_who_asks_while_the_circle_is_asked_is_led_to_the_question(harbour: Circle, amara: Client) -> None:
    asked(harbour, at=timezone.now())
    for sent in (amara.get(url("ask-times", harbour)), amara.post(url("ask-times", harbour), {"ask": "yes"})):
        assert (sent["Location"], TimePoll.objects.count()) == (url("times", harbour), 1)


# ---- answering


def test_each_answers_and_sees_how_many_have(harbour: Circle, amara: Client) -> None:
    poll = asked(harbour, at=timezone.now())
    say(poll, "Bruno", CANNOT, at=timezone.now())
    sent = amara.post(url("times", harbour), answers(poll, "works", "if_need_be", "cannot"))
    assert sent["Location"] == url("times", harbour)
    page = amara.get(url("times", harbour))
    standing = page.context["standing"]
    assert list(standing.mine.values()) == ["works", "if_need_be", "cannot"]
    assert ([str(seat.membership) for seat in standing.answered], len(standing.missing)) == (["Amara", "Bruno"], 4)
    assert page.content.decode().count(" checked") == 3
    assert "Works for 1, 1 cannot, 4 still to answer." in " ".join(page.content.decode().split())


def test_who_said_what_is_on_nobodys_page(harbour: Circle, amara: Client, sign_in: SignIn) -> None:
    """But their own: the page of somebody else is the same whichever of two people said what."""
    poll = asked(harbour, at=timezone.now())
    say(poll, "Bruno", WORKS, at=timezone.now())
    say(poll, "Chidi", CANNOT, at=timezone.now())
    one = amara.get(url("times", harbour)).context["standing"]
    say(poll, "Bruno", CANNOT, at=timezone.now())
    say(poll, "Chidi", WORKS, at=timezone.now())
    other = amara.get(url("times", harbour)).context["standing"]
    assert [(len(line.tally.works), len(line.tally.cannot), line.mine) for line in one.lines] == [
        (len(line.tally.works), len(line.tally.cannot), line.mine) for line in other.lines
    ]


@pytest.mark.parametrize("given", [("works",), ("works", "works", "perhaps"), ()])
def test_half_an_answer_is_none(harbour: Circle, amara: Client, given: tuple[str, ...]) -> None:
    poll = asked(harbour, at=timezone.now())
    page = amara.post(url("times", harbour), answers(poll, *given) | {"sent": "yes"})
    assert (page.status_code, TimeAnswer.objects.count(), len(page.context["form"].errors)) == (
        200,
        0,
        3 - min(len(given), 2),
    )


def test_an_answer_to_a_time_that_has_passed_is_refused_with_words(harbour: Circle, amara: Client) -> None:
    poll = asked(harbour, at=timezone.now())
    TimeChoice.objects.filter(pk=choices_of(poll)[0].pk).update(starts_at=timezone.now() - DAY)
    page = amara.post(url("times", harbour), answers(poll, "works", "works", "works"))
    words = "One of these times has passed. Please answer for the others."
    assert (page.context["form"].non_field_errors(), TimeAnswer.objects.count()) == ([words], 0)
    assert words in page.content.decode()
    assert len(page.context["rows"]) == 2


def test_an_answer_after_the_end_is_refused_with_words(harbour: Circle, amara: Client) -> None:
    poll = asked(harbour, at=timezone.now())
    withdraw_poll(poll)
    sent = amara.post(url("times", harbour), answers(poll, "works", "works", "works"))
    assert said(sent) == ["This question is no longer open. Your answers were not saved."]
    assert TimeAnswer.objects.count() == 0


# ---- planning


def everybody(poll: TimePoll) -> None:
    for name in make.CAST:
        say(poll, name, WORKS, at=timezone.now())


def test_the_best_time_is_planned_with_one_press(harbour: Circle, amara: Client) -> None:
    poll = asked(harbour, at=timezone.now())
    assert "Plan this" not in amara.get(url("times", harbour)).content.decode()
    everybody(poll)
    page = amara.get(url("times", harbour))
    best = choices_of(poll)[0]
    assert (page.context["standing"].best.choice, "Plan this" in page.content.decode()) == (best, True)
    sent = amara.post(url("plan-time", harbour), {"choice": str(best.pk)})
    assert (sent["Location"], said(sent)) == (url("circle", harbour), ["Planned. Everyone in the circle is invited."])
    assert Session.objects.get().starts_at == best.starts_at


def test_a_choice_that_is_out_of_date_plans_nothing_and_says_so(harbour: Circle, amara: Client) -> None:
    poll = asked(harbour, at=timezone.now())
    everybody(poll)
    for choice in (str(choices_of(poll)[1].pk), "", "no number", "9" * 30):
        sent = amara.post(url("plan-time", harbour), {"choice": choice})
        assert said(sent)[-1:] == ["The answers have changed in the meantime. Please look again."]
    withdraw_poll(poll)
    sent = amara.post(url("plan-time", harbour), {"choice": str(choices_of(poll)[0].pk)})
    assert (said(sent)[-1:], Session.objects.count()) == (["The question is withdrawn already."], 0)


def test_where_no_time_suits_enough_the_page_says_what_to_do(harbour: Circle, amara: Client) -> None:
    poll = asked(harbour, at=timezone.now())
    for name in make.CAST:
        say(poll, name, CANNOT, at=timezone.now())
    page = amara.get(url("times", harbour)).content.decode()
    assert ("None of these times suits 4 or more." in page, "Plan this" in page) == (True, False)


def test_anybody_in_the_circle_withdraws_the_question(harbour: Circle, amara: Client) -> None:
    poll = asked(harbour, at=timezone.now())
    sent = amara.post(url("withdraw-times", harbour))
    poll.refresh_from_db()
    assert (poll.end, said(sent)) == (PollEnd.WITHDRAWN, ["The question is withdrawn."])
    assert "No question is open" in amara.get(url("times", harbour)).content.decode()


# ---- where else it is seen


def test_the_circle_and_the_plan_lead_to_the_question(harbour: Circle, amara: Client) -> None:
    pages = [url("circle", harbour), url("plan", harbour)]
    for page in pages:
        assert url("ask-times", harbour) in amara.get(page).content.decode()
    poll = asked(harbour, at=timezone.now())
    say(poll, "Bruno", WORKS, at=timezone.now())
    for page in pages:
        shown = amara.get(page).content.decode()
        assert (url("ask-times", harbour) in shown, f'href="{url("times", harbour)}"' in shown) == (False, True)
    shown = amara.get(pages[0]).content.decode()
    assert "1 of 6 have answered, you have not yet." in shown
    say(poll, "Amara", WORKS, at=timezone.now())
    assert "2 of 6 have answered, you among them." in amara.get(pages[0]).content.decode()
    everybody(poll)
    assert "Everyone has answered. You can plan the best time." in amara.get(pages[0]).content.decode()


def test_home_shows_what_waits_for_an_answer_until_it_is_given(harbour: Circle, amara: Client) -> None:
    poll = asked(harbour, at=timezone.now())
    assert "When could Harbour meet?" in amara.get("/").content.decode()
    say(poll, "Amara", WORKS, at=timezone.now())
    assert "When could Harbour meet?" not in amara.get("/").content.decode()


@pytest.mark.parametrize("name", ["Ines", "Jonas", "Kofi", "Grace"])
def test_whoever_has_no_seat_finds_no_poll(harbour: Circle, sign_in: SignIn, name: str) -> None:
    make.ended_seat(harbour, make.membership("Ines"))
    harbour.cohort.coordinators.add(make.membership("Grace"))
    poll = asked(harbour, at=timezone.now())
    everybody(poll)
    stranger = sign_in(make.membership(name).person)
    sent = [
        stranger.get(url("times", harbour)),
        stranger.get(url("ask-times", harbour)),
        stranger.post(url("times", harbour), answers(poll, "works", "works", "works")),
        stranger.post(url("plan-time", harbour), {"choice": str(choices_of(poll)[0].pk)}),
        stranger.post(url("withdraw-times", harbour)),
    ]
    poll.refresh_from_db()
    assert ([one.status_code for one in sent], poll.ended_at, Session.objects.count()) == ([404] * 5, None, 0)


def test_the_poll_asks_as_many_questions_of_the_database_for_twelve_times_as_for_three(
    harbour: Circle, amara: Client
) -> None:
    poll = asked(harbour, at=timezone.now())
    everybody(poll)

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert amara.get(url("times", harbour)).status_code == 200
        return len(seen)

    few = queries()
    last = choices_of(poll)[-1].starts_at
    TimeChoice.objects.bulk_create(TimeChoice(poll=poll, starts_at=last + days * DAY) for days in range(1, 10))
    assert (queries(), seat_of(harbour, "Amara").circle) == (few, harbour)
