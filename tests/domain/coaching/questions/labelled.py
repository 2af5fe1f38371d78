"""Labelled sentences from tests/data/questions; how they are written is said in benchmarks/questions.py."""

from __future__ import annotations

from benchmarks.questions import DATA, sentences
from edgewise.domain.coaching.questions.language import Label


def labelled(name: str) -> list[tuple[Label, str]]:
    return sentences(DATA / f"{name}.tsv")
