"""All that is given is all that is received, whatever happens in a circle."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.hours.counted import Coached, Share, Stretch, parts, shared, without
from edgewise.domain.session.coaching_minutes import coached
from edgewise.domain.simulation.bots.tempers import HELPFUL, LATE, SILENT
from edgewise.domain.simulation.play import play
from edgewise.domain.simulation.table import NAMES

HISTORIES = 10_000
MINUTE = 60_000


def given_of(found: Coached) -> dict[str, int]:
    return {who: found.given_by(who) for who in sorted({giver for giver, _ in found.shares})}


def received_of(found: Coached) -> dict[str, int]:
    return {who: found.received_by(who) for who in sorted({receiver for _, receiver in found.shares})}


def test_five_who_listen_to_one_for_half_an_hour_have_together_given_half_an_hour() -> None:
    found = shared([Stretch(30 * MINUTE, "Amara", ("Bruno", "Chidi", "Dana", "Elif", "Farid"))])
    assert given_of(found) == dict.fromkeys(("Bruno", "Chidi", "Dana", "Elif", "Farid"), 6 * MINUTE)
    assert received_of(found) == {"Amara": 30 * MINUTE}
    assert {share.one_to_one for share in found.shares.values()} == {0}


def test_with_two_at_the_table_every_minute_is_one_to_one() -> None:
    assert shared([Stretch(39 * MINUTE, "Amara", ("Bruno",))]).shares == {
        ("Bruno", "Amara"): Share(39 * MINUTE, 39 * MINUTE)
    }


def test_who_comes_late_gives_of_what_is_left() -> None:
    found = shared([Stretch(10_000, "Amara", ("Bruno",)), Stretch(20_000, "Amara", ("Bruno", "Chidi"))])
    assert found.shares == {("Bruno", "Amara"): Share(20_000, 10_000), ("Chidi", "Amara"): Share(10_000, 0)}


def test_time_in_which_nobody_else_is_there_counts_for_nobody() -> None:
    assert shared([Stretch(10_000, "Amara", ())]).shares == {}


def test_a_rest_goes_to_the_first_at_the_table_and_nothing_is_lost() -> None:
    assert given_of(shared([Stretch(11, "Amara", ("Bruno", "Chidi", "Dana"))])) == {"Bruno": 4, "Chidi": 4, "Dana": 3}


def test_what_somebody_absent_gave_was_given_by_the_others() -> None:
    found = shared([Stretch(30_000, "Amara", ("Bruno", "Chidi", "Dana")), Stretch(20_000, "Bruno", ("Amara", "Dana"))])
    assert without(found, {"Bruno"}).shares == {
        ("Chidi", "Amara"): Share(15_000, 0),
        ("Dana", "Amara"): Share(15_000, 0),
    }
    assert without(found, {"Bruno", "Chidi"}).shares == {("Dana", "Amara"): Share(30_000, 30_000)}
    assert without(found, {"Amara"}).shares == {("Dana", "Bruno"): Share(20_000, 20_000)}


@given(st.integers(0, 10**9), st.lists(st.integers(0, 10**6), max_size=14))
def test_parts_add_up_to_the_whole(whole: int, weights: list[int]) -> None:
    found = parts(whole, weights)
    assert sum(found) == (whole if sum(weights) else 0)
    assert all(part <= whole * weight / sum(weights) + 1 for part, weight in zip(found, weights, strict=True) if part)


@dataclass(slots=True)
class Ledger:
    """A circle's history as the rows keep it, and beside it what a clock on the wall says of each owner's time."""

    given: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    received: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    clock: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, found: Coached) -> None:
        for (giver, receiver), share in found.shares.items():
            assert share.ms > 0
            assert share.one_to_one in range(share.ms + 1)
            self.given[giver] += share.ms
            self.received[receiver] += share.ms


def history(dice: Random) -> Ledger:
    """Sessions with people who come late, drop out, are absent; corrections by hand; hours noted between sessions."""
    circle, ledger = NAMES[: dice.randint(2, 14)], Ledger()
    for _ in range(dice.randint(1, 4)):
        stretches = _session(circle, dice)
        absent = {who for who in circle if dice.random() < 0.1}
        if dice.random() < 0.5:  # the log can be read: it is counted again
            seen = [Stretch(ms, who, tuple(g for g in others if g not in absent)) for ms, who, others in stretches]
            found = shared(one for one in seen if one.receiver not in absent)
            times = [one for one in seen if one.givers and one.receiver not in absent]
        else:  # it cannot: only everybody's part is known
            found = without(shared(stretches), absent)
            kept = {receiver for _, receiver in found.shares}
            times = [one for one in stretches if one.givers and one.receiver in kept]
        ledger.add(found)
        for ms, who, _ in times:
            ledger.clock[who] += ms
    for _ in range(dice.randint(0, 3)):
        giver, receiver = dice.sample(circle, 2)
        minutes, confirmed = dice.randint(5, 480), dice.random() < 0.5
        ledger.add(shared([Stretch(minutes * MINUTE, receiver, (giver,))] if confirmed else []))
        ledger.clock[receiver] += minutes * MINUTE if confirmed else 0
    return ledger


def _session(circle: tuple[str, ...], dice: Random) -> list[Stretch]:
    present, found = {who for who in circle if dice.random() < 0.85}, []
    for _ in range(dice.randint(1, 8)):
        present ^= {dice.choice(circle)} if dice.random() < 0.4 else set()
        owner = dice.choice(circle)
        others = tuple(who for who in circle if who in present and who != owner)
        if owner in present:
            found.append(Stretch(dice.randint(1, 3_600_000), owner, others))
    return found


def test_in_ten_thousand_histories_all_that_is_given_is_all_that_is_received() -> None:
    dice = Random(20261130)
    for number in range(HISTORIES):
        ledger = history(dice)
        assert sum(ledger.given.values()) == sum(ledger.received.values()), number
        assert dict(ledger.received) == {who: ms for who, ms in ledger.clock.items() if ms}, number


@pytest.mark.parametrize("key", builtin_formats())
def test_what_bots_held_in_every_format_adds_up(key: str) -> None:
    fmt = builtin_formats()[key]
    for people in {fmt.people.least, min(fmt.people.most, 6)}:
        held = play(fmt, NAMES[:people], people, (HELPFUL, LATE, SILENT)).events
        for corrected in ({}, {"s1": False}, {"s2": False, "s1": True}):
            found = coached(held, corrected)
            assert sum(given_of(found).values()) == sum(received_of(found).values())
            absent = {seat for seat, there in corrected.items() if not there}
            assert not absent & {seat for way in found.shares for seat in way}
            owners = {receiver for _, receiver in found.shares}
            whole = coached(held)
            if people - len(absent) > 1:
                kept = {who: whole.received_by(who) for who in owners}
                assert all(found.received_by(who) <= kept[who] for who in owners)


def test_an_absent_coach_takes_nothing_from_the_person_who_was_heard() -> None:
    held = play(builtin_formats()["decision_round"], NAMES[:6], 3).events
    whole = coached(held)
    owner = next(iter(received_of(whole)))
    away = next(giver for giver, receiver in whole.shares if receiver == owner)
    found = coached(held, {away: False})
    assert (found.received_by(owner), found.given_by(away)) == (whole.received_by(owner), 0)


def test_who_looked_on_with_a_neighbour_was_there_all_the_time() -> None:
    """A seat that nobody took in the room gives its part once a person has said that it was not empty."""
    held = play(builtin_formats()["decision_round"], NAMES[:5], 3).events
    silent = [event for event in held if getattr(event, "seat", "") != "s5" or type(event).__name__ == "SessionOpened"]
    assert coached(silent).given_by("s5") == 0
    found = coached(silent, {"s5": True})
    first = {receiver: share.ms for (giver, receiver), share in found.shares.items() if giver == "s5"}
    others = {receiver: share.ms for (giver, receiver), share in found.shares.items() if giver == "s4"}
    assert {who: round(ms / 1000) for who, ms in first.items()} == {
        who: round(others.get(who, first[who]) / 1000) for who in first
    }
