#!/usr/bin/env bash
# python-calamine 0.9.1, iterating over a sheet whose first cell is not A1.
#
# Expected: `iter_rows()` gives the rows of `to_python()`, or those of `to_python(skip_empty_area=False)`.
# Seen: neither. It keeps the empty rows above the data, as the second does, and drops the empty columns at its left, as the
# first does; so row numbers count from the sheet's edge and column numbers from the data's.
# It is why Edgewise puts the left columns back by `sheet.start` (people/imports/workbook/sheets.py).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "python-calamine==0.9.1" "openpyxl==3.1.5"
"$folder/venv/bin/python" - "$folder/book.xlsx" <<'PY'
import sys
from importlib.metadata import version

from openpyxl import Workbook
from python_calamine import load_workbook

assert version("python-calamine") == "0.9.1", version("python-calamine")
book = Workbook()
book.active["B3"], book.active["C3"] = "Email", "Name"
book.save(sys.argv[1])
sheet = load_workbook(sys.argv[1]).get_sheet_by_index(0)
found = {
    "to_python()": sheet.to_python(),
    "to_python(skip_empty_area=False)": sheet.to_python(skip_empty_area=False),
    "iter_rows()": list(sheet.iter_rows()),
}
for call, rows in found.items():
    print(call, rows)
assert found["to_python()"] == [["Email", "Name"]]
assert found["to_python(skip_empty_area=False)"] == [["", "", ""], ["", "", ""], ["", "Email", "Name"]]
assert found["iter_rows()"] == [["", ""], ["", ""], ["Email", "Name"]]
PY
