"""A person's own week, with up to two stretches a day; and days on which they do not work."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.calendar.slots import WeeklyWindow, clashing
from edgewise.people.models import Membership

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")  # in the names of fields
A_DAY = 2  # stretches
COPIED_TO = (1, 2, 3, 4)  # from Monday


@dataclass(frozen=True, slots=True)
class Stretch:
    begins: forms.BoundField
    ends: forms.BoundField

    @property
    def fields(self) -> tuple[forms.BoundField, forms.BoundField]:
        return self.begins, self.ends

    @property
    def errors(self) -> list[str]:
        return [*self.begins.errors, *self.ends.errors]


@dataclass(frozen=True, slots=True)
class Day:
    name: str
    stretches: list[Stretch]


class HoursForm(forms.Form):
    """Words in `first` are shown as they were typed."""

    def __init__(self, first: Mapping[str, object], data: Any = None) -> None:
        super().__init__(data, initial=dict(first))
        self.week: list[WeeklyWindow] = []
        for weekday in range(len(DAYS)):
            for place in range(A_DAY):
                begins, ends = _labels(weekday, place)
                self.fields[_name(weekday, place, "from")] = _time(begins)
                self.fields[_name(weekday, place, "until")] = _time(ends)

    def days(self) -> list[Day]:
        return [Day(str(WEEKDAYS[weekday]), self._stretches(weekday)) for weekday in range(len(DAYS))]

    def _stretches(self, weekday: int) -> list[Stretch]:
        names = [(_name(weekday, place, "from"), _name(weekday, place, "until")) for place in range(A_DAY)]
        return [Stretch(self[begins], self[ends]) for begins, ends in names]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        places = [(weekday, place) for weekday in range(len(DAYS)) for place in range(A_DAY)]
        stretches = {at: window for at in places if (window := self._stretch(*at, given))}
        self.week = list(stretches.values())
        for clash in clashing(self.week):
            self.add_error(_name(*list(stretches)[clash], "from"), _("This overlaps with other hours of yours."))
        if not self.week and not self.errors:
            raise forms.ValidationError(_("Give the hours of one day at least."))
        return given

    def _stretch(self, weekday: int, place: int, given: Mapping[str, Any]) -> WeeklyWindow | None:
        first, last = (_name(weekday, place, edge) for edge in ("from", "until"))
        begins, ends = given.get(first), given.get(last)
        if first in self.errors or last in self.errors or begins == ends is None:
            return None
        if begins is None or ends is None:
            self.add_error(first if begins is None else last, _("Give both times or neither."))
            return None
        if begins == ends:
            self.add_error(last, _("The end is the same time as the beginning."))
            return None
        return weekday, begins, ends


def _labels(weekday: int, place: int) -> tuple[str, str]:
    """Of one stretch's beginning and end."""
    day = {"day": WEEKDAYS[weekday]}
    if place:
        return _("%(day)s from, second time") % day, _("%(day)s until, second time") % day
    return _("%(day)s from") % day, _("%(day)s until") % day


def _time(label: str) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time", "aria-label": label}, format="%H:%M")
    return forms.TimeField(
        label=label, required=False, widget=widget, error_messages={"invalid": _("Give a time like 09:30.")}
    )


def _name(weekday: int, place: int, edge: str) -> str:
    return f"{DAYS[weekday]}_{place + 1}_{edge}"


def fields_of(week: Iterable[WeeklyWindow]) -> dict[str, object]:
    """A week as the form begins with it."""
    found: dict[str, object] = {}
    for weekday, begins, ends in week:
        place = 0 if _name(weekday, 0, "from") not in found else 1
        found |= {_name(weekday, place, "from"): begins, _name(weekday, place, "until"): ends}
    return found


def like_monday(data: Mapping[str, str]) -> dict[str, object]:
    """What was typed, with Monday's from Tuesday to Friday too."""
    names = [(day, place, edge) for day in range(len(DAYS)) for place in range(A_DAY) for edge in ("from", "until")]
    return {
        _name(day, place, edge): data.get(_name(0 if day in COPIED_TO else day, place, edge), "")[:20]
        for day, place, edge in names
    }


LONGEST_ABSENCE = timedelta(days=366)
DAY = {"type": "date"}


class AbsenceForm(forms.Form):
    from_on = forms.DateField(label=gettext_lazy("Away from"), widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"))
    until_on = forms.DateField(
        label=gettext_lazy("until"),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
        help_text=gettext_lazy("The last day. We do not ask why."),
    )

    def __init__(self, who: Membership, data: Any = None) -> None:
        super().__init__(data)
        self.today = timezone.localdate(timezone=ZoneInfo(who.time_zone))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        first, last = given.get("from_on"), given.get("until_on")
        if first and last and not first <= last <= first + LONGEST_ABSENCE:
            self.add_error("until_on", _("The last day comes after the first, within a year."))
        elif last and last < self.today:
            self.add_error("until_on", _("These days are over already."))
        return given
