#!/usr/bin/env bash
# ReliabilityDiagram 0.0.3: the Brier score of a perfect ensemble, and the intervals of its bins.
#
# Expected: "Perfect forecasts will have a brier score of zero", as its documentation says; an interval that is wider,
# the fewer forecasts a bin has.
# Seen: every forecast of a bin counts as the middle of the bin, so that "certain" means 90 % in five bins, and perfect
# forecasts get 0.01 (in two bins 0.0625). More bins, a better score, with the same forecasts. An interval of three
# forecasts of three that came true is from 1 to 1: the normal approximation. Of an empty bin everything is NaN.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  "ReliabilityDiagram==0.0.3" "numpy==2.4.6" "scipy==1.17.1" "statsmodels==0.15.0" "pandas==3.1.1"
"$folder/venv/bin/python" -W ignore - <<'PY'
from importlib.metadata import version

import numpy as np
from ReliabilityDiagram import ReliabilityDiagram

assert version("ReliabilityDiagram") == "0.0.3"
CAME = np.array([1.0, 1, 0, 0, 1, 0])
MEMBERS = np.repeat(CAME[:, None], 10, axis=1)  # each of ten members says what came
CLIMATE = np.tile([0.0, 0, 0, 1], (6, 1))

scores = {}
for bins in (2, 5):
    diagram = ReliabilityDiagram(CAME, MEMBERS, CLIMATE, 0.8, 1.0, nbins=bins)
    scores[bins], *_ = (round(float(one), 4) for one in diagram.forecast_attributes())
print("Brier score of perfect forecasts, by bins:", scores)
assert scores == {2: 0.0625, 5: 0.01}
low, high = diagram.confidence_intervals()
print("intervals:", low, high)
assert (low[0], high[0], low[-1], high[-1]) == (0, 0, 1, 1)
assert np.isnan(low[1:-1]).all()
PY
