"""Dates, the rhythm of a whole run, and the link to the calls."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.domain.calendar.cadence import Rhythm
from edgewise.domain.calendar.closed_days import working_days
from edgewise.domain.calendar.slots import exists
from edgewise.domain.formats.builtin import builtin_format, shown_formats
from edgewise.domain.formats.model import Format
from edgewise.people.models import Membership
from edgewise.programmes.designs.queries import plan_of
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.planning.page import KICKOFF, Wanted
from edgewise.rooms.planning.queries import MOST_DAYS_AHEAD, days_to_plan, is_new


def fitting_formats(people: int) -> dict[str, Format]:
    """The formats for so many people, by key, as pages show them."""
    return {key: fmt for key, fmt in shown_formats().items() if fmt.people.least <= people <= fmt.people.most}


def usual_format(circle: Circle, people: int) -> str:
    """The key of the programme's format; of the kickoff, where the circle has not met yet.

    Two who have begun a pair by themselves have had theirs in their circle.
    """
    kickoff = is_new(circle) and not circle.by_colleagues and KICKOFF in fitting_formats(people)
    return KICKOFF if kickoff else plan_of(circle).format_key


def format_choices(formats: Mapping[str, Format]) -> list[tuple[str, str]]:
    """Each by its name and its length."""
    return [(key, _name_and_minutes(fmt)) for key, fmt in formats.items()]


def _name_and_minutes(fmt: Format) -> str:
    words = ngettext("%(format)s, %(minutes)d minute", "%(format)s, %(minutes)d minutes", fmt.minutes)
    return words % {"format": fmt.name, "minutes": fmt.minutes}


def own_time(zone: str) -> str:
    """Help beside a time of day."""
    return _("Your own time (%(zone)s).") % {"zone": zone.replace("_", " ")}


def outside(cohort: Cohort, day: date, now: datetime, zone: str) -> str:
    """What is wrong with a day that is not in the run; empty where it is, and once the run is over."""
    first, last = days_to_plan(cohort, now.astimezone(ZoneInfo(zone)).date())
    if day < first:
        return _("The programme begins on %(day)s. Choose that day or a later one.") % {
            "day": date_format(first, "j F")
        }
    if day > last:
        return _("The programme ends on %(day)s. Choose that day or an earlier one.") % {
            "day": date_format(last, "j F")
        }
    return ""


class WhenForm(forms.Form):
    """A day and a time as the person in front of the page sees them on their own clock."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    at = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, zone: str, now: datetime, *args: Any, cohort: Cohort | None = None, **kwargs: Any) -> None:
        """A day of the run of `cohort`, if one is given."""
        super().__init__(*args, **kwargs)
        self.zone, self.now, self.cohort = zone, now, cohort
        self.fields["at"].help_text = own_time(zone)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("day") and given.get("at"):
            local = datetime.combine(given["day"], given["at"])
            starts_at = local.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC)
            if not exists(local, self.zone):
                self.add_error("at", _("The clocks jump over this time on that day. Choose another."))
            elif not self.now < starts_at < self.now + timedelta(days=MOST_DAYS_AHEAD + 1):
                self.add_error("day", _("Choose a time in the future, within a year."))
            elif self.cohort and (words := outside(self.cohort, given["day"], self.now, self.zone)):
                self.add_error("day", words)
            given["starts_at"] = starts_at
        return given


