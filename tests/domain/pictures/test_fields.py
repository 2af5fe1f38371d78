"""An area on a field of four."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.pictures.fields import FIELD_HIGH, Axes, Ground, fields
from edgewise.domain.pictures.marks import Anchor, Tone

AXES = Axes(1, 5, 3.5, ("Both low", "Friendly, little held to", "Held to", "Mutual respect"), "Respect", "Held to")
points = st.floats(1, 5)


def number(of: str) -> float:
    return float(of.rstrip("%rem") or 0)


@given(points, points, points, points)
def test_every_area_lies_on_the_field_and_can_be_seen(left: float, right: float, low: float, high: float) -> None:
    ground = Ground(min(left, right), max(left, right), min(low, high), max(low, high))
    drawn = fields(AXES, ground, ground)
    field, before, now = drawn.rects
    assert [one.tone for one in drawn.rects] == [Tone.GROUND, Tone.BEFORE, Tone.LESS]
    assert (before.x, before.y, before.width, before.height) == (now.x, now.y, now.width, now.height)
    assert number(now.x) >= 0
    assert number(now.x) + number(now.width) <= 100.1
    assert number(field.y) - 0.01 <= number(now.y) <= number(field.y) + FIELD_HIGH + 0.01
    assert number(now.width) > 0
    assert number(now.height) > 0


def test_names_stand_outside_at_their_corners_and_no_line_is_on_another() -> None:
    drawn = fields(AXES, Ground(2, 3, 2, 3))
    top, bottom = number(drawn.rects[0].y), number(drawn.rects[0].y) + FIELD_HIGH
    outside = [one for one in drawn.texts if number(one.y) < top or number(one.y) > bottom]
    assert len(outside) == len(drawn.texts)
    right = [number(one.y) for one in drawn.texts if one.anchor is Anchor.END]
    assert all(after - before >= 1 for before, after in pairwise(sorted(right)))
