"""Two in a circle pressing at once: the database referees."""

from __future__ import annotations

import pytest

from edgewise.domain.formats.builtin import builtin_format
from edgewise.rooms.models.polls import PollEnd, TimeAnswer, TimeChoice, TimePoll
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.polls.actions import ask_for_times, plan_best_time
from tests import make
from tests.programmes.runs.test_races import at_once
from tests.rooms.polls.asked import CANNOT, CLOSES, TIMES, WORKS, asked, choices_of, circle_of, say, seat_of, told

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]
Said = tuple[str, ...]


def test_of_two_who_choose_at_once_one_plans() -> None:
    poll = asked(circle_of("Amara", "Bruno"))
    for name in ("Amara", "Bruno"):
        say(poll, name, WORKS)
    first = choices_of(poll)[0].pk

    def choose() -> Said:
        made = plan_best_time(TimePoll.objects.get(pk=poll.pk), first, make.NOW)
        return ("planned",) if made else ()

    assert sorted(at_once(choose, choose, choose)) == [(), (), ("planned",)]
    poll.refresh_from_db()
    assert (poll.session, poll.end) == (Session.objects.get(), PollEnd.CHOSEN)


def test_of_two_who_ask_at_once_one_asks() -> None:
    circle = circle_of()
    seats = [seat_of(circle, name) for name in ("Amara", "Bruno")]

    def ask(place: int) -> Said:
        fmt = builtin_format("decision_round")
        return ("asked",) if ask_for_times(seats[place], fmt, TIMES, CLOSES, make.NOW) else ()

    assert sorted(at_once(lambda: ask(0), lambda: ask(1))) == [(), ("asked",)]
    assert (TimePoll.objects.count(), TimeChoice.objects.count(), len(told("asked"))) == (1, 3, 5)


def test_one_who_answers_twice_at_once_has_one_answer_to_each_time() -> None:
    poll = asked(circle_of("Amara", "Bruno"))
    assert at_once(lambda: say(poll, "Amara", WORKS), lambda: say(poll, "Amara", CANNOT)) == [(), ()]
    said = set(TimeAnswer.objects.values_list("answer", flat=True))
    assert (TimeAnswer.objects.count(), len(said)) == (3, 1)


def test_of_the_last_two_answers_at_once_whoever_asked_is_told_once() -> None:
    poll = asked(circle_of("Amara", "Bruno", "Chidi"))
    say(poll, "Bruno", WORKS)
    assert at_once(lambda: say(poll, "Amara", WORKS), lambda: say(poll, "Chidi", WORKS)) == [(), ()]
    assert told("answered") == ["Bruno"]


def test_an_answer_at_the_moment_of_the_choice_is_counted_or_refused() -> None:
    poll = asked(circle_of("Amara", "Bruno"))
    for name in ("Amara", "Bruno"):
        say(poll, name, WORKS)
    first = choices_of(poll)[0].pk

    def choose() -> Said:
        return ("planned",) if plan_best_time(TimePoll.objects.get(pk=poll.pk), first, make.NOW) else ()

    answered, chosen = at_once(lambda: say(poll, "Amara", CANNOT, WORKS, WORKS), choose)
    assert (answered == ()) == (chosen == ())  # noted: another time is best now; or refused: this one is planned
    assert Session.objects.count() == len(chosen)
