"""What a circle agrees."""

from __future__ import annotations

from copy import copy
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.coaching.agreements import DEFAULT_TEXT, MOST_LETTERS, Clause, clauses, text_problems
from edgewise.programmes.agreements.queries import terms_of, text_of
from edgewise.programmes.models.designs import Programme


def paragraphs(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AgreementTextForm(forms.Form):
    """A programme's text, whose fields are filled in for each circle."""

    text = forms.CharField(
        label=gettext_lazy("Text of the agreement"),
        max_length=MOST_LETTERS,
        help_text=gettext_lazy("A line that begins with # is a heading. An empty line begins a new paragraph."),
        widget=paragraphs(24),
    )
    review_weeks = forms.IntegerField(
        label=gettext_lazy("Weeks until a circle looks at it again"),
        min_value=1,
        max_value=52,
        help_text=gettext_lazy(
            "Or half of the run, if that is sooner. If it still holds, one member’s word is enough."
        ),
    )
    purge_days = forms.IntegerField(
        label=gettext_lazy("Days after the end until everything said is deleted"),
        min_value=0,
        max_value=3650,
        help_text=gettext_lazy("Counted from the cohort’s last day. After that nobody can read it, with any key."),
    )

    def clean_text(self) -> str:
        text = plain_lines(self.cleaned_data["text"])
        if problems := text_problems(text):
            raise ValidationError(problems)
        return text

    def __init__(self, design: Programme, data: Any = None) -> None:
        first = {"text": text_of(design), "review_weeks": design.review_weeks, "purge_days": design.purge_days}
        super().__init__(data, initial=first)
        self.design = design

    def kept(self, usual: bool) -> tuple[str, int, int]:
        """The text, the weeks and the days to keep; no text where it is the usual one, which may improve one day."""
        if usual:
            return "", self.design.review_weeks, self.design.purge_days
        given = self.cleaned_data
        text = "" if given["text"].strip() == DEFAULT_TEXT.strip() else given["text"]
        return text, given["review_weeks"], given["purge_days"]

    def as_read(self, today: date) -> tuple[Clause, ...]:
        """As a circle would read it if its cohort began today; nothing while the form has an error."""
        if self.errors:
            return ()
        given = self.cleaned_data if self.is_bound else self.initial
        drafted = copy(self.design)
        drafted.review_weeks, drafted.purge_days = given["review_weeks"], given["purge_days"]
        return clauses(given["text"], terms_of(drafted, today, today + timedelta(weeks=self.design.weeks), today))


class SignForm(forms.Form):
    """The version that was read, and the room that its reader was on the way to."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)  # 0: a guest of a circle without an agreement
    room = forms.SlugField(max_length=16, required=False, widget=forms.HiddenInput)


class VersionedForm(forms.Form):
    """Words that several people change: `version` is the one they were changed from."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def overtake(self, field: str, version: int, now: str) -> None:
        """Another member was faster. What was written is kept; sent again, it takes the place of theirs."""
        self.add_error(
            field,
            _("Another member changed this while you were writing. It now says: “%(words)s”") % {"words": now},
        )
        self.add_error(field, _("Your words are still here. If you save them again, they replace the others."))
        self.data = {name: self.data[name] for name in self.data} | {"version": str(version)}


class ObjectivesForm(VersionedForm):
    objectives = forms.CharField(
        label=gettext_lazy("What you want to reach together"),
        max_length=2000,
        help_text=gettext_lazy(
            "Everybody in the circle signs again, so agree on it first. Coordinators and owners never see it."
        ),
        widget=paragraphs(6),
    )

    def clean_objectives(self) -> str:
        return plain_lines(self.cleaned_data["objectives"])


def plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
