"""Pictures of decisions: how sure somebody was and how often it came true, and how sure before and after."""

from __future__ import annotations

from edgewise.domain.decisions.calibration import Band, Calibration
from edgewise.domain.decisions.model import LEAST_SURE, MOST_SURE
from edgewise.domain.decisions.words import of_band, of_confidence, per_cent
from edgewise.domain.phrases import phrase
from edgewise.domain.pictures.diagonal import Against, diagonal
from edgewise.domain.pictures.lines import moved
from edgewise.domain.pictures.marks import Drawing, Key, Picture, Table, Tone


def picture(found: Calibration) -> Picture:
    return Picture(
        "calibration",
        phrase("How sure you were, and how often it came true"),
        phrase(
            "Across: how sure you were. Upwards: how often it came true. Below the line, it came true less often than "
            "you said. The bar through a dot shows where the dot could be with other luck."
        ),
        diagonal([_point(band) for band in found.bands]),
        _table(found),
        (
            Key(Tone.MAIN, phrase("how often it came true"), str(found.count)),
            Key(Tone.TARGET, phrase("as often as you said"), is_line=True),
        ),
    )


def _point(band: Band) -> Against:
    came = band.came_true
    return Against(band.said, came.value, came.low, came.high, _hits(band))


def _table(found: Calibration) -> Table:
    headings = (
        phrase("You said"),
        phrase("On average"),
        phrase("It came true"),
        phrase("With other luck"),
        phrase("In words"),
    )
    return Table(headings, tuple(_row(band) for band in found.bands))


def _row(band: Band) -> tuple[str, ...]:
    came = band.came_true
    return (
        phrase("{least} to {most}\u00a0%", least=band.least, most=band.most),
        f"{per_cent(band.said)}\u00a0%",
        _hits(band),
        phrase("{least} to {most}\u00a0%", least=per_cent(came.low), most=per_cent(came.high)),
        of_band(band),
    )


def _hits(band: Band) -> str:
    return phrase("{hits} of {count}", hits=band.hits, count=band.count)


def confidence(before: int | None, after: int | None) -> Picture | None:
    """How sure before and after, on one line; None unless both were told."""
    if before is None or after is None:
        return None
    first, last = phrase("{number}\u00a0%", number=before), phrase("{number}\u00a0%", number=after)
    return Picture(
        "confidence",
        phrase("How sure you were"),
        of_confidence(before, after),
        sure_line(before, after),
        Table(("", phrase("How sure")), ((phrase("At first"), first), (phrase("At the end"), last))),
        (
            Key(Tone.BEFORE, phrase("at first"), first, is_dot=True),
            Key(Tone.MAIN, phrase("at the end"), last, is_dot=True),
        ),
    )


def sure_line(before: int, after: int) -> Drawing:
    """Two confidences, in per cent, on a line from not sure to sure."""
    return moved(_along(before), _along(after), phrase("not sure"), phrase("sure"))


def _along(confidence: int) -> float:
    return (confidence - LEAST_SURE) / (MOST_SURE - LEAST_SURE)
