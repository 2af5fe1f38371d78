"""All input about outcomes: what is registered, a file, and what it means."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.desk.outcomes.models import Outcome
from edgewise.domain.evidence.files.columns import (
    MOST_EVENTS,
    Answers,
    Meaning,
    Target,
    events_of,
    is_unclear,
    looks_like_days,
    missing,
    sample,
    target_of,
)
from edgewise.domain.evidence.outcomes import (
    LEAST_WINDOW,
    LONGEST_NAME,
    MOST_WINDOW,
    USUAL_WINDOW,
    By,
    Nature,
    Plan,
    better_is_higher,
    problems,
)
from edgewise.domain.roster.model import Table
from edgewise.growth.forms import DateInput
from edgewise.people.imports.workbook.table import MOST_BYTES

LEFT_OUT = "leave-out"
HIGHER, LOWER = "higher", "lower"


class OutcomeForm(forms.Form):
    """One outcome as it is registered."""

    nature = forms.ChoiceField(label=gettext_lazy("What is compared?"))
    name = forms.CharField(
        label=gettext_lazy("Its name, in your words"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy("For instance: Left within a year."),
    )
    window_days = forms.IntegerField(
        label=gettext_lazy("Window, in days"),
        min_value=LEAST_WINDOW,
        max_value=MOST_WINDOW,
        initial=USUAL_WINDOW,
        help_text=gettext_lazy("Counted from the day of the invitation, the same for both sides. A year is 365."),
    )
    smallest = forms.FloatField(
        label=gettext_lazy("Smallest difference worth having"),
        help_text=gettext_lazy(
            "From 12 % to 8 % is 4: write percentage points. Of a score, write units: 0.3 on a scale of 1 to 5."
        ),
    )
    usual = forms.FloatField(
        label=gettext_lazy("What is usual now"),
        required=False,
        help_text=gettext_lazy(
            "The share in per cent, such as 12. Of a score, its standard deviation. It says how many people you need."
        ),
    )
    better = forms.ChoiceField(
        label=gettext_lazy("Of a score: which is better?"),
        choices=[(HIGHER, gettext_lazy("Higher")), (LOWER, gettext_lazy("Lower"))],
        initial=HIGHER,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Otherwise it is clear: fewer leave, more are promoted, more are on time."),
    )
    by = forms.ChoiceField(
        label=gettext_lazy("Who are they compared with?"), widget=forms.RadioSelect, initial=By.MATCH.value
    )

    def __init__(self, data: Any = None, *, outcome: Outcome | None = None) -> None:
        super().__init__(data, initial=_initial(outcome) if outcome else None)
        self.fields["nature"].choices = [(nature.value, str(nature.label)) for nature in Nature]  # type: ignore[attr-defined]
        self.fields["by"].choices = [(by.value, str(by.label)) for by in By]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        if not self.errors:
            for name, problem in problems(self.plan()):
                self.add_error(name, str(problem))
        return self.cleaned_data

    def plan(self) -> Plan:
        given = self.cleaned_data
        nature = Nature(given["nature"])
        return Plan(
            name=" ".join(given["name"].split()),
            nature=nature,
            window_days=given["window_days"],
            smallest=given["smallest"],
            higher_is_better=better_is_higher(nature, given["better"] == HIGHER),
            by=By(given["by"]),
            registered_before_start=True,
            usual=given["usual"],
        )


def _initial(outcome: Outcome) -> dict[str, object]:
    names = ("nature", "name", "window_days", "smallest", "usual", "by")
    better = HIGHER if outcome.higher_is_better else LOWER
    return {name: getattr(outcome, name) for name in names} | {"better": better}


class FileForm(forms.Form):
    """An upload."""

    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy("CSV, Excel or OpenDocument, up to 10 MB, with a header. Nothing is saved yet."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.xlsb,.ods"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Import it in parts."))
        return file


DAY_FIRST, MONTH_FIRST = "day", "month"


class MeaningForm(forms.Form):
    """What the columns, the events and the dates of a file mean; the events of the column that `read` names."""

    def __init__(self, table: Table, read: Answers, targets: Sequence[Target], data: Any = None) -> None:
        super().__init__(data)
        self.table, self.targets = table, targets
        what = read.column(Meaning.WHAT)
        self.events = events_of(table, what)[:MOST_EVENTS] if what is not None else []
        choices = [(LEFT_OUT, _("Leave out")), *((meaning.value, str(meaning.label)) for meaning in Meaning)]
        for column in range(len(table.header)):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=table.header[column] or _("Column %(number)s") % {"number": column + 1},
                choices=choices,
                initial=read.columns.get(column, LEFT_OUT),
                help_text=_example(table, column),
            )
        self.fields["of_whole"] = self._outcome(_("Which outcome is the file about?"), read.of_whole)
        self.fields["of_whole"].help_text = _("Only where no column names the event.")
        for number, event in enumerate(self.events):
            self.fields[f"event_{number}"] = self._outcome(event[:60], self._of_event(read, event), of_event=True)
        self.fields["day"] = forms.DateField(
            label=_("The day of all rows"),
            required=False,
            initial=read.day,
            widget=DateInput(),
            help_text=_("Only of values such as a score, where no column holds the day."),
        )
        self._ask_order(read)

    def _of_event(self, read: Answers, event: str) -> int:
        return read.of_events.get(event, target_of(event, self.targets))

    def _outcome(self, label: str, chosen: int, *, of_event: bool = False) -> forms.ChoiceField:
        none = (LEFT_OUT, _("None of them: leave out")) if of_event else ("", _("Choose"))
        choices = [none, *((str(target.key), target.name) for target in self.targets)]
        initial = str(chosen) if chosen else none[0]
        return forms.ChoiceField(label=label, required=of_event, choices=choices, initial=initial)

    def _ask_order(self, read: Answers) -> None:
        """Only where a column of dates does not tell."""
        columns = range(len(self.table.header))
        if any(is_unclear(self.table, column) and looks_like_days(self.table, column) for column in columns):
            said = {None: "", True: MONTH_FIRST, False: DAY_FIRST}[read.month_first]
            choices = [("", _("Choose")), (DAY_FIRST, _("Day first")), (MONTH_FIRST, _("Month first"))]
            self.fields["order"] = forms.ChoiceField(
                label=_("What comes first in dates such as 03/04/2026?"), required=False, choices=choices, initial=said
            )

    def column_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("column_")]

    def event_fields(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.startswith("event_")]

    def other_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("of_whole", "day", "order") if name in self.fields]

    def clean(self) -> dict[str, Any]:
        if self.errors:
            return self.cleaned_data
        answers = self.answers()
        meanings = [meaning for meaning in answers.columns.values() if meaning is not Meaning.WHO]
        for meaning in sorted({one for one in meanings if meanings.count(one) > 1}):
            self.add_error(None, _("Two columns cannot both be “%(meaning)s”.") % {"meaning": meaning.label})
        if not self.asks_anew():
            for lack in missing(self.table, answers, self.targets):
                self.add_error(None, str(lack))
        return self.cleaned_data

    def asks_anew(self) -> bool:
        """Another column names the event now: its events are asked about next."""
        what = self.answers().column(Meaning.WHAT)
        events = events_of(self.table, what) if what is not None else []
        return len(events) <= MOST_EVENTS and set(events) != set(self.events)

    def answers(self) -> Answers:
        given = self.cleaned_data
        columns = {
            column: Meaning(value)
            for column in range(len(self.table.header))
            if (value := given.get(f"column_{column}")) and value != LEFT_OUT
        }
        of_events = {event: _key(given.get(f"event_{number}", "")) for number, event in enumerate(self.events)}
        order, day = given.get("order", ""), given.get("day")
        return Answers(
            columns,
            _key(given.get("of_whole", "")),
            of_events,
            day if isinstance(day, date) else None,
            {DAY_FIRST: False, MONTH_FIRST: True}.get(order),
        )


def _key(said: str) -> int:
    return int(said) if said not in ("", LEFT_OUT) else 0


def _example(table: Table, column: int) -> str:
    example = next(iter(sample(table, column)), "")
    return _("For instance: %(example)s") % {"example": example[:60]} if example else _("Nothing in the rows.")
