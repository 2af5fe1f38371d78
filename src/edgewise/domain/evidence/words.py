"""What a comparison says, in sentences: made from the comparison, and from nothing else.

`outcome` is a noun that a sentence can start or go on with: leaving, promotion, the engagement score.
"""

from __future__ import annotations

from math import floor, log10

from edgewise.domain.evidence.comparison import Comparison, Method, Standing
from edgewise.domain.evidence.gathered import FEWEST_ALIKE, FEWEST_CIRCLES, FEWEST_KNOWN, Reason
from edgewise.domain.phrases import phrase, sentences

MINUS = "\u2212"
MOST_DECIMALS = 6
STANDINGS = {
    Standing.SHOWN: phrase("Shown."),
    Standing.NOT_SHOWN: phrase("Not shown."),
    Standing.REFUSED: phrase("Refused."),
}


def answer(found: Comparison, outcome: str) -> str:
    """The one paragraph to read, if only one is read."""
    return sentences(STANDINGS[found.standing], because(found, outcome))


def because(found: Comparison, outcome: str) -> str:
    """The same where it stands beside *shown*, *not shown* or *refused*."""
    if found.standing == Standing.REFUSED:
        assert found.reason is not None
        return why_refused(found.reason)
    if found.standing == Standing.NOT_SHOWN:
        return _what_it_takes(found, outcome)
    return sentences(_what_is_shown(found, outcome), _of_their_own_choice(found))


def seen(found: Comparison, outcome: str) -> str:
    """Both sides, and what the difference can be; "" where it is refused."""
    if found.difference is None:
        return ""
    return phrase(
        "{outcome}: {one} of {many} who take part, {other} of {others} who are compared. The difference is "
        "{difference}; 95 per cent: {low} to {high}.",
        outcome=outcome,
        one=amount(found, found.taking_part.value),
        many=found.taking_part.known,
        other=amount(found, found.compared.value),
        others=found.compared.known,
        difference=change(found, found.difference),
        low=change(found, found.low),
        high=change(found, found.high),
    )


def how(found: Comparison) -> str:
    """By which method, for the reader who checks."""
    if found.method == Method.LOTTERY:
        return phrase(
            "Places were drawn by lot. Everybody counts on the side that they drew, whether they came or not. The draw "
            "was made again {draws} times (seed {seed}); the interval knows that people in one circle are alike.",
            draws=found.draws,
            seed=found.seed,
        )
    return phrase(
        "People are compared with others of the same level, function, site and time here. {left_out} had nobody to be "
        "compared with. The interval knows that people in one circle are alike.",
        left_out=found.left_out,
    )


def naive_claim(found: Comparison) -> str:
    """What an ordinary test would have said; "" where the comparison is refused."""
    if found.naive_p is None:
        return ""
    if found.naive_claims:
        return phrase(
            "An ordinary test of two groups would have claimed a difference (p {p}).", p=p_said(found.naive_p)
        )
    return phrase("An ordinary test of two groups would have claimed nothing (p {p}).", p=p_said(found.naive_p))


def why_refused(reason: Reason) -> str:
    """One sentence or two, without any figure of the comparison."""
    return {
        Reason.CIRCLE_UNKNOWN: phrase(
            "The circle of somebody who started is not known. Without it the error cannot be worked out."
        ),
        Reason.NOTHING_MATCHED: phrase("Nobody who takes part has somebody like them to be compared with."),
        Reason.FEW_PEOPLE: phrase("Fewer than {fewest} people are known on one side.", fewest=FEWEST_KNOWN),
        Reason.ONE_CLUSTER: phrase(
            "One side is a single circle or site. Whatever differs between two places would look like an effect."
        ),
        Reason.FEW_CIRCLES: phrase(
            "There are fewer than {fewest} circles. What happens in one of them would weigh too much.",
            fewest=FEWEST_CIRCLES,
        ),
        Reason.FEW_ALIKE: phrase(
            "Fewer than {fewest} people on one side have the same answer. The figures would tell of persons.",
            fewest=FEWEST_ALIKE,
        ),
        Reason.NO_VARIATION: phrase(
            "On each side, alike people all have the same value. Nothing can be worked out from that."
        ),
    }[reason]


