#!/usr/bin/env bash
# scoringrules 0.10.0: which forecasts its scores refuse.
#
# Expected: what `brier_score` refuses (a chance above 1, an outcome that is neither 0 nor 1) its sister for ordered
# categories, `rps_score`, refuses too.
# Seen: it refuses nothing. Categories count from 1; of three categories, 0 and 4 get the same score, worse than any that
# can occur, and chances that sum to 1.4 get one, too. Categories numbered from 0, as everywhere else in
# Python, give wrong scores without a word.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "scoringrules==0.10.0" "scipy==1.17.1"
"$folder/venv/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

import numpy as np
import scoringrules

assert version("scoringrules") == "0.10.0"
for outcome, chance in ((1, 70.0), (2, 0.7)):
    try:
        scoringrules.brier_score(np.array([outcome]), np.array([chance]))
    except ValueError as error:
        print("brier_score:", error)
    else:
        raise AssertionError("no error")
CHANCES = np.array([[0.2, 0.3, 0.5]])
scores = [round(float(scoringrules.rps_score(np.array([one]), CHANCES)[0]), 2) for one in range(5)]
print("rps_score of categories 0 to 4 of three:", scores)
assert scores == [1.29, 0.89, 0.29, 0.29, 1.29], scores
print("chances that sum to 1.4:", scoringrules.rps_score(np.array([1]), np.array([[0.2, 0.3, 0.9]])))
PY
