"""What a circle agrees, and what its people write for one another."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from edgewise.domain.coaching.agreements import DEFAULT_TEXT, MOST_LETTERS, text_problems


def _paragraphs(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class AgreementTextForm(forms.Form):
    """A programme's text, whose fields are filled in for each circle."""

    text = forms.CharField(
        label="Text of the agreement",
        max_length=MOST_LETTERS,
        help_text="A line that begins with # is a heading. An empty line begins a new paragraph.",
        widget=_paragraphs(24),
    )

    def clean_text(self) -> str:
        text = plain_lines(self.cleaned_data["text"])
        if problems := text_problems(text):
            raise ValidationError(problems)
        return text

    @property
    def kept(self) -> str:
        """What to keep of it: nothing where it is the usual text, which may be improved one day."""
        text = self.cleaned_data["text"]
        return "" if text.strip() == DEFAULT_TEXT.strip() else text


class SignForm(forms.Form):
    """Which version was read, and the room that its reader was on the way to."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    room = forms.SlugField(max_length=16, required=False, widget=forms.HiddenInput)


class VersionedForm(forms.Form):
    """Words that several people change: `version` is the one they were changed from."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def overtake(self, field: str, version: int, now: str) -> None:
        """Somebody else was faster. What was written is kept, and sent again it takes the place of theirs."""
        self.add_error(field, f"Somebody changed this while you were writing. It now says: “{now}”")
        self.add_error(field, "Yours is still here. Save it again, and it takes the place of theirs.")
        self.data = {name: self.data[name] for name in self.data} | {"version": str(version)}


class ObjectivesForm(VersionedForm):
    objectives = forms.CharField(
        label="What you want to reach together",
        max_length=2000,
        help_text="Everybody in the circle signs again, so agree on it first. Coordinators and owners never see it.",
        widget=_paragraphs(6),
    )

    def clean_objectives(self) -> str:
        return plain_lines(self.cleaned_data["objectives"])


class NormsForm(VersionedForm):
    text = forms.CharField(
        label="Our norms",
        max_length=4000,
        help_text="For instance: how you begin, who may interrupt, what silence means, phones, coming late.",
        widget=_paragraphs(8),
    )

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])


class ConfirmForm(forms.Form):
    version = forms.IntegerField(min_value=1)


class IntroductionForm(forms.Form):
    text = forms.CharField(
        label="About me",
        max_length=800,
        help_text="What you do, what you would like to be asked about, what you bring. A few sentences.",
        widget=_paragraphs(5),
    )

    def clean_text(self) -> str:
        return plain_lines(self.cleaned_data["text"])


def plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
