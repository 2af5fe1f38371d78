"""One number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edgewise.desk.models import Recall

MOST_TO_TAP = 10  # people met: of more, the number is written
LABEL = _("With how many of those you met have you spoken since?")
HELP = _("A talk, a call or a message counts. Sessions of the programme do not.")


class RecallForm(forms.Form):
    """From nobody to everybody whom the person met."""

    def __init__(self, row: Recall, data: Any = None) -> None:
        super().__init__(data)
        if row.met <= MOST_TO_TAP:
            self.fields["spoken"] = forms.TypedChoiceField(
                label=LABEL,
                help_text=HELP,
                choices=[(number, str(number)) for number in range(row.met + 1)],
                coerce=int,
                widget=forms.RadioSelect(attrs={"class": "themes"}),
            )
        else:
            self.fields["spoken"] = forms.IntegerField(label=LABEL, help_text=HELP, min_value=0, max_value=row.met)
