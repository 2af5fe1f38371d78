"""How a figure of activity is told."""

from __future__ import annotations

from edgewise.domain.evidence.figures import NOT_TOLD, NOTHING_YET, Figure, said


def test_a_share_of_none_is_no_share() -> None:
    figures = (Figure("held", value=0, of=0), Figure("held", value=0, of=4), Figure("held", value=3, of=4))
    assert [said(figure) for figure in figures] == [NOTHING_YET, "0 %", "75 %"]


def test_too_few_people_are_not_told() -> None:
    assert said(Figure("met", value=None, of=12)) == NOT_TOLD
