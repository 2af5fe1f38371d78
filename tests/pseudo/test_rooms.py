"""Sessions that bots play, drawn in the pseudo-locale for everybody who may look on; and the data of the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import msgspec
import pytest
from django.utils.translation import pgettext

from edgewise.domain.coaching.practice import cards, drills
from edgewise.domain.formats.builtin import KEYS, builtin_format
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import State
from edgewise.domain.session.views.audience import view_for
from edgewise.domain.session.views.view import Audience
from edgewise.domain.simulation.table import NAMES, Sent
from edgewise.rooms.regions.render import render_record, render_regions
from tests import bots
from tests.pseudo import known
from tests.pseudo.reading import of_page, without_brackets


@cache
def played(key: str) -> tuple[Sent, ...]:
    sent: list[Sent] = []
    bots.session(key, seed=3, watch=sent.append)
    return tuple(sent)


@pytest.mark.parametrize("key", KEYS)
def test_what_the_room_shows_is_marked(key: str) -> None:
    last = played(key)[-1].after
    drawn = {render_record(view_for(last, Audience.EVERYONE, last.at))}
    for state in _moments(key):
        for audience in Audience:
            drawn.update(render_regions(view_for(state, audience, state.at)).values())
    texts = {text for html in drawn for text in of_page(html)}

    assert known.unknown(sorted(texts), _said(key)) == []


@pytest.mark.parametrize("key", KEYS)
def test_what_the_rules_refuse_is_marked(key: str) -> None:
    refused = [sent.answer for sent in played(key) if isinstance(sent.answer, Refused)]
    texts = {str(text) for answer in refused for text in (answer.reason, answer.suggestion)}

    assert known.unknown(map(without_brackets, sorted(texts)), _said(key)) == []


@pytest.mark.parametrize("key", KEYS)
def test_every_text_of_a_format_is_in_the_catalogue(key: str) -> None:
    fmt = builtin_format(key)
    stages = [(each.title, each.purpose, each.job_aid, *msgspec.structs.astuple(each.prompt)) for each in fmt.stages()]
    texts = {fmt.name, fmt.summary, fmt.source, *(text for stage in stages for text in stage)} - {""}

    assert [text for text in texts if pgettext(f"format {key}", str.__str__(text)) == text] == []


def test_every_text_of_a_card_and_a_drill_is_in_the_catalogue() -> None:
    texts = [
        *((f"card {card.key}", text) for card in cards() for text in (card.title, card.when, *card.does, card.avoids)),
        *(("drill class", text) for each in drills().classes for text in (each.name, each.meaning)),
        *(("drill ask", text) for each in drills().ask for text in (each.says, each.advice)),
        *(("drill tell", each.says) for each in drills().tell),
    ]

    assert [text for context, text in texts if pgettext(context, str.__str__(text)) == text] == []


def _moments(key: str) -> Iterator[State]:
    """The session after each sort of command in each of its stages, running and paused."""
    seen = set[object]()
    for sent in played(key):
        state = sent.after
        where = state.stage.key if state.stage else state.control.phase
        mark = where, type(sent.command), bool(state.control.clock.paused_at)
        if mark not in seen:
            seen.add(mark)
            yield state


@cache
def _said(key: str) -> frozenset[str]:
    """Names, and every string that somebody at the table sent."""
    texts = set(NAMES)
    for sent in played(key):
        texts.update(_strings(msgspec.to_builtins(sent.command, enc_hook=str)))
    return frozenset(text for text in texts if re.search(r"[A-Z ]", text))


def _strings(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            for each in value.values():
                yield from _strings(each)
        case list() | tuple():
            for each in value:
                yield from _strings(each)
        case _:
            pass
