"""All input about goals."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.coaching.commitments import Suggestion
from edgewise.domain.coaching.goals import GoalWords, Told, Went, hints
from edgewise.growth.forms import DateInput, new_key
from edgewise.growth.goals.queries import GoalLearnt, GoalPlan, GoalRead
from edgewise.growth.models import Commitment, Goal, GoalEnd, Method, Sight, Support
from edgewise.growth.queries import today_of
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats, others_to_witness
from edgewise.programmes.models.circles import Circle

FAR_AWAY = timedelta(days=366 * 2)
DIGITS, PLACES = 12, 3  # of a number, and after its point
PLANNED = ("by_date", "witness", "sight", "method", "support")
WENT = [(Went.FORWARD, gettext_lazy("It goes forward")), (Went.SLIPPED, gettext_lazy("It slipped"))]


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


class GoalForm(forms.Form):
    """`baseline` and `target` belong together; without them a `sign` says how it is known, or nothing yet does."""

    what = forms.CharField(
        label=gettext_lazy("What do you want to reach?"),
        max_length=300,
        help_text=gettext_lazy("A behaviour or a thing. For instance: I give each of my people an hour of their own."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = forms.CharField(
        label=gettext_lazy("Why does it matter to you?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    baseline = forms.DecimalField(
        label=gettext_lazy("Today"),
        required=False,
        max_digits=DIGITS,
        decimal_places=PLACES,
        help_text=gettext_lazy("A number, if it can be counted: where you are now."),
    )
    target = forms.DecimalField(
        label=gettext_lazy("Target"),
        required=False,
        max_digits=DIGITS,
        decimal_places=PLACES,
        help_text=gettext_lazy("The number on the day below."),
    )
    unit = forms.CharField(
        label=gettext_lazy("Of what"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("For instance: hours a week, questions, per cent."),
    )
    sign = forms.CharField(
        label=gettext_lazy("Or a sign that others can see"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("If no number fits: what will others see or hear?"),
    )
    by_date = forms.DateField(label=gettext_lazy("By"), widget=DateInput())
    witness = forms.ModelChoiceField(
        Membership.objects.none(),
        label=gettext_lazy("Witness"),
        required=False,
        empty_label=gettext_lazy("Nobody"),
        help_text=gettext_lazy("This person asks you how it goes."),
    )
    sight = forms.TypedChoiceField(
        label=gettext_lazy("Who can read it?"), choices=Sight.choices, coerce=Sight, widget=forms.RadioSelect
    )
    method = forms.TypedChoiceField(
        label=gettext_lazy("How do you keep at it?"), choices=Method.choices, coerce=Method, widget=forms.RadioSelect
    )
    support = forms.TypedChoiceField(
        label=gettext_lazy("If it slips twice in a row"),
        choices=Support.choices,
        coerce=Support,
        widget=forms.RadioSelect,
    )
    key = forms.RegexField(r"\A[0-9a-f]{24}\Z", widget=forms.HiddenInput, initial=new_key)

    def __init__(
        self, circle: Circle, author: Membership, *args: Any, read: GoalRead | None = None, **kwargs: Any
    ) -> None:
        first = {"sight": Sight.ME, "method": Method.ASK, "support": Support.THINK}
        begun = kwargs.get("initial", {})
        kwargs["initial"] = first | (_initial(read.row, read.words) if read and read.words else begun)
        super().__init__(*args, **kwargs)
        self.today = today_of(author)
        seat = open_seats(circle).filter(membership=author).first()
        witness = self.fields["witness"]
        assert isinstance(witness, forms.ModelChoiceField)
        witness.queryset = others_to_witness(seat) if seat else Membership.objects.none()

    def clean_by_date(self) -> date:
        by_date: date = self.cleaned_data["by_date"]
        if not self.today < by_date <= self.today + FAR_AWAY:
            raise forms.ValidationError(_("Choose a day from tomorrow on, within two years."))
        return by_date

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        baseline, target = given.get("baseline"), given.get("target")
        if baseline is not None and target is None and "target" not in self.errors:
            self.add_error("target", _("Give the target too, or leave both numbers empty."))
        if target is not None and baseline is None and "baseline" not in self.errors:
            self.add_error("baseline", _("Give the number of today too, or leave both empty."))
        if given.get("method") == Method.FIGURE and target is None and "target" not in self.errors:
            self.add_error("target", _("To share a number there must be one: give today and the target."))
        if not given.get("witness"):
            self._ask_for_witness(given)
        elif given.get("sight") == Sight.ME and given.get("method") == Method.TELL:
            self.add_error("sight", _("Your witness can only get messages about a goal that they can read."))
        return given

    def _ask_for_witness(self, given: dict[str, Any]) -> None:
        if given.get("sight") == Sight.WITNESS:
            self.add_error("witness", _("Choose the witness who can read it."))
        elif given.get("method") == Method.TELL:
            self.add_error("witness", _("Choose the witness who gets the messages."))

    def words(self) -> GoalWords:
        given = self.cleaned_data
        return GoalWords(
            what=given.get("what", "").strip(),
            why=given.get("why", "").strip(),
            sign=given.get("sign", "").strip(),
            unit=given.get("unit", "").strip(),
            baseline=_plain(given.get("baseline")),
            target=_plain(given.get("target")),
        )

    def plan(self) -> GoalPlan:
        return GoalPlan(**{name: self.cleaned_data[name] for name in PLANNED})

    def hints(self) -> list[tuple[forms.BoundField, str]]:
        """Questions about what is written so far, each with its field; valid or not."""
        self.full_clean()
        if not self.cleaned_data.get("what"):
            return []
        asked: list[Suggestion] = hints(self.words(), self.cleaned_data.get("by_date"), self.today)
        return [(self[one.field], one.text) for one in asked]


def _initial(row: Goal, words: GoalWords) -> dict[str, Any]:
    said = {name: getattr(words, name) for name in ("what", "why", "sign", "unit", "baseline", "target")}
    return {**said, **{name: getattr(row, name) for name in PLANNED}}


class TellForm(forms.Form):
    """How a goal goes. What its author chose to share is asked for: a number, or a link."""

    went = forms.TypedChoiceField(
        label=gettext_lazy("How does it go?"), choices=WENT, coerce=Went, widget=forms.RadioSelect
    )
    value = forms.DecimalField(required=False, max_digits=DIGITS, decimal_places=PLACES)
    link = forms.URLField(
        label=gettext_lazy("Link to the thing"), required=False, max_length=500, assume_scheme="https"
    )
    note = forms.CharField(
        label=gettext_lazy("What happened?"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("A slip is a result too: what did you learn, and what is your next experiment?"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    key = forms.RegexField(r"\A[0-9a-f]{24}\Z", widget=forms.HiddenInput, initial=new_key)

    def __init__(self, goal: GoalRead, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        has_number = bool(goal.words and goal.words.has_number)
        if has_number and goal.words:
            unit = {"unit": goal.words.unit}
            self.fields["value"].label = _("Today, in %(unit)s") % unit if goal.words.unit else _("The number today")
        else:
            del self.fields["value"]
        if goal.row.method != Method.SHOW:
            del self.fields["link"]
        asked = {Method.FIGURE: "value", Method.SHOW: "link"}.get(Method(goal.row.method))
        if asked in self.fields:
            self.fields[asked].required = True

    def told(self) -> Told:
        given = self.cleaned_data
        value = _plain(given.get("value"))
        return Told(given["went"], value, given["note"].strip(), given.get("link", ""))


class CloseForm(forms.Form):
    ended = forms.TypedChoiceField(
        label=gettext_lazy("How did it end?"), choices=GoalEnd.choices, coerce=GoalEnd, widget=forms.RadioSelect
    )
    reached = forms.CharField(
        label=gettext_lazy("What is different now?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    helped = forms.CharField(
        label=gettext_lazy("What helped, and what was in the way?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next = forms.CharField(
        label=gettext_lazy("What do you take with you?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def learnt(self) -> GoalLearnt:
        given = self.cleaned_data
        return GoalLearnt(*(given[name].strip() for name in ("reached", "helped", "next")))


class UnderForm(forms.Form):
    """Which of the author's open commitments in the goal's circle serve it."""

    commitments = forms.MultipleChoiceField(
        label=gettext_lazy("Commitments that serve it"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, goal: Goal, choices: list[tuple[Commitment, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["commitments"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(row.code, words) for row, words in choices]
        field.initial = [row.code for row, _words in choices if row.goal_id == goal.pk]
