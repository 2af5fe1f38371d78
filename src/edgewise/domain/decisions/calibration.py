"""How often what somebody foresaw came true, beside how sure they were. For their eyes alone.

Forecasts that were answered yes or no are counted, each from its own day on. An early answer waits for that day: a
thing that comes early is a yes, its no comes on the last day, and counted at once there would be too many yeses.
"Cannot be told" is not counted.

Bands run from 0 to 100 % and are never folded at 50: somebody can be too hopeful and never too sure. They are the same
on both sides of 50, so that asking every question the other way round turns the picture round and changes no number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from math import fsum, sqrt
from statistics import NormalDist, fmean

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from scipy.special import stdtrit

from edgewise.domain.decisions.model import Decision, Happened

FEWEST_RESOLVED = 10  # forecasts; of fewer there is the list and no number
BANDS = ((0, 19), (20, 39), (40, 60), (61, 80), (81, 100))  # per cent, both ends included
CONFIDENCE = 0.95
RESAMPLES, SEED = 2000, 1973  # of the bootstrap: no other dice are thrown
LEAST_ERROR = 1 / 3  # of the sample's standard error: resamples in which nothing went wrong have none of their own


class Resolved(Struct, frozen=True):
    """A forecast that counts, by its chance in per cent."""

    chance: int
    came_true: bool

    @property
    def distance(self) -> int:
        """Of the chance from what came, in points from 0 to 100."""
        return abs(self.chance - 100 * self.came_true)

    @property
    def miss(self) -> float:
        """Its Brier score: the squared distance of the chance from what came, from 0 to 1."""
        return (self.distance / 100) ** 2


class Interval(Struct, frozen=True):
    value: float
    low: float
    high: float


class Band(Struct, frozen=True):
    """Forecasts of about the same chance. `least` and `most` in per cent, `said` and `came_true` from 0 to 1."""

    least: int
    most: int
    count: int
    hits: int  # forecasts that came true
    said: float  # the mean chance
    came_true: Interval


class Parts(Struct, frozen=True):
    """The Brier score in parts: reliability - resolution + uncertainty + within_variance - within_covariance.

    Reliability: how far a band's mean chance is from how often it came true; 0 is best. Resolution: how far the bands
    are from each other in what came true; more is better. Uncertainty: how far from settled the things were; it tells
    nothing of the person. The two parts within bands are 0 where all forecasts of a band have the same chance.
    """

    reliability: float
    resolution: float
    uncertainty: float
    within_variance: float
    within_covariance: float


class Calibration(Struct, frozen=True):
    """`bands`: those with a forecast in them, from the least chance up.

    `brier`: from 0 to 1, 0 is best. `beyond_base_rate`: how much lower the score is than that of always saying one's
    own base rate; None where all forecasts said the same or all ended the same, and so there is nothing to tell apart.
    """

    count: int
    base_rate: float
    bands: tuple[Band, ...]
    brier: Interval
    parts: Parts
    beyond_base_rate: Interval | None
    said_of_true: float | None  # the mean chance of what came true; None: nothing did
    said_of_untrue: float | None

    @property
    def discrimination(self) -> float | None:
        """How much more likely they called what came true than what did not, from -1 to 1."""
        if self.said_of_true is None or self.said_of_untrue is None:
            return None
        return self.said_of_true - self.said_of_untrue


def resolved(decisions: Iterable[Decision], today: date) -> tuple[Resolved, ...]:
    """The forecasts that count on this day, in the order of the decisions; `today` is the date where the owner is."""
    return tuple(found for decision in decisions if (found := _resolved(decision, today)) is not None)


def unanswered(decisions: Iterable[Decision], today: date) -> int:
    """How many forecasts have had their day and no answer: the picture is of the others alone."""
    return sum(_has_had_its_day(one, today) and (one.review is None) for one in decisions)


def calibration(forecasts: Sequence[Resolved]) -> Calibration | None:
    """None for fewer than ten. The order of the forecasts changes nothing."""
    if len(forecasts) < FEWEST_RESOLVED:
        return None
    base_rate = fmean(one.came_true for one in forecasts)
    hits = [one.chance / 100 for one in forecasts if one.came_true]
    others = [one.chance / 100 for one in forecasts if not one.came_true]
    return Calibration(
        len(forecasts),
        base_rate,
        tuple(_band(members) for members in _by_band(forecasts)),
        _brier(forecasts),
        parts(forecasts),
        _beyond_base_rate(forecasts),
        fmean(hits) if hits else None,
        fmean(others) if others else None,
    )


def wilson(hits: int, count: int) -> Interval:
    """How often something comes true that did so `hits` times of `count`, at 95 per cent; ValueError for none at all.

    Source: Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). Brown, Cai
    and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001), advise it or that of
    Jeffreys for 40 and fewer. Wilson's holds the observed share always, also 0 of n and n of n, for which Jeffreys'
    must be mended by hand; and it needs a root and no beta function, so that it can be worked out on paper.
    What it cannot do: it takes the forecasts of a band for equally likely and unconnected.
    """
    if not 0 <= hits <= count or not count:
        raise ValueError(f"{hits} of {count}")
    z = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
    share, widening = hits / count, z * z / count
    centre = (share + widening / 2) / (1 + widening)
    half = z * sqrt(share * (1 - share) / count + widening / (4 * count)) / (1 + widening)
    return Interval(share, max(min(centre - half, share), 0.0), min(max(centre + half, share), 1.0))


def parts(forecasts: Sequence[Resolved]) -> Parts:
    """Of at least one forecast.

    Source: Murphy, "A new vector partition of the probability score", Journal of Applied Meteorology 12 (1973), over
    the bands, each by the mean of its chances. His three parts give the score only where a band has one chance; the two
    parts within bands make up the rest exactly (Stephenson, Coelho, Jolliffe, "Two extra components in the Brier score
    decomposition", Weather and Forecasting 23, 2008). Bands of one chance each would need neither, but of ten forecasts
    with ten chances each would be a band, and everybody perfectly resolved.
    """
    count, base_rate = len(forecasts), fmean(one.came_true for one in forecasts)
    reliability, resolution, variance, covariance = [], [], [], []
    for members in _by_band(forecasts):
        said, came = fmean(one.chance / 100 for one in members), fmean(one.came_true for one in members)
        reliability.append(len(members) * (said - came) ** 2)
        resolution.append(len(members) * (came - base_rate) ** 2)
        variance += [(one.chance / 100 - said) ** 2 for one in members]
        covariance += [2 * (one.chance / 100 - said) * (one.came_true - came) for one in members]
    return Parts(
        fsum(reliability) / count,
        fsum(resolution) / count,
        base_rate * (1 - base_rate),
        fsum(variance) / count,
        fsum(covariance) / count,
    )


def _has_had_its_day(decision: Decision, today: date) -> bool:
    """Whether there is a forecast whose own day has come. A day before the decision makes no forecast."""
    taken_on, forecast = decision.taken_on, decision.words.forecast
    if taken_on is None or forecast is None or forecast.by is None:
        return False
    return taken_on <= forecast.by <= today


def _resolved(decision: Decision, today: date) -> Resolved | None:
    forecast, looked = decision.words.forecast, decision.review
    if forecast is None or looked is None or not _has_had_its_day(decision, today):
        return None
    if looked.happened not in (Happened.YES, Happened.NO):
        return None
    return Resolved(forecast.chance, looked.happened is Happened.YES)


def _by_band(forecasts: Sequence[Resolved]) -> list[list[Resolved]]:
    found = ([one for one in forecasts if least <= one.chance <= most] for least, most in BANDS)
    return [members for members in found if members]


def _band(members: Sequence[Resolved]) -> Band:
    least, most = next(ends for ends in BANDS if ends[0] <= members[0].chance <= ends[1])
    hits = sum(one.came_true for one in members)
    said = fmean(one.chance / 100 for one in members)
    return Band(least, most, len(members), hits, said, wilson(hits, len(members)))


def _brier(forecasts: Sequence[Resolved]) -> Interval:
    """The score, at 95 per cent, by a bootstrap of which each resample is measured by its own standard error.

    Sources: Efron and Tibshirani, "An introduction to the bootstrap" (1993), chapter 12.5; for a mean, the standard
    error of the jackknife is the usual one. A resample's is at least a third of the sample's. Without that, where
    nearly everything came true, a third of the resamples hold no miss, have no error, and put the upper end at 1.

    Five invented people, 500 and more histories of each, hold the true score so often in a hundred (docs/adr/0031):

    ==========  ===========  ====  =========  =====  =============
    forecasts   percentiles  BCa   Student's  this   its width
    ==========  ===========  ====  =========  =====  =============
    10          88           91    91         95     0.36
    15          92           94    93         97     0.26
    20          92           94    93         97     0.22
    40          94           94    94         96     0.13
    ==========  ===========  ====  =========  =====  =============

    What it cannot do: of somebody whose forecasts have all come true as yet, no history tells how the first miss will
    look; there all of these are too narrow.

    The forecasts are put in one order, by their distances, and the seed is fixed: so neither the order in which they
    are given nor the side on which a question was asked changes the interval.
    """
    misses = np.sort(np.array([one.distance for one in forecasts])) ** 2 / 100**2
    score, error = fmean(one.miss for one in forecasts), float(_error(misses))
    if not error:
        return Interval(score, score, score)
    drawn = misses[np.random.default_rng(SEED).integers(0, len(misses), (RESAMPLES, len(misses)))]
    errors = np.maximum(_error(drawn), LEAST_ERROR * error)
    low, high = np.quantile((drawn.mean(axis=1) - score) / errors, ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2))
    return Interval(score, max(score - max(float(high), 0) * error, 0.0), min(score - min(float(low), 0) * error, 1.0))


def _error(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The standard error of the mean, along the last axis."""
    error: NDArray[np.float64] = values.std(axis=-1, ddof=1) / sqrt(values.shape[-1])
    return error


def _beyond_base_rate(forecasts: Sequence[Resolved]) -> Interval | None:
    """The base rate's score less their own, at 95 per cent, by the jackknife.

    The base rate is itself made of these forecasts, so each is left out in turn, base rate and all (Tukey, 1958; Efron
    and Stein, "The jackknife estimate of variance", Annals of Statistics 9, 1981). For the same five people with 10,
    15, 20 and 40 forecasts it holds the true value 96 times of a hundred each; bootstrap percentiles 91 to 94, BCa 92
    to 94, and the bootstrap of the score above 94 to 96, with wider intervals. Of somebody who is nearly always right
    it holds it 78 to 99 times and that bootstrap 35 to 83 times, so it stays.
    """
    count, hits = len(forecasts), sum(one.came_true for one in forecasts)
    if hits in (0, count) or len({one.chance for one in forecasts}) == 1:
        return None
    missed = fsum(one.miss for one in forecasts)
    whole = _less_than_base_rate(missed, hits, count)
    left = [_less_than_base_rate(missed - one.miss, hits - one.came_true, count - 1) for one in forecasts]
    return _student(whole, [count * whole - (count - 1) * one for one in left], -1.0, 1.0)


def _less_than_base_rate(missed: float, hits: int, count: int) -> float:
    return hits / count * (1 - hits / count) - missed / count


def _student(value: float, values: Sequence[float], least: float, most: float) -> Interval:
    """Around a value, from as many unconnected values as there are forecasts, within what is possible."""
    count, centre = len(values), fmean(values)
    variance = fsum((one - centre) ** 2 for one in values) / (count - 1)
    half = float(stdtrit(count - 1, (1 + CONFIDENCE) / 2)) * sqrt(variance / count)
    return Interval(value, max(value - half, least), min(value + half, most))
