"""A circle is asked when it could meet; what it says is counted, and one time is planned."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from edgewise.domain.calendar.polls import Answer
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import letter
from edgewise.domain.nudges.letters.model import Reader
from edgewise.notices.models import Delivery, DeliveryState, Notice
from edgewise.notices.outbox.actions import tick
from edgewise.people.models import Absence, Membership
from edgewise.programmes.circles.actions import end_seat, fill_seats, seats_have_changed
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import SeatEnd
from edgewise.rooms.models.polls import PollEnd, TimeAnswer, TimePoll
from edgewise.rooms.models.sessions import AttendanceStatus, Session
from edgewise.rooms.planning.actions import move_session, plan_session
from edgewise.rooms.planning.queries import chairs_of, next_session
from edgewise.rooms.polls.actions import answer_times, ask_for_times, plan_best_time, withdraw_poll
from edgewise.rooms.polls.queries import (
    PollLook,
    look_at_poll,
    open_poll_of,
    polls_waiting_for,
    standing_of,
    times_to_propose,
)
from tests import make
from tests.rooms.polls.asked import (
    CANNOT,
    CLOSES,
    DAY,
    IF_NEED_BE,
    TIMES,
    WORKS,
    asked,
    choices_of,
    circle_of,
    say,
    seat_of,
    told,
)

pytestmark = pytest.mark.django_db
OTHERS = sorted(name for name in make.CAST if name != "Bruno")


def ended(poll: TimePoll) -> tuple[bool, str]:
    poll.refresh_from_db()
    return poll.ended_at is not None, poll.end


def best_of(poll: TimePoll, at: datetime = make.NOW) -> int | None:
    found = standing_of(poll, 0, at).best
    return None if found is None else choices_of(poll).index(found.choice)


# ---- asking


def test_everybody_but_who_asks_is_told_once_with_no_more_than_times_and_names() -> None:
    poll = asked(circle_of())
    assert told("asked") == OTHERS
    notice = Notice.objects.filter(key=f"times:{poll.pk}:asked")[0]
    assert (notice.facts["person"], notice.facts["options"], notice.facts["by"]) == ("Bruno", 3, "2026-03-09")
    assert notice.link == f"/circles/{poll.circle.code}/times/"
    said = letter(Kind.TIMES_WANTED, notice.facts, Reader("Amara", UTC))
    assert said.paragraphs == (
        (
            "Bruno asks when Harbour could meet. Please say which of 3 times suit you."
            " An answer by Monday 9 March is soon enough."
        ),
    )


def test_a_circle_is_asked_one_thing_at_a_time() -> None:
    circle = circle_of()
    asked(circle)
    again = ask_for_times(seat_of(circle, "Amara"), builtin_format("decision_round"), TIMES, CLOSES, make.NOW)
    assert (again, TimePoll.objects.count(), told("asked")) == (None, 1, OTHERS)


def test_a_poll_whose_times_are_past_makes_room_for_the_next() -> None:
    circle = circle_of()
    first = asked(circle)
    assert open_poll_of(circle, TIMES[-1]) is None
    second = asked(circle, at=TIMES[-1])
    assert (ended(first), ended(second)) == ((True, PollEnd.PAST), (False, ""))


def test_what_is_proposed_leaves_out_days_away_and_what_is_planned() -> None:
    circle = circle_of()
    now = timezone.now()  # a day away that is long over is not looked at
    planned = make.session(circle, now.replace(hour=0, minute=0) + 7 * DAY)
    Session.objects.filter(pk=planned.pk).update(minutes=24 * 60)
    away = Absence.objects.create(
        membership=make.membership("Dana"), from_on=now.date(), until_on=(now + 5 * DAY).date()
    )
    found = times_to_propose(seat_of(circle, "Bruno"), 90, now)
    assert 6 <= len(found) <= 8
    assert all(start.date() > away.until_on and start.date() != planned.starts_at.date() for start in found)


# ---- answering


def test_an_answer_can_be_changed_and_counts_once() -> None:
    poll = asked(circle_of())
    assert say(poll, "Amara", WORKS) == ()
    assert say(poll, "Amara", WORKS, CANNOT, IF_NEED_BE) == ()
    said = TimeAnswer.objects.order_by("choice__starts_at").values_list("answer", flat=True)
    assert list(said) == ["works", "cannot", "if_need_be"]
    assert look_at_poll(seat_of(poll.circle, "Amara"), 6, make.NOW) == PollLook(
        poll, CLOSES.date(), 1, 6, mine=True, is_over=False
    )


@pytest.mark.parametrize(
    ("left_out", "at", "problem"),
    [
        (1, make.NOW, "Please answer for each of the times."),
        (0, TIMES[0], "One of these times has passed. Please answer for the others."),
    ],
)
def test_what_is_not_a_whole_answer_changes_nothing(left_out: int, at: datetime, problem: str) -> None:
    poll = asked(circle_of())
    say(poll, "Amara", WORKS)
    given = {one.pk: CANNOT for one in choices_of(poll)[left_out:]}
    assert answer_times(poll, seat_of(poll.circle, "Amara"), given, at) == (problem,)
    assert set(TimeAnswer.objects.values_list("answer", flat=True)) == {"works"}


def test_a_time_of_another_poll_is_no_time_of_this_one() -> None:
    poll, other = asked(circle_of("Amara", "Bruno")), asked(circle_of("Bruno", "Chidi"))
    given = {one.pk: WORKS for one in choices_of(other)}
    assert answer_times(poll, seat_of(poll.circle, "Amara"), given, make.NOW) != ()
    assert TimeAnswer.objects.count() == 0


def test_nobody_answers_for_a_seat_that_has_ended_or_of_another_circle() -> None:
    poll, other = asked(circle_of("Amara", "Bruno", "Chidi")), circle_of("Amara", "Jonas")
    given = {one.pk: WORKS for one in choices_of(poll)}
    gone = seat_of(poll.circle, "Chidi")
    end_seat(gone, SeatEnd.OPTED_OUT, make.NOW)
    problem = ("This question is no longer open. Your answers were not saved.",)
    assert answer_times(poll, gone, given, make.NOW) == problem
    assert answer_times(poll, seat_of(other, "Jonas"), given, make.NOW) == problem


def test_when_the_last_has_answered_whoever_asked_is_told_once() -> None:
    poll = asked(circle_of("Amara", "Bruno", "Chidi"))
    for name in ("Amara", "Bruno"):
        say(poll, name, WORKS)
    assert told("answered") == []
    say(poll, "Chidi", IF_NEED_BE)
    say(poll, "Chidi", WORKS)
    tick(CLOSES)
    assert told("answered") == ["Bruno"]
    facts = Notice.objects.get(key=f"times:{poll.pk}:answered").facts
    said = letter(Kind.TIMES_WANTED, facts, Reader("Bruno", UTC))
    assert (said.subject, said.paragraphs[0]) == (
        "All have said when they could meet",
        "All 3 in Harbour have answered.",
    )


def test_who_asked_and_answers_last_sees_it_and_is_not_told() -> None:
    poll = asked(circle_of("Amara", "Bruno"))
    for name in ("Amara", "Bruno"):
        say(poll, name, WORKS)
    tick(CLOSES)
    assert told("answered") == []


# ---- the passing of time


def test_who_has_not_answered_is_reminded_once_two_days_before() -> None:
    poll = asked(circle_of())
    say(poll, "Amara", WORKS)
    tick(CLOSES - 2 * DAY - timedelta(minutes=1))
    assert told("again") == []
    for _ in range(2):
        tick(CLOSES - 2 * DAY)
    assert told("again") == ["Bruno", "Chidi", "Dana", "Elif", "Farid"]
    facts = Notice.objects.filter(key=f"times:{poll.pk}:again")[0].facts
    assert letter(Kind.TIMES_WANTED, facts, Reader("Dana", UTC)).paragraphs == (
        (
            "Harbour would like to know when you could. Please say which of 3 times suit you."
            " An answer by Monday 9 March is soon enough."
        ),
    )


def test_where_there_are_only_days_to_answer_nobody_is_reminded() -> None:
    asked(circle_of(), closes_at=make.NOW + 2 * DAY)
    tick(make.NOW + DAY)
    assert told("again") == []


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (("Amara",), "1 of 6 in Harbour have said when they could meet, and the time to answer is over."),
        ((), "No answer has come from Harbour, and the time to answer is over."),
    ],
)
def test_when_the_time_is_over_whoever_asked_is_told_how_many_have_answered(names: tuple[str, ...], words: str) -> None:
    poll = asked(circle_of())
    for name in names:
        say(poll, name, WORKS)
    for _ in range(2):
        tick(CLOSES)
    assert told("answered") == ["Bruno"]
    facts = Notice.objects.get(key=f"times:{poll.pk}:answered").facts
    assert letter(Kind.TIMES_WANTED, facts, Reader("Bruno", UTC)).paragraphs[0] == words


def test_a_poll_ends_by_itself_when_its_times_are_past() -> None:
    poll = asked(circle_of())
    tick(TIMES[1])
    assert ended(poll) == (False, "")
    tick(TIMES[2])
    assert ended(poll) == (True, PollEnd.PAST)
    assert say(poll, "Amara", WORKS, at=TIMES[2]) != ()


def test_no_letter_of_a_poll_names_a_discreet_circle() -> None:
    names = {"programme": "Canary-a", "cohort": "Canary-b", "circle": "Canary-c", "discreet": True}
    for more in ({"person": "Bruno"}, {"again": True}, {"answered": 3, "of": 3}, {"answered": 0, "of": 3}):
        said = letter(Kind.TIMES_WANTED, names | more, Reader("Amara", UTC))
        assert "Canary" not in " ".join((said.subject, *said.paragraphs, said.action, said.why))


# ---- planning


def test_nothing_is_planned_before_all_have_answered_or_the_time_is_over() -> None:
    poll = asked(circle_of())
    for name in make.CAST[:5]:
        say(poll, name, WORKS)
    first = choices_of(poll)[0].pk
    assert (best_of(poll), plan_best_time(poll, first, make.NOW)) == (None, None)
    assert best_of(poll, CLOSES) == 0
    say(poll, "Farid", CANNOT, WORKS, WORKS)
    assert best_of(poll) == 1


def test_the_best_time_is_planned_with_invitations_the_chair_in_turn_and_who_cannot_excused() -> None:
    circle = circle_of()
    poll = asked(circle)
    for name in make.CAST:
        say(poll, name, CANNOT, CANNOT if name == "Amara" else WORKS, CANNOT)
    best = choices_of(poll)[1]
    made = plan_best_time(poll, best.pk, make.NOW)
    assert made is not None
    assert (made.starts_at, made.minutes, str(made.facilitator), str(made.deputy)) == (TIMES[1], 90, "Bruno", "Chidi")
    assert next_session(circle) == made
    invited = Notice.objects.filter(kind=Kind.SESSION_PLANNED).values_list("to__person__name", flat=True)
    assert sorted(invited) == sorted(make.CAST)
    excused = made.attendance.filter(status=AttendanceStatus.EXCUSED)
    assert [one.seat.membership.person.name for one in excused] == ["Amara"]
    assert (ended(poll), poll.session) == ((True, PollEnd.CHOSEN), made)


def test_only_the_best_time_is_planned_and_only_once() -> None:
    poll = asked(circle_of())
    for name in make.CAST:
        say(poll, name, WORKS)
    first, second, _ = (one.pk for one in choices_of(poll))
    assert plan_best_time(poll, second, make.NOW) is None
    assert plan_best_time(poll, first, make.NOW) is not None
    assert plan_best_time(poll, first, make.NOW) is None
    assert Session.objects.count() == 1
    assert say(poll, "Amara", CANNOT) == ("This question is no longer open. Your answers were not saved.",)


def test_where_too_few_could_come_there_is_no_best_time() -> None:
    least = builtin_format("decision_round").people.least
    poll = asked(circle_of())
    for number, name in enumerate(make.CAST):
        say(poll, name, WORKS if number < least - 1 else CANNOT)
    assert best_of(poll) is None
    say(poll, make.CAST[least - 1], CANNOT, WORKS, CANNOT)
    assert best_of(poll) == 1


def test_who_has_borne_the_awkward_hour_is_spared_next_time() -> None:
    circle = circle_of("Amara", "Bruno")
    Membership.objects.filter(person__name="Amara").update(time_zone="America/New_York")
    poll = asked(circle)
    late, early = TIMES[0].replace(hour=18), TIMES[1].replace(hour=10)
    for choice, at in zip(choices_of(poll), (late, early, early + timedelta(minutes=1)), strict=True):
        type(choice).objects.filter(pk=choice.pk).update(starts_at=at)
    for name in ("Amara", "Bruno"):
        say(poll, name, WORKS)
    for back in (20, 27):
        make.session(circle, early - back * DAY)
    assert best_of(poll) == 0


def test_a_session_planned_in_the_meantime_ends_the_poll() -> None:
    circle = circle_of()
    poll = asked(circle)
    chair, deputy, *_ = chairs_of(circle)
    plan_session(circle, TIMES[0], builtin_format("decision_round"), chair, deputy, make.NOW)
    assert ended(poll) == (True, PollEnd.PLANNED)


def test_a_session_moved_onto_one_of_the_times_takes_it_out_of_the_race() -> None:
    circle = circle_of()
    moved = make.session(circle, make.NOW + 3 * DAY)
    poll = asked(circle)
    for name in make.CAST:
        say(poll, name, WORKS)
    move_session(moved, TIMES[0] + timedelta(minutes=30), make.NOW)
    assert (best_of(poll), ended(poll)) == (1, (False, ""))


def test_a_poll_that_is_withdrawn_asks_nobody_any_more() -> None:
    poll = asked(circle_of())
    assert [withdraw_poll(poll, make.NOW) for _ in range(2)] == [True, False]
    assert not Delivery.objects.filter(state=DeliveryState.WAITING).exists(), "what has not left is not sent any more"
    tick(CLOSES - 2 * DAY)
    tick(CLOSES)
    assert (ended(poll), told("again"), told("answered")) == ((True, PollEnd.WITHDRAWN), [], [])


# ---- who comes and goes


def test_a_newcomer_is_asked_too_and_nobody_twice() -> None:
    circle = circle_of("Amara", "Bruno")
    poll = asked(circle)
    for name in ("Amara", "Bruno"):
        say(poll, name, WORKS)
    assert best_of(poll) == 0
    fill_seats(circle, [make.membership("Chidi")], make.NOW + DAY)
    seats_have_changed({circle.pk}, make.NOW + DAY)
    assert told("asked") == ["Amara", "Chidi"]
    standing = standing_of(poll, 0, make.NOW + DAY)
    assert ([str(seat.membership) for seat in standing.missing], standing.outcome.is_decided) == (["Chidi"], False)


def test_nobody_waits_for_who_has_left_and_their_answer_counts_no_more() -> None:
    circle = circle_of("Amara", "Bruno", "Chidi", "Dana", "Elif")
    poll = asked(circle)
    for name in ("Amara", "Bruno", "Dana"):
        say(poll, name, WORKS)
    say(poll, "Elif", CANNOT, WORKS, WORKS)
    assert told("answered") == []
    for name in ("Elif", "Chidi"):
        end_seat(seat_of(circle, name), SeatEnd.OPTED_OUT, make.NOW + DAY)
    assert (told("answered"), best_of(poll, make.NOW + DAY)) == (["Bruno"], 0)
    first = standing_of(poll, 0, make.NOW + DAY).lines[0].tally
    assert (len(first.works), len(first.cannot), len(first.unknown)) == (3, 0, 0)


def test_where_whoever_asked_has_left_the_next_in_the_chair_is_told() -> None:
    circle = circle_of("Amara", "Bruno", "Chidi")
    poll = asked(circle)
    end_seat(seat_of(circle, "Bruno"), SeatEnd.OPTED_OUT, make.NOW)
    for name in ("Amara", "Chidi"):
        say(poll, name, WORKS)
    assert told("answered") == ["Amara"]


def test_a_circle_of_one_and_a_closed_one_are_asked_nothing() -> None:
    alone, closed = circle_of("Amara", "Bruno"), circle_of("Chidi", "Dana")
    polls = [asked(alone), asked(closed, "Dana")]
    end_seat(seat_of(alone, "Amara"), SeatEnd.OPTED_OUT, make.NOW)
    type(closed).objects.filter(pk=closed.pk).update(closed_at=make.NOW)
    seats_have_changed({closed.pk}, make.NOW)
    assert [ended(one) for one in polls] == [(True, PollEnd.CLOSED)] * 2


def test_a_person_hears_of_the_polls_that_wait_for_them_and_of_no_other() -> None:
    harbour, lantern = circle_of("Amara", "Bruno"), circle_of("Bruno", "Chidi")
    poll, other = asked(harbour), asked(lantern)
    amara, bruno = make.person("Amara"), make.person("Bruno")
    assert [list(polls_waiting_for(who, make.NOW)) for who in (amara, bruno)] == [[poll], [poll, other]]
    say(poll, "Bruno", WORKS)
    assert list(polls_waiting_for(bruno, make.NOW)) == [other]
    end_seat(seat_of(harbour, "Amara"), SeatEnd.OPTED_OUT, make.NOW)
    assert list(polls_waiting_for(amara, make.NOW)) == []


def test_answers_are_kept_by_seat_and_not_by_person() -> None:
    circle = circle_of("Amara", "Bruno", "Chidi")
    poll = asked(circle)
    say(poll, "Amara", WORKS)
    end_seat(seat_of(circle, "Amara"), SeatEnd.OPTED_OUT, make.NOW)
    fill_seats(circle, [make.membership("Amara")], make.NOW + DAY)
    names = [str(seat.membership) for seat in standing_of(poll, 0, make.NOW + DAY).missing]
    assert (sorted(names), len(open_seats(circle))) == (["Amara", "Bruno", "Chidi"], 3)


def test_every_answer_has_its_words() -> None:
    field = TimeAnswer._meta.get_field("answer")
    assert [value for value, _ in field.choices or ()] == [one.value for one in Answer]