class PlanForm(WhenForm):
    """A new session. The facilitator is the next in turn, unless the circle chooses another."""

    format_key = forms.ChoiceField(label=gettext_lazy("Format"))
    facilitator = forms.ModelChoiceField(
        label=gettext_lazy("Facilitator"), queryset=Membership.objects.none(), empty_label=None
    )

    def __init__(
        self, chairs: Sequence[Membership], zone: str, now: datetime, *args: Any,
        cohort: Cohort | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(zone, now, *args, cohort=cohort, **kwargs)
        self.chairs = chairs
        formats, facilitator = self.fields["format_key"], self.fields["facilitator"]
        assert isinstance(formats, forms.ChoiceField)
        assert isinstance(facilitator, forms.ModelChoiceField)
        formats.choices = format_choices(fitting_formats(len(chairs)))
        facilitator.queryset = Membership.objects.filter(pk__in=[who.pk for who in chairs]).select_related("person")
        facilitator.help_text = _("Next in turn: %(name)s.") % {"name": chairs[0].person.name}

    def format(self) -> Format:
        return builtin_format(self.cleaned_data["format_key"])

    def minutes(self) -> int:
        """Of the format as it is chosen on the page."""
        fitting = fitting_formats(len(self.chairs))
        fmt = fitting.get(self["format_key"].value()) or next(iter(fitting.values()), None)
        return fmt.minutes if fmt else 0

    def deputy(self) -> Membership | None:
        """The next in turn after the facilitator."""
        chair = self.cleaned_data["facilitator"]
        return next((who for who in self.chairs if who != chair), None)


class SeriesForm(forms.Form):
    """A run's rhythm, in the time of the person in front of the page."""

    first = forms.DateField(
        label=gettext_lazy("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    at = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Weekday"),
        coerce=int,
        empty_value=None,
        required=False,
    )
    days = forms.IntegerField(label=gettext_lazy("Every … days"), min_value=1, max_value=90)
    last = forms.DateField(
        label=gettext_lazy("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    format_key = forms.ChoiceField(label=gettext_lazy("Format"))
    kickoff = forms.BooleanField(
        label=gettext_lazy("Begin with a kickoff"),
        required=False,
        help_text=gettext_lazy("An hour: norms, drills, goals and first dates."),
    )
    midway = forms.BooleanField(
        label=gettext_lazy("A check-in half-way"),
        required=False,
        help_text=gettext_lazy("Half an hour. It replaces the middle session."),
    )
    rotate = forms.BooleanField(
        label=gettext_lazy("Let the awkward hour go round"),
        required=False,
        help_text=gettext_lazy(
            "Each session gets the hour that is fairest after all sessions before it. Then the time above is not used."
        ),
    )

    def __init__(self, seat: Seat, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone, self.now, self.cohort = seat.membership.time_zone, now, seat.circle.cohort
        weekdays = self.fields["weekday"]
        assert isinstance(weekdays, forms.TypedChoiceField)
        usual = [(day, WEEKDAYS[day]) for day in working_days(self.zone)]
        weekdays.choices = [("", _("That of the first day")), *usual]
        people = seat.circle.seats.filter(ended_at=None).count()
        formats = self.fields["format_key"]
        assert isinstance(formats, forms.ChoiceField)
        formats.choices = format_choices(fitting_formats(people))
        self.fields["at"].help_text = own_time(self.zone)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("first"), given.get("last")
        if first and last:
            today = self.now.astimezone(ZoneInfo(self.zone)).date()
            if first < today:
                self.add_error("first", _("Choose today or a later day."))
            elif not first <= last <= first + timedelta(days=MOST_DAYS_AHEAD + 1):
                self.add_error("last", _("Choose a day after the first, within a year."))
            for name in ("first", "last"):
                if name not in self.errors and (words := outside(self.cohort, given[name], self.now, self.zone)):
                    self.add_error(name, words)
        return given

    def wanted(self) -> Wanted:
        given = self.cleaned_data
        rhythm = Rhythm(given["first"], given["last"], given["days"], given["at"], self.zone, given["weekday"])
        return Wanted(rhythm, given["format_key"], given["kickoff"], given["midway"], given["rotate"])


class LinkForm(forms.Form):
    link = forms.URLField(
        label=gettext_lazy("Link to your calls"),
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text=gettext_lazy("Any service will do: Teams, Zoom, Meet, Jitsi. Leave it empty for no link."),
    )

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.lower().startswith("https://"):
            raise forms.ValidationError(_("The link must begin with https://."))
        return link
