"""All input about decisions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.decisions import model
from edgewise.domain.decisions.hints import hints
from edgewise.growth.decisions.page import AGAIN, HAPPENED, PARTS, TESTED, parts_of
from edgewise.growth.decisions.queries import DecisionRead
from edgewise.growth.forms import DateInput, new_key
from edgewise.growth.queries import today_of
from edgewise.people.models import Membership
from edgewise.programmes.agreements.queries import agreement_of
from edgewise.programmes.models.circles import Circle

FAR_AWAY = timedelta(days=366 * 2)
DAY = timedelta(days=1)
EVEN = 50  # per cent: stands for a chance that is not given yet
NUMBERS = range(1, model.MOST_ASSUMPTIONS + 1)


def _line(label: Any, help_text: Any = "", *, rows: int = 2, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(
        label=label, max_length=model.LONGEST_LINE, required=required, help_text=help_text, widget=widget
    )


def _per_cent(label: Any, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=model.LEAST_SURE, max_value=model.MOST_SURE, required=False, help_text=help_text
    )


class DecisionForm(forms.Form):
    """A decision in its author's own words. Up to three assumptions, and one forecast, are asked for and not needed."""

    chosen = _line(
        gettext_lazy("What do you decide?"), gettext_lazy("For instance: I give the launch to Dana."), required=True
    )
    before = _per_cent(gettext_lazy("How sure are you at first?"), gettext_lazy("From 0 to 100 per cent."))
    assumption_1 = _line(gettext_lazy("This holds if …"), gettext_lazy("For instance: Dana has time in March."), rows=1)
    test_1 = _line(gettext_lazy("The cheapest test of it"), gettext_lazy("For instance: I ask her today."), rows=1)
    assumption_2 = _line(gettext_lazy("And if …"), rows=1)
    test_2 = _line(gettext_lazy("The cheapest test of that"), rows=1)
    assumption_3 = _line(gettext_lazy("And if …"), rows=1)
    test_3 = _line(gettext_lazy("The cheapest test of that"), rows=1)
    forecast = _line(
        gettext_lazy("What do you expect to happen?"),
        gettext_lazy("One thing that others can see. For instance: Both leads have agreed."),
    )
    chance = _per_cent(gettext_lazy("How likely is it?"), gettext_lazy("From 0 to 100 per cent."))
    by = forms.DateField(
        label=gettext_lazy("The day on which it can be told"),
        required=False,
        widget=DateInput(),
        help_text=gettext_lazy("On that day we ask you. Without a day we ask after four weeks."),
    )
    after = _per_cent(
        gettext_lazy("And how sure are you now?"), gettext_lazy("Less sure is a good sign: you saw more than before.")
    )
    key = forms.RegexField(r"\A[0-9a-f]{24}\Z", widget=forms.HiddenInput, initial=new_key)

    def __init__(
        self, circle: Circle, author: Membership, *args: Any, read: DecisionRead | None = None, **kwargs: Any
    ) -> None:
        if read and read.said:
            kwargs["initial"] = _initial(read.said.words)
        super().__init__(*args, **kwargs)
        self.circle, self.today = circle, today_of(author)

    def clean_by(self) -> date | None:
        by: date | None = self.cleaned_data["by"]
        if by is not None and not self.today < by <= self.today + FAR_AWAY:
            raise forms.ValidationError(_("Choose a day from tomorrow on, within two years."))
        return by

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for number in NUMBERS:
            if given.get(f"test_{number}") and not given.get(f"assumption_{number}"):
                self.add_error(f"assumption_{number}", _("Write the assumption that this test is for."))
        if given.get("forecast") and given.get("chance") is None and "chance" not in self.errors:
            self.add_error("chance", _("Say how likely it is, from 0 to 100."))
        if not given.get("forecast") and (given.get("chance") is not None or given.get("by")):
            self.add_error("forecast", _("Write what you expect to happen."))
        return given

    def words(self) -> model.Words:
        given = self.cleaned_data
        assumed = [(given.get(f"assumption_{one}"), given.get(f"test_{one}", "")) for one in NUMBERS]
        return model.Words(
            chosen=given["chosen"],
            before=given.get("before"),
            after=given.get("after"),
            assumptions=tuple(model.Assumption(words, test) for words, test in assumed if words),
            forecast=model.Forecast(given["forecast"], given["chance"], given["by"]) if given["forecast"] else None,
        )

    def hints(self) -> list[tuple[forms.BoundField, str]]:
        """Questions about the forecast as far as it is written, each with its field; valid or not."""
        self.full_clean()
        words = self.cleaned_data.get("forecast")
        if not words:
            return []
        chance = self.cleaned_data.get("chance")
        foreseen = model.Forecast(words, EVEN if chance is None else chance, self._day_given())
        fields = {"words": "forecast", "by": "by", "chance": "chance"}
        return [(self[fields[one.field]], str(one.text)) for one in hints(foreseen, self.today, self._last_day())]

    def _day_given(self) -> date | None:
        """Also one that is refused."""
        try:
            found: date | None = self.fields["by"].clean(self["by"].data)
        except forms.ValidationError:
            return None
        return found

    def _last_day(self) -> date:
        """Nobody is asked any more once the circle's key is destroyed."""
        agreement, far = agreement_of(self.circle), self.today + FAR_AWAY
        return min(agreement.purge_on - DAY, far) if agreement else far


