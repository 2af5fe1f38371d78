"""What a session did to its decisions, and how evenly its people talked: one look in the circle's mirror."""

from __future__ import annotations

from msgspec import Struct

from edgewise.domain.formats.model import ContributionKind
from edgewise.domain.phrases import phrase
from edgewise.domain.session.airtime import evenness
from edgewise.domain.session.gates import was_held
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.state import State, stage_named
from edgewise.domain.session.text import gist
from edgewise.domain.session.views.audience import looking_back
from edgewise.domain.session.views.board import all_withheld


class IssueMirror(Struct, frozen=True):
    """Of an issue that was held: what was there at its start, beside what was there at its end."""

    owner: SeatId
    owner_name: str
    title: str
    question: str
    restated: str
    written: tuple[str, ...]  # options that were written in silence, each once
    options: tuple[str, ...]  # on the board at the end
    sure_before: int | None  # per cent; None: not told, or nothing was decided
    sure_after: int | None
    chosen: str
    promised: str  # by its owner

    @property
    def new_ones(self) -> int:
        """How many options of the board nobody had written in silence."""
        written = {gist(one) for one in self.written}
        return sum(gist(one) not in written for one in self.options)

    @property
    def sure(self) -> str:
        """What became of the owner's confidence; empty unless both were told."""
        if self.sure_before is None or self.sure_after is None:
            return ""
        if self.sure_after < self.sure_before:
            return phrase(
                "{before} % sure before, {after} % after. Less sure after a good round is a good sign.",
                before=self.sure_before, after=self.sure_after,
            )  # fmt: skip
        if self.sure_after == self.sure_before:
            return phrase("As sure after the round as before: {after} %.", after=self.sure_after)
        return phrase("{before} % sure before, {after} % after.", before=self.sure_before, after=self.sure_after)


class SessionMirror(Struct, frozen=True):
    issues: tuple[IssueMirror, ...]
    evenness: float | None  # from 0 to 1; see airtime.py


def mirror_of(state: State, reader: SeatId) -> SessionMirror:
    """Of a session that is over, as far as the state goes: what the reader's back was turned to is left out."""
    withheld = all_withheld(state, looking_back(state, reader))
    held = [number for number in range(len(state.issues)) if was_held(state, number)]
    return SessionMirror(tuple(_issue(state, number, withheld) for number in held), evenness(state, state.at))


def _issue(state: State, number: int, withheld: frozenset[int]) -> IssueMirror:
    issue, steps = state.issues[number], state.control.steps
    made = state.commitments.get(issue.owner)
    options = [
        said.text
        for said in state.contributions
        if said.kind is ContributionKind.OPTION and steps[said.step].issue == number and said.step not in withheld
    ]
    return IssueMirror(
        owner=issue.owner,
        owner_name=state.seats[issue.owner].name,
        title=issue.title,
        question=issue.decision_question,
        restated=issue.restated_question,
        written=_written(state, number, withheld),
        options=tuple(options),
        sure_before=issue.sure_before if issue.decision else None,
        sure_after=issue.sure_after if issue.decision else None,
        chosen=issue.decision,
        promised=made.what if made and made.step not in withheld else "",
    )


def _written(state: State, number: int, withheld: frozenset[int]) -> tuple[str, ...]:
    """One a line, from the notes of stages that take options and nothing else; the same line of two people once."""
    steps = state.control.steps
    notes = [note for note in state.revealed if steps[note.step].issue == number and note.step not in withheld]
    found: dict[str, str] = {}
    for note in notes:
        if stage_named(state.fmt, steps[note.step].stage).allows == (ContributionKind.OPTION,):
            for line in filter(None, map(str.strip, note.text.splitlines())):
                found.setdefault(gist(line), line)
    return tuple(found.values())