def amount(found: Comparison, value: float | None) -> str:
    """A share as per cent, a number as it is."""
    if value is None:
        return ""
    decimals = _decimals(found)
    return phrase("{number} %", number=plain(100 * value, decimals)) if found.asked.yes_no else plain(value, decimals)


def change(found: Comparison, value: float | None) -> str:
    """A difference, with its sign: points of per cent, or units."""
    if value is None:
        return ""
    if found.asked.yes_no:
        return phrase("{number} points", number=signed(100 * value, _decimals(found)))
    return signed(value, _decimals(found))


def plain(number: float, decimals: int = 1) -> str:
    """12 for 12.0, 12.3 for 12.34."""
    return f"{number:.{decimals}f}".rstrip("0").rstrip(".") if decimals else f"{number:.0f}"


def signed(number: float, decimals: int = 1) -> str:
    """With its sign; nothing has none."""
    said = f"{number:+.{decimals}f}"
    return said[1:] if float(said) == 0 else said.replace("-", MINUS)


def p_said(p: float) -> str:
    """`= 0.031`, or `< 0.001`: what stands behind the letter p."""
    return "< 0.001" if p < 0.001 else f"= {p:.3f}"


def _what_it_takes(found: Comparison, outcome: str) -> str:
    start, smallest = found.compared.value, found.asked.smallest / (100 if found.asked.yes_no else 1)
    assert start is not None
    told = {
        "outcome": outcome,
        "start": amount(found, start),
        "aim": amount(found, start + smallest if found.asked.higher_is_better else start - smallest),
        "have": str(min(found.taking_part.known, found.compared.known)),
        "needed": str(found.needed),
    }
    if found.needed is None:
        return phrase("The smallest change asked for cannot be: {outcome} is at {start} without the programme.", **told)
    if int(told["have"]) < found.needed:
        return _more_people(told, up=found.asked.higher_is_better)
    return _enough_people(told, up=found.asked.higher_is_better)


def _more_people(told: dict[str, str], *, up: bool) -> str:
    if up:
        return phrase(
            "To see {outcome} rise from {start} to {aim} you need {needed} people in each group; you have {have}.",
            **told,
        )
    return phrase(
        "To see {outcome} fall from {start} to {aim} you need {needed} people in each group; you have {have}.",
        **told,
    )


def _enough_people(told: dict[str, str], *, up: bool) -> str:
    if up:
        return phrase("There were enough people to see {outcome} rise from {start} to {aim}: {have} a group.", **told)
    return phrase("There were enough people to see {outcome} fall from {start} to {aim}: {have} a group.", **told)


def _what_is_shown(found: Comparison, outcome: str) -> str:
    assert found.difference is not None
    assert found.low is not None
    assert found.high is not None
    near, far = sorted((abs(found.low), abs(found.high)))
    told = {
        "outcome": outcome,
        "size": _size(found, abs(found.difference)),
        "near": _size(found, near),
        "far": _size(found, far),
    }
    if found.difference < 0:
        said = phrase("Among those who take part, {outcome} is lower by {size} (95 per cent: {near} to {far}).", **told)
    else:
        said = phrase(
            "Among those who take part, {outcome} is higher by {size} (95 per cent: {near} to {far}).", **told
        )
    if (found.difference > 0) != found.asked.higher_is_better:
        return sentences(said, phrase("That is worse."))
    if abs(found.difference) < found.asked.smallest / (100 if found.asked.yes_no else 1):
        return sentences(said, phrase("That is less than what was registered as worth having."))
    return said


def _size(found: Comparison, size: float) -> str:
    decimals = _decimals(found)
    return (
        phrase("{number} points", number=plain(100 * size, decimals)) if found.asked.yes_no else plain(size, decimals)
    )


def _decimals(found: Comparison) -> int:
    """As many as tell a tenth of the smallest difference worth having, and what is shown from nothing.

    Points have one at least, and units two.
    """
    asked, told = found.asked, 1 - floor(log10(found.asked.smallest))
    if found.standing == Standing.SHOWN and found.low and found.high:
        told = max(told, -floor(log10(min(abs(found.low), abs(found.high)) * (100 if asked.yes_no else 1))))
    return min(max(told, 1 if asked.yes_no else 2), MOST_DECIMALS)


def _of_their_own_choice(found: Comparison) -> str:
    if found.method == Method.LOTTERY:
        return ""
    return phrase("They chose to take part: what made them choose can be the cause, too.")
