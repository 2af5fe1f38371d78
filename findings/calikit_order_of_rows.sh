#!/usr/bin/env bash
# calikit 0.1.0: Murphy's parts of the Brier score over its bins, where many forecasts have the same chance.
#
# Expected: somebody who always says 70 % tells nothing apart, so resolution is 0, and the order of the rows is nothing.
# Seen: bins of "mass", which is what one gets without asking, are filled by rank, and equal chances are cut wherever a
# bin is full. With the rows sorted by what came, as from a database or a spreadsheet, the resolution of 70 % said forty
# times is 0.216 of at most 0.234: almost perfect. Dealt in turn, the same forty have 0.016. The sum is right each time.
# Bins of "width" have 0. Chances above 1 get a score without a word, as long as nobody makes bins of width.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "calikit==0.1.0"
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

from calikit.binning import bin_predictions
from calikit.metrics import brier, decomposition

assert version("calikit") == "0.1.0"
CHANCES = [0.7] * 40
SORTED = [1] * 25 + [0] * 15  # came true, did not
DEALT = [int(at * 25 // 40 != (at + 1) * 25 // 40) for at in range(40)]
assert sum(DEALT) == 25


def parts(outcomes, **how):
    found = decomposition(outcomes, bin_predictions(CHANCES, outcomes, **how))
    assert abs(found[0] - found[1] + found[2] - brier(CHANCES, outcomes)) < 1e-12
    return tuple(round(one, 3) for one in found)


for name, outcomes in (("sorted", SORTED), ("dealt", DEALT)):
    print(f"{name}: mass {parts(outcomes)}, width {parts(outcomes, scheme='width')}")
assert parts(SORTED) == (0.221, 0.216, 0.234)
assert parts(DEALT) == (0.021, 0.016, 0.234)
assert parts(SORTED, scheme="width") == parts(DEALT, scheme="width") == (0.006, 0.0, 0.234)
print("brier of 70:", brier([70.0], [1]))
assert brier([70.0], [1]) == 4761.0
PY
