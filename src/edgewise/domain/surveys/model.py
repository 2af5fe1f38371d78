"""A survey of a leader's behaviour: an item set with its answers and open questions, as data."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from edgewise.domain.phrases import Phrase, phrase_in

FEWEST_ITEMS, MOST_ITEMS = 15, 20
ANSWERS = 5  # anchors of the scale, lowest first
QUESTIONS = 2  # open ones
LONGEST_BEHAVIOUR = 120  # letters

Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z", max_length=40)]


class Item(Struct, frozen=True):
    """One behaviour that can be seen: as others are asked, and as the leader is."""

    key: Key
    behaviour: str  # "Listens to the end before answering."
    own: str  # "I listen to the end before I answer."


class Question(Struct, frozen=True):
    """An open question, put to everybody."""

    key: Key
    words: str


class Survey(Struct, frozen=True, kw_only=True):
    key: Key
    name: str
    version: Annotated[int, Meta(ge=1)] = 1
    summary: str = ""
    source: str = ""
    answers: tuple[str, ...]  # five anchors in words; the first is 1
    cannot_say: str
    items: tuple[Item, ...]
    questions: tuple[Question, ...]

    def said(self, text: str) -> Phrase:
        """One of its texts as a page says it: a translation is looked up by the key and the English words."""
        return phrase_in(f"survey {self.key}", text)
