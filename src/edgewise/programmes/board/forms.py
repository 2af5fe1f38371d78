"""Input of the draft board."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.matching.board_moves import Found, Join, Leave, Move, Swap
from edgewise.programmes.board.actions import APART, TOGETHER
from edgewise.programmes.board.page.about import PLAN
from edgewise.programmes.board.page.cards import ORDERS
from edgewise.programmes.board.queries import home_of, may_sit, refusal
from edgewise.programmes.models.runs import MatchRun

DAY = 24 * 60 * 60  # seconds
NOBODY = gettext_lazy("Choose a person of this draft, and where to.")


class DraftForm(forms.Form):
    """Each change of a draft says which version of it the hand looked at."""

    version = forms.IntegerField(min_value=0, max_value=2**31)

    def __init__(self, run: MatchRun, *args: Any) -> None:
        super().__init__(*args)
        self.run = run

    @property
    def problem(self) -> str:
        return next((str(words) for found in self.errors.values() for words in found), "")


class MoveForm(DraftForm):
    """A person to another circle, to the bench, to a new circle, or in exchange for another person: gives `move`."""

    person = forms.IntegerField()
    to = forms.RegexField(r"^(bench|new|[1-9]\d{0,5})$", required=False)
    swap = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        move = self._move(cleaned.get("person"), cleaned.get("to"), cleaned.get("swap"))
        if move is None:
            raise forms.ValidationError(NOBODY)
        if words := refusal(self.run, move):
            raise forms.ValidationError(words)
        return cleaned | {"move": move}

    def _move(self, person: int | None, to: str | None, swap: int | None) -> Move | None:
        if person is None or not may_sit(self.run, person):
            return None
        if swap is not None:
            return Swap(person, swap) if may_sit(self.run, swap) else None
        match to:
            case "bench":
                return Leave(person)
            case "new":
                return Found(person)
            case str() if to and int(to) <= len(self.run.tables):
                return Join(person, int(to) - 1)
        return None


class PlanForm(forms.Form):
    """One of the ways that the page of two people offers: gives its `version`, `tables` and `words`."""

    plan = forms.CharField(max_length=10_000)

    def __init__(self, run: MatchRun, *args: Any) -> None:
        super().__init__(*args)
        self.run = run

    def clean_plan(self) -> dict[str, Any]:
        try:
            said: dict[str, Any] = signing.loads(self.cleaned_data["plan"], salt=PLAN, max_age=DAY)
        except signing.BadSignature as wrong:
            raise forms.ValidationError(NOBODY) from wrong
        if said["run"] != self.run.pk:
            raise forms.ValidationError(NOBODY)
        return said | {"tables": {int(place): table for place, table in said["tables"].items()}}


class LockForm(DraftForm):
    """A person or a circle where they are, or two people together or apart: gives `people`."""

    what = forms.ChoiceField(choices=[(name, name) for name in ("person", "circle", TOGETHER, APART)])
    person = forms.IntegerField(required=False)
    other = forms.IntegerField(required=False)
    circle = forms.IntegerField(required=False, min_value=1)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        people = self._people(cleaned.get("what"), cleaned)
        if not people or not all(may_sit(self.run, one) for one in people):
            raise forms.ValidationError(_("Choose a person of this draft."))
        return cleaned | {"people": people}

    def _people(self, what: str | None, cleaned: dict[str, Any]) -> list[int]:
        person, other, circle = cleaned.get("person"), cleaned.get("other"), cleaned.get("circle")
        if what == "circle":
            return list(self.run.tables[circle - 1]) if circle and circle <= len(self.run.tables) else []
        if person is None or what is None:
            return []
        if what == "person":
            return [person] if home_of(self.run, person) is not None else []
        return [person, other] if other is not None and other != person else []


class StepForm(DraftForm):
    step = forms.ChoiceField(choices=[("undo", "undo"), ("redo", "redo")])


class BoardForm(forms.Form):
    """Which circles of a draft to show, and in which order; an answer that makes no sense counts as the usual."""

    q = forms.CharField(required=False, max_length=100)
    order = forms.ChoiceField(required=False, choices=ORDERS)
    page = forms.IntegerField(required=False, min_value=1)

    def answer(self) -> tuple[str, str, int]:
        self.is_valid()
        found = self.cleaned_data
        return found.get("order") or ORDERS[0][0], found.get("q") or "", found.get("page") or 1
