"""How a draft of circles is to be made."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from edgewise.domain.formats.model import FEWEST_PEOPLE, MOST_PEOPLE
from edgewise.domain.matching.model import Kind as MatchKind
from edgewise.domain.matching.model import Rules
from edgewise.programmes.designs.forms import WEIGHTS, size_problem, weight_fields, weights_in
from edgewise.programmes.models.designs import Cohort, Kind
from edgewise.programmes.runs.queries import SEEDS, rules_for, usual_seconds

MOST_SECONDS = 600


class MatchForm(forms.Form):
    """The programme's rules to begin with, to be changed for this draft alone."""

    kind = forms.ChoiceField(label=_("Kind of circle"), choices=Kind.choices)
    size_least = forms.IntegerField(label=_("Fewest people"), min_value=FEWEST_PEOPLE, max_value=MOST_PEOPLE)
    size_target = forms.IntegerField(label=_("Best number"), min_value=FEWEST_PEOPLE, max_value=MOST_PEOPLE)
    size_most = forms.IntegerField(label=_("Most people"), min_value=FEWEST_PEOPLE, max_value=MOST_PEOPLE)
    common_minutes = forms.IntegerField(
        label=_("Shared working time, in minutes"),
        help_text=_("Unbroken and inside everybody's working hours, in every week of the run."),
        min_value=0,
        max_value=480,
    )
    level_spread = forms.IntegerField(
        label=_("Level band"),
        help_text=_("How many role levels may lie between the highest and the lowest. Empty: any."),
        min_value=0,
        max_value=6,
        required=False,
    )
    seconds = forms.IntegerField(
        label=_("Seconds to search"),
        help_text=_("Of one processor. The search ends sooner if it proves that nothing is better."),
        min_value=1,
        max_value=MOST_SECONDS,
    )
    seed = forms.IntegerField(
        label=_("Seed"),
        help_text=_("The same people, rules and seed give the same circles. Empty: a new one."),
        min_value=0,
        max_value=SEEDS - 1,
        required=False,
    )

    def __init__(self, cohort: Cohort, people: int, data: Any = None, kind: str = "") -> None:
        super().__init__(data)
        self.cohort = cohort
        self.begin = rules_for(cohort)
        self.fields |= weight_fields(asdict(self.begin.weights))
        self.initial = {
            "kind": self.begin.kind,
            "size_least": self.begin.least,
            "size_target": self.begin.target,
            "size_most": self.begin.most,
            "common_minutes": self.begin.common_minutes,
            "level_spread": self.begin.level_spread,
            "seconds": usual_seconds(people),
        }
        if kind in Kind.values and kind != self.begin.kind:
            self.initial |= _usual(MatchKind(kind))

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not self.errors:
            sizes = given["size_least"], given["size_target"], given["size_most"]
            problem = size_problem(self.cohort.programme.format_key, *sizes)
            if problem:
                self.add_error(*problem)
        return given

    def rules(self) -> Rules:
        given = self.cleaned_data
        return replace(
            self.begin,
            kind=MatchKind(given["kind"]),
            least=given["size_least"],
            target=given["size_target"],
            most=given["size_most"],
            common_minutes=given["common_minutes"],
            level_spread=given["level_spread"],
            weights=weights_in(given),
        )

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight_{name}"] for name in WEIGHTS]


def _usual(kind: MatchKind) -> dict[str, object]:
    least, target, most = kind.sizes
    return {
        "kind": kind,
        "size_least": least,
        "size_target": target,
        "size_most": most,
        "level_spread": kind.level_spread,
    }
