"""A programme as its owner wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _t

from edgewise.domain.formats.builtin import builtin_format, shown_formats
from edgewise.domain.formats.model import FEWEST_PEOPLE, MOST_PEOPLE
from edgewise.domain.hours.pair_hour import (
    FEWEST_IN_PAIR_HOURS,
    FEWEST_PAIR_MINUTES,
    MOST_IN_PAIR_HOURS,
    MOST_PAIR_HOURS,
    MOST_PAIR_MINUTES,
)
from edgewise.domain.hours.promise import falls_short, promise
from edgewise.domain.hours.ways import Draft
from edgewise.domain.matching.model import MOST_WEIGHT, Weights, least_weight
from edgewise.domain.pulse.moments import Moment
from edgewise.programmes.models.designs import Kind, Programme

WEIGHTS = {  # name in domain Weights -> label, meaning
    "level": (_t("Close role levels"), _t("The closer the levels, the higher the score.")),
    "language": (_t("Their preferred language"), _t("Two people who prefer the same language earn it.")),
    "function": (
        _t("Functions"),
        _t("Above 0: two people earn it if their functions differ. Below 0: if they are the same."),
    ),
    "unit": (
        _t("Units"),
        _t("Divisions or business units. Above 0: two people earn it if they differ. Below 0: if they are the same."),
    ),
    "location": (
        _t("Places"),
        _t("Above 0: two people earn it if their places differ. Below 0: if they are the same."),
    ),
    "goal": (_t("A goal in common"), _t("Two people who want to develop the same thing earn it.")),
    "strength": (
        _t("Help for a goal"),
        _t("Two people earn it if one is strong in what the other wants to develop. It counts in both directions."),
    ),
    "fresh": (
        _t("New to one another"),
        _t("Two people who shared a circle before lose it. The longer ago, the less they lose."),
    ),
    "fair": (_t("No circle far behind"), _t("The worst circle gets better, even if the total score falls a little.")),
}


def weight_fields(weights: Mapping[str, int]) -> dict[str, forms.IntegerField]:
    """A slider for each soft goal. Weights that were stored before a goal was there have it as usual."""
    now = asdict(Weights(**weights))
    return {
        f"weight_{name}": forms.IntegerField(
            label=label,
            help_text=meaning,
            min_value=least_weight(name),
            max_value=MOST_WEIGHT,
            initial=now[name],
            widget=forms.NumberInput(attrs={"type": "range", "step": 1}),
        )
        for name, (label, meaning) in WEIGHTS.items()
    }


def weights_in(given: Mapping[str, Any]) -> Weights:
    return Weights(**{name: given[f"weight_{name}"] for name in WEIGHTS})


def size_problem(format_key: str, least: int, target: int, most: int) -> tuple[str, str] | None:
    """The field and what is wrong with the sizes, if anything is."""
    fmt = builtin_format(format_key)
    if not least <= target <= most:
        return "size_target", _("The best number lies between the fewest and the most.")
    if least < fmt.people.least or most > fmt.people.most:
        facts = {"format": fmt.said(fmt.name), "least": fmt.people.least, "most": fmt.people.most}
        words = _("%(format)s takes %(least)d to %(most)d people.") % facts
        return ("size_least" if least < fmt.people.least else "size_most"), words
    return None


if TYPE_CHECKING:
    ProgrammeBase = forms.ModelForm[Programme]
else:
    ProgrammeBase = forms.ModelForm


def pairs_problem(pair_hours: int, least: int, most: int, weeks: int) -> str:
    """What is wrong with the pair hours of circles of that size; empty if nothing is."""
    if not pair_hours:
        return ""
    if least < FEWEST_IN_PAIR_HOURS or most > MOST_IN_PAIR_HOURS:
        facts = {"least": FEWEST_IN_PAIR_HOURS, "most": MOST_IN_PAIR_HOURS}
        return _("Only circles of %(least)d to %(most)d people can have pair hours.") % facts
    if pair_hours > weeks:
        return _("Plan one pair hour a week at most: %(weeks)d in this run.") % {"weeks": weeks}
    return ""


def _boss_problem(given: Mapping[str, Any]) -> tuple[str, str] | None:
    """A leadership team is chosen knowingly; alone in a pair, nobody is coached by their boss."""
    if given["kind"] != Kind.LEADERSHIP:
        words = _("Only a leadership team sits with its boss. Choose that kind, or leave this empty.")
        return ("with_boss", words) if given["with_boss"] else None
    if not given["with_boss"]:
        return "with_boss", _("In a leadership team people sit with their manager. Tick this if you want it so.")
    if given["pair_hours"] or given["colleagues_may_pair"]:
        field = "pair_hours" if given["pair_hours"] else "colleagues_may_pair"
        return field, _("A leadership team has no pairs: in them, people would be alone with their boss.")
    return None


DRAFT = tuple(field.name for field in fields(Draft))  # the numbers of a design that its hours depend on


class DraftForm(forms.Form):
    """The numbers of a design while it is being made; its owner types, and sees the hours that it gives."""

    format_key = forms.ChoiceField()
    hours_target = forms.DecimalField(max_digits=4, decimal_places=1, min_value=0, max_value=100)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        choice = self.fields["format_key"]
        assert isinstance(choice, forms.ChoiceField)
        choice.choices = format_choices()
        for name, least, most in LIMITS:
            if name in DRAFT:
                self.fields[name] = forms.IntegerField(min_value=least, max_value=most)

    def draft(self) -> Draft:
        return draft_in(self.cleaned_data)


def draft_in(given: Mapping[str, Any]) -> Draft:
    return Draft(**{name: given[name] for name in DRAFT})


def taken(data: Mapping[str, str]) -> dict[str, str]:
    """The form as it was, with what one press changes: `take` is `pair_hours:6` or `size_least:4,size_target:4`."""
    changes = dict(part.partition(":")[::2] for part in data["take"].split(","))
    unticked = {"nobody_alone": "", "colleagues_may_pair": "", "with_boss": ""}  # a browser sends nothing for them
    return (
        unticked
        | {name: data[name] for name in data}
        | {name: value for name, value in changes.items() if name in (*DRAFT, "hours_target")}
    )


def format_choices() -> list[tuple[str, str]]:
    return [
        (
            key,
            _("%(format)s: %(least)d–%(most)d people, %(minutes)d min")
            % {"format": fmt.name, "least": fmt.people.least, "most": fmt.people.most, "minutes": fmt.minutes},
        )
        for key, fmt in shown_formats().items()
    ]


TARGETS = ("target_held", "target_kept", "target_useful")
LIMITS = (  # of a programme's numbers: name, least, most
    *((name, FEWEST_PEOPLE, MOST_PEOPLE) for name in ("size_least", "size_target", "size_most")),
    ("session_minutes", 15, 240),
    ("cadence_days", 1, 180),
    ("weeks", 1, 104),
    ("hours_target", 0, 100),
    ("pair_hours", 0, MOST_PAIR_HOURS),
    ("pair_minutes", FEWEST_PAIR_MINUTES, MOST_PAIR_MINUTES),
    ("common_minutes", 15, 480),
    ("level_spread", 0, 6),
    ("half_life_days", 1, 3650),
    ("target_held", 1, 100),
    ("target_kept", 1, 100),
    ("target_useful", 1, 5),
)


class ProgrammeForm(ProgrammeBase):
    pulse = forms.MultipleChoiceField(
        label=_t("When everybody is asked how safe it is"),
        choices=[(moment.value, moment.words) for moment in Moment],
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_t(
            "A short anonymous survey, two minutes each time. Everybody who is asked reads the same result. None: tick"
            " nothing."
        ),
    )
    format_key = forms.ChoiceField(
        label=_t("Format"), help_text=_t("The script of each session. A session can use another format.")
    )

    with_boss = forms.BooleanField(
        label=_t("The team sits with its boss"),
        required=False,
        help_text=_t(
            "Only in a leadership team: the rule on reporting lines is off. Everybody reads it before saying yes. The"
            " boss never has the chair and is nobody’s only witness."
        ),
    )

    class Meta:
        model = Programme
        fields = [
            "name", "purpose", "format_key", "kind", "size_least", "size_target", "size_most", "session_minutes",
            "cadence_days", "weeks", "hours_target", "pair_hours", "pair_minutes", "colleagues_may_pair",
            "common_minutes", "level_spread", "nobody_alone", "half_life_days", *TARGETS, "pulse",
        ]  # fmt: skip
        labels = {
            "name": _t("Name"),
            "purpose": _t("Purpose"),
            "kind": _t("Kind of circle"),
            "size_least": _t("Fewest people"),
            "size_target": _t("Best number"),
            "size_most": _t("Most people"),
            "session_minutes": _t("Minutes of a session"),
            "cadence_days": _t("Days between sessions"),
            "weeks": _t("Weeks of one run"),
            "hours_target": _t("Hours wanted, each way"),
            "pair_hours": _t("Pair hours"),
            "pair_minutes": _t("Minutes of a pair hour"),
            "colleagues_may_pair": _t("Two colleagues may begin a pair by themselves"),
            "common_minutes": _t("Shared working time, in minutes"),
            "level_spread": _t("Level band"),
            "nobody_alone": _t("Nobody sits alone"),
            "half_life_days": _t("Days after which having met counts half"),
            "target_held": _t("Sessions held, in %"),
            "target_kept": _t("Commitments kept, in %"),
            "target_useful": _t("How useful people find it, 1 to 5"),
        }
        help_texts = {
            "purpose": _t("What this programme is for, in a sentence or two. People read it before they say yes."),
            "hours_target": _t(
                "The hours each person should give, and as many to receive. Below you see what they get."
            ),
            "pair_hours": _t("Between meetings, one person coaches another. How often each coaches, and is coached."),
            "colleagues_may_pair": _t(
                "A person in a circle can ask somebody of the same cohort, who says yes or no. The rules on reporting"
                " lines, never again and the load cap hold for a pair too. Not in a resource group: its people are no"
                " list that others read."
            ),
            "common_minutes": _t("Unbroken and inside everybody's working hours, in every week of the run."),
            "level_spread": _t(
                "How many role levels may lie between the highest and the lowest in a circle. Empty: any."
            ),
            "nobody_alone": _t("Nobody is the only one of a group they declared. What they declared is never shown."),
        }
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["format_key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = format_choices()
        self.fields |= weight_fields(self.instance.weights)
        self.fields["with_boss"].initial = bool(self.instance.pk) and self.instance.kind == Kind.LEADERSHIP
        for name, least, most in LIMITS:
            self.fields[name].widget.attrs |= {"min": least, "max": most}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, least, most in LIMITS:
            value = given.get(name)
            if value is not None and not least <= value <= most:
                self.add_error(name, _("Choose a number from %(least)d to %(most)d.") % {"least": least, "most": most})
        if not self.errors:
            sizes = given["size_least"], given["size_target"], given["size_most"]
            problem = size_problem(given["format_key"], *sizes)
            if problem:
                self.add_error(*problem)
            elif boss := _boss_problem(given):
                self.add_error(*boss)
            elif wrong := pairs_problem(given["pair_hours"], sizes[0], sizes[2], given["weeks"]):
                self.add_error("pair_hours", wrong)
            else:
                self._keep_the_promise(given)
            self.instance.weights = asdict(weights_in(given))
        return given

    def _keep_the_promise(self, given: Mapping[str, Any]) -> None:
        """A design that gives less than it wants is not saved before it says so."""
        hours = promise(draft_in(given))
        if falls_short(hours, float(given["hours_target"])):
            facts = {"hours": formats.number_format(hours.each_way)}
            words = _("This design gives each person %(hours)s hours each way. Choose a way below, or promise less.")
            self.add_error("hours_target", words % facts)

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight_{name}"] for name in WEIGHTS]
