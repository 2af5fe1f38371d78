"""All input about commitments."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.coaching.commitments import CommitmentWords, Suggestion, suggestions
from edgewise.growth.forms import DateInput, new_key
from edgewise.growth.goals.queries import GoalRead
from edgewise.growth.models import Commitment, Status
from edgewise.growth.queries import today_of
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import others_to_witness
from edgewise.programmes.models.circles import Seat

FAR_AWAY = timedelta(days=366)
ANSWERS = [(status.value, status.label) for status in Status if status is not Status.OPEN]


def _new_source() -> str:
    """Stands where a session's code would, for a promise made outside a session."""
    return f"form-{secrets.token_hex(5)}"


class CheckInForm(forms.Form):
    """How a commitment went. `key` makes a form that is sent twice count once."""

    status = forms.TypedChoiceField(
        label=gettext_lazy("How did it go?"), choices=ANSWERS, coerce=Status, widget=forms.RadioSelect
    )
    moved_to = forms.DateField(
        label=gettext_lazy("New date"),
        required=False,
        widget=DateInput(),
        help_text=gettext_lazy("If the commitment changed and goes on."),
    )
    learnt = forms.CharField(
        label=gettext_lazy("What did you learn, and what is your next experiment?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    key = forms.RegexField(r"\A[0-9a-f]{24}\Z", widget=forms.HiddenInput, initial=new_key)

    def __init__(self, commitment: Commitment, by: Membership, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today_of(by)
        if by != commitment.author:
            name = {"name": commitment.author.person.name}
            self.fields["status"].label = _("How did it go for %(name)s?") % name
            self.fields["learnt"].label = _("What did %(name)s tell you?") % name

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        moved_to, status = given.get("moved_to"), given.get("status")
        if moved_to and status and status != Status.CHANGED:
            self.add_error("moved_to", _("Give a new date only with “Changed”."))
        elif moved_to and not self.today <= moved_to <= self.today + FAR_AWAY:
            self.add_error("moved_to", _("The new date is today or later, within a year."))
        return given


class CommitmentForm(forms.Form):
    """A commitment between sessions. Its words are asked about once, then taken as they are."""

    what = forms.CharField(
        label=gettext_lazy("I will"),
        max_length=500,
        help_text=gettext_lazy("One action that others can see you do."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    first_step = forms.CharField(
        label=gettext_lazy("First step"), max_length=300, help_text=gettext_lazy("Small, and within the next days.")
    )
    by_date = forms.DateField(label=gettext_lazy("By"), widget=DateInput())
    measure = forms.CharField(label=gettext_lazy("How we will know"), max_length=300, required=False)
    witness = forms.ModelChoiceField(
        Membership.objects.none(),
        label=gettext_lazy("Witness"),
        empty_label=gettext_lazy("Choose"),
        help_text=gettext_lazy("This person asks you how it went."),
    )
    goal = forms.ChoiceField(label=gettext_lazy("For which goal?"), required=False)
    considered = forms.BooleanField(required=False, widget=forms.HiddenInput)
    key = forms.RegexField(r"\Aform-[0-9a-f]{10}\Z", widget=forms.HiddenInput, initial=_new_source)

    def __init__(self, seat: Seat, goals: Sequence[GoalRead], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goal = self.fields["goal"]
        assert isinstance(goal, forms.ChoiceField)
        goal.choices = [("", _("None")), *((one.row.code, one.words.what) for one in goals if one.words)]
        if not goals:
            del self.fields["goal"]
        self.today = today_of(seat.membership)
        self.suggestions: list[Suggestion] = []
        witness = self.fields["witness"]
        assert isinstance(witness, forms.ModelChoiceField)
        witness.queryset = others_to_witness(seat)

    def clean_by_date(self) -> Any:
        by_date = self.cleaned_data["by_date"]
        if not self.today <= by_date <= self.today + FAR_AWAY:
            raise forms.ValidationError(_("The date is today or later, within a year."))
        return by_date

    def words(self) -> CommitmentWords:
        given = self.cleaned_data
        return CommitmentWords(given["what"], given["first_step"], given["measure"])

    def is_settled(self) -> bool:
        """Valid, and either nothing to ask about the words or asked already."""
        if not self.is_valid():
            return False
        if not self.cleaned_data["considered"]:
            self.suggestions = suggestions(self.words(), self.cleaned_data["by_date"], self.today)
            self.data = {key: self.data[key] for key in self.data} | {"considered": "yes"}
        return not self.suggestions

    def questions(self) -> list[tuple[forms.BoundField, str]]:
        """The suggestions, each with the field it is about."""
        return [(self[one.field], one.text) for one in self.suggestions]
