from __future__ import annotations

from datetime import date

from edgewise.domain.pictures.lines import Interval, Moment, Point, course, intervals, moved, trend
from edgewise.domain.pictures.marks import Drawing, Tone


def of(drawing: Drawing, tone: Tone) -> list[tuple[str, str, str, str]]:
    return [(one.x1, one.y1, one.x2, one.y2) for one in drawing.lines if one.tone is tone]


def test_a_line_goes_from_week_to_week_and_says_the_last_value() -> None:
    found = trend([Point("2 Mar", 100), Point("9 Mar", 50)], 100, unit="%")
    assert of(found, Tone.MAIN) == [("25%", "1.25rem", "75%", "3.75rem")]
    assert [one.words for one in found.texts if not one.is_soft] == ["50%"]


def test_the_line_passes_over_a_week_without_a_value() -> None:
    found = trend([Point("a", 80), Point("b", None), Point("c", 60)], 100)
    assert of(found, Tone.MAIN) == [("16.67%", "2.25rem", "83.33%", "3.25rem")]
    assert [one.x for one in found.dots] == ["16.67%", "83.33%"]


def test_the_cohort_before_is_a_line_of_its_own_without_dots() -> None:
    found = trend([Point("a", None, 40), Point("b", 60, 80)], 100)
    assert (len(of(found, Tone.BEFORE)), len(found.dots)) == (1, 1)


def test_the_target_lies_across_the_whole_picture() -> None:
    found = trend([Point("a", 60)], 100, target=90)
    assert of(found, Tone.TARGET) == [("0", "1.75rem", "100%", "1.75rem")]


def test_no_value_at_all_says_none() -> None:
    assert [one for one in trend([Point("a", None)], 100).texts if not one.is_soft] == []


def test_an_interval_has_its_dot_between_its_two_ends() -> None:
    found = intervals([Interval("Trust", 4, 3.5, 4.5, "4.0")], 1, 5)
    assert [one.x for one in found.dots] == ["75%"]
    across, *ends = of(found, Tone.MAIN)
    assert (across[0], across[2], [end[0] for end in ends]) == ("62.5%", "87.5%", ["62.5%", "87.5%"])
    assert [one.words for one in found.texts] == ["Trust", "4.0"]


def test_a_course_goes_from_its_start_through_what_was_told_towards_its_end() -> None:
    start, end = Moment(date(2026, 3, 1), 0, "0"), Moment(date(2026, 3, 11), 10, "10")
    found = course(start, end, [Moment(date(2026, 3, 6), 5, "5")], date(2026, 3, 6))
    assert of(found, Tone.TARGET) == [("2%", "6.25rem", "98%", "1.25rem")]
    assert of(found, Tone.MAIN) == [("2%", "6.25rem", "50%", "3.75rem")]
    assert [(one.x, one.y) for one in found.dots if one.tone is Tone.NOW] == [("50%", "6.25rem")]
    assert [one.words for one in found.texts] == ["0", "10", "5"]


def test_a_course_that_is_to_fall_begins_at_the_top() -> None:
    found = course(Moment(date(2026, 3, 1), 60), Moment(date(2026, 3, 11), 20), [], date(2026, 4, 1))
    assert of(found, Tone.TARGET) == [("2%", "1.25rem", "98%", "6.25rem")]
    assert (of(found, Tone.MAIN), [one.tone for one in found.dots]) == ([], [Tone.MAIN, Tone.MAIN])


def test_a_course_without_a_way_or_a_day_is_drawn_in_the_middle() -> None:
    found = course(Moment(date(2026, 3, 1), 4), Moment(date(2026, 3, 1), 4), [], date(2026, 3, 1))
    assert of(found, Tone.TARGET) == [("2%", "3.75rem", "2%", "3.75rem")]


def test_what_has_moved_is_a_stretch_of_a_line_from_nothing_to_all_with_a_dot_at_each_end() -> None:
    found = moved(0.75, 0.25, "not sure", "sure")
    assert of(found, Tone.AXIS) == [("2%", "0.75rem", "98%", "0.75rem")]
    assert of(found, Tone.MAIN) == [("74%", "0.75rem", "26%", "0.75rem")]
    assert [(one.x, one.tone) for one in found.dots] == [("74%", Tone.BEFORE), ("26%", Tone.MAIN)]
    assert [one.words for one in found.texts] == ["not sure", "sure"]
