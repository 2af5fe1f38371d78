#!/usr/bin/env bash
# irrCAC 0.4.4 and krippendorff 0.9.0: Krippendorff's alpha of ordinal answers, as a 360 or a survey has them.
#
# Expected: the same number from both, since both say "Krippendorff's alpha" and "ordinal".
# Seen: nominal and interval ("identity" and "quadratic") agree to the five digits that irrCAC keeps; ordinal does not.
# irrCAC weighs ranks by its own ordinal weights, which go by the number of pairs of categories between two answers;
# Krippendorff's own ordinal metric goes by how often each category was used. Where all gave the same answer the one
# raises ZeroDivisionError and the other ValueError.
# Two reports of one panel can differ by that, though each is "Krippendorff, ordinal".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "irrCAC==0.4.4" "krippendorff==0.9.0" "setuptools==84.2.1"
"$folder/venv/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

import krippendorff
import pandas as pd
from irrCAC.raw import CAC

assert (version("irrCAC"), version("krippendorff")) == ("0.4.4", "0.9.0")
ANSWERS = [[1, 2, 1], [4, 5, 5], [3, 3, 2], [5, 5, 4], [2, 1, 4], [4, 4, 4], [5, 3, 5], [1, 1, 2], [3, 5, 4], [2, 2, 2]]


def both(weights, level):
    one = CAC(pd.DataFrame(ANSWERS), weights=weights).krippendorff()["est"]["coefficient_value"]
    columns = [list(rater) for rater in zip(*ANSWERS)]
    return float(one), float(krippendorff.alpha(reliability_data=columns, level_of_measurement=level))


for weights, level in (("identity", "nominal"), ("quadratic", "interval"), ("ordinal", "ordinal")):
    print(level, both(weights, level))
for weights, level in (("identity", "nominal"), ("quadratic", "interval")):
    one, other = both(weights, level)
    assert abs(one - other) < 1e-5
one, other = both("ordinal", "ordinal")
assert abs(one - other) > 0.005, (one, other)
for call in (
    lambda: CAC(pd.DataFrame([[5, 5], [5, 5]])).krippendorff(),
    lambda: krippendorff.alpha(reliability_data=[[5, 5], [5, 5]], level_of_measurement="ordinal"),
):
    try:
        call()
    except (ZeroDivisionError, ValueError) as error:
        print(type(error).__name__, error)
    else:
        raise AssertionError("no error")
PY
