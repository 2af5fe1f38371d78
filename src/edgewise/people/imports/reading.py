"""Reading somebody's file in a process of its own (`edgewise.people.imports.aside` starts it).

A file of a few thousand bytes can unpack to a table that fills the machine: then this process ends, and nothing else
does. It knows neither the database nor any key, and imports as little as it can: it is started for every file.

In: the name of the wanted sheet, a zero byte, the file. Out: JSON, as `aside.Reading` has it.
"""

from __future__ import annotations

import gc
import json
import resource
import sys

from edgewise.domain.phrases import as_data
from edgewise.domain.roster.model import Table, Unreadable
from edgewise.people.imports.workbook.sheets import SeveralSheets
from edgewise.people.imports.workbook.table import found_in_upload

READING_SECONDS = 60  # of processor
READING_BYTES = 1 << 30  # of memory


def reading_of(data: bytes, sheet: str) -> dict[str, object]:
    try:
        found = found_in_upload(data, sheet)
    except SeveralSheets as several:
        return {"sheets": several.names}
    except Unreadable as why:
        return {"problem": as_data(why.what), "remedy": as_data(why.remedy)}
    return {"table": _table(found.table), "sheet": found.sheet, "sheets": found.sheets, "hidden": found.hidden}


def _table(table: Table) -> dict[str, object]:
    return {
        "header": table.header,
        "header_row": table.header_row,
        "rows": [{"number": row.number, "cells": row.cells} for row in table.rows],
        "notes": list(map(as_data, table.notes)),
    }


def main() -> None:
    gc.disable()  # it ends before there is much to collect
    resource.setrlimit(resource.RLIMIT_AS, (READING_BYTES, READING_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (READING_SECONDS, READING_SECONDS))
    sheet, _, data = sys.stdin.buffer.read().partition(b"\0")
    said = reading_of(data, sheet.decode())
    sys.stdout.buffer.write(json.dumps(said, ensure_ascii=False).encode("utf-8", "replace"))


if __name__ == "__main__":
    main()
