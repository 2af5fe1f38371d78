"""Makes the feedback coach's table of weights: `python -m tests.domain.coaching.feedback.learning`.

As for the question coach. Only the files in `LEARNT` are read, because the coach is measured by the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from benchmarks.feedback import LEARNT
from edgewise.domain.coaching.feedback import english
from edgewise.domain.coaching.feedback.ear import traits_of
from edgewise.domain.coaching.feedback.english import ENGLISH
from edgewise.domain.coaching.feedback.language import LABELS, Label
from edgewise.domain.coaching.feedback.verdict import read
from tests.domain.coaching.feedback.labelled import labelled
from tests.domain.coaching.questions.learning import weighed, written

TABLE = Path(english.__file__).parent / "learned.txt"
PENALTY = 2.0
SMALLEST = 10
HEAD = f"# What each trait of a sentence weighs for {', '.join(LABELS)}\n"


def main() -> None:
    TABLE.write_text(written(table([row for name in LEARNT for row in labelled(name)]), HEAD), "utf-8")


def table(rows: Iterable[tuple[Label, str]]) -> dict[str, list[int]]:
    """Weights by trait, for the labels in their order."""
    found = [(LABELS.index(label), _traits(text)) for label, text in rows]
    return weighed([names for _, names in found], [label for label, _ in found], len(LABELS), PENALTY, SMALLEST)


def _traits(text: str) -> set[str]:
    return {trait.name for sentence in read(text, ENGLISH) for trait in traits_of(sentence, ENGLISH)}


if __name__ == "__main__":
    main()
