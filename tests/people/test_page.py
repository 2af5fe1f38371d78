"""Long lists in the order of a column, and page by page."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from edgewise.people.models import Membership
from edgewise.people.page import Column, order_asked, page_asked
from tests import make


@dataclass(frozen=True)
class Row:
    name: str
    share: int | None


ROWS = [Row("Anchor", 50), Row("Bay", None), Row("Cedar", 20), Row("Dune", 50)]
COLUMNS = (
    Column("name", "Circle", value=lambda row: row.name),
    Column("share", "Attendance", value=lambda row: row.share, is_number=True),
    Column("notes", "Notes"),
)
rows = st.lists(st.builds(Row, st.text(max_size=3), st.none() | st.integers(0, 5)), max_size=30)


def asked(query: str) -> QueryDict:
    return QueryDict(query)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("sort=share", ["Cedar", "Anchor", "Dune", "Bay"]),
        ("sort=-share", ["Anchor", "Dune", "Cedar", "Bay"]),
        ("sort=-name", ["Dune", "Cedar", "Bay", "Anchor"]),
        ("", ["Anchor", "Bay", "Cedar", "Dune"]),
        ("sort=password", ["Anchor", "Bay", "Cedar", "Dune"]),
        ("sort=-notes", ["Anchor", "Bay", "Cedar", "Dune"]),
    ],
)
def test_rows_stand_in_the_order_that_is_asked_for_and_those_without_a_value_last(query: str, names: list[str]) -> None:
    assert [row.name for row in order_asked(asked(query), COLUMNS).in_order(ROWS)] == names


def test_without_an_order_of_its_own_a_list_stays_as_it_comes() -> None:
    order = order_asked(asked("sort=password"), COLUMNS, first="")
    assert (order.in_order(ROWS[::-1]), [one.direction for one in order.headings]) == (ROWS[::-1], ["", "", ""])


def test_a_heading_says_its_direction_and_turns_it_round() -> None:
    first = order_asked(asked("sort=share"), COLUMNS).headings
    then = order_asked(asked("sort=-share"), COLUMNS).headings
    assert [(one.link, one.direction) for one in first] == [("?sort=name", ""), ("?sort=-share", "ascending"), ("", "")]
    assert [(one.link, one.direction) for one in then] == [("?sort=name", ""), ("?sort=share", "descending"), ("", "")]


def test_a_new_order_begins_on_the_first_page_and_keeps_the_rest_of_the_query() -> None:
    order = order_asked(asked("q=a%26b&page=3&people=-name&people-page=2"), COLUMNS)
    assert order.headings[1].link == "?q=a%26b&people=-name&people-page=2&sort=share"
    other = order_asked(asked("q=a%26b&page=3&people=-name&people-page=2"), COLUMNS, "people")
    assert other.headings[1].link == "?q=a%26b&page=3&people=share"


def test_each_list_of_a_page_has_pages_of_its_own() -> None:
    given_ = asked("page=2&people-page=nonsense&sort=-name")
    circles, people = page_asked(given_, ROWS, 2), page_asked(given_, ROWS, 3, "people")
    assert (list(circles), list(people)) == (ROWS[2:], ROWS[:3])
    assert circles.previous_link == "?page=1&people-page=nonsense&sort=-name"
    assert people.next_link == "?page=2&people-page=2&sort=-name"
    assert list(page_asked(asked("page=99"), ROWS, 3)) == ROWS[3:]


@given(rows, st.sampled_from(["name", "-name", "share", "-share", "", "x"]), st.integers(1, 7))
def test_every_row_is_on_one_page_and_the_pages_are_in_order(some: list[Row], sort: str, size: int) -> None:
    order = order_asked(asked(f"sort={sort}"), COLUMNS)
    whole, number = order.in_order(some), page_asked(asked(""), some, size).paginator.num_pages
    paged = [row for page in range(1, number + 1) for row in page_asked(asked(f"page={page}"), whole, size)]
    assert paged == whole
    assert sorted(map(repr, whole)) == sorted(map(repr, some))
    known = [row.share for row in whole if row.share is not None] if "share" in sort else []
    assert known == sorted(known, reverse=sort.startswith("-"))


@pytest.mark.django_db
@pytest.mark.store
@pytest.mark.parametrize(
    ("sort", "names"),
    [("manager", ["Bruno", "Amara", "Chidi", "Dana"]), ("-manager", ["Amara", "Bruno", "Dana", "Chidi"])],
)
def test_rows_of_the_database_without_a_value_are_last_either_way(sort: str, names: list[str]) -> None:
    make.membership("Amara", manager=make.membership("Dana"))
    make.membership("Bruno", manager=make.membership("Chidi"))
    columns = (Column("manager", "Manager", ("manager__person__name", "person__name")),)
    found = order_asked(asked(f"sort={sort}"), columns).of(Membership.objects.all())
    assert [one.person.name for one in found] == names
