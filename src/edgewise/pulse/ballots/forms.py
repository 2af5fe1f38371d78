"""All input of a ballot."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from edgewise.domain.anonymity.cells import FEWEST_COMMENTS
from edgewise.domain.pulse.model import LONGEST_PULSE_COMMENT, LOWEST_ANSWER, Questionnaire
from edgewise.domain.roster.fields.invisible import clean

RATHER_NOT = "0"


class CommentField(forms.CharField):
    """Letters as they are seen: a line break is one, and what nobody sees is no comment and turns no line round."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class BallotForm(forms.Form):
    """Every item, in the order of the questionnaire, and the comment."""

    def __init__(self, questionnaire: Questionnaire, data: Any = None) -> None:
        super().__init__(data)
        said = questionnaire.said
        choices = [(str(number), said(words)) for number, words in enumerate(questionnaire.answers, LOWEST_ANSWER)]
        choices.append((RATHER_NOT, said(questionnaire.rather_not)))
        for item in questionnaire.items:
            self.fields[f"item-{item.key}"] = forms.ChoiceField(
                label=said(item.words),
                choices=choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose an answer. You can also say that you would rather not say.")},
            )
        self.fields["comment"] = CommentField(
            label=said(questionnaire.comment),
            required=False,
            max_length=LONGEST_PULSE_COMMENT,
            widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
            help_text=_(
                "It may stay empty. It is shown word for word, shuffled with others, and only if %(n)d people write"
                " one. Your style can be recognised, and so can what only you know."
            )
            % {"n": FEWEST_COMMENTS},
        )

    @property
    def items(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("item-")]

    def answers(self) -> list[int | None]:
        """In the order of the items; None: they would rather not say."""
        given = self.cleaned_data
        return [int(given[name]) or None for name in self.fields if name.startswith("item-")]

    def comment(self) -> str:
        return str(self.cleaned_data["comment"])
