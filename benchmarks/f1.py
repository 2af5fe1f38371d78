"""Precision, recall and F1 of a judge of sentences; counts are by (labelled, judged)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from enum import Enum
from typing import TypeVar

Label = TypeVar("Label", bound=Enum)


def scores(counts: Counter[tuple[Label, Label]], label: Label, labels: Sequence[Label]) -> tuple[float, float, float]:
    """Each 0 where nothing was right."""
    right = counts[label, label]
    precision = right / max(1, sum(counts[other, label] for other in labels))
    recall = right / max(1, sum(counts[label, other] for other in labels))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def mean_f1(counts: Counter[tuple[Label, Label]], labels: Sequence[Label]) -> float:
    """Macro-F1: each label counts alike, however many sentences have it."""
    return sum(scores(counts, label, labels)[2] for label in labels) / len(labels)
