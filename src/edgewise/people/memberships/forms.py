"""What an organisation says of one person."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.roster.fields.languages import language_name, parse_languages
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.domain.roster.model import Unreadable, Value
from edgewise.people.models import Membership, Organisation
from edgewise.people.profiles.queries import known_zones

MOST_MANAGERS = 60  # on the way up, before a line of managers is taken for a loop


class PersonForm(forms.Form):
    """Facts as an import has them. What a person set themself is shown and stays."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"), help_text=gettext_lazy("Sign-in codes and letters go there.")
    )
    job_title = forms.CharField(label=gettext_lazy("Job title"), required=False, max_length=200)
    role_level = forms.TypedChoiceField(label=gettext_lazy("Role level"), required=False, coerce=int, empty_value=None)
    function = forms.CharField(label=gettext_lazy("Function"), required=False, max_length=120)
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("The division or business unit, such as Retail Bank."),
    )
    location = forms.CharField(label=gettext_lazy("Location"), required=False, max_length=120)
    time_zone = forms.ChoiceField(label=gettext_lazy("Time zone"))
    languages = forms.CharField(
        label=gettext_lazy("Languages"),
        help_text=gettext_lazy("Separate them by commas, the best first: English, Spanish"),
    )
    manager = forms.EmailField(
        label=gettext_lazy("Manager’s e-mail address"),
        required=False,
        help_text=gettext_lazy("Nobody sits in a circle with their manager."),
    )
    employee_id = forms.CharField(label=gettext_lazy("Employee number"), required=False, max_length=60)

    def __init__(
        self, organisation: Organisation, zone: str, member: Membership | None = None, data: Any = None
    ) -> None:
        """`zone` is that of somebody new, to begin with."""
        super().__init__(data, initial=_facts_of(member) if member else {"time_zone": zone})
        self.organisation, self.member = organisation, member
        zones = sorted({*known_zones().names, zone, *([member.time_zone] if member else [])})
        self._choices("time_zone", [(one, one.replace("_", " ")) for one in zones if "/" in one or one == "UTC"])
        self._choices("role_level", [("", _("Not known")), *((n, level) for n, level in enumerate(ROLE_LEVELS))])
        if member is not None:
            self._keep(member)

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _keep(self, member: Membership) -> None:
        """What is theirs, and what others know too, nobody else changes."""
        for name in set(member.own_facts) & set(self.fields):
            self._fixed(name, _("Set by the person."))
        if Membership.every.filter(person=member.person_id).exclude(pk=member.pk).exists():
            for name in ("name", "email"):
                self._fixed(name, _("Another organisation uses it too. Only the person can change it."))

    def _fixed(self, name: str, why: str) -> None:
        self.fields[name].disabled = True
        self.fields[name].required = False
        self.fields[name].help_text = why

    def _others(self) -> QuerySet[Membership]:
        everybody = Membership.objects.filter(organisation=self.organisation).select_related("person")
        return everybody.exclude(pk=self.member.pk) if self.member else everybody

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].strip().lower()
        found = self._others().filter(person__email=email).first()
        if found is not None:
            said = (
                _("%(name)s has this address and has left. Bring them back on their page.")
                if found.left_on
                else _("%(name)s has this address already.")
            )
            raise forms.ValidationError(said % {"name": found.person.name})
        return email

    def clean_languages(self) -> tuple[str, ...]:
        try:
            return parse_languages(self.cleaned_data["languages"])
        except Unreadable as problem:
            raise forms.ValidationError(str(problem)) from None

    def clean_manager(self) -> str | None:
        email: str = self.cleaned_data["manager"].strip().lower()
        if not email:
            return None
        above = Membership.objects.filter(organisation=self.organisation, person__email=email).first()
        if above is None:
            raise forms.ValidationError(_("Nobody here has this address."))
        if self.member is not None and _leads_up_to(above, self.member):
            raise forms.ValidationError(_("This would make a loop: a manager cannot report to the person."))
        return email

    def clean_employee_id(self) -> str:
        number: str = self.cleaned_data["employee_id"].strip()
        if number and (found := self._others().filter(employee_id=number).first()):
            raise forms.ValidationError(_("%(name)s has this number already.") % {"name": found.person.name})
        return number

    def facts(self) -> dict[str, Value]:
        """All of them, for somebody new."""
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}

    def changes(self) -> dict[str, Value]:
        """Those that are not as they were and may be changed here."""
        assert self.member is not None
        before = _facts_of(self.member) | {"languages": tuple(self.member.languages)}
        free = {name: value for name, value in self.cleaned_data.items() if not self.fields[name].disabled}
        return {name: value for name, value in free.items() if _said(value) != _said(before[name])}


def _said(value: object) -> object:
    """Nothing said is nothing, however it is kept."""
    return "" if value is None else value


def _leads_up_to(above: Membership, member: Membership) -> bool:
    """Whether the line of managers from there comes by that person."""
    here: Membership | None = above
    for _step in range(MOST_MANAGERS):
        if here is None:
            return False
        if here.pk == member.pk:
            return True
        here = here.manager
    return True


def _facts_of(member: Membership) -> dict[str, Any]:
    return {
        "name": member.person.name,
        "email": member.person.email,
        "job_title": member.job_title,
        "role_level": member.role_level,
        "function": member.function,
        "unit": member.unit,
        "location": member.location,
        "time_zone": member.time_zone,
        "languages": ", ".join(map(language_name, member.languages)),
        "manager": member.manager.person.email if member.manager else "",
        "employee_id": member.employee_id,
    }
