"""All input about people from outside."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.formats.model import MOST_PEOPLE
from edgewise.growth.forms import new_key
from edgewise.leaders.models.outside import OutsideKind, OutsidePerson
from edgewise.leaders.outside.actions import OutsideFacts
from edgewise.leaders.outside.queries import invitable_sessions, outside_people, rate_of
from edgewise.people.models import Membership, Organisation
from edgewise.people.profiles.queries import known_zones
from edgewise.people.queries import not_left
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.models.sessions import Session


class OutsideForm(forms.Form):
    """Somebody new, or somebody known, whose name and address are their own."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("Sign-in codes and dates go there."),
    )
    kind = forms.TypedChoiceField(label=gettext_lazy("Kind"), choices=OutsideKind.choices, coerce=OutsideKind)
    time_zone = forms.ChoiceField(
        label=gettext_lazy("Time zone"), help_text=gettext_lazy("Letters to them say times in it.")
    )

    def __init__(
        self, organisation: Organisation, zone: str, outside: OutsidePerson | None = None, data: Any = None
    ) -> None:
        super().__init__(data, initial=_facts_of(outside) if outside else {"time_zone": zone})
        self.organisation, self.outside = organisation, outside
        zones, field = sorted({*known_zones().names, zone}), self.fields["time_zone"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one, one.replace("_", " ")) for one in zones if "/" in one or one == "UTC"]
        for name in ("name", "email") if outside else ():
            self.fields[name].disabled = True
            self.fields[name].help_text = _("Only the person can change it.")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        if self.outside:
            return email
        inside = Membership.objects.filter(not_left(), organisation=self.organisation, person__email=email)
        if inside.exists():
            raise forms.ValidationError(_("This is the address of somebody of your organisation."))
        if outside_people(self.organisation).filter(membership__person__email=email).exists():
            raise forms.ValidationError(_("This person is in the list already."))
        return email

    def facts(self) -> OutsideFacts:
        given = self.cleaned_data
        return OutsideFacts(
            " ".join(given["name"].split()), given["email"], given["kind"], given["time_zone"],
            given.get("per_hour"), given.get("currency", ""),
        )  # fmt: skip


class OutsideCostForm(OutsideForm):
    """The same with a cost, which only owners see."""

    per_hour = forms.DecimalField(
        label=gettext_lazy("Cost of an hour"),
        required=False,
        min_value=0,
        max_digits=8,
        decimal_places=2,
        help_text=gettext_lazy("If you want the ledger to show costs. A change counts from today on."),
    )
    currency = forms.CharField(
        label=gettext_lazy("Currency"),
        required=False,
        max_length=3,
        help_text=gettext_lazy("Three letters: EUR, USD, CHF."),
    )

    def clean_currency(self) -> str:
        currency: str = self.cleaned_data["currency"].strip().upper()
        if currency:
            RegexValidator(r"\A[A-Z]{3}\Z", _("Write the currency as three letters, for instance EUR."))(currency)
        return currency

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("per_hour") is not None and not given.get("currency") and "currency" not in self.errors:
            self.add_error("currency", _("Say in which currency."))
        if given.get("currency") and given.get("per_hour") is None and "per_hour" not in self.errors:
            self.add_error("per_hour", _("Say what an hour costs, or leave the currency empty."))
        return given


def _facts_of(outside: OutsidePerson) -> dict[str, Any]:
    rate, who = rate_of(outside), outside.membership
    return {
        "name": who.person.name,
        "email": who.person.email,
        "kind": outside.kind,
        "time_zone": who.time_zone,
        "per_hour": rate.per_hour if rate else None,
        "currency": rate.currency if rate else "",
    }


class Dates(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs alone
    """Sessions by when they are, on the clock of whoever invites."""

    def label_from_instance(self, obj: Session) -> str:
        return date_format(timezone.localtime(obj.starts_at), "l j F Y, H:i")


class InviteForm(forms.Form):
    """Somebody from outside, to dates of a circle."""

    who = forms.ModelChoiceField(
        OutsidePerson.objects.none(), label=gettext_lazy("Who"), empty_label=gettext_lazy("Choose")
    )
    sessions = Dates(
        Session.objects.none(),
        label=gettext_lazy("Dates"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("They see only these sessions, and only those that they attend."),
        error_messages={"required": gettext_lazy("Choose at least one date.")},
    )
    key = forms.RegexField(r"\A[0-9a-f]{24}\Z", widget=forms.HiddenInput, initial=new_key)

    def __init__(self, circle: Circle, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.circle = circle
        who, sessions = self.fields["who"], self.fields["sessions"]
        assert isinstance(who, forms.ModelChoiceField)
        assert isinstance(sessions, forms.ModelMultipleChoiceField)
        seated = open_seats(circle).values("membership__person")
        people = outside_people(circle.cohort.programme.organisation)
        who.queryset = people.exclude(membership__person__in=seated)
        sent = str(self.data.get("key", "")) if self.is_bound else ""
        sessions.queryset = invitable_sessions(circle, timezone.now(), sent.replace("\0", ""))

    def clean(self) -> dict[str, Any]:
        if open_seats(self.circle).count() >= MOST_PEOPLE:
            raise forms.ValidationError(_("All seats at the table of this circle are taken."))
        return super().clean() or {}


class AnswerForm(forms.Form):
    agrees = forms.TypedChoiceField(choices=[("yes", ""), ("no", "")], coerce=lambda said: said == "yes")
