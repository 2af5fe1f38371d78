"""All input about a 360."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.domain.anonymity.bands import FEWEST_IN_A_GROUP, FEWEST_IN_ALL, HIGHEST_ANSWER, LOWEST_ANSWER
from edgewise.domain.surveys.builtin import KEYS, builtin_survey
from edgewise.domain.surveys.model import Survey
from edgewise.domain.three_sixty.model import LONGEST_COMMENT, LONGEST_WINDOW, SHORTEST_WINDOW, USUAL_WINDOW, Sheet
from edgewise.growth.changes.forms import ChangeForm
from edgewise.growth.forms import DateInput, new_key
from edgewise.leaders.models.three_sixty import Part, RaterGroup, ThreeSixty
from edgewise.leaders.three_sixty.actions.answers import Window
from edgewise.people.models import Membership
from edgewise.people.queries import not_left
from edgewise.programmes.models.circles import Seat

CANNOT_SAY = "0"
LONGEST_SEARCH = 80  # letters
STRICTEST_GROUP, STRICTEST_ALL = 5, 8  # people; thresholds may be stricter than usual up to these


def _thresholds(fewest: int, strictest: int) -> list[tuple[int, str]]:
    return [
        (count, ngettext("%(count)s person", "%(count)s people", count) % {"count": count})
        for count in range(fewest, strictest + 1)
    ]


class BeginForm(forms.Form):
    survey = forms.ChoiceField(label=gettext_lazy("What do you ask?"), widget=forms.RadioSelect)
    where = forms.TypedChoiceField(label=gettext_lazy("In which organisation?"), coerce=int)
    key = forms.RegexField(r"\A[0-9a-f]{24}\Z", widget=forms.HiddenInput, initial=new_key)

    def __init__(self, memberships: Iterable[Membership], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        surveys, places = self.fields["survey"], self.fields["where"]
        assert isinstance(surveys, forms.ChoiceField)
        assert isinstance(places, forms.TypedChoiceField)
        surveys.choices = [(key, builtin_survey(key).said(builtin_survey(key).name)) for key in KEYS]
        surveys.initial = KEYS[0]
        self.memberships = {one.pk: one for one in memberships}
        places.choices = [(str(pk), one.organisation.name) for pk, one in self.memberships.items()]
        places.initial = next(iter(self.memberships), None)
        if len(self.memberships) < 2:  # nothing to choose
            places.widget = forms.HiddenInput()

    def leader(self) -> Membership:
        return self.memberships[self.cleaned_data["where"]]

    def chosen_survey(self) -> Survey:
        return builtin_survey(self.cleaned_data["survey"])


class SheetForm(forms.Form):
    """Every item of a survey, and its open questions where others are asked."""

    def __init__(self, survey: Survey, data: Any = None, *, own: bool = False, sheet: Sheet | None = None) -> None:
        super().__init__(data, initial=_initial(sheet) if sheet else None)
        self.survey, said = survey, survey.said
        choices = [(str(number), said(words)) for number, words in enumerate(survey.answers, LOWEST_ANSWER)]
        choices.append((CANNOT_SAY, said(survey.cannot_say)))
        for item in survey.items:
            self.fields[f"item-{item.key}"] = forms.ChoiceField(
                label=said(item.own if own else item.behaviour),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer. You can also say that you cannot say.")},
            )
        for question in () if own else survey.questions:
            self.fields[f"question-{question.key}"] = forms.CharField(
                label=said(question.words),
                required=False,
                max_length=LONGEST_COMMENT,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def items(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("item-")]

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("question-")]

    def sheet(self) -> Sheet:
        given = self.cleaned_data
        answers = {item.key: _number(given[f"item-{item.key}"]) for item in self.survey.items}
        comments = {one.key: given.get(f"question-{one.key}", "").strip() for one in self.survey.questions}
        return Sheet(answers, {key: words for key, words in comments.items() if words})


def _number(said: str) -> int | None:
    number = int(said)
    return number if LOWEST_ANSWER <= number <= HIGHEST_ANSWER else None


def _initial(sheet: Sheet) -> dict[str, str]:
    return {f"item-{key}": CANNOT_SAY if answer is None else str(answer) for key, answer in sheet.answers.items()}


class SearchForm(forms.Form):
    q = forms.CharField(required=False, max_length=LONGEST_SEARCH)

    def words(self) -> str:
        """Nothing where it cannot be a name."""
        return self.cleaned_data["q"] if self.is_valid() else ""


class ColleagueForm(forms.Form):
    """One press beside a name."""

    member = forms.ModelChoiceField(Membership.objects.none())
    group = forms.TypedChoiceField(choices=RaterGroup.choices, coerce=RaterGroup)

    def __init__(self, leader: Membership, *args: Any) -> None:
        super().__init__(*args)
        member = self.fields["member"]
        assert isinstance(member, forms.ModelChoiceField)
        there = Membership.objects.filter(not_left(), organisation=leader.organisation_id)
        member.queryset = there.select_related("person")


class OutsiderForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    address = forms.EmailField(label=gettext_lazy("E-mail"))
    group = forms.TypedChoiceField(
        label=gettext_lazy("How do they work with you?"),
        choices=RaterGroup.choices,
        coerce=RaterGroup,
        initial=RaterGroup.OTHERS,
    )


class WindowForm(forms.Form):
    closes = forms.DateField(label=gettext_lazy("The last day on which they can answer"), widget=DateInput())
    fewest_in_group = forms.TypedChoiceField(
        label=gettext_lazy("Show a group from"),
        coerce=int,
        choices=partial(_thresholds, FEWEST_IN_A_GROUP, STRICTEST_GROUP),
        help_text=gettext_lazy("A smaller group is shown together with another one."),
    )
    fewest_in_all = forms.TypedChoiceField(
        label=gettext_lazy("Make a report from"),
        coerce=int,
        choices=partial(_thresholds, FEWEST_IN_ALL, STRICTEST_ALL),
        help_text=gettext_lazy("If fewer answer, there is no report."),
    )

    def __init__(self, row: ThreeSixty, today: date, data: Any = None) -> None:
        first = {"fewest_in_group": row.fewest_in_group, "fewest_in_all": row.fewest_in_all}
        super().__init__(data, initial={**first, "closes": today + timedelta(days=USUAL_WINDOW - 1)})
        days = [today + timedelta(days=length - 1) for length in (SHORTEST_WINDOW, LONGEST_WINDOW)]
        self.fields["closes"].widget.attrs.update(min=days[0].isoformat(), max=days[1].isoformat())

    def window(self) -> Window:
        given = self.cleaned_data
        return Window(given["closes"], given["fewest_in_group"], given["fewest_in_all"])


class ChooseForm(ChangeForm):
    """The change that others are to see, prefilled from an item of the survey."""

    where = forms.TypedChoiceField(label=gettext_lazy("In which circle?"), coerce=int)

    def __init__(self, seats: Iterable[Seat], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seats = {seat.pk: seat for seat in seats}
        where = self.fields["where"]
        assert isinstance(where, forms.TypedChoiceField)
        where.choices = [(str(pk), seat.circle.name) for pk, seat in self.seats.items()]
        where.initial = next(iter(self.seats), None)
        if len(self.seats) < 2:
            where.widget = forms.HiddenInput()

    def seat(self) -> Seat:
        return self.seats[self.cleaned_data["where"]]


class ShareForm(forms.Form):
    parts = forms.TypedMultipleChoiceField(
        label=gettext_lazy("What do you show?"), coerce=Part, widget=forms.CheckboxSelectMultiple
    )
    readers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("To whom?"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, parts: Iterable[Part], people: Iterable[Membership], *args: Any) -> None:
        super().__init__(*args)
        self.people = {one.pk: one for one in people}
        shown, readers = self.fields["parts"], self.fields["readers"]
        assert isinstance(shown, forms.TypedMultipleChoiceField)
        assert isinstance(readers, forms.TypedMultipleChoiceField)
        shown.choices = [(one.value, one.label) for one in parts]
        readers.choices = [(str(pk), one.person.name) for pk, one in self.people.items()]

    def chosen_readers(self) -> list[Membership]:
        return [self.people[pk] for pk in self.cleaned_data["readers"]]
