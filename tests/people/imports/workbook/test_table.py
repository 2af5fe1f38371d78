from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from edgewise.domain.roster.model import Table, Unreadable
from edgewise.people.imports.workbook.sheets import SeveralSheets
from edgewise.people.imports.workbook.table import MOST_BYTES, found_in_upload, table_of_upload
from tests.people.files import sample, sheets, workbook


def test_a_workbook_shows_what_its_cells_show() -> None:
    table = table_of_upload(
        workbook(
            [
                ["Email", "Worker ID", "Hire Date", "Works from", "Capacity", "Goals"],
                ["amara@example.org", 10007.0, datetime(2024, 3, 31), time(9), 2, None],  # noqa: DTZ001
                [],
                ["bruno@example.org", "E2", date(2024, 3, 1), "09:00", 1.5, True],
            ]
        )
    )
    assert [(row.number, row.cells) for row in table.rows] == [
        (2, ("amara@example.org", "10007", "2024-03-31", "09:00", "2", "")),
        (4, ("bruno@example.org", "E2", "2024-03-01", "09:00", "1.5", "TRUE")),
    ]


UNCOMPUTED = (
    "2 formulas have no result in the file, so their cells count as empty: B2 and A4. Open the workbook in Excel, save "
    "it and choose it again."
)


def test_a_formula_that_was_never_computed_is_empty_and_said() -> None:
    table = table_of_upload(
        workbook([["Email", "Name"], ["a@b.org", '=HYPERLINK("http://example.invalid","x")'], ["b@b.org"], ["=A2"]])
    )
    assert [row.cells for row in table.rows] == [("a@b.org", ""), ("b@b.org", "")]
    assert table.notes == (UNCOMPUTED,)


def page_of(book: openpyxl.Workbook) -> Worksheet:
    page = book.active
    assert isinstance(page, Worksheet)
    return page


def changed(data: bytes, change: Callable[[Worksheet], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(data))
    change(page_of(book))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


FOUR = workbook([["Email", "Name", "Time zone"], *([f"{n}@b.org", f"N {n}", ""] for n in "abcd")])


def test_numbers_are_read_as_they_are_shown() -> None:
    def change(page: Worksheet) -> None:
        page["B2"], page["B3"], page["B4"] = 123, 0.8, timedelta(hours=40)
        page["B2"].number_format, page["B3"].number_format, page["B4"].number_format = "00000", "0%", "[h]:mm"

    assert [row.cells[1] for row in table_of_upload(changed(FOUR, change)).rows] == ["00123", "80%", "40:00", "N d"]


def test_an_error_is_read_as_it_is_shown() -> None:
    def change(page: Worksheet) -> None:
        page["B2"] = "#N/A"
        page["B2"].data_type = "e"

    assert table_of_upload(changed(FOUR, change)).rows[0].cells[1] == "#N/A"


def test_a_hidden_row_counts_and_is_said() -> None:
    def change(page: Worksheet) -> None:
        page.row_dimensions[3].hidden = True
        page.row_dimensions[99].hidden = True
        page.column_dimensions["B"].hidden = True

    found = found_in_upload(changed(FOUR, change))
    assert (len(found.table.rows), found.hidden) == (4, (3,))
    assert found.table.notes == (
        "One row is hidden in the workbook and counts all the same: row 3.",
        "These columns are hidden in the workbook and count all the same: “Name”.",
    )


def test_a_merged_cell_stands_in_each_of_its_rows_and_is_said() -> None:
    def change(page: Worksheet) -> None:
        page["C2"] = "Europe/Berlin"
        page.merge_cells("C2:C9")
        page.merge_cells("A12:B12")

    table = table_of_upload(changed(FOUR, change))
    assert [row.cells[2] for row in table.rows] == ["Europe/Berlin"] * 4
    assert table.notes == ("Merged cells count in each of their rows: C2:C9.",)


COVER = ("Cover", [["Employee export"], ["Created", "2026-11-01"]])
PEOPLE = [["Email", "Name"], ["a@b.org", "A"]]
NAMELESS = [["Kontakt", "Wer"], ["a@b.org", "A"]]
READ = "We read the sheet “Staff” and no other sheet."


@pytest.mark.parametrize(
    ("book", "notes"),
    [
        (sheets(COVER, ("Staff", PEOPLE)), (READ,)),
        (sheets(("Departments", [["Department", "Manager"], ["Legal", "A"]]), ("Staff", PEOPLE)), (READ,)),
        (sheets(("Old", PEOPLE), ("Staff", PEOPLE), hidden=["Old"]), ()),
        (sheets(("Empty", []), ("Staff", PEOPLE)), ()),
        (sheets(("Staff", NAMELESS)), ()),
    ],
    ids=["cover", "departments", "hidden", "empty", "unknown headings"],
)
def test_the_sheet_with_the_people_is_found_by_its_headings(book: bytes, notes: tuple[str, ...]) -> None:
    table = table_of_upload(book)
    assert (table.rows[0].cells, table.notes) == (("a@b.org", "A"), notes)


@pytest.mark.parametrize(
    ("book", "names"),
    [
        (sheets(COVER, ("2025", PEOPLE), ("2026", PEOPLE)), ("2025", "2026")),
        (sheets(COVER, ("Staff", NAMELESS)), ("Cover", "Staff")),
    ],
)
def test_several_sheets_that_may_hold_the_people_are_asked_about(book: bytes, names: tuple[str, ...]) -> None:
    with pytest.raises(SeveralSheets) as asked:
        table_of_upload(book)
    assert asked.value.names == names
    assert table_of_upload(book, names[1]).rows[0].cells == ("a@b.org", "A")


def test_people_on_a_hidden_sheet_are_said() -> None:
    with pytest.raises(Unreadable) as refused:
        table_of_upload(sheets(COVER, ("Staff", PEOPLE), hidden=["Staff"]))
    assert refused.value.what == "The people are on a hidden sheet: “Staff”"


BLIND = (
    "A workbook of this kind does not tell us about hidden rows, or leading zeros that only a number format shows. If "
    "it has any, save it as .xlsx and choose that file."
)


def test_an_old_workbook_is_read() -> None:
    table = table_of_upload(sample("people.xls"))
    assert [row.cells for row in table.rows] == [
        ("amara@harbour.example", "Amara Test", "123", "2024-03-01", "40:00", "0.8", "Europe/Berlin"),
        ("bruno@harbour.example", "Bruno Test", "124", "2024-03-02", "40:00", "0.8", "Europe/Berlin"),
    ]
    assert table.notes == ("Merged cells count in each of their rows: G2:G3.", BLIND)


def test_a_binary_workbook_is_read() -> None:
    table = table_of_upload(sample("people.xlsb"))
    assert table.rows[1].cells == ("bruno@harbour.example", "Bruno Test", "Europe/Berlin", "123")
    assert table.notes == (BLIND,)


def ods(rows: str) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", MANIFEST)
        archive.writestr("content.xml", f'{ODS}<table:table table:name="People">{rows}{ODS_END}')
    return kept.getvalue()


MANIFEST = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
ODS = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:'
    'names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
    "<office:body><office:spreadsheet>"
)
ODS_END = "</table:table></office:spreadsheet></office:body></office:document-content>"


