"""What the rude attempt again and again, asked or not: it is refused, and nothing else happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from edgewise.domain.formats.model import ContributionKind, Output
from edgewise.domain.session import commands as c
from edgewise.domain.simulation.bots.corpus import sayings
from edgewise.domain.simulation.bots.glance import Glance
from edgewise.domain.simulation.bots.intents import Intent, Mind

ATTEMPTS: tuple[Callable[[Glance], c.AnyCommand], ...] = (
    lambda at: c.Contribute(kind=ContributionKind.PERSPECTIVE, text=sayings().advice[0]),
    lambda at: c.Contribute(kind=ContributionKind.APPRECIATION, text="Finally somebody says something sensible."),
    lambda at: c.TakeFloor(reason="I have waited long enough."),
    lambda at: c.GiveFloor(to=at.seat),
    lambda at: c.HandOver(to=at.seat),
    lambda at: c.AcceptChair(),
    lambda at: c.NextStage(),
    lambda at: c.EndTurn(),
    lambda at: c.Close(),
    lambda at: c.Pause(reason="I have to take a call."),
    lambda at: c.Decide(text="We decide it as I said."),
    lambda at: c.FlagAdvice(seat=at.view.holder or at.seat),
    lambda at: c.Override(output=Output.COMMITMENT_EACH, reason="Nobody needs this.", seat=at.seat),
    lambda at: c.AmendContribution(contribution=at.view.version, text="What I would have said."),
    lambda at: c.RaiseHand(),
    lambda at: c.TakeBack(),
    lambda at: c.TimeUp(),
    lambda at: c.LapseLease(),
)


def mischief(glance: Glance, mind: Mind) -> Iterator[Intent]:
    mean = mind.temper.mischief
    if not mean or glance.view.phase == "lobby" or glance.i_chair:
        return
    attempt = next(n for n in range(10_000) if not mind.has(f"mischief/{n}"))
    key = f"mischief/{attempt}"
    make = mind.pick(key, ATTEMPTS)
    yield Intent(key, lambda: make(glance), (mean // 3, mean * 5 // 3))
