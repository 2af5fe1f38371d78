"""Who has left the organisation."""

from __future__ import annotations

from typing import Any

from django import forms

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.enrolments import Enrolment


class GoneForm(forms.Form):
    """Who of a circle has gone, as the coordinator has heard."""

    who = forms.ModelChoiceField(queryset=Membership.objects.none(), label="Who", empty_label="Choose")

    def __init__(self, circle: Circle, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle
        field = self.fields["who"]
        assert isinstance(field, forms.ModelChoiceField)
        seats = circle.seats.filter(ended_at=None).values("membership")
        field.queryset = Membership.objects.filter(pk__in=seats).select_related("person").order_by("person__name", "pk")

    def enrolment(self) -> Enrolment:
        return self.circle.cohort.enrolments.get(membership=self.cleaned_data["who"])