def ods_row(*cells: tuple[str, str, str], about: str = "") -> str:
    """Of each cell its type, its value and its words."""
    written = "".join(
        f'<table:table-cell office:value-type="{kind}" {value}><text:p>{words}</text:p></table:table-cell>'
        for kind, value, words in cells
    )
    return f"<table:table-row {about}>{written}</table:table-row>"


def test_an_ods_sheet_is_read_as_it_is_shown() -> None:
    head = ods_row(*(("string", "", name) for name in ("Email", "Employee ID", "Hours", "Time zone")))
    one = ods_row(
        ("string", "", "a@b.org"),
        ("float", 'office:value="123"', "00123"),
        ("time", 'office:time-value="PT40H00M00S"', "40:00"),
        ("string", 'table:number-rows-spanned="2"', "Europe/Berlin"),
    )
    two = ods_row(
        ("string", "", "b@b.org"), ("percentage", 'office:value="0.8"', "80%"), about='table:visibility="collapse"'
    )
    rest = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    found = found_in_upload(ods(head + one + two + rest))
    assert [row.cells for row in found.table.rows] == [
        ("a@b.org", "00123", "40:00", "Europe/Berlin"),
        ("b@b.org", "80%", "", "Europe/Berlin"),
    ]
    assert found.hidden == (3,)


def test_the_rows_of_a_sheet_that_begins_further_in_keep_their_numbers() -> None:
    def change(page: Worksheet) -> None:
        page.insert_rows(1, 3)
        page.insert_cols(1, 2)

    assert table_of_upload(changed(FOUR, change)).rows[0].number == 5


def test_a_workbook_and_a_text_of_the_same_people_are_the_same_table() -> None:
    text = table_of_upload(sample("people_120.csv"))
    book = table_of_upload(workbook([text.header, *(row.cells for row in text.rows)]))
    assert (book.header, book.rows) == (text.header, text.rows)


def test_a_cell_far_away_costs_nothing() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook([["Email", "Name"], ["a@b.org", "A"]])))
    page = book.active
    assert page is not None
    page["ZZ9"] = "far"
    kept = io.BytesIO()
    book.save(kept)
    assert table_of_upload(kept.getvalue()).rows[0].cells[:2] == ("a@b.org", "A")


def packed(name: str, content: bytes) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(name, content)
    return kept.getvalue()


ENTITIES = b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"x" * (MOST_BYTES + 1), "The file is larger than 10 MB"),
        (packed("xl/workbook.xml", b"0" * 60_000_000), "The workbook unpacks to more than 50 MB"),
        (packed("xl/workbook.xml", b"<not really"), "The file is damaged, or it is no workbook"),
        (packed("xl/workbook.xml", ENTITIES), "The file is damaged, or it is no workbook"),
        (sample("protected.xlsx"), "The workbook is protected by a password"),
        (b"\xd0\xcf\x11\xe0" + b"letter" * 99, "The file is damaged, or it is no workbook"),
        (packed("readme.txt", b"hello"), "The file is a zip archive, not a table of text"),
        (workbook([]), "The file is empty"),
    ],
    ids=["large", "bomb", "damaged", "entities", "protected", "no workbook", "zip", "empty"],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        table_of_upload(data)
    assert refused.value.what == said


GOOD = workbook([["Email", "Name"], ["a@b.org", "A"]])


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_workbook_is_a_table_or_refused(at: int, noise: bytes) -> None:
    try:
        table = table_of_upload(GOOD[:at] + noise + GOOD[at + len(noise) :])
    except Unreadable:
        return
    assert isinstance(table, Table)
