"""The people to invite, and a person's own answer."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.people.forms import SomeOf
from edgewise.people.models import Membership, PeopleImport
from edgewise.programmes.enrolments.queries import KINDS, imports_to_choose, kinds_of_people, narrowed, people_to_invite
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState

MOST_OWN_WORDS = 600  # letters of an inviter's own line in the invitation


class PeopleFilter(forms.Form):
    """Which people of the organisation to show; the same fields travel with the invitation."""

    words = forms.CharField(label=gettext_lazy("Name, address or title"), required=False, max_length=100)
    function = forms.ChoiceField(label=gettext_lazy("Function"), required=False)
    unit = forms.ChoiceField(label=gettext_lazy("Unit"), required=False)
    location = forms.ChoiceField(label=gettext_lazy("Location"), required=False)
    imported = forms.TypedChoiceField(label=gettext_lazy("From a file"), required=False, coerce=int, empty_value=None)

    def __init__(self, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort = cohort
        files = self.fields["imported"]
        assert isinstance(files, forms.TypedChoiceField)
        files.choices = [
            ("", _("Any file or none")),
            *((one.pk, _import_said(one)) for one in imports_to_choose(cohort)),
        ]
        anything = {"function": _("Any function"), "unit": _("Any unit"), "location": _("Any location")}
        for name, values in kinds_of_people(cohort).items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", anything[name]), *((value, value) for value in values)]

    def people(self) -> QuerySet[Membership]:
        """Nobody where it asks for what there is not: "everybody found" must never become everybody."""
        if not self.is_valid():
            return people_to_invite(self.cohort).none()
        given = self.cleaned_data
        return narrowed(
            people_to_invite(self.cohort),
            given.get("words", ""),
            {kind: given.get(kind, "") for kind in KINDS},
            given.get("imported"),
        )

    @property
    def is_of_one_file(self) -> bool:
        return self.is_valid() and self.cleaned_data["imported"] is not None


def _import_said(done: PeopleImport) -> str:
    facts = {
        "file": done.filename or _("Import"),
        "day": date_format(timezone.localtime(done.at), "j F, H:i"),
        "n": done.people_in,  # type: ignore[attr-defined]  # annotated
    }
    said = ngettext("%(file)s, %(day)s: %(n)d person", "%(file)s, %(day)s: %(n)d people", facts["n"])
    return said % facts


class InvitationForm(forms.Form):
    """Chosen people of the filtered list, or all of it."""

    people = SomeOf(queryset=Membership.objects.none(), required=False)
    everyone = forms.BooleanField(required=False)
    left_out = SomeOf(queryset=Membership.objects.none(), required=False)  # of everyone

    def __init__(self, shown: Any, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        """People whom the cohort has asked already may be sent again: they are asked once."""
        super().__init__(*args, **kwargs)
        self.shown = shown
        known = Q(pk__in=shown.values("pk")) | Q(pk__in=cohort.enrolments.values("membership"))
        for name in ("people", "left_out"):
            field = self.fields[name]
            assert isinstance(field, forms.ModelMultipleChoiceField)
            field.queryset = Membership.objects.filter(known).select_related("person")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors and not given.get("everyone") and not given.get("people"):
            raise forms.ValidationError(_("Choose at least one person."))
        return given

    def chosen(self) -> QuerySet[Membership]:
        given = self.cleaned_data
        found: QuerySet[Membership] = (
            self.shown.exclude(pk__in=given["left_out"]) if given["everyone"] else given["people"]
        )
        return found


class LetterForm(forms.Form):
    """What the letter says beside the usual: until when an answer helps, and the inviter's own words."""

    answer_by = forms.DateField(
        label=gettext_lazy("Answer by"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("The letter asks for an answer by this day. A later answer counts too."),
    )
    words = forms.CharField(
        label=gettext_lazy("A line of your own"),
        required=False,
        max_length=MOST_OWN_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Plain text. Each person reads it in the letter."),
    )

    def __init__(self, cohort: Cohort, last_leaves_on: date, data: Any = None) -> None:
        """`last_leaves_on` is the day on which the last of the letters leaves."""
        super().__init__(data, initial={"answer_by": cohort.answer_by})
        self.cohort, self.last_leaves_on = cohort, last_leaves_on
        if cohort.is_erg:
            self.fields["words"].help_text = _(
                "Plain text. Each person reads it in the letter. Do not name the group: others may see the letter."
            )

    def clean_answer_by(self) -> date | None:
        day: date | None = self.cleaned_data["answer_by"]
        if day and day <= self.last_leaves_on:
            said = date_format(self.last_leaves_on, "j F")
            raise forms.ValidationError(_("The last letter leaves on %(day)s. Choose a later day.") % {"day": said})
        if day and day > self.cohort.ends_on:
            raise forms.ValidationError(_("The cohort is over by then. Choose an earlier day."))
        return day

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        return words.strip()


OWN_CHOICES = (EnrolmentState.ENROLLED, EnrolmentState.PAUSED, EnrolmentState.COMPLETED, EnrolmentState.OPTED_OUT)


class AnswerForm(forms.Form):
    """A person's own choice about their part."""

    state = forms.TypedChoiceField(
        choices=[(state.value, state.label) for state in OWN_CHOICES],
        coerce=EnrolmentState,
    )
    until = forms.DateField(
        label=gettext_lazy("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("Your pause ends by itself on this day. Empty: when you say so."),
    )

    def clean_until(self) -> date | None:
        until: date | None = self.cleaned_data["until"]
        if until and self.cleaned_data.get("state") == EnrolmentState.PAUSED and until <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day in the future."))
        return until


class RematchForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("A word to your coordinator"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Only coordinators can read it: no owner, no manager and no one in your circle."),
    )
