"""Feedback as it is written: a strength, at most one change, an alternative to try. Private hints, field by field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from edgewise.domain.coaching.feedback.judge import Feedback, judge
from edgewise.domain.coaching.feedback.language import Label
from edgewise.domain.coaching.feedback.piece import SURE_ENOUGH, Lack, PieceHint

NOT_SEEN = frozenset({Label.HEARSAY, Label.MIND_READING, Label.GENERALISATION, Label.JUDGEMENT})
PARTS = ("strength", "change")
# What of the classes is asked about, by the end of a field's name; a situation is often half a sentence.
ASKED_ABOUT: Mapping[str, frozenset[Label]] = {
    "situation": NOT_SEEN,
    "behaviour": NOT_SEEN | {Label.ADVICE, Label.PRAISE_WITHOUT_EXAMPLE},
    "impact": NOT_SEEN | {Label.ADVICE},
    "alternative": NOT_SEEN,
}
MOST_HINTS = 2  # in one field


@dataclass(frozen=True, slots=True)
class FeedbackWords:
    """Each part has a behaviour, or is empty altogether; one of the two has."""

    strength_situation: str = ""
    strength_behaviour: str = ""
    strength_impact: str = ""
    change_situation: str = ""
    change_behaviour: str = ""
    change_impact: str = ""
    alternative: str = ""

    def part(self, name: str) -> str:
        """All that is written of a strength or a change, as one text."""
        said = (getattr(self, f"{name}_{each}") for each in ("situation", "behaviour", "impact"))
        return " ".join(_ended(each) for each in said if each)

    @property
    def in_fields(self) -> dict[str, str]:
        return asdict(self)


FIELDS = tuple(field.name for field in fields(FeedbackWords))


@dataclass(frozen=True, slots=True)
class FieldHint:
    """About one sentence of a field, or the whole field where `sentence` is empty; how to say it, and an example."""

    field: str
    sentence: str
    because: str
    hint: str
    example: str


def hints_in(words: FeedbackWords) -> list[FieldHint]:
    """Field by field, in their order; none where everything can be seen or heard. Nothing here blocks anybody."""
    found = [hint for name in FIELDS for hint in _in_field(name, getattr(words, name))]
    for part in PARTS:
        found += _of_situation(words, part)
    return sorted(found, key=lambda hint: FIELDS.index(hint.field))


def _in_field(name: str, text: str) -> list[FieldHint]:
    if not text.strip():
        return []
    judged, asked_about = judge(text), ASKED_ABOUT[name.rpartition("_")[2]]
    said = [
        FieldHint(name, each.text, each.because, each.hint, each.example)
        for each in judged.sentences
        if each.label in asked_about and each.confidence >= SURE_ENOUGH and not _is_said_for_what(each.label, judged)
    ]
    return [*_of_changes(name, judged.hints), *said][:MOST_HINTS]


def _is_said_for_what(label: Label, judged: Feedback) -> bool:
    """Praise beside the sentence that says for what."""
    return label is Label.PRAISE_WITHOUT_EXAMPLE and any(one.label is Label.OBSERVATION for one in judged.sentences)


def _of_changes(name: str, hints: Sequence[PieceHint]) -> Iterator[FieldHint]:
    for one in hints:
        if one.lack is Lack.MORE_THAN_ONE_CHANGE:
            yield FieldHint(name, "", "", one.text, one.example)


def _of_situation(words: FeedbackWords, part: str) -> Iterator[FieldHint]:
    """Where a behaviour is written, and neither its situation nor anything beside it says when or where."""
    if getattr(words, f"{part}_situation") or not getattr(words, f"{part}_behaviour"):
        return
    for one in judge(words.part(part)).hints:
        if one.lack is Lack.NO_SITUATION:
            yield FieldHint(f"{part}_situation", "", "", one.text, "")


def _ended(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
