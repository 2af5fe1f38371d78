"""A private note, as its author's page sends it."""

from __future__ import annotations

from django import forms

LONGEST_NOTE = 8000  # letters


class NoteForm(forms.Form):
    text = forms.CharField(max_length=LONGEST_NOTE, required=False, strip=False)
    over = forms.CharField(max_length=LONGEST_NOTE, required=False, strip=False)

    def said(self) -> tuple[str, str]:
        """The new text and the one it was written over, with the line ends of a browser's field."""
        return self.cleaned_data["text"].replace("\r\n", "\n"), self.cleaned_data["over"].replace("\r\n", "\n")
