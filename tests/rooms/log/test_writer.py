"""Writers that race for one session: no gap, one wins, the other decides again, and nothing acknowledged is missing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from edgewise.domain.session import commands as c
from edgewise.domain.session.events.happened import WinCelebrated
from edgewise.domain.session.evolving.evolve import replay
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.refusal import Refused
from edgewise.rooms.log import log
from edgewise.rooms.log.batch import Batch, Done, Failed, Outrun, Wish
from edgewise.rooms.log.writer import Answered, Writer, obey
from edgewise.rooms.models.sessions import Event, Session
from edgewise.rooms.sessions.actions.room import obey as obey_one
from tests import make
from tests.rooms.world import a_room

pytestmark = [pytest.mark.store, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def session() -> Session:
    """A Decision round that has begun, with all six there; Bruno (s2) is in the chair."""
    found = a_room(make.circle(members=[make.membership(name) for name in make.CAST]))
    for seat in log.load_state(found).seats:
        obey_one(found, c.Join(), seat)
    obey_one(found, c.Begin(), log.load_state(found).control.chair)
    return found


def win(session: Session, seat: str, text: str, key: bytes | None = None) -> Wish:
    return Wish(session.code, c.CelebrateWin(text=text), seat, key=key)


def wins(session: Session) -> list[str]:
    return [event.text for event in log.events_since(session) if isinstance(event, WinCelebrated)]


def versions(session: Session) -> list[int]:
    return list(Event.objects.filter(session=session).order_by("version").values_list("version", flat=True))


def in_threads(work: Sequence[Callable[[], None]]) -> None:
    """Each with a connection of its own, as two processes would have."""

    def connected(each: Callable[[], None]) -> None:
        try:
            each()
        finally:
            connection.close()

    threads = [threading.Thread(target=connected, args=(each,)) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_a_batch_is_answered_in_order_with_the_version_of_each(session: Session) -> None:
    begun = log.load_state(session).version

    answered = obey([win(session, "s1", "one"), win(session, "s2", "two"), win(session, "s3", "three")])

    done = [outcome for _, outcome in answered.outcomes if isinstance(outcome, Done)]
    assert [outcome.version for outcome in done] == [begun + 1, begun + 2, begun + 3]
    assert wins(session) == ["one", "two", "three"]


def test_two_writers_race_and_every_acknowledged_wish_is_there_once(session: Session) -> None:
    acknowledged: list[int] = []

    def press(seat: str) -> Callable[[], None]:
        def presses() -> None:
            for number in range(20):
                (_, outcome), *_ = obey([win(session, seat, f"{seat} {number}")]).outcomes
                assert isinstance(outcome, Done)
                acknowledged.append(outcome.version)

        return presses

    in_threads([press("s1"), press("s3")])

    said = wins(session)
    assert sorted(said) == sorted(f"{seat} {number}" for seat in ("s1", "s3") for number in range(20))
    assert [text for text in said if text.startswith("s1")] == [f"s1 {number}" for number in range(20)]
    assert len(set(acknowledged)) == 40
    assert versions(session) == list(range(1, len(versions(session)) + 1))


def test_a_writer_that_was_outrun_decides_again_on_the_winners_state(session: Session) -> None:
    stale = log.newest(session.code)
    obey([win(session, "s1", "first")])
    log.cache.clear()
    log.cache.put(stale)  # what another process would still believe

    (_, outcome), *_ = obey([win(session, "s3", "second")]).outcomes

    assert isinstance(outcome, Done)
    assert outcome.version == stale.state.version + 2
    assert wins(session) == ["first", "second"]


def test_a_refusal_is_never_given_from_an_old_state(session: Session) -> None:
    stale = log.newest(session.code)
    speaker = stale.state.control.floor.holder
    obey([Wish(session.code, c.EndTurn(), speaker)])
    following = log.newest(session.code).state.control.floor.holder
    log.cache.clear()
    log.cache.put(stale)

    with pytest.raises(Outrun):
        Batch([Wish(session.code, c.EndTurn(), following)], stale.state.at)
    (_, outcome), *_ = obey([Wish(session.code, c.EndTurn(), following)]).outcomes

    assert isinstance(outcome, Done)


def test_two_who_end_the_same_turn_at_once_end_it_once(session: Session) -> None:
    speaker = log.load_state(session).control.floor.holder
    outcomes: list[object] = []

    def press() -> None:
        outcomes.append(obey([Wish(session.code, c.EndTurn(), speaker)]).outcomes[0][1])

    in_threads([press, press])

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Done", "Refused"]


def test_a_request_sent_again_is_answered_and_not_done_again(session: Session) -> None:
    first = obey([win(session, "s1", "once", b"k" * 16)]).outcomes[0][1]
    log.cache.clear()  # a restart in between: the log remembers the key

    second = obey([win(session, "s1", "once", b"k" * 16)]).outcomes[0][1]

    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert (second.version, second.again, wins(session)) == (first.version, True, ["once"])


def test_a_refusal_and_a_fault_in_a_batch_leave_the_others_alone(session: Session) -> None:
    unknown = Wish("nowhere", c.Join(), "s1")
    refused = Wish(session.code, c.Begin(), "s5")

    outcomes = [each for _, each in obey([win(session, "s1", "a"), unknown, refused, win(session, "s4", "b")]).outcomes]

    assert [type(outcome) for outcome in outcomes] == [Done, Failed, Refused, Done]
    assert wins(session) == ["a", "b"]


def test_a_state_read_from_the_log_equals_the_one_that_was_kept(session: Session) -> None:
    kept = obey([win(session, "s1", "kept")]).written[0].state
    log.cache.clear()

    assert log.load_state(session) == kept == replay(log.events_since(session))


def test_an_event_moved_to_another_place_in_the_log_does_not_open(session: Session) -> None:
    room = log.newest(session.code)
    second = Event.objects.get(session=session, version=2)

    with pytest.raises(Exception, match="tampered"):
        log.opened(room.cipher, room.code, 3, second.payload)


def test_the_writers_thread_answers_everything_before_it_stops(session: Session) -> None:
    answers: list[Answered] = []
    writer = Writer(answers.append)
    writer.start()
    for number in range(30):
        writer.submit(win(session, "s1", f"win {number}"))

    writer.stop()

    assert [type(outcome) for answer in answers for _, outcome in answer.outcomes] == [Done] * 30
    assert wins(session) == [f"win {number}" for number in range(30)]


def test_the_system_alone_opens_a_session(session: Session) -> None:
    outcome = obey([Wish(session.code, c.Drop(seat="s4"), "s1")]).outcomes[0][1]
    dropped = obey([Wish(session.code, c.Drop(seat="s4"), SYSTEM)]).outcomes[0][1]

    assert isinstance(outcome, Refused)
    assert isinstance(dropped, Done)
    assert not dropped.state.seats["s4"].present
