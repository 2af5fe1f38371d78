#!/usr/bin/env bash
# python-calamine 0.9.1, reading times in an .ods sheet (office:time-value, OpenDocument 1.3, 19.382: a duration).
#
# Expected: one kind of value for one kind of cell: 40 hours are a timedelta, as they are in .xlsx under [h]:mm.
# Seen: up to 23:59 a cell is a datetime.time; from 24 hours on it is the raw text of the file, "PT40H00M00S", a str that
# nothing tells from a cell in which somebody typed those letters.
# It is why Edgewise reads such texts of .ods sheets as hours (people/imports/workbook/formats.py).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "python-calamine==0.9.1" "openpyxl==3.1.5" "odfpy==1.4.1"
"$folder/venv/bin/python" - "$folder" <<'PY'
import sys
from datetime import time, timedelta
from importlib.metadata import version

from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from openpyxl import Workbook
from python_calamine import load_workbook

assert version("python-calamine") == "0.9.1", version("python-calamine")
document, table, row = OpenDocumentSpreadsheet(), Table(name="Hours"), TableRow()
for value in ("PT09H00M00S", "PT40H00M00S"):
    row.addElement(TableCell(valuetype="time", timevalue=value))
table.addElement(row)
document.spreadsheet.addElement(table)
document.save(f"{sys.argv[1]}/hours.ods")
book = Workbook()
book.active["A1"], book.active["B1"] = timedelta(hours=9), timedelta(hours=40)
for cell in book.active[1]:
    cell.number_format = "[h]:mm"
book.save(f"{sys.argv[1]}/hours.xlsx")
ods, xlsx = (load_workbook(f"{sys.argv[1]}/hours.{kind}").get_sheet_by_index(0).to_python()[0] for kind in ("ods", "xlsx"))
print("ods:", ods)
print("xlsx:", xlsx)
assert ods == [time(9), "PT40H00M00S"], ods
assert xlsx == [timedelta(hours=9), timedelta(hours=40)], xlsx
PY
