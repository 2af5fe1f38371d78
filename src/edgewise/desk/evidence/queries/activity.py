"""The figures of a cohort's activity, by the functions that its desk shows them with; a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from edgewise.desk.figures.queries import Steps, Tally, facts_of, kept_of, steps_of, told
from edgewise.domain.anonymity.counts import Share, at_least
from edgewise.domain.evidence.figures import Figure
from edgewise.growth.changes.queries import following_of
from edgewise.growth.tallies.queries import Tapping, tapping_of
from edgewise.programmes.cohorts.queries import cohort_before
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.ballots.queries import questionnaire_of
from edgewise.pulse.results.queries import kept_of as pulse_of
from edgewise.pulse.results.queries import last_closed
from edgewise.rooms.hours.queries.ledger import Coaching, coaching_by_cohort

STEPS = ("said_yes", "with_profile", "seated", "met")  # of those invited


def activity_of(cohort: Cohort, now: datetime) -> tuple[Figure, ...]:
    """In the order in which a report tells them."""
    steps = steps_of([cohort]).get(cohort.pk, Steps())
    following = following_of(cohort, steps.invited, now)
    hours = coaching_by_cohort([cohort]).get(cohort.pk, Coaching()).given_hours
    return (
        Figure("invited", value=told(steps.invited)),
        *(Figure(key, value=told(getattr(steps, key)), of=told(steps.invited)) for key in STEPS),
        *_meetings(cohort, now),
        Figure("hours", value=hours),
        Figure("changes", value=following.named),
        Figure("changes_seen", value=following.confirmed),
        Figure("reflected", value=following.reflected),
        *_tapped(tapping_of([cohort]), cohort),
        *_pulse(cohort, now),
    )


def earlier_of(cohort: Cohort, now: datetime) -> tuple[str, tuple[Figure, ...]]:
    """The name of the cohort of the same programme before this one, and its figures; nothing where there is none, or
    fewer than five people met in it."""
    earlier = cohort_before(cohort)
    if earlier is None or told(steps_of([earlier]).get(earlier.pk, Steps()).met) is None:
        return "", ()
    earlier.programme = cohort.programme
    return earlier.name, tuple(_meetings(earlier, now))


def _meetings(cohort: Cohort, now: datetime) -> Iterator[Figure]:
    tally: Tally = facts_of([cohort], now).total()
    aims = cohort.programme
    yield Figure("held", value=tally.held, of=tally.due, target=_part(aims.target_held))
    yield Figure("attendance", value=tally.came, of=tally.expected)
    kept: Share | None = kept_of([cohort], now).get(cohort.pk)
    yield Figure(
        "kept", low=kept.low if kept else None, high=kept.high if kept else None, target=_part(aims.target_kept)
    )


def _part(percent: int | None) -> float | None:
    return None if percent is None else percent / 100


def _tapped(tapping: Tapping, cohort: Cohort) -> Iterator[Figure]:
    score, aim = tapping.usefulness, cohort.programme.target_useful
    low, high = (score.low, score.high) if score else (None, None)
    yield Figure("useful", low=low, high=high, target=None if aim is None else float(aim))
    for name, times in tapping.shown:
        if at_least(times):
            yield Figure("theme", name, value=at_least(times))


def _pulse(cohort: Cohort, now: datetime) -> Iterator[Figure]:
    wave = last_closed(cohort, now)
    kept = pulse_of(wave) if wave else None
    if wave is None or kept is None or kept.whole is None:
        return
    asks = questionnaire_of(wave)
    for scale in asks.scales:
        if figure := kept.whole.figures.get(scale.key):
            yield Figure("pulse", str(asks.said(scale.name)), low=figure.score.low, high=figure.score.high)
