"""What a pulse asks: items of several scales, five answers in words, and one comment; as data."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from edgewise.domain.phrases import Phrase, phrase_in

LOWEST_ANSWER, HIGHEST_ANSWER = 1, 5
MOST_PULSE_ITEMS = 16
LONGEST_PULSE_COMMENT = 400  # letters
PULSE_MINUTES = 2  # as letters and pages say it

Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*\Z", max_length=40)]
Words = Annotated[str, Meta(min_length=1, max_length=120)]


class Scale(Struct, frozen=True, forbid_unknown_fields=True):
    """Items that ask about one thing."""

    key: Key
    name: Words


class PulseItem(Struct, frozen=True, forbid_unknown_fields=True):
    """More of it is always better: an item is never turned round."""

    key: Key
    scale: Key
    words: Words


class Questionnaire(
    Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"scales": "scale", "items": "item"}
):
    """Raises ValueError (ValidationError when it is read) unless each item has a scale and each scale an item."""

    key: Key
    name: Words
    version: Annotated[int, Meta(ge=1)] = 1
    answers: Annotated[tuple[Words, ...], Meta(min_length=HIGHEST_ANSWER, max_length=HIGHEST_ANSWER)]  # the first is 1
    rather_not: Words
    comment: Words
    scales: Annotated[tuple[Scale, ...], Meta(min_length=1)]
    items: Annotated[tuple[PulseItem, ...], Meta(min_length=1, max_length=MOST_PULSE_ITEMS)]

    def __post_init__(self) -> None:
        keys = [scale.key for scale in self.scales]
        if set(keys) != {item.scale for item in self.items}:
            raise ValueError("each item has one of the scales, and each scale has an item")
        if len(set(keys)) < len(keys) or len({item.key for item in self.items}) < len(self.items):
            raise ValueError("a key is there twice")

    def of_scale(self, key: str) -> list[int]:
        """The places of its items."""
        return [place for place, item in enumerate(self.items) if item.scale == key]

    def said(self, text: str) -> Phrase:
        """One of its texts as a page says it: a translation is looked up by the key and the English words."""
        return phrase_in(f"pulse {self.key}", text)
