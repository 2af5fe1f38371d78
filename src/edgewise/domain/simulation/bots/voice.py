"""What a bot says aloud that goes on no board: a greeting, a sentence in a round, the story before a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from edgewise.domain.session.names import Millis
from edgewise.domain.simulation.bots.corpus import sayings
from edgewise.domain.simulation.bots.glance import Glance
from edgewise.domain.simulation.bots.intents import Mind
from edgewise.domain.simulation.bots.tempers import SECOND
from edgewise.domain.simulation.bots.turn import ROUNDS

GREETS = 60  # percent of the people at a table who say a greeting
GREETING_WITHIN = (SECOND, 4 * SECOND)  # after one came in
SENTENCE_WITHIN = (SECOND, 3 * SECOND)  # after one's turn began
STORY_EVERY = 9 * SECOND  # between two sentences of a story


@dataclass(frozen=True, slots=True)
class Words:
    """Something said aloud, and when."""

    key: str
    text: str
    within: tuple[Millis, Millis]  # after it came to mind
    earliest: Millis = 0


def words_aloud(glance: Glance, mind: Mind) -> Iterator[Words]:
    """The next thing this person says, if anything; a stage whose words go on the board has none."""
    if glance.me is None or not glance.me.present or glance.paused:
        return
    if glance.view.phase == "lobby" and mind.chance("greeting", GREETS):
        yield Words("greeting", mind.pick("greeting", sayings().greetings), GREETING_WITHIN)
    elif glance.i_hold and glance.stage:
        yield from _in_my_turn(glance, mind)


def _in_my_turn(glance: Glance, mind: Mind) -> Iterator[Words]:
    stage = glance.stage
    assert stage is not None
    if stage.floor in ROUNDS and stage.does == "talk" and not (stage.kinds or stage.needs):
        key = f"{glance.turn}/voice"
        yield Words(key, mind.pick("voice", sayings().check_ins), SENTENCE_WITHIN)
    elif glance.i_own and glance.needs("decision_question"):
        for place, line in enumerate(glance.theme.story):
            key = f"{glance.here}/story/{place}"
            if not mind.has(key):
                earliest = glance.view.clock.step_began + place * STORY_EVERY
                yield Words(key, line, SENTENCE_WITHIN, earliest)
                return
