"""What the account of a programme says, in words: what it takes to pay, and what seven times means."""

from __future__ import annotations

from edgewise.domain.evidence.outcomes import Nature, Plan
from edgewise.domain.evidence.roi import Account, BreakEven
from edgewise.domain.evidence.words import MINUS
from edgewise.domain.phrases import Phrase, counted, phrase

SEVEN_TIMES = phrase(
    "You may read that coaching returns seven times its cost. That is what clients of coaches said of their own"
    " companies in one survey: the median of the few who could name figures (ICF Global Coaching Client Study, 2009)."
    " Nobody was compared with anybody. Edgewise does not count with it."
)


def pays_if(plan: Plan, found: BreakEven) -> Phrase:
    """What must be better, alone, for everything to be paid."""
    people = round(found.likely)
    match plan.nature:
        case Nature.LEFT:
            return counted("It pays if it keeps one person.", "It pays if it keeps at least {count} people.", people)
        case Nature.PROMOTED:
            return counted(
                "It pays if one more person is promoted.",
                "It pays if at least {count} more people are promoted.",
                people,
            )
        case Nature.ON_TIME:
            return counted(
                "It pays if one more project is on time.",
                "It pays if at least {count} more projects are on time.",
                people,
            )
        case Nature.SCORE:
            amount = points(found.likely)
            if found.of_all:
                return phrase(
                    "It pays if “{name}” is better by {amount}, over all people together.",
                    name=plan.name,
                    amount=amount,
                )
            return phrase("It pays if “{name}” is better by {amount} for each person.", name=plan.name, amount=amount)


def range_of(found: BreakEven) -> Phrase:
    """Over the prices as they were drawn."""
    low, high = (f"{one:,.0f}" if found.is_count else points(one) for one in (found.low, found.high))
    if low == high:
        return phrase("{low} over the whole range of prices", low=low)
    return phrase("{low} to {high}, depending on the prices", low=low, high=high)


def points(number: float) -> str:
    """To two digits below a hundred, whole from there on."""
    return f"{number:.2g}" if number < 99.5 else f"{number:,.0f}"


def answer(found: Account, currency: str) -> Phrase:
    """The first sentence of the account."""
    if found.net is None:
        return phrase("What it brought cannot be said: no outcome was compared.")
    low, high = money(found.net.low, currency), money(found.net.high, currency)
    if found.ratio is None:
        return phrase(
            "It is not shown that it pays: between {low} and {high} are left after its cost.", low=low, high=high
        )
    if found.net.low > 0:
        return phrase("It pays: between {low} and {high} are left after its cost.", low=low, high=high)
    if found.net.high < 0:
        return phrase("It does not pay: between {low} and {high} are left after its cost.", low=low, high=high)
    return phrase("It works, but may cost more than it brings: between {low} and {high} are left.", low=low, high=high)


def times(ratio: float) -> str:
    """Of the cost, to a tenth."""
    return f"{ratio:.1f}".replace("-", MINUS)


def money(amount: float, currency: str) -> Phrase:
    """To three digits: more would be pretended."""
    rounded = float(f"{amount:.3g}")
    return phrase("{amount} {currency}", amount=f"{rounded:,.0f}".replace("-", MINUS), currency=currency)
