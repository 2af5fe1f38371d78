"""Letters about the pulse. None holds an answer or a figure, and none says who has answered."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import counted, phrase, sentences

EXAMPLE: dict[str, object] = {"programme": "Leading Together", "discreet": False, "closes": "2026-03-15"}
WHY = phrase("You get this because you take part in a programme that asks now and then how safe it is.")


def _where(facts: Facts) -> str:
    return facts.programme or phrase("the programme")


def _pulse_asked(facts: Facts) -> Words:
    """Facts: closes (date), minutes, programme?, discreet?"""
    return Words(
        phrase("How is it to speak here?"),
        (
            sentences(
                counted(
                    "{programme} asks everybody how safe and fair it is. It takes about {count} minute.",
                    "{programme} asks everybody how safe and fair it is. It takes about {count} minutes.",
                    facts.count("minutes"),
                    programme=facts.programme or phrase("Your programme"),
                ),
                phrase("You can answer until {day}.", day=facts.day("closes")),
            ),
            phrase("Nobody can see who answered what. The page says first what will be shown, and to whom."),
        ),
        phrase("Read the rules and answer"),
    )


def _pulse_reminded(facts: Facts) -> Words:
    """Facts: closes (date), programme?, discreet?"""
    return Words(
        phrase("Your voice counts in what everybody will read"),
        (
            phrase(
                "The pulse of {programme} is open until {day}. Everybody reads the same result afterwards.",
                programme=_where(facts), day=facts.day("closes"),
            ),
            phrase("The more people answer, the more can be shown. This is the only reminder."),
        ),
        phrase("Read the rules and answer"),
    )  # fmt: skip


def _pulse_result(facts: Facts) -> Words:
    """Facts: programme?, discreet?, nothing_shown?"""
    if facts.has("nothing_shown"):
        return _pulse_over(facts)
    return Words(
        phrase("What the pulse says"),
        (
            phrase("The pulse of {programme} has closed. Everybody who was asked reads the same page, from now on.",
                   programme=_where(facts)),
            phrase("Read it before your circle meets, and speak about one thing in it."),
        ),
        phrase("Read it"),
    )  # fmt: skip


def _pulse_over(facts: Facts) -> Words:
    """Of a wave of which nothing can be shown."""
    return Words(
        phrase("The pulse has closed"),
        (
            phrase("The pulse of {programme} has closed. Too few answered to show anything.", programme=_where(facts)),
            phrase("Nothing is shown of a few people, so that everybody can answer freely."),
        ),
        phrase("Open the pulse"),
    )


def _boss_briefed(_facts: Facts) -> Words:
    """Facts: none"""
    return Words(
        phrase("One page for you as a boss"),
        (
            phrase("People who report to you take part in a peer-coaching programme."),
            phrase("Three things are asked of you. You read them in a minute, on one page."),
        ),
        phrase("Read the page"),
    )


WORDINGS = {
    Kind.PULSE_ASKED: Wording(
        phrase("The pulse is open"),
        phrase("Everybody who takes part"),
        phrase("When a wave of the pulse opens"),
        WHY,
        _pulse_asked,
        EXAMPLE | {"minutes": 2},
    ),
    Kind.PULSE_REMINDED: Wording(
        phrase("The pulse is still open"),
        phrase("Those of them who can still answer"),
        phrase("Once, two days before the last day"),
        WHY,
        _pulse_reminded,
        EXAMPLE,
    ),
    Kind.PULSE_RESULT: Wording(
        phrase("The result of the pulse"),
        phrase("Everybody who was asked, and the coordinators"),
        phrase("When the wave has closed"),
        WHY,
        _pulse_result,
        EXAMPLE,
    ),
    Kind.BOSS_BRIEFED: Wording(
        phrase("A page for bosses"),
        phrase("The bosses of those who take part"),
        phrase("When a coordinator sends it"),
        phrase("You get this because people who report to you take part in a programme."),
        _boss_briefed,
        {},
    ),
}
