"""The interface that drivers of bots rely on."""

from __future__ import annotations

from random import Random

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.session import commands as c
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.views.audience import audience_of, own_part, view_for
from edgewise.domain.simulation.bots.bots import Bot, Wish
from edgewise.domain.simulation.bots.tempers import DROPPING, HELPFUL, SILENT
from edgewise.domain.simulation.play import go_on, wishes_of
from edgewise.domain.simulation.table import NAMES, Sent, Table, laid, numbered
from tests.bots import START

SECOND = 1000


def lobby() -> Table:
    return laid(builtin_format("decision_round"), numbered(NAMES[:6]), START)


def asked(bot: Bot, table: Table, now: int) -> Wish | None:
    return bot.next_wish(
        view_for(table.state, audience_of(table.state, bot.seat), now), own_part(table.state, bot.seat), now
    )


def test_a_wish_keeps_its_moment_however_often_it_is_asked_for() -> None:
    table, bot = lobby(), Bot("s2", "Bruno", HELPFUL, Random(1))
    first = asked(bot, table, START)
    assert first
    assert isinstance(first.command, c.Join)
    assert START + 5 * SECOND <= first.at_ms <= START + 90 * SECOND
    assert asked(bot, table, first.at_ms + SECOND) == first


def test_what_was_sent_in_vain_is_tried_again_later_and_not_at_once() -> None:
    table, bot = lobby(), Bot("s2", "Bruno", HELPFUL, Random(1))
    wish = asked(bot, table, START)
    assert wish
    bot.sent(wish, wish.at_ms)
    again = asked(bot, table, wish.at_ms)
    assert again
    assert again.at_ms > wish.at_ms + 5 * SECOND


def test_a_drop_is_the_servers_to_say_and_every_other_wish_is_the_bots_own() -> None:
    table = lobby()
    bots = [Bot(seat, name, DROPPING, Random(seat)) for seat, name in numbered(NAMES[:6])]
    now, drops = START, []
    for _ in range(400):
        if table.state.control.phase == "closed":
            break
        due_at = table.next_due()
        bot, wish = min(wishes_of(table.state, bots, now), key=lambda pair: pair[1].at_ms)
        if due_at and due_at <= wish.at_ms:
            now = max(now, due_at)
            table.strike(now)
            continue
        now = max(now, wish.at_ms)
        assert wish.by == (SYSTEM if isinstance(wish.command, c.Drop) else bot.seat)
        drops += [wish.command] if isinstance(wish.command, c.Drop) else []
        table.send(wish.command, wish.by, now)
        bot.sent(wish, now)
    assert len(drops) > 3
    assert {drop.seat for drop in drops} <= {bot.seat for bot in bots}


def test_a_bot_without_a_place_at_the_table_wants_nothing() -> None:
    assert asked(Bot("s9", "Noor"), lobby(), START) is None


def test_two_whose_facilitator_stays_away_begin_all_the_same_however_shy_they_are() -> None:
    for seed in range(20):
        table = laid(builtin_format("check_in_only"), numbered(NAMES[:3]), START)
        bots = [Bot(seat, name, SILENT, Random(f"{seed}{seat}")) for seat, name in numbered(NAMES[:3])[1:]]
        go_on(table, bots, START)
        assert table.state.control.phase == "closed"


def test_a_facilitator_takes_the_issues_of_those_whose_turn_it_is() -> None:
    sent: list[Sent] = []
    fmt, people = builtin_format("decision_round"), numbered(NAMES[:6])
    table, plans = Table(sent.append), tuple(c.SeatPlan(seat, name) for seat, name in people)
    order = ("s5", "s2", "s6", "s1", "s3", "s4")
    table.send(c.OpenSession(format=fmt, seats=plans, chair="s1", deputy="s2", issue_order=order), SYSTEM, START)
    go_on(table, [Bot(seat, name, HELPFUL, Random(seat)) for seat, name in people], START)
    chosen = [one.command.owners for one in sent if isinstance(one.command, c.ChooseIssues)]
    assert chosen == [("s5", "s2")]
