"""A long list as its reader asks for it: in the order of one of its columns, and page by page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import F, Model, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

ModelRow = TypeVar("ModelRow", bound=Model)
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a list. Without `fields` or `value` a list cannot be sorted by it.

    `fields` are for rows of the database, as `order_by` names them; `value` is for rows that are computed. A row of
    which it is None has none, and comes last either way.
    """

    key: str
    label: str | Promise
    fields: tuple[str, ...] = ()
    value: Callable[[Any], Any] | None = None
    is_number: bool = False

    @property
    def sorts(self) -> bool:
        return bool(self.fields) or self.value is not None


@dataclass(frozen=True, slots=True)
class Heading:
    """What web/table_head.html and web/sort.html draw of a column."""

    label: str
    link: str  # the query that sorts by it, or turns the order round; empty where a list cannot be sorted by it
    direction: str  # as aria-sort says it; empty where the rows are in another order
    is_number: bool


@dataclass(frozen=True, slots=True)
class Order:
    """A list's columns, and the one by which it is sorted."""

    columns: Sequence[Column]
    by: str  # the key of a column; empty: the rows stay as they come
    falls: bool
    given: QueryDict
    name: str = "sort"

    @property
    def column(self) -> Column | None:
        return next((one for one in self.columns if one.key == self.by), None)

    def of(self, rows: QuerySet[ModelRow, Any]) -> QuerySet[ModelRow, Any]:
        """Rows that say the same stand in the order in which they were made."""
        if self.column is None:
            return rows
        by = [
            F(field).desc(nulls_last=True) if self.falls else F(field).asc(nulls_last=True)
            for field in self.column.fields
        ]
        return rows.order_by(*by, "pk")

    def in_order(self, rows: Sequence[Row]) -> list[Row]:
        """The same of rows that are computed. Those that say the same stay in the order in which they came."""
        if self.column is None or self.column.value is None:
            return list(rows)
        value = self.column.value
        known = [row for row in rows if value(row) is not None]
        known.sort(key=value, reverse=self.falls)
        return known + [row for row in rows if value(row) is None]

    @property
    def headings(self) -> list[Heading]:
        """A second press turns the order round; the rest of the query stays, and the first page is shown."""
        return [self._heading(column) for column in self.columns]

    def _heading(self, column: Column) -> Heading:
        is_by = column.key == self.by
        direction = ("descending" if self.falls else "ascending") if is_by else ""
        asked = f"-{column.key}" if is_by and not self.falls else column.key
        link = query_with(self.given, {self.name: asked, page_name(self.name): None}) if column.sorts else ""
        return Heading(str(column.label), link, direction, column.is_number)


def order_asked(given: QueryDict, columns: Sequence[Column], name: str = "sort", first: str | None = None) -> Order:
    """`?sort=key`, or `?sort=-key` from the end. What is none of the columns is as if nothing was asked.

    `first` is the order then: the first column that sorts, or "" for the rows as they come. `name` tells two lists of
    one page apart.
    """
    keys = [column.key for column in columns if column.sorts]
    asked = given.get(name, "")
    if asked.removeprefix("-") not in keys:
        asked = keys[0] if first is None else first
    return Order(columns, asked.removeprefix("-"), asked.startswith("-"), given, name)


class AskedPage(Page[Row]):
    """A page that knows the addresses beside it; for web/pages.html."""

    @property
    def previous_link(self) -> str:
        return self._link(self.previous_page_number())

    @property
    def next_link(self) -> str:
        return self._link(self.next_page_number())

    def _link(self, number: int) -> str:
        paginator = self.paginator
        assert isinstance(paginator, Pages)
        return query_with(paginator.given, {paginator.name: str(number)})


class Pages(Paginator[Row]):
    def __init__(self, rows: Any, size: int, given: QueryDict, name: str) -> None:
        super().__init__(rows, size)
        self.given, self.name = given, name

    def _get_page(self, *args: Any, **kwargs: Any) -> AskedPage[Row]:
        return AskedPage(*args, **kwargs)


def page_asked(
    given: QueryDict, rows: QuerySet[Any, Row] | Sequence[Row], size: int, of: str = "sort"
) -> AskedPage[Row]:
    """`?page=2`; the first page for what is no number, and the last for what is too high. `of`: the order's name."""
    name = page_name(of)
    page = Pages[Row](rows, size, given, name).get_page(given.get(name))
    assert isinstance(page, AskedPage)
    return page


def page_name(order: str) -> str:
    """In an address: what names the page of a list whose order has that name."""
    return "page" if order == "sort" else f"{order}-page"


def query_with(given: QueryDict, changes: dict[str, str | None]) -> str:
    """The query of a link: as it is, but for the changes; None takes a name out."""
    query = given.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = value
    return f"?{query.urlencode()}"
