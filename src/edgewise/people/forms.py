"""All input about people: uploads, column answers, one's own profile."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from django import forms
from django.core.files.uploadedfile import UploadedFile

from edgewise.domain.roster.columns import Columns
from edgewise.domain.roster.languages import language_name, parse_languages
from edgewise.domain.roster.model import LABELS, Meaning, Table, Unreadable
from edgewise.domain.roster.text import MOST_COLUMNS, MOST_ROWS, SAVE_AS, table_of, table_of_text
from edgewise.domain.roster.values import MOST_CIRCLES, parse_list
from edgewise.people.models import Membership
from edgewise.people.queries import known_zones

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024  # of a workbook, which is a zip archive
LONGEST_GOAL = 200
LEFT_OUT = "leave-out"


def table_of_upload(data: bytes) -> Table:
    """The table of an uploaded CSV file or Excel workbook. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            "The file is larger than 10 MB", "Leave out columns that are not needed, or import it in parts"
        )
    return _table_of_workbook(data) if _is_workbook(data) else table_of_text(data)


def _is_workbook(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    # zipfile never unpacks more of a member than it declares, so the declared sizes are a true bound.
    if sum(member.file_size for member in members) > MOST_UNPACKED:
        raise Unreadable("The workbook unpacks to more than 50 MB", "Save the one sheet as CSV")
    return any(member.filename == "xl/workbook.xml" for member in members)


def _table_of_workbook(data: bytes) -> Table:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions, which are not read
            values, formulas = (list(_records(data, data_only=shown)) for shown in (True, False))
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001  a broken workbook can fail anywhere in the library, in any way
        raise Unreadable("The workbook is damaged or protected by a password", SAVE_AS) from None
    shown = [tuple(map(_cell, *rows)) for rows in zip(values, formulas, strict=True)]
    width = max((at for row in shown for at, text in enumerate(row, 1) if text), default=0)
    return table_of(row[:width] for row in shown)


def _records(data: bytes, *, data_only: bool) -> Iterator[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)
    try:
        sheet = next((s for s in book.worksheets if s.sheet_state == "visible"), book.worksheets[0])
        sheet.reset_dimensions()  # a file may lie about its size
        for number, record in enumerate(
            sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True), 1
        ):
            if number > MOST_ROWS and any(value is not None for value in record):
                raise Unreadable(f"The sheet has more than {MOST_ROWS:,} rows", "Import it in parts")
            yield record
    finally:
        book.close()


def _cell(value: object, formula: object) -> str:
    """What the cell shows; a formula that was never computed is its own text."""
    match value:
        case None:
            return "" if formula is None else str(formula)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


class UploadForm(forms.Form):
    file = forms.FileField(
        label="Spreadsheet",
        help_text="CSV or Excel (.xlsx), up to 10 MB, one row a person, with a header. Nothing is changed yet.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError("The file is larger than 10 MB. Import it in parts.")
        try:
            self.table = table_of_upload(file.read())
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None
        file.seek(0)
        return file


class ColumnsForm(forms.Form):
    """One question a column: what does it mean?"""

    def __init__(self, table: Table, columns: Columns, data: Any = None) -> None:
        super().__init__(data)
        choices = [(LEFT_OUT, "Leave out"), *((meaning.value, label) for meaning, label in LABELS.items())]
        for column in sorted(range(len(table.header)), key=lambda c: c not in columns.unsure):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=table.header[column] or f"Column {column + 1}",
                choices=choices,
                initial=columns.meanings.get(column, LEFT_OUT),
                help_text=_example(table, column, asked=column in columns.unsure),
            )

    def clean(self) -> dict[str, Any]:
        answers = [value for value in self.cleaned_data.values() if value != LEFT_OUT]
        for meaning in sorted({value for value in answers if answers.count(value) > 1}):
            self.add_error(None, f"Two columns cannot both be “{LABELS[Meaning(meaning)]}”.")
        if Meaning.EMAIL not in answers:
            self.add_error(None, "Say which column holds the e-mail address.")
        if not {Meaning.NAME, Meaning.FIRST_NAME, Meaning.LAST_NAME} & set(answers):
            self.add_error(None, "Say which column holds the name.")
        return self.cleaned_data

    def answers(self) -> dict[str, str]:
        """Column position -> meaning, empty for a column to leave out."""
        return {
            name.removeprefix("column_"): "" if value == LEFT_OUT else value
            for name, value in self.cleaned_data.items()
        }


def _example(table: Table, column: int, *, asked: bool) -> str:
    cells = (row.cells[column] for row in table.rows[:50] if column < len(row.cells))
    example = next((cell for cell in cells if cell), "")
    start = "Please check. " if asked else ""
    return f"{start}For instance: {example[:60]}" if example else f"{start}Nothing in the first rows."


class ProfileForm(forms.Form):
    """What a person says of themself; an import then leaves it alone."""

    name = forms.CharField(label="Your name", max_length=200)
    languages = forms.CharField(
        label="Languages you can be coached in", help_text="Separated by commas, the best first: English, Spanish"
    )
    time_zone = forms.ChoiceField(label="Time zone")
    works_from = forms.TimeField(
        label="Your day begins", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    works_until = forms.TimeField(
        label="and ends", required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    development_goals = forms.CharField(
        label="What you want to develop",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="One a line, in your own words.",
    )
    load_cap = forms.IntegerField(
        label="Circles at once",
        min_value=0,
        max_value=MOST_CIRCLES,
        help_text="Over all programmes. Nobody is matched into more.",
    )

    def __init__(self, membership: Membership, data: Any = None) -> None:
        super().__init__(data, initial=_profile_of(membership))
        zones = sorted({*known_zones().names, membership.time_zone})
        field = self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(zone, zone.replace("_", " ")) for zone in zones if "/" in zone or zone == "UTC"]

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_languages(self) -> list[str]:
        try:
            return list(parse_languages(self.cleaned_data["languages"]))
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean_development_goals(self) -> list[str]:
        goals = list(parse_list(self.cleaned_data["development_goals"].replace("\r", "").replace("\n", ";")))
        if any(len(goal) > LONGEST_GOAL for goal in goals):
            raise forms.ValidationError(f"A goal has at most {LONGEST_GOAL} characters; put one on each line.")
        return goals

    def clean(self) -> dict[str, Any]:
        start, end = self.cleaned_data.get("works_from"), self.cleaned_data.get("works_until")
        if (start is None) != (end is None):
            self.add_error("works_until", "Give both hours or neither.")
        elif start is not None and end is not None and start >= end:
            self.add_error("works_until", "The day ends before it begins.")
        return self.cleaned_data


def _profile_of(membership: Membership) -> dict[str, object]:
    return {
        "name": membership.person.name,
        "languages": ", ".join(map(language_name, membership.languages)),
        "time_zone": membership.time_zone,
        "works_from": membership.works_from,
        "works_until": membership.works_until,
        "development_goals": "\n".join(membership.development_goals),
        "load_cap": membership.load_cap,
    }
