"""All input about feedback."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.anonymity.chairs import ANSWERS, QUESTIONS, Taps
from edgewise.domain.coaching.feedback.written import FIELDS, PARTS, FeedbackWords, FieldHint, hints_in
from edgewise.growth.feedback.models import Landed
from edgewise.growth.feedback.queries import FeedbackRead, Peer
from edgewise.growth.forms import new_key

MOST_ASKED = 3  # peers, by one question
LONGEST_SITUATION, LONGEST_PART = 200, 600  # letters
KEY = r"\A[0-9a-f]{24}\Z"


def _situation(help_text: Any = "") -> forms.CharField:
    label = gettext_lazy("When and where was it?")
    return forms.CharField(label=label, max_length=LONGEST_SITUATION, required=False, help_text=help_text)


def _part(label: Any, help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=label, max_length=LONGEST_PART, required=False, help_text=help_text, widget=widget)


class WordsForm(forms.Form):
    """A strength, a change, or both; each begins with what was seen or heard."""

    strength_situation = _situation(gettext_lazy("For instance: in Tuesday’s session, when Dana told us of her boss."))
    strength_behaviour = _part(
        gettext_lazy("What did you see or hear?"),
        gettext_lazy("As a camera would show it: “You asked two questions and waited.”"),
    )
    strength_impact = _part(
        gettext_lazy("What did it do, to you or to the work?"),
        gettext_lazy("For instance: I could say what worried me."),
    )
    change_situation = _situation(gettext_lazy("For instance: on Monday, at the beginning of our session."))
    change_behaviour = _part(
        gettext_lazy("What did you see or hear?"), gettext_lazy("What happened, and not what kind of person they are.")
    )
    change_impact = _part(
        gettext_lazy("What did it do, to you or to the work?"), gettext_lazy("For instance: we began a second time.")
    )
    alternative = _part(gettext_lazy("One thing to try instead"), gettext_lazy("An offer. They decide."))
    key = forms.RegexField(KEY, widget=forms.HiddenInput, initial=new_key)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors:
            return given
        words = self.words()
        begun = [part for part in PARTS if words.part(part) or (part == "change" and words.alternative)]
        for part in begun:
            if not getattr(words, f"{part}_behaviour"):
                self.add_error(f"{part}_behaviour", _("Say what you saw or heard. The rest hangs on it."))
        if not begun:
            self.add_error("strength_behaviour", _("Write one of the two: what was good, or what you would change."))
        return given

    def words(self) -> FeedbackWords:
        return FeedbackWords(**{name: self.cleaned_data.get(name, "").strip() for name in FIELDS})

    def hints(self, part: str) -> list[tuple[forms.BoundField, FieldHint]]:
        """What is written so far in that part, valid or not; the alternative belongs to the change."""
        self.full_clean()
        here = [hint for hint in hints_in(self.words()) if hint.field.startswith(part) or part == "change"]
        return [
            (self[hint.field], hint) for hint in here if part == "strength" or not hint.field.startswith("strength")
        ]

    @property
    def strength(self) -> list[forms.BoundField]:
        return [self[name] for name in FIELDS if name.startswith("strength")]

    @property
    def change(self) -> list[forms.BoundField]:
        return [self[name] for name in FIELDS if not name.startswith("strength")]


class GiveForm(WordsForm):
    """To one of the peers."""

    to = forms.ChoiceField(label=gettext_lazy("For whom?"))

    def __init__(self, peers: Sequence[Peer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.peers = {str(one.peer.pk): one for one in peers}
        to = self.fields["to"]
        assert isinstance(to, forms.ChoiceField)
        first = [("", _("Choose"))] if len(peers) > 1 else []
        to.choices = [*first, *_choices(peers)]

    def peer(self) -> Peer:
        return self.peers[self.cleaned_data["to"]]


def _choices(peers: Sequence[Peer]) -> list[tuple[str, str]]:
    return [
        (str(one.peer.pk), _("%(name)s (%(circle)s)") % {"name": one.peer.person.name, "circle": one.circle.name})
        for one in peers
    ]


class AskForm(forms.Form):
    """One question, to one, two or three peers."""

    question = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=300,
        help_text=gettext_lazy("One thing that they can have seen. For instance: what did I do that helped you think?"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    peers = forms.MultipleChoiceField(
        label=gettext_lazy("Whom do you ask?"),
        help_text=gettext_lazy("One, two or three people. Each answers you alone."),
        widget=forms.CheckboxSelectMultiple,
    )
    key = forms.RegexField(KEY, widget=forms.HiddenInput, initial=new_key)

    def __init__(self, peers: Sequence[Peer], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.peer.pk): one for one in peers}
        chosen = self.fields["peers"]
        assert isinstance(chosen, forms.MultipleChoiceField)
        chosen.choices = _choices(peers)

    def clean_peers(self) -> list[Peer]:
        chosen = [self.known[pk] for pk in dict.fromkeys(self.cleaned_data["peers"])]
        if len(chosen) > MOST_ASKED:
            raise forms.ValidationError(_("Choose three at most."))
        if len({one.me.pk for one in chosen}) > 1:
            raise forms.ValidationError(_("Choose people of one organisation."))
        return chosen


class LandForm(forms.Form):
    landed = forms.TypedChoiceField(
        label=gettext_lazy("How did that land?"), choices=Landed.choices, coerce=Landed, widget=forms.RadioSelect
    )
    sentence = forms.CharField(
        label=gettext_lazy("A sentence about it, if you like"),
        required=False,
        max_length=300,
    )

    def __init__(self, read: FeedbackRead, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"landed": read.row.landed, "sentence": read.landing or ""})


class ReportForm(forms.Form):
    line = forms.CharField(
        label=gettext_lazy("What should your coordinator know?"),
        required=False,
        max_length=1000,
        help_text=gettext_lazy("You may leave it empty."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    with_words = forms.BooleanField(label=gettext_lazy("Add the words of the feedback"), required=False)

    def said(self, words: FeedbackWords | None) -> str:
        """All that the coordinator reads."""
        given = self.cleaned_data
        quoted = [said for said in words.in_fields.values() if said] if words and given["with_words"] else []
        return "\n\n".join(part for part in (given["line"].strip(), "\n".join(quoted)) if part)


class TapsForm(forms.Form):
    """Two closed questions about the chair, from 1 to 5."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, asked in QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=str(asked),
                choices=[(answer, str(words)) for answer, words in ANSWERS.items()],
                coerce=int,
                widget=forms.RadioSelect(attrs={"class": "scale"}),
            )

    def taps(self) -> Taps:
        return Taps(self.cleaned_data["airtime"], self.cleaned_data["decision"])
