"""What an inviter reads before the letters leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext_lazy

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import letter
from edgewise.domain.nudges.letters.model import Letter, Reader
from edgewise.notices.delivery.queries import Forecast, forecast_of
from edgewise.people.models import Membership
from edgewise.people.page import Column
from edgewise.programmes.messages import invitation
from edgewise.programmes.models.designs import Cohort

COLUMNS = (  # of the people to invite
    Column("name", gettext_lazy("Name"), ("person__name",)),
    Column("role", gettext_lazy("Role"), ("job_title", "person__name")),
    Column("location", gettext_lazy("Location"), ("location", "person__name")),
)
PEOPLE_COLUMNS = (  # of those who take part
    Column("name", gettext_lazy("Name"), ("membership__person__name",)),
    Column("function", gettext_lazy("Function"), ("membership__function", "membership__person__name")),
    Column("location", gettext_lazy("Location"), ("membership__location", "membership__person__name")),
    Column("state", gettext_lazy("Status"), ("state", "membership__person__name")),
)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who gets a letter, and when it leaves by the rule that will send it."""

    people: Sequence[Membership]
    forecast: Forecast
    now: datetime

    @property
    def n(self) -> int:
        return len(self.people)

    @property
    def last_leaves_on(self) -> date:
        """In the time zone of whoever looks."""
        return timezone.localdate(self.forecast.last_at or self.now)


def confirmation_of(cohort: Cohort, chosen: Sequence[Membership], now: datetime) -> Confirmation:
    """Of those chosen, the people who are not asked yet. They come with the person."""
    asked = set(cohort.enrolments.values_list("membership", flat=True))
    people = sorted((who for who in chosen if who.pk not in asked), key=lambda who: who.person.name)
    return Confirmation(people, forecast_of(people, Kind.INVITATION, now), now)


def letter_read(cohort: Cohort, by: Membership | None, words: str, reader: Membership) -> Letter:
    """The invitation as its first reader will see it."""
    message = invitation(cohort, by, words)
    return letter(message.kind, message.facts, Reader(reader.person.name, ZoneInfo(reader.time_zone)))
