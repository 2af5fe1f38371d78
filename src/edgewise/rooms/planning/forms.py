"""Dates, and where to meet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from edgewise.domain.calendar.cadence import Rhythm
from edgewise.domain.calendar.slots import exists
from edgewise.domain.formats.builtin import builtin_format, builtin_formats
from edgewise.domain.formats.model import Format
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.planning.page import Wanted


class WhenForm(forms.Form):
    """A day and a time as the person in front of the page sees them on their own clock."""

    day = forms.DateField(label="Day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label="Time", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, zone: str, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = zone, now
        self.fields["at"].help_text = f"Your own time ({zone.replace('_', ' ')})."

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("day") and given.get("at"):
            local = datetime.combine(given["day"], given["at"])
            starts_at = local.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
            if not exists(local, self.zone):
                self.add_error("at", "The clocks jump over this time on that day. Choose another.")
            elif not self.now < starts_at < self.now + timedelta(days=366):
                self.add_error("day", "Choose a time to come, within a year.")
            given["starts_at"] = starts_at
        return given


class PlanForm(WhenForm):
    """A new session; the chair comes by the rota unless the circle agrees otherwise."""

    format_key = forms.ChoiceField(label="Format")
    facilitator = forms.ModelChoiceField(queryset=Membership.objects.none(), empty_label=None)

    def __init__(self, chairs: Sequence[Membership], zone: str, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(zone, now, *args, **kwargs)
        self.chairs = chairs
        fitting = {key: fmt for key, fmt in builtin_formats().items() if fits(fmt, len(chairs))}
        formats, facilitator = self.fields["format_key"], self.fields["facilitator"]
        assert isinstance(formats, forms.ChoiceField)
        assert isinstance(facilitator, forms.ModelChoiceField)
        formats.choices = [(key, f"{fmt.name}, {fmt.minutes} minutes") for key, fmt in fitting.items()]
        facilitator.queryset = Membership.objects.filter(pk__in=[who.pk for who in chairs]).select_related("person")
        facilitator.help_text = f"By the rota it is {chairs[0].person.name}."

    def format(self) -> Format:
        return builtin_format(self.cleaned_data["format_key"])

    def deputy(self) -> Membership | None:
        """The next in the rota after whoever holds the chair."""
        chair = self.cleaned_data["facilitator"]
        return next((who for who in self.chairs if who != chair), None)


def fits(fmt: Format, people: int) -> bool:
    return fmt.people.least <= people <= fmt.people.most


class SeriesForm(forms.Form):
    """A run's rhythm, in the time of the person in front of the page."""

    first = forms.DateField(label="First day", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label="Time", widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    days = forms.IntegerField(label="Every … days", min_value=1, max_value=90)
    last = forms.DateField(label="Until", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    format_key = forms.ChoiceField(label="Format")
    kickoff = forms.BooleanField(
        label="Begin with a kickoff", required=False, help_text="An hour: norms, drills, goals and first dates."
    )
    midway = forms.BooleanField(
        label="A check-in half-way", required=False, help_text="Half an hour, in the place of the middle session."
    )
    rotate = forms.BooleanField(
        label="Let the awkward hour go round",
        required=False,
        help_text="Each day at the hour that is fairest after all before it. The time above is not used then.",
    )

    def __init__(self, seat: Seat, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now = seat.membership.time_zone, now
        people = seat.circle.seats.filter(ended_at=None).count()
        formats = self.fields["format_key"]
        assert isinstance(formats, forms.ChoiceField)
        formats.choices = [
            (key, f"{fmt.name}, {fmt.minutes} minutes") for key, fmt in builtin_formats().items() if fits(fmt, people)
        ]
        self.fields["at"].help_text = f"Your own time ({self.zone.replace('_', ' ')})."

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last:
            today = self.now.astimezone(ZoneInfo(self.zone)).date()
            if first < today:
                self.add_error("first", "Choose a day to come.")
            elif not first <= last <= first + timedelta(days=366):
                self.add_error("last", "Choose a day after the first, within a year.")
        return given

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        rhythm = Rhythm(given["first"], given["last"], given["days"], given["at"], self.zone)
        return Wanted(rhythm, given["format_key"], given["kickoff"], given["midway"], given["rotate"])


class LinkForm(forms.Form):
    link = forms.URLField(
        label="Where you call each other",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="A meeting link of any provider: Teams, Zoom, Meet, Jitsi. Empty: none.",
    )

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.lower().startswith("https://"):
            raise forms.ValidationError("A link that begins with https://, please.")
        return link
