"""What the report would say of an invented organisation, in a terminal, and the truth beside it."""

from __future__ import annotations

from collections.abc import Iterator

from edgewise.domain.evidence import words
from edgewise.domain.evidence.comparison import Comparison, Side
from edgewise.domain.simulation.organisation import Truth

LEAVING = "leaving"


def report(found: Comparison, truth: Truth) -> Iterator[str]:
    """The answer first, then its table, how it was found, the contrast, and the truth."""
    yield str(words.answer(found, LEAVING))
    yield ""
    yield f"{'':18}{'people':>8}{'known':>8}{'clusters':>10}{'leaving':>10}"
    for name, side, clusters in (
        ("takes part", found.taking_part, found.clusters[0]),
        ("compared", found.compared, found.clusters[1]),
    ):
        yield _side(found, name, side, clusters)
    if found.difference is not None:
        yield from _figures(found)
        yield ""
        yield str(words.how(found))
    if found.naive_p is not None:
        yield str(words.naive_claim(found))
    yield ""
    yield from _truth(found, truth)


def _side(found: Comparison, name: str, side: Side, clusters: int) -> str:
    return f"{name:18}{side.people:>8}{side.known:>8}{clusters:>10}{words.amount(found, side.value) or '-':>10}"


def _figures(found: Comparison) -> Iterator[str]:
    assert found.p is not None
    yield f"{'difference':18}{words.change(found, found.difference)}"
    yield f"{'95 per cent':18}{words.change(found, found.low)} to {words.change(found, found.high)}"
    yield f"{'p':18}{words.p_said(found.p).removeprefix('= ')}"
    yield f"{'design effect':18}{found.design_effect:.2f}"
    if found.needed is not None:
        smallest = words.plain(found.asked.smallest)
        yield f"{'needed':18}{found.needed} people in each group, to see {smallest} points"


def _truth(found: Comparison, truth: Truth) -> Iterator[str]:
    yield (
        f"The truth, which only an invented organisation has: a place changes leaving by "
        f"{words.change(found, truth.difference)}; intra-class correlation {truth.icc:g}; people who would stay anyway "
        f"{'want to take part more often' if truth.hidden else 'do not want to take part more often than others'}."
    )
    if found.low is not None and found.high is not None:
        holds = found.low <= truth.difference <= found.high
        yield f"The interval {'holds' if holds else 'does not hold'} it."
