"""A person has left the circle."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.enrolments import Enrolment


class GoneForm(forms.Form):
    """The person of a circle who has gone, as the coordinator has heard."""

    who = forms.ModelChoiceField(queryset=Membership.objects.none(), label=_("Who"), empty_label=_("Choose"))

    def __init__(self, circle: Circle, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle
        field = self.fields["who"]
        assert isinstance(field, forms.ModelChoiceField)
        seats = circle.seats.filter(ended_at=None).values("membership")
        field.queryset = Membership.objects.filter(pk__in=seats).select_related("person").order_by("person__name", "pk")

    def enrolment(self) -> Enrolment:
        return self.circle.cohort.enrolments.get(membership=self.cleaned_data["who"])
