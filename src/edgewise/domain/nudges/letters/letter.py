"""The words of every message, from its kind and facts alone.

To add a kind: a member of Kind, a function here that writes it, and its Wording with an example of every fact it uses.
Facts that end in `?` in a function's docstring may be missing. Common to all: `programme`, `cohort` and `circle` are
names as people know them; `discreet` is true where a cohort's name would tell who belongs to a resource group, and then
none of the three is said anywhere. No subject ever says one. Days are ISO dates, times ISO with an offset.
"""

from __future__ import annotations

from collections.abc import Mapping

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters import (
    circles,
    desk,
    enrolments,
    feedback,
    growth,
    leaders,
    lotteries,
    pair_requests,
    polls,
    pulse,
    sessions,
)
from edgewise.domain.nudges.letters.model import Facts, Letter, Reader, Wording
from edgewise.domain.phrases import phrase

WORDINGS: Mapping[Kind, Wording] = {
    **enrolments.WORDINGS,
    **lotteries.WORDINGS,
    **circles.WORDINGS,
    **pair_requests.WORDINGS,
    **polls.WORDINGS,
    **sessions.WORDINGS,
    **growth.WORDINGS,
    **feedback.WORDINGS,
    **leaders.WORDINGS,
    **pulse.WORDINGS,
    **desk.WORDINGS,
}


def letter(kind: Kind, facts: Mapping[str, object], reader: Reader) -> Letter:
    """The whole letter for that reader. MissingFact says which fact is missing, or is no such thing."""
    wording = WORDINGS[kind]
    words = wording.write(Facts(facts, reader.zone))
    return Letter(
        subject=words.subject,
        greeting=phrase("Hello {name},", name=reader.first_name) if reader.first_name else phrase("Hello,"),
        paragraphs=tuple(words.paragraphs),
        action=words.action,
        why=wording.why,
    )
