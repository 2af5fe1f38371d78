"""What docs/desk.md says of each case is what the code does."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

from edgewise.domain.nudges import cases
from edgewise.domain.nudges.cases import KINDS, LEAST_MINUTES, Concern

PAGE = (Path(__file__).parents[3] / "docs" / "desk.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in PAGE.splitlines() if line.startswith("| ")][
    1:
]
WHEN = {
    Concern.NO_FIRST: [cases.NO_FIRST_SESSION],
    Concern.SILENT: [cases.NO_SESSION_SINCE],
    Concern.UNOPENED: [cases.UNOPENED_UNANSWERED],
    Concern.WAITING: [cases.YES_WITHOUT_CIRCLE],
    Concern.UNSIGNED: [cases.AGREEMENT_UNSIGNED],
    Concern.NO_ANSWER: [cases.INVITATION_UNANSWERED],
    Concern.NO_PROFILE: [cases.NO_PROFILE],
    Concern.MIDWAY: [-cases.MIDWAY_FROM, cases.MIDWAY_UNTIL],
}


def test_every_case_stands_in_the_table_with_its_days() -> None:
    assert [(title, days) for title, _, days in ROWS] == [(kind.title, str(kind.days)) for kind in KINDS.values()]


def test_when_a_case_opens_is_what_the_queries_say() -> None:
    told = {concern: re.findall(r"\d+", when) for concern, (_, when, _) in zip(KINDS, ROWS, strict=True)}
    days = {concern: [str(one // timedelta(days=1)) for one in WHEN.get(concern, [])] for concern in KINDS}
    assert told == days | {
        Concern.LOPSIDED: [str(LEAST_MINUTES // 60)],
        Concern.PAIR_HOURS: [str(cases.PAIR_HOURS_BEHIND)],
    }