def _initial(words: model.Words) -> dict[str, Any]:
    found: dict[str, Any] = {"chosen": words.chosen, "before": words.before, "after": words.after}
    for number, one in enumerate(words.assumptions, 1):
        found |= {f"assumption_{number}": one.words, f"test_{number}": one.test}
    if words.forecast:
        found |= {"forecast": words.forecast.words, "chance": words.forecast.chance, "by": words.forecast.by}
    return found


class LookForm(forms.Form):
    """A look at a decision: two answers, and a line. What happened is asked only where something was foreseen."""

    happened = forms.TypedChoiceField(
        label=gettext_lazy("Did it happen?"), choices=HAPPENED, coerce=model.Happened, widget=forms.RadioSelect
    )
    again = forms.TypedChoiceField(
        label=gettext_lazy("Leaving luck aside, would you decide so again?"),
        choices=AGAIN,
        coerce=model.Again,
        widget=forms.RadioSelect,
    )
    learnt = forms.CharField(
        label=gettext_lazy("What did you learn?"),
        max_length=model.LONGEST_LINE,
        required=False,
        help_text=gettext_lazy("One line. Nobody else reads it."),
    )

    def __init__(self, read: DecisionRead, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id=f"look-{read.row.code}-%s")  # several stand on one page
        if read.said is None or read.said.words.forecast is None:
            del self.fields["happened"]

    def answers(self) -> tuple[model.Happened | None, model.Again, str]:
        given = self.cleaned_data
        return given.get("happened"), given["again"], given["learnt"]


class LineForm(forms.Form):
    """A line beside a locked one."""

    part = forms.TypedChoiceField(label=gettext_lazy("Beside which line?"), coerce=model.Part)
    words = _line(gettext_lazy("What do you add?"), gettext_lazy("The line itself stays as it was."), required=True)

    def __init__(self, read: DecisionRead, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        part = self.fields["part"]
        assert isinstance(part, forms.TypedChoiceField)
        found = parts_of(read.said.words) if read.said else PARTS  # the rules say why nothing can be added any more
        part.choices = [(one, PARTS[one]) for one in found]


class TestedForm(forms.Form):
    """Whether an assumption was tested while that could still change the decision."""

    __test__ = False  # it is no test

    part = forms.TypedChoiceField(choices=[(one, one) for one in model.ASSUMPTIONS], coerce=model.Part)
    tested = forms.TypedChoiceField(choices=TESTED, coerce=model.WhenTested)
