#!/usr/bin/env bash
# scipy 1.17.1, optimize.milp: five whole numbers from 0 to 5 and three equations that no such numbers fulfil.
#
# Expected: status 2, "infeasible", as for any whole programme without an answer; five unknowns are enumerated by hand in
# a moment (7,776 choices, none fits).
# Seen: status 4, "Solve error", and a line of the solver on file descriptor 1 that no option silences. With presolve off
# the same programme is infeasible, as it should be. Who takes every status but 0 for "no answer" is right here by luck,
# and who takes 4 for a fault stops for nothing: what counts whole people asks once more without presolve.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "scipy==1.17.1" "numpy==2.3.5"
"$folder/venv/bin/python" - <<'PY'
from itertools import product

import numpy as np
import scipy
from scipy.optimize import Bounds, LinearConstraint, milp

assert scipy.__version__ == "1.17.1"
ANSWERS = np.arange(1, 6)
ROWS, SUMS = np.array([np.ones(5), ANSWERS, ANSWERS**2]), (5, 8, 19)  # how many, their sum, the sum of their squares
assert not any(np.array_equal(ROWS @ np.array(x), SUMS) for x in product(range(6), repeat=5))


def status(presolve):
    found = milp(
        np.zeros(5), constraints=LinearConstraint(ROWS, SUMS, SUMS), integrality=np.ones(5), bounds=Bounds(0, 5),
        options={"presolve": presolve, "mip_rel_gap": 0},
    )
    print(f"presolve {presolve}: status {found.status}, {found.message}")
    return found.status


assert (status(True), status(False)) == (4, 2)
PY
