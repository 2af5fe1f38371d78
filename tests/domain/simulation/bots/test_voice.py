"""What bots say aloud, and that in a demonstration they do not wait for what is there already."""

from __future__ import annotations

from random import Random

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.session.names import Millis
from edgewise.domain.session.views.audience import audience_of, own_part, view_for
from edgewise.domain.simulation.bots.bots import Aloud, Bot
from edgewise.domain.simulation.bots.corpus import sayings, themes
from edgewise.domain.simulation.bots.tempers import HELPFUL, MINUTE, Temper
from edgewise.domain.simulation.play import go_on
from edgewise.domain.simulation.table import NAMES, Table, laid, numbered
from tests.bots import START

SECOND = 1000
PROMPT = Temper("prompt", arrives=(SECOND, 3 * SECOND), begins=(5 * SECOND, 6 * SECOND), surprises=0)
BRISK = Temper("brisk", arrives=PROMPT.arrives, begins=PROMPT.begins, moves_on=True, surprises=0)


def seated(temper: Temper = PROMPT) -> tuple[Table, list[Bot]]:
    table = laid(builtin_format("decision_round"), numbered(NAMES[:6]), START)
    return table, [Bot(seat, name, temper, Random(seat)) for seat, name in numbered(NAMES[:6])]


def aloud(table: Table, bots: list[Bot], now: Millis) -> list[Aloud]:
    state = table.state
    found = [
        bot.next_words(view_for(state, audience_of(state, bot.seat), now), own_part(state, bot.seat), now)
        for bot in bots
    ]
    return [words for words in found if words]


def reach(table: Table, bots: list[Bot], stage: str) -> Millis:
    now = START
    while table.state.stage is None or table.state.stage.key != stage:
        now = go_on(table, bots, now, most=1)
    return now


def test_somebody_greets_within_five_seconds_of_coming_in_and_once() -> None:
    table, bots = seated()
    now = START
    while sum(seat.present for seat in table.state.seats.values()) < 6:
        now = go_on(table, bots, now, most=1)
    greetings = aloud(table, bots, now)
    assert greetings
    assert {words.text for words in greetings} <= set(sayings().greetings)
    assert max(words.at_ms for words in greetings) <= now + 4 * SECOND
    for words in greetings:
        next(bot for bot in bots if bot.seat == words.seat).spoke(words)
    assert aloud(table, bots, now + SECOND) == []


def test_in_a_round_without_a_board_only_the_one_with_the_floor_speaks_and_it_can_be_asked_twice() -> None:
    table, bots = seated()
    now = reach(table, bots, "check_in")
    (words,) = aloud(table, bots, now)
    assert words.seat == table.state.control.floor.holder
    assert words.text in sayings().check_ins
    assert words.at_ms <= now + 3 * SECOND
    assert aloud(table, bots, now + SECOND) == [words]


def test_the_owner_tells_the_story_sentence_by_sentence_until_the_question_is_there() -> None:
    table, bots = seated()
    now = reach(table, bots, "clarify_frame")
    owner = next(bot for bot in bots if bot.seat == table.state.owner)
    told = []
    while found := aloud(table, bots, now):
        told += [words.text for words in found]
        now = found[0].at_ms
        owner.spoke(found[0])
    assert tuple(told) in {theme.story for theme in (*themes().themes, themes().general)}


def stage_length(temper: Temper, stage: str) -> Millis:
    table, bots = seated(temper)
    began = now = reach(table, bots, stage)
    while table.state.stage and table.state.stage.key == stage:
        now = go_on(table, bots, now, most=1)
    return now - began


def test_a_brisk_facilitator_goes_on_once_the_question_is_there_and_a_helpful_one_lets_people_talk() -> None:
    assert stage_length(BRISK, "clarify_frame") < 2 * MINUTE < stage_length(PROMPT, "clarify_frame")
    assert HELPFUL.moves_on is False
