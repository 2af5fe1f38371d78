"""What is said to somebody of their own decisions: of a changed confidence, and of their score."""

from __future__ import annotations

from edgewise.domain.decisions.calibration import FEWEST_RESOLVED, Band, Calibration
from edgewise.domain.phrases import counted, phrase, sentences
from edgewise.domain.pictures.marks import Table


def of_confidence(before: int | None, after: int | None) -> str:
    """Empty unless both were told."""
    if before is None or after is None:
        return ""
    if after == before:
        return phrase("You were as sure at the end as at first: {after} %.", after=after)
    told = phrase("You were {before} % sure at first and {after} % sure at the end.", before=before, after=after)
    if after < before:
        return sentences(told, phrase("That is a good sign: you saw what you had not seen before."))
    return told


def of_too_few() -> str:
    """Why there is a list and no picture. It counts nothing down."""
    return phrase(
        "From {fewest} forecasts on that came true or did not, a picture shows how well you foresee things.",
        fewest=FEWEST_RESOLVED,
    )


def of_unanswered(count: int) -> str:
    """Empty for none."""
    if not count:
        return ""
    return counted(
        "{count} forecast has had its day and no answer. The picture may change with it.",
        "{count} forecasts have had their day and no answer. The picture may change with them.",
        count,
    )


def of_band(band: Band) -> str:
    """Whether it came true as often as they said, as far as its interval tells."""
    if band.said > band.came_true.high:
        return phrase("less often than you said")
    if band.said < band.came_true.low:
        return phrase("more often than you said")
    return phrase("no difference shows")


def of_score(found: Calibration) -> str:
    """The Brier score with its interval, and what it is worth."""
    return sentences(
        phrase(
            "Your Brier score is {score}. With other luck it could be {low} to {high}.",
            score=two_places(found.brier.value), low=two_places(found.brier.low), high=two_places(found.brier.high),
        ),
        phrase("0 is best. Somebody who always says 50 % has 0.25."),
        _of_base_rate(found),
    )  # fmt: skip


def of_discrimination(found: Calibration) -> str:
    """The mean chance of what came true and of what did not; empty where all ended the same."""
    if found.said_of_true is None or found.said_of_untrue is None:
        return ""
    return phrase(
        "What came true, you had called {true} % likely on average, and what did not, {untrue} %. "
        "The further these two are apart, the better.",
        true=per_cent(found.said_of_true), untrue=per_cent(found.said_of_untrue),
    )  # fmt: skip


def parts_table(found: Calibration) -> Table:
    """The score in parts that add up to it."""
    parts = found.parts
    return Table(
        (phrase("Part of the score"), phrase("Points")),
        (
            (phrase("How far your numbers are from what came (less is better)"), _signed(parts.reliability)),
            (phrase("How far you tell likely from unlikely (more is better)"), _signed(-parts.resolution)),
            (phrase("How open the things were (not of your making)"), _signed(parts.uncertainty)),
            (
                phrase("Differences within a band"),
                _signed(parts.within_variance - parts.within_covariance),
            ),
            (phrase("Brier score"), f"{found.brier.value:.3f}"),
        ),
    )


def two_places(value: float) -> str:
    return f"{value:.2f}"


def per_cent(share: float) -> int:
    return round(100 * share)


def _of_base_rate(found: Calibration) -> str:
    if found.beyond_base_rate is None:
        return phrase("All had the same chance or all ended the same way, so there is nothing to compare it with.")
    always = phrase(
        "{share} % came true. Somebody who always says {share} % has {score}.",
        share=per_cent(found.base_rate), score=two_places(found.parts.uncertainty),
    )  # fmt: skip
    if found.beyond_base_rate.low > 0:
        return sentences(always, phrase("Your forecasts are better than that."))
    if found.beyond_base_rate.high < 0:
        return sentences(always, phrase("Your forecasts are worse than that."))
    return sentences(always, phrase("So few forecasts cannot show a difference."))


def _signed(points: float) -> str:
    return f"{points:+.3f}".replace("-", "\u2212")
