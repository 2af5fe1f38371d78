"""Times to ask about, and the answers."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.domain.calendar.polls import Answer
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Format
from edgewise.programmes.designs.queries import plan_of
from edgewise.rooms.models.polls import ANSWERS, TimeChoice
from edgewise.rooms.planning.forms import WhenForm, fitting_formats, format_choices, outside, usual_format
from edgewise.rooms.polls.queries import Asker


class MomentsField(forms.Field):
    """Several moments, each as ISO text with its offset."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Collection[str] | None) -> list[datetime]:
        try:
            found = {datetime.fromisoformat(one) for one in value or ()}
            return sorted(one.astimezone(UTC) for one in found if one.tzinfo is not None)
        except (ValueError, OverflowError) as problem:
            words = _("One of these times cannot be read. Please open this page again.")
            raise forms.ValidationError(words) from problem


class AskForm(WhenForm):
    """Which times to ask the circle about: the ticked ones, and one's own."""

    FEWEST_TIMES, MOST_TIMES = 2, 12  # times
    times = MomentsField(required=False)
    format_key = forms.ChoiceField(label=gettext_lazy("Format"))
    by = forms.DateField(
        label=gettext_lazy("Answers by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, seat: Asker, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(seat.membership.time_zone, now, *args, cohort=seat.circle.cohort, **kwargs)
        self.seat, self.sent = seat, list[datetime]()
        self.fields["day"].required = self.fields["at"].required = False
        people = seat.circle.seats.filter(ended_at=None).count()
        self.fitting = fitting_formats(people)
        formats = self.fields["format_key"]
        assert isinstance(formats, forms.ChoiceField)
        formats.choices = format_choices(self.fitting)
        self.initial.setdefault("format_key", usual_format(seat.circle, people))

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
        return fmt.minutes if fmt else plan_of(self.seat.circle).session_minutes

    def moments(self) -> list[datetime]:
        """The ticked times, and one's own."""
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
            self.add_error("at" if given.get("day") else "day", _("Your own time needs both a day and a time."))
        if "times" in self.errors:
            return
        if any(not self.now < one < self.now + timedelta(days=366) for one in self.sent):
            self.add_error("times", _("One of these times has passed. Please untick it."))
        elif words := next(filter(None, map(self._outside, self.sent)), ""):
            self.add_error("times", words)
        elif len(self.moments()) > self.MOST_TIMES:
            words = ngettext(
                "Ask about %(count)d time at most: more are hard to compare.",
                "Ask about %(count)d times at most: more are hard to compare.",
                self.MOST_TIMES,
            )
            self.add_error("times", words % {"count": self.MOST_TIMES})
        elif "ask" in self.data and len(self.moments()) < self.FEWEST_TIMES:
            self.add_error("times", _("Ask about two times at least. You can plan a single time without asking."))

    def _outside(self, one: datetime) -> str:
        return outside(self.seat.circle.cohort, one.astimezone(ZoneInfo(self.zone)).date(), self.now, self.zone)

    def _check_last_day(self) -> None:
        by, moments = self.cleaned_data.get("by"), [one for one in self.moments() if one > self.now]
        if by is None:
            return
        if by <= self.now.astimezone(ZoneInfo(self.zone)).date():
            self.add_error("by", _("Choose a day after today, so that everybody has time to answer."))
        elif moments and by >= moments[0].astimezone(ZoneInfo(self.zone)).date():
            self.add_error("by", _("Choose a day before the first of the times."))


class AnswersForm(forms.Form):
    """One person's answer to each of a poll's times: `time-ID`, for the times to come and any that is sent."""

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
                    error_messages={"required": gettext_lazy("Please answer for this time.")},
                )

    def given(self) -> dict[int, Answer]:
        return {int(name.removeprefix("time-")): Answer(said) for name, said in self.cleaned_data.items()}
