"""An upload, and what its columns mean."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.roster.columns import Columns
from edgewise.domain.roster.model import LABELS, Meaning, Table, Unreadable
from edgewise.people.imports.workbook import MOST_BYTES, table_of_upload

LEFT_OUT = "leave-out"


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy(
            "CSV or Excel (.xlsx), up to 10 MB, with a header and one row for each person. This changes nothing yet."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Import it in parts."))
        try:
            self.table = table_of_upload(file.read())
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None
        file.seek(0)
        return file


class ColumnsForm(forms.Form):
    """One question for each column: what does it mean?"""

    def __init__(self, table: Table, columns: Columns, data: Any = None) -> None:
        super().__init__(data)
        choices = [(LEFT_OUT, _("Leave out")), *((meaning.value, label) for meaning, label in LABELS.items())]
        for column in sorted(range(len(table.header)), key=lambda c: c not in columns.unsure):
            self.fields[f"column_{column}"] = forms.ChoiceField(
                label=table.header[column] or _("Column %(number)s") % {"number": column + 1},
                choices=choices,
                initial=columns.meanings.get(column, LEFT_OUT),
                help_text=_example(table, column, asked=column in columns.unsure),
            )

    def clean(self) -> dict[str, Any]:
        answers = [value for value in self.cleaned_data.values() if value != LEFT_OUT]
        for meaning in sorted({value for value in answers if answers.count(value) > 1}):
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
