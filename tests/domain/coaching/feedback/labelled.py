"""Labelled sentences from tests/data/feedback; how they are written is said in benchmarks/feedback.py."""

from __future__ import annotations

from benchmarks.feedback import DATA, sentences
from edgewise.domain.coaching.feedback.language import Label


def labelled(name: str) -> list[tuple[Label, str]]:
    return sentences(DATA / f"{name}.tsv")
