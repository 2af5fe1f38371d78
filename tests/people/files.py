"""Spreadsheets for the tests of an import."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

import openpyxl

DATA = Path(__file__).parent / "data"
HEADER = "email,name,employee_id,function,time_zone,languages,manager,ergs"
AMARA = "amara@example.org,Amara Okafor,E1,Legal,Europe/London,en,,Pride"
BRUNO = "bruno@example.org,Bruno Costa,E2,Sales,Europe/Lisbon,pt;en,amara@example.org,"


def sheet(*rows: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *rows]).encode()


def sample(name: str) -> bytes:
    return (DATA / name).read_bytes()


def workbook(rows: Iterable[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in rows:
        page.append(list(row))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def sheets(
    *named: tuple[str, Sequence[Sequence[object]]], hidden: Sequence[str] = (), hidden_rows: Sequence[int] = ()
) -> bytes:
    """A workbook of these sheets, some of them hidden, and these rows of each."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in named:
        page = book.create_sheet(name)
        page.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            page.append(list(row))
        for number in hidden_rows:
            page.row_dimensions[number].hidden = True
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def many(count: int) -> bytes:
    """So many people, each but the first reporting to the one before the tenth of them."""
    return sheet(
        *(
            f"p{n}@example.org,Person {n},E{n},F{n % 9},Europe/Paris,en;fr,p{n // 10}@example.org,Pride"
            for n in range(count)
        )
    )
