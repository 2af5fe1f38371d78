"""All input to the pages of a session; the room itself speaks to the live routes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from edgewise.domain.calendar.cadence import Rhythm
from edgewise.domain.calendar.polls import Answer
from edgewise.domain.calendar.slots import exists
from edgewise.domain.formats.builtin import builtin_format, builtin_formats
from edgewise.domain.formats.model import Format
from edgewise.people.models import Membership
from edgewise.programmes.models import Circle, Seat
from edgewise.rooms.models import ANSWERS, Attendance, AttendanceStatus, SessionStatus, TimeChoice
from edgewise.rooms.queries.series import Wanted


class GuestNameForm(forms.Form):
    name = forms.CharField(
        label="Your name", max_length=80, help_text="As the others will see it at the table. No account is made."
    )


class VersionForm(forms.Form):
    version = forms.IntegerField(min_value=1)


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


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(label="Minutes", min_value=5, max_value=480)


class HoursForm(MinutesForm):
    """Coaching between two sessions."""

    other = forms.ModelChoiceField(queryset=Membership.objects.none(), label="With whom", empty_label=None)
    who_gave = forms.ChoiceField(
        label="Who coached", choices=[("me", "I coached"), ("other", "I was coached")], widget=forms.RadioSelect
    )
    on = forms.DateField(label="On", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    field_order = ("other", "who_gave", "minutes", "on")

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.me = seat.membership
        others = seat.circle.seats.filter(ended_at=None).exclude(pk=seat.pk).values("membership")
        field = self.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Membership.objects.filter(pk__in=others).select_related("person").order_by("person__name")
        self.today = datetime.now(ZoneInfo(self.me.time_zone)).date()

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        if not self.today - timedelta(days=90) <= on <= self.today:
            raise forms.ValidationError("Choose a day of the last three months, or today.")
        return on

    def sides(self) -> tuple[Membership, Membership]:
        """Who gave, and who received."""
        other: Membership = self.cleaned_data["other"]
        return (self.me, other) if self.cleaned_data["who_gave"] == "me" else (other, self.me)


class AttendanceForm(forms.Form):
    """One person at one session."""

    row = forms.ModelChoiceField(queryset=Attendance.objects.none())
    status = forms.TypedChoiceField(
        choices=[(one.value, one.label) for one in AttendanceStatus if one != AttendanceStatus.PLANNED],
        coerce=AttendanceStatus,
    )

    def __init__(self, circle: Circle, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = Attendance.objects.filter(session__circle=circle, session__status=SessionStatus.CLOSED)
        field = self.fields["row"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = held.select_related("session", "seat__membership")


class MomentsField(forms.Field):
    """Several moments, each as ISO text with its offset."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Collection[str] | None) -> list[datetime]:
        try:
            found = {datetime.fromisoformat(one) for one in value or ()}
            return sorted(one.astimezone(UTC) for one in found if one.tzinfo is not None)
        except (ValueError, OverflowError) as problem:
            raise forms.ValidationError("One of these times cannot be read. Please open this page again.") from problem


class AskForm(WhenForm):
    """Which times to ask the circle about: those that are ticked, and one's own."""

    FEWEST, MOST = 2, 12  # times
    times = MomentsField(required=False)
    format_key = forms.ChoiceField(label="Format")
    by = forms.DateField(label="Answers by", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, seat: Seat, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(seat.membership.time_zone, now, *args, **kwargs)
        self.seat, self.sent = seat, list[datetime]()
        self.fields["day"].required = self.fields["at"].required = False
        people = seat.circle.seats.filter(ended_at=None).count()
        self.fitting = {key: fmt for key, fmt in builtin_formats().items() if fits(fmt, people)}
        formats = self.fields["format_key"]
        assert isinstance(formats, forms.ChoiceField)
        formats.choices = [(key, f"{fmt.name}, {fmt.minutes} minutes") for key, fmt in self.fitting.items()]

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        self.sent = list(self.cleaned_data.get("times", ()))
        self._check_times()
        self._check_last_day()
        return given

    def ticked(self) -> list[datetime] | None:
        """As the page is to show them, mistaken ones too; None while all that is proposed is ticked."""
        return self.sent if self.is_bound else self.initial.get("times")

    def minutes(self) -> int:
        """Of the format as it is chosen on the page."""
        chosen = self["format_key"].value()
        fmt = self.fitting.get(chosen) or next(iter(self.fitting.values()), None)
        return fmt.minutes if fmt else self.seat.circle.cohort.programme.session_minutes

    def moments(self) -> list[datetime]:
        """What is ticked, and one's own time."""
        own = [self.cleaned_data["starts_at"]] if "starts_at" in self.cleaned_data else []
        return sorted({*self.sent, *own})

    def format(self) -> Format:
        return builtin_format(self.cleaned_data["format_key"])

    def closes_at(self) -> datetime:
        """The end of the last day, where they are."""
        return datetime.combine(self.cleaned_data["by"], time(23, 59), ZoneInfo(self.zone)).astimezone(UTC)

    def afresh(self) -> AskForm:
        """The same answers, with one's own time among the others."""
        given = self.cleaned_data
        first = {"times": self.moments(), "format_key": given["format_key"], "by": given["by"]}
        return AskForm(self.seat, self.now, initial=first)

    def _check_times(self) -> None:
        given = self.cleaned_data
        if bool(given.get("day")) != bool(given.get("at")) and not {"day", "at"} & set(self.errors):
            self.add_error("at" if given.get("day") else "day", "A time of your own needs both, a day and a time.")
        if "times" in self.errors:
            return
        if any(not self.now < one < self.now + timedelta(days=366) for one in self.sent):
            self.add_error("times", "One of these times has passed. Take it out, please.")
        elif len(self.moments()) > self.MOST:
            self.add_error("times", f"Ask about {self.MOST} times at most: more are hard to compare.")
        elif "ask" in self.data and len(self.moments()) < self.FEWEST:
            self.add_error("times", "Ask about two times at least. A single one can be planned at once.")

    def _check_last_day(self) -> None:
        by, moments = self.cleaned_data.get("by"), self.moments()
        if by is None:
            return
        if by <= self.now.astimezone(ZoneInfo(self.zone)).date():
            self.add_error("by", "Choose a day to come, so that everybody has time to answer.")
        elif moments and by >= moments[-1].astimezone(ZoneInfo(self.zone)).date():
            self.add_error("by", "Choose a day before the last of the times.")


class AnswersForm(forms.Form):
    """What one person says to each of a poll's times: `time-ID`, for those to come and any that is sent."""

    def __init__(self, choices: Iterable[TimeChoice], said: Mapping[int, str], now: datetime, *args: Any) -> None:
        super().__init__(*args)
        self.choices = list(choices)
        for choice in self.choices:
            name = f"time-{choice.pk}"
            if choice.starts_at > now or name in self.data:
                self.fields[name] = forms.ChoiceField(
                    choices=ANSWERS,
                    widget=forms.RadioSelect,
                    initial=said.get(choice.pk),
                    error_messages={"required": "Please say whether this time would do."},
                )

    def given(self) -> dict[int, Answer]:
        return {int(name.removeprefix("time-")): Answer(said) for name, said in self.cleaned_data.items()}
