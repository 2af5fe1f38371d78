"""The pulse of the demonstration: three quiet waves of the cohort that is over, and two of the one that runs.

The second of these dips: people still treat each other well, and ask less about what was agreed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from random import Random

from edgewise.domain.pulse.builtin import builtin_questionnaire
from edgewise.domain.pulse.moments import WaveDays, closes_at, wave_days
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.ballots.actions import Sent, answer
from edgewise.pulse.models import Wave
from edgewise.pulse.results.actions import close
from edgewise.pulse.waves.actions import launch
from edgewise.pulse.waves.queries import days_of

SEED = 15
AS_PLANNED_FIRST = timedelta(days=71)  # the length of the run that goes on, before it was prolonged
AWAY = 3  # people who do not answer
NEAR = (0, 0, 0, 1, -1)  # how far somebody is from the others
RATHER_NOT_PERCENT = 3
Levels = dict[str, int]  # by scale
QUIET: Levels = {"safety": 4, "accountability": 4, "respect": 4, "belonging": 4, "load": 3}
FIRST: Levels = {"safety": 4, "accountability": 4, "respect": 5, "belonging": 4, "load": 4}
SECOND: Levels = {"safety": 3, "accountability": 2, "respect": 4, "belonging": 4, "load": 3}
COMMENTS = (
    "We are kind to each other, and we let each other off too easily.",
    "Nobody asked me last time what became of my step. I was glad, and then I was not.",
    "The hour before the session is always booked over. I come in late in my head.",
    "It is the best meeting of my fortnight.",
    "I would like to hear the truth a little sooner.",
    "Since the reorganisation I think twice before I bring a real issue.",
    "More time for looking back at what we promised, please.",
    "Thank you for protecting this.",
    "I do not know whether my boss knows that this is confidential.",
    "When somebody is late twice, we should say it.",
)


def ask_twice(cohort: Cohort) -> None:
    """As its calendar was when it began."""
    first, second, *_ = wave_days(cohort.starts_on, cohort.starts_on + AS_PLANNED_FIRST, cohort.programme.pulse)
    dice = Random(SEED)
    _run(cohort, first, FIRST, dice)
    _run(cohort, second, SECOND, dice, COMMENTS)


def ask_three_times(cohort: Cohort) -> None:
    dice = Random(SEED)
    for days in days_of(cohort):
        _run(cohort, days, QUIET, dice, away=1)


def _run(
    cohort: Cohort, days: WaveDays, levels: Levels, dice: Random, comments: Sequence[str] = (), away: int = AWAY
) -> None:
    """Launched on its day, answered in the days after it, and closed when the last one is over."""
    opens = datetime.combine(days.opens_on, time(7), UTC)
    wave = launch(cohort, days, opens)
    assert wave is not None, cohort.name
    everybody = list(wave.ledger.select_related("wave", "membership").order_by("pk"))
    words = iter(comments)
    for number, line in enumerate(dice.sample(everybody, len(everybody) - away)):
        moment = opens + timedelta(hours=3 + 5 * number)
        assert answer(line, _sheet(levels, dice), next(words, ""), moment) is Sent.DONE
    assert close(Wave.objects.get(pk=wave.pk), closes_at(days.closes_on))


def _sheet(levels: Levels, dice: Random) -> list[int | None]:
    found: list[int | None] = []
    for item in builtin_questionnaire().items:
        is_said = dice.randrange(100) >= RATHER_NOT_PERCENT
        found.append(min(max(levels[item.scale] + dice.choice(NEAR), 1), 5) if is_said else None)
    return found
