"""An upload, and what its columns mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.roster.columns import SPARED, Columns
from edgewise.domain.roster.fields.languages import known_languages
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.domain.roster.model import LABELS, Meaning, Table
from edgewise.domain.roster.parsing import Parser
from edgewise.domain.roster.unread import Unread
from edgewise.domain.roster.value_map import ValueMap, key_of
from edgewise.people.imports.workbook.table import MOST_BYTES
from edgewise.people.profiles.queries import known_zones

LEFT_OUT = "leave-out"


def path_of_ours(given: str) -> str:
    """Where somebody goes on after an import; "" for what leads out of here."""
    is_ours = given.startswith("/") and url_has_allowed_host_and_scheme(given, allowed_hosts=None)
    return given if is_ours and given.isprintable() else ""


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy(
            "CSV, Excel or OpenDocument, up to 10 MB, with a header and a row for each person. Nothing changes yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.xlsm,.xls,.xlsb,.ods"}),
    )

    onward = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def clean_onward(self) -> str:
        return path_of_ours(self.cleaned_data["onward"])

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Import it in parts."))
        return file


class SheetForm(forms.Form):
    """Which sheet of the workbook holds the people?"""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), widget=forms.RadioSelect)

    def __init__(self, sheets: Sequence[str], chosen: str, data: Any = None) -> None:
        super().__init__(data, initial={"sheet": chosen})
        self.fields["sheet"].choices = [(name, name) for name in sheets]  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """One question for each column: what does it mean?"""

    def __init__(self, table: Table, columns: Columns, data: Any = None) -> None:
        super().__init__(data)
        spare = {column: meaning for meaning, others in columns.spare.items() for column in others}
        choices = [(LEFT_OUT, _("Leave out")), *((meaning.value, label) for meaning, label in LABELS.items())]
        for column in sorted(range(len(table.header)), key=lambda c: c not in columns.unsure):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=table.header[column] or _("Column %(number)s") % {"number": column + 1},
                choices=choices,
                initial=columns.meanings.get(column) or spare.get(column, LEFT_OUT),
                help_text=_example(table, column, asked=column in columns.unsure),
            )

    def clean(self) -> dict[str, Any]:
        answers = [value for value in self.cleaned_data.values() if value != LEFT_OUT]
        for meaning in sorted({value for value in answers if answers.count(value) > 1} - SPARED):
            self.add_error(None, _("Two columns cannot both be “%(meaning)s”.") % {"meaning": LABELS[Meaning(meaning)]})
        if Meaning.EMAIL not in answers:
            self.add_error(None, _("Say which column holds the e-mail address."))
        if not {Meaning.NAME, Meaning.FIRST_NAME, Meaning.LAST_NAME} & set(answers):
            self.add_error(None, _("Say which column holds the name."))
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
    if example:
        said = _("Please check. For instance: %(example)s") if asked else _("For instance: %(example)s")
        return said % {"example": example[:60]}
    return _("Please check. Nothing in the first rows.") if asked else _("Nothing in the first rows.")


AS_IT_IS, NOTHING = "as-it-is", "nothing"  # what a value may stand for, beside what is chosen from a list
MOST_VALUES = 60  # asked on one page; the others stay as they are
EXAMPLES = {
    Meaning.HOURS: "09:00-17:00",
    Meaning.WORKS_FROM: "09:00",
    Meaning.WORKS_UNTIL: "17:00",
    Meaning.LOAD_CAP: "2",
    Meaning.TIME_ZONE: "Europe/Berlin",
    Meaning.LOCATION: "Europe/Berlin",
}


class ValuesForm(forms.Form):
    """One question for each value that could not be read: what does it stand for?"""

    def __init__(self, unread: Sequence[Unread], said: ValueMap, data: Any = None) -> None:
        super().__init__(data)
        self.unread = list(unread)[:MOST_VALUES]
        for number, value in enumerate(self.unread):
            means = said.of_value(value.meaning, value.value)
            self.fields[f"value_{number}"] = _question(value, means)

    def clean(self) -> dict[str, Any]:
        parser = Parser(known_zones())
        for number, value in enumerate(self.unread):
            means = self.cleaned_data.get(f"value_{number}", "")
            meaning = Meaning.TIME_ZONE if value.meaning is Meaning.LOCATION else value.meaning
            if means not in {"", AS_IT_IS, NOTHING} and (problem := parser.parse(meaning, means).problem):
                self.add_error(f"value_{number}", str(problem))
        return self.cleaned_data

    def questions(self) -> list[dict[str, Any]]:
        """Each with the column and the rows that it is about, as the page groups them."""
        return [
            {"column": v.column, "rows": v.rows, "first_row": v.first_row, "field": self[f"value_{number}"]}
            for number, v in enumerate(self.unread)
        ]

    def answers(self) -> list[tuple[str, str, str]]:
        """Meaning, value, and what it stands for; a value that stays as it is has none."""
        said = []
        for number, value in enumerate(self.unread):
            means = self.cleaned_data[f"value_{number}"]
            if means not in {"", AS_IT_IS}:
                meaning, key = key_of(value.meaning, value.value)
                said.append((meaning.value, key, "" if means == NOTHING else means))
        return said


def _question(value: Unread, means: str | None) -> forms.Field:
    about: dict[str, Any] = {"label": _("“%(value)s”") % {"value": value.value[:60]}, "required": False}
    about["help_text"] = f"{value.what}."
    chosen = NOTHING if means == "" else means
    match value.meaning:
        case Meaning.ROLE_LEVEL:
            choices = [(str.__str__(level), str(level)) for level in ROLE_LEVELS]
        case Meaning.LANGUAGES:
            choices = sorted(known_languages().items(), key=lambda one: one[1])
        case _:
            example = EXAMPLES[value.meaning]
            widget = forms.TextInput(attrs={"placeholder": _("Such as %(example)s") % {"example": example}})
            if value.meaning in {Meaning.TIME_ZONE, Meaning.LOCATION}:
                widget.attrs["list"] = "zones"
            return forms.CharField(**about, initial=means or "", max_length=200, widget=widget)
    choices = [(AS_IT_IS, _("Leave it as it is")), (NOTHING, _("It says nothing")), *choices]
    return forms.ChoiceField(**about, choices=choices, initial=chosen or AS_IT_IS)
