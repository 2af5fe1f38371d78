#!/usr/bin/env bash
# python-calamine 0.9.1, reading an .xlsx sheet that holds formulas without a cached result (valid: ECMA-376, 18.3.1.40, has
# the value optional; openpyxl and report generators write such cells, and leave the computing to Excel).
#
# Expected: the sheet's rows are there, with empty cells where nothing is computed; its <dimension> says A1:B5.
# Seen: a first or last row of nothing but such formulas is not there at all (skip_empty_area=False brings back the first, never the last), so
# that five rows come as two or three; an inner cell of this kind is "", as an empty cell is, and nothing tells them apart.
# It is why Edgewise looks for formulas without a result in the sheet's own part (people/imports/workbook/parts.py).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "python-calamine==0.9.1" "openpyxl==3.1.5"
"$folder/venv/bin/python" - "$folder/book.xlsx" <<'PY'
import sys
from importlib.metadata import version

from openpyxl import Workbook, load_workbook
from python_calamine import load_workbook as calamine

assert version("python-calamine") == "0.9.1", version("python-calamine")
book = Workbook()
for row in (["=1+1", "=2+2"], ["Email", "Name"], ["a@example.org", "=UPPER(A3)"], ["=A3", "=B3"], ["=A3", "=B3"]):
    book.active.append(row)
book.save(sys.argv[1])
openpyxl_rows = load_workbook(sys.argv[1]).active.max_row
sheet = calamine(sys.argv[1]).get_sheet_by_index(0)
print("openpyxl sees rows:", openpyxl_rows)
print("calamine, from the first that holds anything:", sheet.to_python())
print("calamine, skip_empty_area=False:", sheet.to_python(skip_empty_area=False))
assert openpyxl_rows == 5
assert sheet.to_python() == [["Email", "Name"], ["a@example.org", ""]], sheet.to_python()
assert sheet.to_python(skip_empty_area=False) == [["", ""], ["Email", "Name"], ["a@example.org", ""]]
PY
