"""How far away a session is, in the words that somebody would say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from edgewise.domain.phrases import Phrase, counted, phrase

HOURS_UNTIL = timedelta(hours=24)  # from here on it is days


def time_left(now: datetime, starts_at: datetime) -> Phrase:
    """Both in the reader's time zone. Minutes below an hour, hours below a day, then days of the calendar."""
    left = starts_at.astimezone(UTC) - now.astimezone(UTC)  # where clocks change, the dates alone would be an hour off
    if left <= timedelta():
        return phrase("now")
    minutes = -(-left // timedelta(minutes=1))
    if minutes < 60:
        return counted("in {count} minute", "in {count} minutes", minutes)
    if left < HOURS_UNTIL:
        return counted("in {count} hour", "in {count} hours", round(minutes / 60))
    days = (starts_at.date() - now.date()).days
    return phrase("tomorrow") if days == 1 else counted("in {count} day", "in {count} days", days)
