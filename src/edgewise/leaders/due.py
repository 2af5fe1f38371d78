"""What comes due for leaders as time passes."""

from __future__ import annotations

from datetime import datetime, timedelta

from edgewise.leaders.outside.actions import look_after_dates
from edgewise.leaders.three_sixty.actions.reports import end, forget_answers, make_report, say_ready
from edgewise.leaders.three_sixty.queries import answers_kept_too_long, kept_too_long, of_leavers, to_close

REPORT_KEPT = timedelta(days=730)  # after the last day; then its keys are destroyed
ANSWERS_KEPT = timedelta(days=365)  # after the last day, for a comparison
DAY = timedelta(days=1)


def do_what_is_due(now: datetime, **_: object) -> None:
    """Receives `notices.signals.due`."""
    close_three_sixties(now)
    end_three_sixties(now)
    look_after_dates(now)


def close_three_sixties(now: datetime) -> None:
    """On the day after the last one, where the leader is."""
    for row in to_close((now + DAY).date()):
        if make_report(row, now):
            say_ready(row, now)


def end_three_sixties(now: datetime) -> None:
    """Those of leaders who have left, those that were kept for two years, and answers that nobody compared."""
    for row in (*of_leavers(now.date()), *kept_too_long((now - REPORT_KEPT).date())):
        end(row, now)
    for row in answers_kept_too_long((now - ANSWERS_KEPT).date()):
        forget_answers(row)
