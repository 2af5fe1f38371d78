from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.roster.model import Table, Unreadable
from edgewise.people.imports.workbook import MOST_BYTES, table_of_upload
from tests.people.files import sample, workbook


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
        (4, ("bruno@example.org", "E2", "2024-03-01", "09:00", "1.5", "True")),
    ]


def test_a_formula_that_was_never_computed_is_its_own_text() -> None:
    table = table_of_upload(workbook([["Email", "Name"], ["a@b.org", '=HYPERLINK("http://example.invalid","x")']]))
    assert table.rows[0].cells == ("a@b.org", '=HYPERLINK("http://example.invalid","x")')


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
        (packed("xl/workbook.xml", b"<not really"), "The workbook is damaged or protected by a password"),
        (packed("xl/workbook.xml", ENTITIES), "The workbook is damaged or protected by a password"),
        (packed("readme.txt", b"hello"), "The file is a zip archive, not a table of text"),
        (workbook([]), "The file is empty"),
    ],
    ids=["large", "bomb", "damaged", "entities", "zip", "empty"],
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
