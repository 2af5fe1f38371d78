"""A change that others can see: named, asked about, answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edgewise.domain.coaching.changes import Example
from edgewise.growth.models import BehaviourChange, Seen
from edgewise.programmes.models.circles import Seat


class ChangeForm(forms.Form):
    what = forms.CharField(
        label=_("What will others see you do differently?"),
        max_length=300,
        help_text=_("One thing that others can see or hear. For instance: I let others finish before I answer."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class AskForm(forms.Form):
    """The people to ask, from those who sit in the circle now."""

    peers = forms.TypedMultipleChoiceField(
        label=_("Who do you want to ask?"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one person.")},
    )

    def __init__(self, seats: Iterable[Seat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        peers = self.fields["peers"]
        assert isinstance(peers, forms.TypedMultipleChoiceField)
        peers.choices = [(str(seat.membership_id), seat.membership.person.name) for seat in seats]


class AnswerForm(forms.Form):
    """`version` says which words the peer has read."""

    seen = forms.TypedChoiceField(
        label=_("Have you seen it?"), choices=Seen.choices, coerce=Seen, widget=forms.RadioSelect
    )
    situation = forms.CharField(
        label=_("In which situation?"),
        max_length=300,
        required=False,
        help_text=_("When and where, in a few words."),
    )
    saw = forms.CharField(
        label=_("What did you see?"),
        max_length=1000,
        required=False,
        help_text=_("What the person did or said, as you saw or heard it. No judgement is needed."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, change: BehaviourChange, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"version": change.version})

    def example(self) -> Example:
        return Example(self.cleaned_data["situation"].strip(), self.cleaned_data["saw"].strip())
