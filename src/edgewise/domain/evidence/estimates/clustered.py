"""A difference of two sides within strata, with an error that knows that people in one circle are alike.

The difference is that of ordinary least squares of the value on taking part and on the strata; of yes and no it is the
risk difference of Mantel and Haenszel. The error is CR2, the bias-reduced sandwich, and the degrees of freedom are
Satterthwaite's, for values without correlation. For cluster g, with z and u the centred taking part and the residuals,
H the projection on all columns and S the sum of z squared:

    a_g = (I - H_gg)^(-1/2) z_g / S      error^2 = sum (a_g . u_g)^2      df = (tr P)^2 / tr(P P)
    P_gh = a_g . (I - H)_gh . a_h

Source: Bell and McCaffrey, "Bias reduction in standard errors for linear regression with multi-stage samples", Survey
Methodology 28 (2002); Pustejovsky and Tipton, "Small-sample methods for cluster-robust variance estimation", JBES 36
(2018). A direction in which I - H_gg is 0 is left out, as they propose.
"""

from __future__ import annotations

from math import sqrt

import numpy as np
from msgspec import Struct
from scipy.special import stdtr, stdtrit

from edgewise.domain.evidence.estimates.sides import Centred, Flags, Floats, Sides, Whole, centred

ZERO_EIGENVALUE = 1e-9  # of I - H_gg: no residual can point there
CONFIDENCE = 0.95


class Estimate(Struct, frozen=True):
    """`difference` is taking part minus compared, in units of the value; `low` and `high` are 95 per cent."""

    difference: float
    error: float
    df: float
    low: float
    high: float
    p: float  # of no difference, two-sided, by Student's t


def clustered(sides: Sides) -> Estimate:
    """ValueError: no stratum has people on both sides, or nothing varies beyond what is fitted."""
    found = centred(sides)
    if not found.weight:
        raise ValueError("No stratum has people on both sides")
    difference = float(found.part @ found.value) / found.weight
    pull = adjusted(sides, found)
    residuals = found.value - difference * found.part
    error = sqrt(float((np.bincount(sides.cluster, weights=pull * residuals) ** 2).sum()))
    if error == 0:
        raise ValueError("Nothing varies")
    df = _degrees(sides, found, pull)
    reach = float(stdtrit(df, (1 + CONFIDENCE) / 2)) * error
    p = 2 * float(stdtr(df, -abs(difference) / error))
    return Estimate(difference, error, df, difference - reach, difference + reach, p)


def adjusted(sides: Sides, found: Centred) -> Floats:
    """a_g for everybody, in their own places."""
    alone = np.bincount(sides.cluster)[sides.cluster] == 1
    left = 1 - 1 / found.people - found.part**2 / found.weight
    with np.errstate(divide="ignore", invalid="ignore"):
        pull = np.where(alone & (left > ZERO_EIGENVALUE), found.part / np.sqrt(left), 0.0) / found.weight
    for members in _together(sides.cluster, alone):
        part = found.part[members]
        same = sides.stratum[members][:, None] == sides.stratum[members]
        inner = np.eye(len(members)) - same / found.people[members] - np.outer(part, part) / found.weight
        values, vectors = np.linalg.eigh(inner)
        roots = np.where(values > ZERO_EIGENVALUE, 1 / np.sqrt(np.maximum(values, ZERO_EIGENVALUE)), 0.0)
        pull[members] = vectors @ (roots * (vectors.T @ part)) / found.weight
    return np.asarray(pull)


def _together(cluster: Whole, alone: Flags) -> list[Whole]:
    """The places of each cluster's members, of clusters of two and more."""
    places = np.flatnonzero(~alone)
    order = places[np.argsort(cluster[places], kind="stable")]
    cuts = np.flatnonzero(np.diff(cluster[order])) + 1
    return np.split(order, cuts) if len(order) else []


def _degrees(sides: Sides, found: Centred, pull: Floats) -> float:
    """P is diagonal less C C', of which C has a column for each stratum and one for taking part."""
    clusters, strata = int(sides.cluster.max()) + 1, int(sides.stratum.max()) + 1
    own = np.bincount(sides.cluster, weights=pull**2, minlength=clusters)
    columns = np.zeros((clusters, strata + 1))
    np.add.at(columns, (sides.cluster, sides.stratum), pull / np.sqrt(found.people))
    columns[:, -1] = np.bincount(sides.cluster, weights=found.part * pull, minlength=clusters) / sqrt(found.weight)
    shared = (columns**2).sum(axis=1)
    trace = float((own - shared).sum())
    squares = float((own**2 - 2 * own * shared).sum() + ((columns.T @ columns) ** 2).sum())
    return trace**2 / squares
