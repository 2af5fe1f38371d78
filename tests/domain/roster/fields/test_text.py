from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.roster.fields.text import MOST_ROWS, table_of_text
from edgewise.domain.roster.model import Table, Unreadable

TEXT = "First name;Last name;Email;Languages\nJosé;Núñez;jose@example.org;es\nZoë;O’Brien;zoe@example.org;en\n"
HEADER = ("First name", "Last name", "Email", "Languages")
FIRST = ("José", "Núñez", "jose@example.org", "es")


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("windows-1252"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", "|").encode(),
        b"sep=;\r\n" + TEXT.encode(),
    ],
    ids=["utf8", "bom", "cp1252", "utf16", "utf16le", "utf16be", "be-bom", "crlf", "cr", "tab", "comma", "pipe", "sep"],
)
def test_the_same_table_in_every_wrapping(data: bytes) -> None:
    table = table_of_text(data)
    assert table.header == HEADER
    assert [row.cells for row in table.rows] == [FIRST, ("Zoë", "O’Brien", "zoe@example.org", "en")]


def test_a_guess_of_the_encoding_is_said() -> None:
    assert table_of_text(TEXT.encode()).notes == ()
    assert table_of_text(TEXT.encode("windows-1252")).notes == (
        "The file was read as Windows-1252: look at names with accents before you confirm.",
    )


def test_rows_keep_their_number_past_blank_rows_and_quoted_line_breaks() -> None:
    table = table_of_text(b'Email,Goals\n\na@b.org,"one\ntwo"\n,,\nc@d.org,three\n')
    assert [(row.number, row.cells) for row in table.rows] == [
        (3, ("a@b.org", "one\ntwo")),
        (5, ("c@d.org", "three")),
    ]


def test_a_title_above_the_header_is_passed_over() -> None:
    table = table_of_text(b"Workers by location\n\nRun on,2026-01-01\nWorker ID,Work Email\nE1,a@b.org\n")
    assert (table.header_row, table.header, len(table.rows)) == (4, ("Worker ID", "Work Email"), 1)


def test_a_semicolon_inside_cells_does_not_make_it_the_delimiter() -> None:
    table = table_of_text(b"Email,Languages\na@b.org,en;fr;de\nc@d.org,es;pt\n")
    assert table.rows[0].cells == ("a@b.org", "en;fr;de")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "The file is empty"),
        (b" \n,,\n", "The file is empty"),
        (b"Email,Name\n", "The file has a header and nobody under it"),
        (b"%PDF-1.7 ...", "The file is a PDF, not a table of text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "The file is an old Excel workbook (.xls), not a table of text"),
        (b"Email,Name\n\x81\x8d\xff,x\n", "The file is in an encoding that we cannot read"),
        (b"sep=\x07\nEmail\nx\n", "The delimiter '\\x07' is not one of , ; | or tab"),
        (b"Email,Name\n" + b"a@b.org,x\n" * (MOST_ROWS + 1), "The file has more than 20,000 rows"),
        (b"Email" + b",x" * 300 + b"\na@b.org\n", "Row 1 has more than 200 cells"),
    ],
)
def test_what_cannot_be_read_is_named(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        table_of_text(data)
    assert refused.value.what == said


def test_a_quotation_mark_left_open_over_a_long_file_names_its_row() -> None:
    with pytest.raises(Unreadable) as refused:
        table_of_text(b'Email,Name\na@b.org,x\nc@d.org,"' + b"y\n" * 100_000)
    assert refused.value.what.startswith("Row 3 cannot be read")


@given(st.binary(max_size=600))
def test_any_bytes_are_a_table_or_refused(data: bytes) -> None:
    try:
        table = table_of_text(data)
    except Unreadable:
        return
    assert isinstance(table, Table)
    assert all(any(row.cells) for row in table.rows)


def test_a_quotation_mark_that_is_not_closed_swallows_no_rows() -> None:
    with pytest.raises(Unreadable, match="Row 3 opens a quotation mark that is not closed"):
        table_of_text(b'Email,Name\na@b.org,A\nb@b.org,"B\nc@b.org,C\n')
