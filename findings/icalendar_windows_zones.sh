#!/usr/bin/env bash
# icalendar 7.3.2 and Babel 2.19.0: the two tables of Windows' names of time zones.
#
# Expected: both are CLDR's, so they are alike.
# Seen: icalendar lacks three of Babel's names, which Windows uses since western Canada has zones of its own. A calendar or
# a spreadsheet with one of them is of no known zone by the one table and of a right one by the other.
# It is why Edgewise takes Babel's table.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "icalendar==7.3.2" "babel==2.19.0"
"$folder/venv/bin/python" - <<'PY'
import babel
import icalendar
from babel.core import get_global
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

assert (icalendar.__version__, babel.__version__) == ("7.3.2", "2.19.0"), (icalendar.__version__, babel.__version__)
theirs = get_global("windows_zone_mapping")
missing = {name: theirs[name] for name in sorted(set(theirs) - set(WINDOWS_TO_OLSON))}
print("in Babel and not in icalendar:", missing)
assert set(missing) == {"Alberta Standard Time", "British Columbia Standard Time", "Manitoba Standard Time"}, missing
assert not set(WINDOWS_TO_OLSON) - set(theirs)
PY
