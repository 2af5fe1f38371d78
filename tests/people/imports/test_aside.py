from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from edgewise.domain.roster.model import Unreadable
from edgewise.people.imports.aside import TOO_LARGE, TooSlow, Unwanted, read_aside
from edgewise.people.imports.workbook.table import found_in_upload
from tests.people.files import sample, sheets, workbook

SECONDS = 60
CELL = '<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def with_rows(rows: str) -> bytes:
    """A workbook of one sheet whose rows are written out so."""
    given, kept = zipfile.ZipFile(io.BytesIO(workbook([["Email", "Name"]]))), io.BytesIO()
    written = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in given.namelist():
            archive.writestr(name, written if name == "xl/worksheets/sheet1.xml" else given.read(name))
    return kept.getvalue()


def row(number: int, **cells: str) -> str:
    written = "".join(CELL.format(place=f"{column}{number}", text=text) for column, text in cells.items())
    return f'<row r="{number}">{written}</row>'


@pytest.mark.parametrize("name", ["people_messy.csv", "people.xls"])
def test_a_file_read_aside_is_the_table_that_it_is_here(name: str) -> None:
    assert read_aside(sample(name), "", SECONDS).table_read() == found_in_upload(sample(name)).table


def test_a_problem_is_told_as_it_would_be_here() -> None:
    with pytest.raises(Unreadable) as here:
        found_in_upload(b"%PDF-1.4")
    with pytest.raises(Unreadable) as aside:
        read_aside(b"%PDF-1.4", "", SECONDS).table_read()
    assert str(aside.value) == str(here.value)


def test_sheets_to_choose_from_come_without_a_table() -> None:
    people = [["Email", "Name"], ["a@b.org", "A"]]
    book = sheets(("2025", people), ("2026", people))
    asked = read_aside(book, "", SECONDS)
    assert (asked.sheets, asked.table_read()) == (("2025", "2026"), None)
    assert read_aside(book, "2026", SECONDS).sheet == "2026"


def test_a_million_empty_rows_cost_nothing() -> None:
    data = with_rows(row(1, A="Email", B="Name") + row(2, A="a@b.org", B="A") + '<row r="9"/>' * 1_000_000)
    table = read_aside(data, "", SECONDS).table_read()
    assert table is not None
    assert len(table.rows) == 1


def test_a_cell_in_the_farthest_corner_ends_the_reading_and_nothing_else() -> None:
    with pytest.raises(Unreadable) as refused:
        read_aside(with_rows(row(1, A="Email") + row(1_048_576, XFD="far")), "", SECONDS).table_read()
    assert refused.value.what in {TOO_LARGE, "The file is damaged, or it is no workbook"}


def slow() -> bytes:
    return with_rows("".join(row(number, A=f"a{number}@b.org", B="A") for number in range(1, 200_000)))


def wanted(times: int) -> Callable[[], bool]:
    """So many times, and then no more."""
    answers = iter([True] * times)
    return lambda: next(answers, False)


@pytest.mark.parametrize(
    ("seconds", "times", "raised"), [(0.3, 99, TooSlow), (SECONDS, 1, Unwanted), (SECONDS, 0, Unwanted)]
)
def test_a_reading_ends_when_its_time_is_over_or_nobody_wants_it(
    seconds: float, times: int, raised: type[Exception]
) -> None:
    with pytest.raises(raised):
        read_aside(slow(), "", seconds, wanted(times))
