"""What every form of the house refuses."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import QuerySet

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


if TYPE_CHECKING:
    SomeRows = forms.ModelMultipleChoiceField[Any]
else:
    SomeRows = forms.ModelMultipleChoiceField


class SomeOf(SomeRows):
    """Rows by their keys. A key that no database can hold is no choice, as in a field of one row."""

    def clean(self, value: Any) -> QuerySet[Any]:
        try:
            found: QuerySet[Any] = super().clean(value)
        except OverflowError:
            raise forms.ValidationError(
                self.error_messages["invalid_choice"], "invalid_choice", {"value": "?"}
            ) from None
        return found


def keep_days_in_the_calendar() -> None:
    """Of every field for a date, whichever form has it: sums with the year 1 or 9999 leave Python's calendar."""
    forms.DateField.default_validators = [MinValueValidator(FIRST_DAY), MaxValueValidator(LAST_DAY)]
