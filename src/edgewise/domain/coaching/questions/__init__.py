"""Tells open questions from closed, leading and advising ones, and offers open ones instead."""

from __future__ import annotations

from edgewise.domain.coaching.questions.judge import Advice, judge
from edgewise.domain.coaching.questions.language import Label

__all__ = ["Advice", "Label", "judge"]
