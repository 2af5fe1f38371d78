"""Where a cohort lies on the field of four, and when trust has dipped: from what is shown, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.anonymity.publication import Figure
from edgewise.domain.anonymity.scores import Score
from edgewise.domain.anonymity.trends import Trend
from edgewise.domain.pulse.dips import dips
from edgewise.domain.pulse.quadrant import Area, Field, Span, area, span

points = st.integers(10, 50).map(lambda tenths: tenths / 10)


def figure(low: float, high: float | None = None, margin: float = 0.4, trend: Trend | None = None) -> Figure:
    return Figure(Score(low, high if high is not None else low), margin, trend)


@pytest.mark.parametrize(
    ("respect", "accountability", "field"),
    [
        (4.2, 2.0, Field.FRIENDLY),
        (2.0, 4.2, Field.HELD_TO),
        (2.0, 2.0, Field.LOW),
        (4.2, 4.2, Field.CURRENCY),
        (3.5, 3.5, Field.CURRENCY),
    ],
)
def test_each_field_has_its_corner_a_name_and_one_suggestion(
    respect: float, accountability: float, field: Field
) -> None:
    found = area(figure(respect), figure(accountability))
    assert found is not None
    assert found.field is field
    assert len({one.words for one in Field}) == len({one.suggestion for one in Field}) == 4


def test_an_area_that_crosses_the_middle_is_not_sure() -> None:
    sure, unsure = area(figure(4.2), figure(2.0)), area(figure(3.7), figure(2.0))
    assert (sure and sure.is_sure, unsure and unsure.is_sure) == (True, False)
    assert area(figure(4), None) is None


@given(points, points, st.sampled_from([0.1, 0.5, 1.5]))
def test_a_span_stays_on_the_scale_and_holds_the_score(low: float, high: float, margin: float) -> None:
    low, high = min(low, high), max(low, high)
    found = span(figure(low, high, margin))
    assert 1 <= found.low <= low <= high <= found.high <= 5


def test_four_or_more_reaches_to_the_end_of_the_scale() -> None:
    assert span(figure(4.0, 5.0)) == Span(3.6, 5)
    assert Area(Span(3.6, 5), Span(1, 2)).field is Field.FRIENDLY


def test_a_low_scale_and_a_shown_fall_are_dips_and_too_little_time_is_none() -> None:
    fell, unseen = Trend(-1.2, -0.1), Trend(-0.9, 0.1)
    figures = {
        "safety": figure(2.9),
        "accountability": figure(4.0, trend=fell),
        "respect": figure(3.0, trend=unseen),
        "belonging": figure(1, 2.8),
        "load": figure(1.5, trend=fell),
    }
    assert dips(figures) == ["safety", "accountability", "belonging"]
    assert dips({"belonging": figure(1, 3.0)}) == []
