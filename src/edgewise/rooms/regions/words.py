"""What people said, arranged for the board and the record."""

from __future__ import annotations

from typing import NamedTuple

from edgewise.domain.phrases import phrase
from edgewise.domain.session.views.view import RoomView, WordsView

GROUP_WORDS = {
    "clarifying_question": phrase("Questions and answers"),
    "open_question": phrase("Questions and answers"),
    "answer": phrase("Questions and answers"),
    "perspective": phrase("Perspectives"),
    "experience": phrase("Experiences"),
    "mirror": phrase("Mirrors"),
    "appreciation": phrase("Appreciations"),
}
LEFT_BEHIND = (phrase("Learnt"), phrase("Appreciated"), phrase("Wins"), phrase("Parking lot"))
QUESTIONS = ("clarifying_question", "open_question")


def grouped(contributions: tuple[WordsView, ...]) -> list[tuple[str, list[WordsView]]]:
    """By kind, the newest kind first; questions stay with their answers, in the order they were said."""
    groups: dict[str, list[WordsView]] = {}
    for said in contributions:
        groups.setdefault(GROUP_WORDS.get(said.kind, said.kind), []).append(said)
    return list(reversed(groups.items()))


class Asked(NamedTuple):
    """A question with the answers that were given to it; None where somebody answered before anything was asked."""

    question: WordsView | None
    answers: tuple[WordsView, ...]


def paired(contributions: tuple[WordsView, ...]) -> list[Asked]:
    """Questions in the order they were asked, each with what was answered until the next one."""
    pairs: list[Asked] = []
    for said in contributions:
        if said.kind in QUESTIONS:
            pairs.append(Asked(said, ()))
        elif said.kind == "answer" and pairs:
            pairs[-1] = pairs[-1]._replace(answers=(*pairs[-1].answers, said))
        elif said.kind == "answer":
            pairs.append(Asked(None, (said,)))
    return pairs


def others(contributions: tuple[WordsView, ...]) -> list[tuple[str, list[WordsView]]]:
    """What was said beside questions and answers, by kind in the order in which they came up."""
    rest = tuple(said for said in contributions if said.kind not in (*QUESTIONS, "answer"))
    return list(reversed(grouped(rest)))


def newest(view: RoomView) -> WordsView | None:
    """What was said last about the running issue, as far as this audience sees it."""
    board = view.board
    said = (*board.contributions, *board.options) if board else ()
    return max(said, key=lambda words: words.id, default=None)


def gathered(view: RoomView) -> list[tuple[str, tuple[WordsView, ...]]]:
    """What a session leaves behind beside its issues, each under its title."""
    found = (view.learnings, view.appreciations, view.wins, view.parked)
    return [(title, lines) for title, lines in zip(LEFT_BEHIND, found, strict=True) if lines]
