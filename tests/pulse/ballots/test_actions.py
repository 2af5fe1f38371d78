"""Ballots come in: once each, into a sealed box, and nothing else in any table tells of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections, transaction

from edgewise.domain.pulse.ballots import Ballot, ballots_in
from edgewise.domain.pulse.model import LONGEST_PULSE_COMMENT
from edgewise.domain.pulse.moments import closes_at
from edgewise.pulse.ballots.actions import Sent, answer, make_boxes
from edgewise.pulse.ballots.queries import ballots_of, opened_box
from edgewise.pulse.models import Asked, Box
from edgewise.pulse.results.actions import close
from edgewise.pulse.waves.actions import purge
from edgewise.vault.cipher import KeyDestroyed, Undecipherable
from tests.pulse import world
from tests.rows import tables

pytestmark = [pytest.mark.django_db, pytest.mark.store]
CANARY = "Osric asked the heron"
DAY = timedelta(days=1)


def test_a_ballot_is_in_the_box_and_its_author_has_answered() -> None:
    wave = world.opened(world.running())
    line = world.lines(wave)[3]
    assert answer(line, (1, 2, 3, 4, 5, None, 1, 2, 3, 4, 5, None), "Fine", world.at(wave.opens_on)) is Sent.DONE
    assert ballots_of(wave) == [Ballot(0, (1, 2, 3, 4, 5, None, 1, 2, 3, 4, 5, None), "Fine")]
    assert list(wave.ledger.filter(has_answered=True)) == [line]


def test_a_second_ballot_changes_nothing() -> None:
    wave = world.opened(world.running())
    line, now = world.lines(wave)[0], world.at(wave.opens_on)
    assert [answer(line, (number,) * 12, "", now) for number in (2, 5)] == [Sent.DONE, Sent.ALREADY]
    assert [ballot.answers for ballot in ballots_of(wave)] == [(2,) * 12]


def test_an_answer_changes_the_line_of_the_ledger_the_box_in_all_its_bytes_and_nothing_else() -> None:
    wave = world.opened(world.running())
    world.send(wave, world.fours(1), [CANARY])
    before = tables()
    assert answer(world.lines(wave)[1], (3,) * 12, CANARY * 15, world.at(wave.opens_on)) is Sent.DONE
    after = tables()
    assert {table for table in before if before[table] != after[table]} == {"pulse_box", "pulse_asked"}
    changed = [pair for pair in zip(before["pulse_asked"], after["pulse_asked"], strict=True) if pair[0] != pair[1]]
    assert [sum(one != other for one, other in zip(*pair, strict=True)) for pair in changed] == [1]
    one, other = (next(v for v in rows["pulse_box"][0] if isinstance(v, bytes)) for rows in (before, after))
    assert len(one) == len(other)
    assert sum(a == b for a, b in zip(one[13:], other[13:], strict=True)) < len(one) / 100
    assert CANARY not in repr(after)
    assert CANARY.encode() not in one + other


def test_the_box_is_as_long_for_all_ballots_as_for_none() -> None:
    wave = world.opened(world.running(10))
    longest = ["\U0001f9a9" * LONGEST_PULSE_COMMENT] * 10
    empty = len(Box.objects.get().ballots)
    for number, line in enumerate(world.lines(wave)):
        assert answer(line, (5,) * 12, longest[number], world.at(wave.opens_on)) is Sent.DONE
        assert len(Box.objects.get().ballots) == empty
    assert len(ballots_of(wave)) == 10


def test_no_box_opens_in_the_place_of_another() -> None:
    wave = world.opened(world.running())
    box = wave.boxes.get()
    Box.objects.filter(pk=box.pk).update(number=1)
    with pytest.raises(Undecipherable):
        ballots_of(wave)


def test_nothing_is_taken_once_the_wave_is_over() -> None:
    wave = world.opened(world.running())
    ends, line = closes_at(wave.closes_on), world.lines(wave)[0]
    assert answer(line, (4,) * 12, "", ends) is Sent.OVER
    assert close(wave, ends)
    assert answer(line, (4,) * 12, "", ends - DAY) is Sent.OVER
    assert not Asked.objects.filter(has_answered=True).exists()


def test_nothing_is_taken_and_nothing_read_once_the_key_is_destroyed() -> None:
    wave = world.opened(world.running())
    world.send(wave, world.fours(3))
    kept = [(box.number, bytes(box.ballots)) for box in wave.boxes.all()]
    line = world.lines(wave)[5]
    assert purge(wave, world.at(wave.opens_on))
    assert not purge(wave, world.at(wave.opens_on))
    assert answer(line, (4,) * 12, "", world.at(wave.opens_on)) is Sent.OVER
    Box.objects.bulk_create(Box(wave=wave, number=number, ballots=blob) for number, blob in kept)  # from a backup
    with pytest.raises(KeyDestroyed):
        ballots_of(wave)


def test_a_ballot_that_cannot_be_kept_leaves_no_line() -> None:
    wave = world.opened(world.running())
    with transaction.atomic():
        assert answer(world.lines(wave)[0], (4,) * 12, "", world.at(wave.opens_on)) is Sent.DONE
        transaction.set_rollback(True)
    assert (ballots_of(wave), wave.ledger.filter(has_answered=True).count()) == ([], 0)


@pytest.mark.django_db(transaction=True)
def test_a_flood_of_300_loses_and_doubles_none() -> None:
    """Everybody sends twice at once: 300 ballots, in any number of threads."""
    wave = world.opened(world.running(300))
    now, everybody = world.at(wave.opens_on), world.lines(wave)

    def send(number: int) -> Sent:
        try:
            line = everybody[number % 300]
            return answer(line, (1 + number % 5,) * 12, f"Number {number % 300}", now)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        sent = list(pool.map(send, range(330)))
    found = sorted(ballot.comment for ballot in ballots_of(wave))
    assert (sent.count(Sent.DONE), sent.count(Sent.ALREADY)) == (300, 30)
    assert found == sorted(f"Number {number}" for number in range(300))
    assert Box.objects.get().version == 300


@pytest.mark.django_db(transaction=True)
def test_a_ballot_that_meets_the_closing_is_counted_or_refused() -> None:
    wave = world.opened(world.running(24))
    ends, everybody = closes_at(wave.closes_on), world.lines(wave)

    def act(number: int) -> bool:
        try:
            if number == 12:
                return close(wave, ends)
            return answer(everybody[number], (4,) * 12, "", ends - DAY) is Sent.DONE
        finally:
            connections.close_all()

    with ThreadPoolExecutor(12) as pool:
        done = list(pool.map(act, range(24)))
    assert done[12]
    answered = set(wave.ledger.filter(has_answered=True).values_list("pk", flat=True))
    assert answered == {line.pk for line, was in zip(everybody, done, strict=True) if was and line != everybody[12]}
    assert len(ballots_of(wave)) == len(answered)


def test_a_full_box_passes_the_ballot_on_to_another() -> None:
    wave = world.opened(world.running(12))
    wave.boxes.all().delete()
    make_boxes(wave, 3, 4)
    world.send(wave, world.fours(12))
    assert [len(ballots_in(opened_box(wave, box), 12)) for box in wave.boxes.all()] == [4, 4, 4]
    assert len(ballots_of(wave)) == 12
