"""The sheet of costs and values: a price is a range with its source, or it does not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.evidence.roi import Item, Price, Sort

PRICES = ("least", "likely", "most")
LINES_MOST = 30  # of each sort
HIGHEST = 10**9  # of a price, and of a quantity
LOWEST = 0.01  # of either, above 0: next to nothing, a return would have no end


def _amount(label: Any) -> forms.FloatField:
    return forms.FloatField(
        label=label, required=False, min_value=0, max_value=HIGHEST, validators=[_not_next_to_nothing], widget=_number()
    )


def _not_next_to_nothing(number: float) -> None:
    if 0 < number < LOWEST:
        raise forms.ValidationError(_("Write 0, or %(least)s and more.") % {"least": LOWEST})


def _number() -> forms.NumberInput:
    return forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})


class LineForm(forms.Form):
    """A line without any price does not count and is not kept."""

    name = forms.CharField(label=gettext_lazy("What"), required=False, max_length=120)
    least = _amount(gettext_lazy("At least"))
    likely = _amount(gettext_lazy("Likely"))
    most = _amount(gettext_lazy("At most"))
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not self.is_empty and not self.errors:
            for field, words in self._missing(given).items():
                self.add_error(field, words)
        return given

    @property
    def is_empty(self) -> bool:
        priced = any(self.cleaned_data.get(name) is not None for name in PRICES)
        return not priced and (not self.has_changed() or not self.cleaned_data.get("name"))

    def _missing(self, given: Mapping[str, Any]) -> dict[str, str]:
        found = {}
        if not given["name"]:
            found["name"] = _("Say what it is.")
        if any(given[name] is None for name in PRICES):
            found["likely"] = _("Give all three prices: the least, the likely and the most.")
        elif not given["least"] <= given["likely"] <= given["most"]:
            found["likely"] = _("The likely price lies between the least and the most.")
        if not given["source"]:
            found["source"] = _("Say where the price is from. A guess is a source, too: write who guessed.")
        return found

    @property
    def shown(self) -> list[forms.BoundField]:
        return [field for field in self if not field.is_hidden]

    @property
    def price(self) -> Price:
        return Price(*(self.cleaned_data[name] for name in PRICES))


class CostForm(LineForm):
    quantity = _amount(gettext_lazy("How many"))
    field_order = ("name", "quantity", *PRICES, "source")

    @property
    def item(self) -> Item:
        given = self.cleaned_data
        many = 1.0 if given["quantity"] is None else given["quantity"]
        return Item(Sort.COST, given["name"], self.price, given["source"], many)


class ValueForm(LineForm):
    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), widget=forms.HiddenInput)

    heading = ""  # the name of the outcome

    def _missing(self, given: Mapping[str, Any]) -> dict[str, str]:
        found = super()._missing(given)
        if not found and given["least"] == 0:
            found["least"] = _("A value is above 0. If it may be worth nothing, leave the line empty.")
        return found

    @property
    def item(self) -> Item:
        given = self.cleaned_data
        return Item(Sort.VALUE, given["name"], self.price, given["source"], outcome=given["outcome"])


class Lines(forms.BaseFormSet[Any]):
    """Every line is read by its own rule; none is skipped as unchanged."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return {**super().get_form_kwargs(index), "empty_permitted": False, "use_required_attribute": False}


CostLines = forms.formset_factory(CostForm, Lines, extra=1, max_num=LINES_MOST, absolute_max=LINES_MOST)
ValueLines = forms.formset_factory(ValueForm, Lines, extra=0, max_num=LINES_MOST, absolute_max=LINES_MOST)


class SheetForm(forms.Form):
    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        max_length=3,
        help_text=gettext_lazy("Three letters: EUR, USD, CHF."),
        validators=[RegexValidator(r"\A[A-Za-z]{3}\Z", gettext_lazy("Write three letters, for instance EUR."))],
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        first: Mapping[str, Any],
        costs: Sequence[Mapping[str, Any]],
        values: Sequence[Mapping[str, Any]],
        outcomes: Sequence[tuple[str, str]],
        data: Any = None,
    ) -> None:
        """`outcomes`: the key of each that may be counted, and its name."""
        super().__init__(data, initial=dict(first))
        self.costs = CostLines(data, initial=list(costs), prefix="cost")
        self.values = ValueLines(data, initial=list(values), prefix="value")
        for form in self.values.forms:
            form.fields["outcome"].choices = outcomes
            form.heading = dict(outcomes).get(form["outcome"].value(), "")

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"]
        return currency.upper()

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.costs.is_valid(), self.values.is_valid()])

    @property
    def items(self) -> list[Item]:
        return [form.item for form in (*self.costs.forms, *self.values.forms) if not form.is_empty]
