"""Job-aid cards and drills, as data: what to hold in one's hand, and what to practise between sessions."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
from msgspec.structs import replace

from edgewise.domain.coaching.questions.language import Label
from edgewise.domain.phrases import phrase_in


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`when` says at which moment it helps, `does` what to do then, `avoids` the one thing not to do."""

    key: str
    title: str
    when: str
    does: tuple[str, ...]
    avoids: str


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody says something, and a well-meant piece of advice is at hand: a question is wanted instead."""

    says: str
    advice: str


class Tell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of which to say what it is."""

    says: str
    label: Label


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of the question coach, as people call it."""

    label: Label
    name: str
    meaning: str


class _Cards(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    card: tuple[Card, ...]


class Drills(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"classes": "class"}):
    classes: tuple[Meaning, ...]
    ask: tuple[Ask, ...]
    tell: tuple[Tell, ...]


@cache
def cards() -> tuple[Card, ...]:
    """The general set, in the order of a session; its texts are phrases."""
    written = msgspec.toml.decode((files(__name__) / "cards.toml").read_bytes(), type=_Cards).card
    return tuple(_as_said(card) for card in written)


def _as_said(card: Card) -> Card:
    where = f"card {card.key}"
    return replace(
        card,
        title=phrase_in(where, card.title),
        when=phrase_in(where, card.when),
        does=tuple(phrase_in(where, line) for line in card.does),
        avoids=phrase_in(where, card.avoids),
    )


@cache
def drills() -> Drills:
    """Their texts are phrases."""
    written = msgspec.toml.decode((files(__name__) / "drills.toml").read_bytes(), type=Drills)
    return Drills(
        classes=tuple(
            replace(one, name=phrase_in("drill class", one.name), meaning=phrase_in("drill class", one.meaning))
            for one in written.classes
        ),
        ask=tuple(
            replace(one, says=phrase_in("drill ask", one.says), advice=phrase_in("drill ask", one.advice))
            for one in written.ask
        ),
        tell=tuple(replace(one, says=phrase_in("drill tell", one.says)) for one in written.tell),
    )


def meaning_of(label: Label) -> Meaning:
    return next(meaning for meaning in drills().classes if meaning.label == label)
