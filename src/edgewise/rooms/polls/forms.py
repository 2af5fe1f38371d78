"""Times to ask about, and the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms

from edgewise.domain.calendar.polls import Answer
from edgewise.domain.formats.builtin import builtin_format, builtin_formats
from edgewise.domain.formats.model import Format
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.models.polls import ANSWERS, TimeChoice
from edgewise.rooms.planning.forms import WhenForm, fits


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

    FEWEST_TIMES, MOST_TIMES = 2, 12  # times
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
