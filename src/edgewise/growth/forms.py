"""What several forms have."""

from __future__ import annotations

import secrets

from django import forms


def new_key() -> str:
    """Makes a form that is sent twice count once."""
    return secrets.token_hex(12)


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")  # whatever the language, as a browser wants it
