"""Forms as a browser sends them."""

from __future__ import annotations

from typing import Any

from django import forms


def filled(form: forms.Form) -> dict[str, Any]:
    """Untouched: every field with what it shows."""
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}
