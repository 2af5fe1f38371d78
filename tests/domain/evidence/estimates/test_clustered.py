"""The cluster-robust error against clubSandwich 0.5.8 in R 4.2.2: vcovCR(type = "CR2"), Satterthwaite."""

from __future__ import annotations

import numpy as np
import pytest

from edgewise.domain.evidence.estimates.clustered import adjusted, clustered
from edgewise.domain.evidence.estimates.sides import Sides, centred, weighted_means
from tests.domain.evidence.tables import people, sides

CLUB_SANDWICH = {  # (yes or no, strata): beta, SE, df, p, interval of 95 per cent
    (True, False): (0.3, 0.1264492866118, 8.3347597225642, 0.0438602418393, 0.0104334620237, 0.5895665379763),
    (True, True): (
        0.3248847926267, 0.1286621434857, 8.2617065142088, 0.0346547996267, 0.0298173484330, 0.6199522368205,
    ),
    (False, False): (0.310875, 0.2861401260113, 8.3347597225642, 0.3077024004205, -0.3443806197458, 0.9661306197458),
    (False, True): (
        0.2979723502304, 0.2995882709204, 8.2617065142088, 0.3481625710702, -0.3890886843210, 0.9850333847819,
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", CLUB_SANDWICH)
def test_it_agrees_with_club_sandwich(kind: tuple[bool, bool]) -> None:
    yes_no, strata = kind
    found = clustered(people(yes_no=yes_no, strata=strata), alike=0)
    assert (found.difference, found.error, found.df, found.p, found.low, found.high) == pytest.approx(
        CLUB_SANDWICH[kind], abs=1e-9
    )


@pytest.mark.parametrize("strata", [False, True])
@pytest.mark.parametrize("alike", [0.0, 0.1, 0.3])
def test_the_degrees_of_freedom_are_those_of_the_whole_matrices(strata: bool, alike: float) -> None:
    given = people(yes_no=False, strata=strata)
    many, found = len(given.value), centred(given)
    dummies = np.equal.outer(given.stratum, np.unique(given.stratum)).astype(float)
    columns = np.column_stack([given.takes_part, dummies])
    left = np.eye(many) - columns @ np.linalg.pinv(columns)
    same = np.equal.outer(given.cluster, given.cluster)
    pull = adjusted(given, found)[:, None] * np.equal.outer(given.cluster, np.unique(given.cluster))
    p = pull.T @ left @ ((1 - alike) * np.eye(many) + alike * same) @ left @ pull
    assert clustered(given, alike).df == pytest.approx(np.trace(p) ** 2 / np.trace(p @ p), abs=1e-9)


def test_swapping_the_sides_turns_the_sign_and_nothing_else() -> None:
    given = people(yes_no=False, strata=True)
    one, other = clustered(given), clustered(Sides(given.value, ~given.takes_part, given.stratum, given.cluster))
    assert (other.difference, other.low, other.high) == pytest.approx((-one.difference, -one.high, -one.low))
    assert (other.error, other.df, other.p) == pytest.approx((one.error, one.df, one.p))


def test_the_difference_is_that_of_the_weighted_means() -> None:
    given = people(yes_no=True, strata=True)
    one, other = weighted_means(given)
    assert one - other == pytest.approx(clustered(given).difference)


def test_a_stratum_with_one_side_only_changes_nothing() -> None:
    given = people(yes_no=False, strata=True)
    more = Sides(
        np.append(given.value, [9.0, 7.0]),
        np.append(given.takes_part, [True, True]),
        np.append(given.stratum, [3, 3]),
        np.append(given.cluster, given.cluster.max() + np.array([1, 2])),
    )
    assert (clustered(more).difference, clustered(more).error) == pytest.approx(
        (clustered(given).difference, clustered(given).error)
    )


def test_a_side_that_is_one_cluster_alone_leaves_nothing_to_estimate() -> None:
    with pytest.raises(ValueError, match="Nothing varies"):
        clustered(sides([1, 0, 1, 0], [1, 1, 0, 0], cluster=[0, 0, 1, 1]))


def test_without_people_on_both_sides_there_is_no_difference() -> None:
    with pytest.raises(ValueError, match="No stratum has people on both sides"):
        clustered(sides([1, 0, 1, 0], [1, 1, 1, 1]))
