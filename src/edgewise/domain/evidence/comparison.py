"""Two sides of a programme compared: what is shown, what is not, and what is refused.

`by_lottery`: places were drawn by lot. Everybody who was drawn counts on the side that they drew, whether they came or
not. p is that of the draw made again (`estimates.rerandomised`), the interval is `estimates.clustered`.
`by_match`: people chose to take part, and are compared with people of the same cell (`estimates.matched`). Yes and no:
the risk difference of Mantel and Haenszel, but with the error of `estimates.clustered`. The variance of Klingenberg
(`estimates.risk_difference`) takes people for independent: with an intra-class correlation of 0.2 in circles of six
its interval covers 90 per cent instead of 95, so it only says how large the design effect is. Numbers: the difference
of means with a bootstrap over circles (`estimates.bootstrap`).

Something is *shown* if p <= 0.05 and the interval leaves out 0; several outcomes are judged together (`judged`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from edgewise.domain.evidence.estimates.bootstrap import bootstrapped
from edgewise.domain.evidence.estimates.clustered import Estimate, clustered
from edgewise.domain.evidence.estimates.holm import holm
from edgewise.domain.evidence.estimates.matched import Balance, Facts, balance
from edgewise.domain.evidence.estimates.naive import naive
from edgewise.domain.evidence.estimates.power import CLAIM_AT
from edgewise.domain.evidence.estimates.rerandomised import p_value
from edgewise.domain.evidence.estimates.sides import weighted_means
from edgewise.domain.evidence.gathered import Gathered, Reason, Subject, gathered, reason_to_refuse
from edgewise.domain.evidence.needed import design_effect, people_needed

DRAWS = 2000  # the draw made again, or circles drawn again


class Standing(StrEnum):
    SHOWN = "shown"
    NOT_SHOWN = "not_shown"
    REFUSED = "refused"


class Method(StrEnum):
    LOTTERY = "lottery"
    MATCH = "match"


class Asked(Struct, frozen=True):
    """What was registered. `smallest` is in points of per cent for yes and no, otherwise in units of the number."""

    yes_no: bool
    smallest: float
    higher_is_better: bool = False


class Side(Struct, frozen=True):
    """`people` were drawn, invited or could have been; of `known` the value counts. `value`: a share 0 to 1, or a mean,
    weighted by strata or cells; None where the comparison is refused."""

    people: int
    known: int
    value: float | None = None


class Comparison(Struct, frozen=True):
    """Differences are taking part minus compared, shares 0 to 1 (not points). All figures are None where refused.

    `needed`: people in each group that it takes to see `asked.smallest`; None where that cannot happen at all, such as
    a share below 0. `left_out`: people whose value is known, but who have nobody of their stratum or cell to be
    compared with.
    """

    method: Method
    standing: Standing
    asked: Asked
    taking_part: Side
    compared: Side
    left_out: int
    reason: Reason | None = None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    p_of_all: float | None = None  # Holm's, where several outcomes are judged together
    naive_difference: float | None = None
    naive_low: float | None = None
    naive_high: float | None = None
    naive_p: float | None = None
    needed: int | None = None
    balance: tuple[Balance, ...] = ()
    clusters: tuple[int, int] = (0, 0)  # circles, and people of no circle, on each side
    strata: int = 0
    df: float | None = None
    design_effect: float | None = None
    draws: int = 0
    seed: int = 0

    @property
    def naive_claims(self) -> bool:
        return self.naive_p is not None and self.naive_p <= CLAIM_AT


def by_lottery(
    subjects: Sequence[Subject],
    asked: Asked,
    *,
    seed: int,
    draws: int = DRAWS,
    facts: Mapping[int, Facts] | None = None,
) -> Comparison:
    """Everybody who drew a place (`takes_part`) or the comparison; no reserves. `facts` are for the balance table.

    `stratum` and `together` as in the draw. ValueError: a key twice, or a yes-or-no value that is neither 0 nor 1.
    """
    found = gathered(subjects, yes_no=asked.yes_no)
    return _compared(Method.LOTTERY, found, asked, facts or {}, (draws, seed))


def by_match(
    subjects: Sequence[Subject], facts: Mapping[int, Facts], asked: Asked, *, seed: int, draws: int = DRAWS
) -> Comparison:
    """Everybody who was invited (`takes_part`: came or not) or could have been; cells are made of `facts`.

    ValueError: as `by_lottery`, and facts that are missing for somebody.
    """
    if any(one.key not in facts for one in subjects):
        raise ValueError("Somebody has no facts to be matched by")
    in_cells = [replace(one, stratum=repr(facts[one.key].cell)) for one in subjects]
    found = gathered(in_cells, yes_no=asked.yes_no)
    return _compared(Method.MATCH, found, asked, facts, (draws, seed))


def judged(comparisons: Sequence[Comparison]) -> tuple[Comparison, ...]:
    """Several outcomes of one programme, in the order given: `p_of_all` is Holm's, and decides what is shown.

    A refused outcome is no test, and does not count as one.
    """
    tested = [number for number, one in enumerate(comparisons) if one.p is not None]
    adjusted = dict(zip(tested, holm([comparisons[number].p or 0.0 for number in tested]), strict=True))
    return tuple(
        replace(one, p_of_all=adjusted[number], standing=_standing(adjusted[number], one.low, one.high))
        if number in adjusted
        else one
        for number, one in enumerate(comparisons)
    )


def _compared(
    method: Method, found: Gathered, asked: Asked, facts: Mapping[int, Facts], how: tuple[int, int]
) -> Comparison:
    one, other = Side(found.people[0], found.known[0]), Side(found.people[1], found.known[1])
    empty = Comparison(method, Standing.REFUSED, asked, one, other, found.left_out, clusters=found.clusters)
    reason = reason_to_refuse(found, yes_no=asked.yes_no)
    if reason:
        return replace(empty, reason=reason)
    try:
        estimate = _estimate(method, found, asked, *how)
    except ValueError:  # nothing varies within the cells, or in no draw of circles
        return replace(empty, reason=Reason.NO_VARIATION)
    return _filled(empty, found, estimate, facts, how)


def _estimate(method: Method, found: Gathered, asked: Asked, draws: int, seed: int) -> Estimate:
    if method == Method.MATCH and not asked.yes_no:
        return bootstrapped(found.sides, draws, seed)
    estimate = clustered(found.sides)
    return replace(estimate, p=p_value(found.drawn, draws, seed)) if method == Method.LOTTERY else estimate


def _filled(
    empty: Comparison, found: Gathered, estimate: Estimate, facts: Mapping[int, Facts], how: tuple[int, int]
) -> Comparison:
    values, joins, asked = found.sides.value, found.sides.takes_part, empty.asked
    one, other = weighted_means(found.sides)
    plain = naive(values[joins], values[~joins], yes_no=asked.yes_no)
    effect = design_effect(found.sides, estimate, yes_no=asked.yes_no)
    smallest, better = asked.smallest / (100 if asked.yes_no else 1), 1 if asked.higher_is_better else -1
    resampled = empty.method == Method.LOTTERY or not asked.yes_no
    return replace(
        empty,
        standing=_standing(estimate.p, estimate.low, estimate.high),
        taking_part=replace(empty.taking_part, value=one),
        compared=replace(empty.compared, value=other),
        difference=estimate.difference,
        low=estimate.low,
        high=estimate.high,
        p=estimate.p,
        naive_difference=plain.difference,
        naive_low=plain.low,
        naive_high=plain.high,
        naive_p=plain.p,
        needed=people_needed(found.sides, smallest, effect, better=better, yes_no=asked.yes_no),
        balance=balance(facts, found.weights, found.before) if facts else (),
        strata=len(set(found.sides.stratum.tolist())),
        df=estimate.df,
        design_effect=effect,
        draws=how[0] if resampled else 0,
        seed=how[1] if resampled else 0,
    )


def _standing(p: float, low: float | None, high: float | None) -> Standing:
    assert low is not None
    assert high is not None
    return Standing.SHOWN if p <= CLAIM_AT and not low <= 0 <= high else Standing.NOT_SHOWN
