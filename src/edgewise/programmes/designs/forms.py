"""A programme as its owner wants it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django import forms

from edgewise.domain.formats.builtin import builtin_format, builtin_formats
from edgewise.domain.formats.model import FEWEST_PEOPLE, MOST_PEOPLE
from edgewise.domain.matching.model import Weights
from edgewise.programmes.models.designs import Programme

MOST_WEIGHT = 5


WEIGHTS = {  # name in domain Weights -> label, meaning
    "level": ("Close role levels", "Two of the same level earn all of it, two at the ends of the band nothing."),
    "location": ("Different places", "Two who work in different places earn it."),
    "language": ("Their preferred language", "Two who would rather speak the same language earn it."),
    "function": ("Different functions", "Two who work in different functions earn it."),
    "goal": ("A goal in common", "Two who want to develop the same thing earn it."),
    "strength": ("Help for a goal", "Earned where one is strong in what the other wants to develop, and both ways."),
    "fresh": ("New to one another", "Lost by two who shared a circle before, less as time goes by."),
    "fair": ("No circle far behind", "The worst-off circle is raised even where the sum loses a little by it."),
}


def weight_fields(weights: Mapping[str, int]) -> dict[str, forms.IntegerField]:
    """A slider for each soft goal."""
    return {
        f"weight_{name}": forms.IntegerField(
            label=label,
            help_text=meaning,
            min_value=0,
            max_value=MOST_WEIGHT,
            initial=weights[name],
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
        return "size_target", "The best number lies between the fewest and the most."
    if least < fmt.people.least or most > fmt.people.most:
        words = f"{fmt.name} takes {fmt.people.least} to {fmt.people.most} people."
        return ("size_least" if least < fmt.people.least else "size_most"), words
    return None


if TYPE_CHECKING:
    ProgrammeBase = forms.ModelForm[Programme]
else:
    ProgrammeBase = forms.ModelForm


def format_choices() -> list[tuple[str, str]]:
    return [
        (key, f"{fmt.name}: {fmt.people.least}–{fmt.people.most} people, {fmt.minutes} min")
        for key, fmt in builtin_formats().items()
    ]


LIMITS = (  # of a programme's numbers: name, least, most
    *((name, FEWEST_PEOPLE, MOST_PEOPLE) for name in ("size_least", "size_target", "size_most")),
    ("session_minutes", 15, 240),
    ("cadence_days", 1, 180),
    ("weeks", 1, 104),
    ("hours_target", 0, 100),
    ("common_minutes", 15, 480),
    ("level_spread", 0, 6),
    ("half_life_days", 1, 3650),
)


class ProgrammeForm(ProgrammeBase):
    format_key = forms.ChoiceField(label="Format", help_text="The script of each session. A session can take another.")

    class Meta:
        model = Programme
        fields = [
            "name", "purpose", "format_key", "kind", "size_least", "size_target", "size_most", "session_minutes",
            "cadence_days", "weeks", "hours_target", "common_minutes", "level_spread", "nobody_alone",
            "half_life_days",
        ]  # fmt: skip
        labels = {
            "kind": "Kind of circle",
            "size_least": "Fewest people",
            "size_target": "Best number",
            "size_most": "Most people",
            "session_minutes": "Minutes of a session",
            "cadence_days": "Days between sessions",
            "weeks": "Weeks of one run",
            "hours_target": "Hours to give and to receive",
            "common_minutes": "Shared working time, in minutes",
            "level_spread": "Level band",
            "nobody_alone": "Nobody sits alone",
            "half_life_days": "Days after which having met counts half",
        }
        help_texts = {
            "purpose": "What this programme is for, in a sentence or two. People read it before they say yes.",
            "hours_target": "Each person coaches others, and is coached, for this many hours.",
            "common_minutes": "Unbroken and inside everybody's working hours, in every week of the run.",
            "level_spread": "How many role levels may lie between the highest and the lowest in a circle. Empty: any.",
            "nobody_alone": "Nobody is the only one of a group they declared. What they declared is never shown.",
        }
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["format_key"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = format_choices()
        self.fields |= weight_fields(self.instance.weights)
        for name, least, most in LIMITS:
            self.fields[name].widget.attrs |= {"min": least, "max": most}

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for name, least, most in LIMITS:
            value = given.get(name)
            if value is not None and not least <= value <= most:
                self.add_error(name, f"Choose a number from {least} to {most}.")
        if not self.errors:
            sizes = given["size_least"], given["size_target"], given["size_most"]
            problem = size_problem(given["format_key"], *sizes)
            if problem:
                self.add_error(*problem)
            self.instance.weights = asdict(weights_in(given))
        return given

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight_{name}"] for name in WEIGHTS]
