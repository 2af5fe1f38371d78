from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.loader import load
from edgewise.domain.formats.model import Format
from edgewise.domain.formats.timetable import Slot, Step, people_in, running_order, timetable
from tests.domain.formats.strategies import formats
from tests.domain.formats.texts import GOOD, changed


def seconds(slots: tuple[Slot, ...]) -> list[tuple[str, int | None, int, int]]:
    return [(slot.stage.key, slot.issue, slot.start, slot.planned) for slot in slots]


def test_each_stage_begins_when_the_one_before_ends() -> None:
    table = timetable(load(GOOD, "my.toml"), 6)
    assert seconds(table.slots) == [
        ("arrive", None, 0, 180),
        ("write", 1, 180, 240),
        ("read", 1, 420, 300),
        ("leave", None, 720, 90),
    ]
    assert (table.total, table.slack, table.problems) == (810, 2790, ())


def test_issue_stages_come_once_for_each_issue() -> None:
    fmt = load(changed("minutes = 60", "minutes = 60\nissues = 2"), "my.toml")
    issues = [Step(key, issue) for issue in (1, 2) for key in ("write", "read")]
    order = (Step("arrive", None), *issues, Step("leave", None))
    assert tuple(slot.step for slot in timetable(fmt, 4).slots) == order
    assert running_order(fmt, 2) == order
    assert running_order(fmt, 0) == (Step("arrive", None), Step("leave", None))


def test_where_everyone_owns_an_issue_there_are_as_many_as_people() -> None:
    table = timetable(builtin_format("wise_crowd"), 5)
    assert [slot.issue for slot in table.slots if slot.stage.key == "present"] == [1, 2, 3, 4, 5]


def test_fewer_issues_than_planned_leave_more_time() -> None:
    fmt = builtin_format("decision_round")
    assert (timetable(fmt, 6).total, timetable(fmt, 6, issue_count=1).total) == (74 * 60, 46 * 60)


def test_the_owner_has_no_turn_in_an_issue_unless_the_stage_says_so() -> None:
    fmt = builtin_format("action_learning")
    write = next(stage for stage in fmt.issue if stage.owner_takes_part)
    ask = next(stage for stage in fmt.issue if not stage.owner_takes_part)
    assert (people_in(write, 6, in_issue=True), people_in(ask, 6, in_issue=True)) == (6, 5)
    assert people_in(ask, 6, in_issue=False) == 6


def test_elastic_stages_are_squeezed_by_the_same_share_of_what_they_can_give() -> None:
    # Forum presentation for ten needs 53 minutes of its 50; 15 can give 7 of them and 10 can give 5.
    table = timetable(builtin_format("forum_presentation"), 10)
    given_up = {slot.stage.key: slot.wished - slot.planned for slot in table.slots if slot.planned < slot.wished}
    assert given_up == {"presentation": 105, "clarifying": 75}
    assert (table.total, table.slack, table.problems) == (3000, 0, ())


def test_what_cannot_be_squeezed_any_more_is_a_problem() -> None:
    fmt = load(changed("minutes = 60", "minutes = 12"), "my.toml")
    table = timetable(fmt, 8)
    assert (table.slots[1].planned, table.slack) == (120, -30)
    assert table.problems == ("needs 13 minutes for 8 people; only 12 are planned",)


@pytest.mark.parametrize(
    ("key", "people", "problems"),
    [
        ("decision_round", 9, ("is for 4 to 8 people, not 9",)),
        ("troika", 2, ("is for 3 people, not 2",)),
        ("troika", 4, ("is for 3 people, not 4", "needs 37 minutes for 4 people; only 30 are planned")),
    ],
)
def test_the_wrong_number_of_people_is_a_problem(key: str, people: int, problems: tuple[str, ...]) -> None:
    assert timetable(builtin_format(key), people).problems == problems


@given(formats(), st.integers(2, 14))
def test_no_stage_gets_less_than_its_least_nor_more_than_its_most(fmt: Format, people: int) -> None:
    table = timetable(fmt, people)
    wishes = sum(slot.wished for slot in table.slots)
    shortest = sum(
        slot.stage.duration.shortest(people_in(slot.stage, people, in_issue=slot.issue is not None))
        for slot in table.slots
    )
    assert table.total == max(shortest, min(wishes, fmt.minutes * 60))
    assert all(slot.planned <= slot.wished for slot in table.slots)
    assert all(slot.planned >= slot.stage.duration.least for slot in table.slots)
