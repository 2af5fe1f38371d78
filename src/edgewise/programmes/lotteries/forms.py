"""How many places and reserves, and who shares a lot."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.people.models import Membership
from edgewise.programmes.lotteries.page.plan import Sizes
from edgewise.programmes.lotteries.queries import pool_of, promised_in
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.lotteries import Strata

MOST_PLACES = 100_000  # of one cohort, and as many reserves


class SizesForm(forms.Form):
    places = forms.IntegerField(
        label=gettext_lazy("Places"),
        min_value=1,
        max_value=MOST_PLACES,
        help_text=gettext_lazy("All there are in this cohort. Who was promised a place gets one of them without lot."),
    )
    reserves = forms.IntegerField(
        label=gettext_lazy("Reserves"),
        min_value=0,
        max_value=MOST_PLACES,
        initial=0,
        help_text=gettext_lazy(
            "They take the places of people who do not come, in the order of the draw. One for ten places is usual."
        ),
    )
    strata = forms.ChoiceField(
        label=gettext_lazy("Share the places out by"),
        choices=Strata,
        required=False,
        help_text=gettext_lazy("Each level, or each function, then gets its share of the places."),
    )

    @property
    def sizes(self) -> Sizes:
        given = self.cleaned_data
        return Sizes(given["places"], given["reserves"], given["strata"])


class DrawForm(SizesForm):
    sure = forms.BooleanField(
        label=gettext_lazy("I know that this draw cannot be repeated or taken back."),
        error_messages={"required": gettext_lazy("Tick the box first: a draw is made once.")},
    )


class SharedLotForm(forms.Form):
    """Two people whom the lot takes or leaves together."""

    one = forms.ModelChoiceField(
        queryset=Membership.objects.none(), label=gettext_lazy("This person"), empty_label=gettext_lazy("Choose")
    )
    other = forms.ModelChoiceField(
        queryset=Membership.objects.none(), label=gettext_lazy("and this one"), empty_label=gettext_lazy("Choose")
    )

    def __init__(self, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        """Those who will be drawn: nobody who was promised a place."""
        super().__init__(*args, **kwargs)
        people = pool_of(cohort).exclude(pk__in=promised_in(cohort))
        for field in self.fields.values():
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = people

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("one") and given.get("one") == given.get("other"):
            raise forms.ValidationError(_("Choose two different people."))
        return given
