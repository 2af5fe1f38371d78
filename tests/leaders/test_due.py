"""What the passing of time does for leaders."""

from __future__ import annotations

from datetime import timedelta

import pytest

from edgewise.domain.nudges.kinds import Kind
from edgewise.leaders.due import ANSWERS_KEPT, REPORT_KEPT, do_what_is_due
from edgewise.leaders.models.three_sixty import Outcome, ThreeSixty
from edgewise.leaders.three_sixty.actions.drafts import ask_again
from edgewise.leaders.three_sixty.queries import kept_of
from edgewise.notices.models import Notice
from edgewise.people.models import Membership
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
DAY = timedelta(days=1)
AFTER = make.NOW + make.CLOSES + DAY


def test_the_report_is_made_on_the_day_after_the_last_where_the_leader_is() -> None:
    leader = make.membership("Amara", time_zone="Pacific/Auckland")  # 22:00 there
    row, _ = make.launched(leader)
    make.answered(row)
    closes = make.NOW + make.CLOSES  # its 09:00 in UTC
    made = []
    for at in (closes + timedelta(hours=1), closes + timedelta(hours=3)):
        do_what_is_due(at)
        do_what_is_due(at)
        row.refresh_from_db()
        made.append(row.outcome)
    assert made == ["", Outcome.REPORT]
    assert [note.to for note in Notice.objects.filter(kind=Kind.THREE_SIXTY_READY)] == [leader]


def test_the_360_of_a_leader_who_has_left_ends(amara: Membership) -> None:
    row, _ = make.launched(amara)
    amara.left_on = (make.NOW + DAY).date()
    amara.save()
    do_what_is_due(make.NOW + 2 * DAY)
    row.refresh_from_db()
    assert row.ended_at


def test_answers_are_kept_for_a_year_and_reports_for_two(amara: Membership) -> None:
    row = make.reported(amara)
    kept = []
    for after in (ANSWERS_KEPT, ANSWERS_KEPT + DAY, REPORT_KEPT, REPORT_KEPT + DAY):
        do_what_is_due(AFTER + after - DAY)
        row.refresh_from_db()
        kept.append((bool(row.box), kept_of(row) is not None))
    assert kept == [(True, True), (False, True), (False, True), (False, False)]
    assert ask_again(row, AFTER) is None


def test_a_draft_is_left_alone(amara: Membership) -> None:
    make.three_sixty(amara)
    do_what_is_due(AFTER + REPORT_KEPT)
    assert ThreeSixty.objects.get().is_draft
