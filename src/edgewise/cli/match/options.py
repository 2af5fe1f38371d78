"""What was asked of `edgewise match`, and the rules it comes to: an option before the rules file before the usual."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import BinaryIO

import click

from edgewise.cli.match.files import Meeting, read_history, read_locks
from edgewise.cli.match.people import Roll
from edgewise.cli.match.rules import ANY, Named, Said, read_rules
from edgewise.domain.matching.given.history import met_before
from edgewise.domain.matching.model import Kind, Rule, Rules
from edgewise.domain.matching.rounds.rounds import MOST_WITH_MEETINGS
from edgewise.domain.roster.model import Meaning

COMMON_MINUTES = 60
RUN = timedelta(weeks=52) - timedelta(days=1)  # both ends included
USUAL_SECONDS = ((60, 5.0), (120, 20.0), (10_000, 30.0), (100_000, 100.0))  # people, and processor seconds for so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    people: BinaryIO
    kind: str | None
    size: int | None
    least: int | None
    most: int | None
    rules: BinaryIO | None
    history: BinaryIO | None
    lock: BinaryIO | None
    seed: int
    seconds: float | None
    out: str | None
    json: str | None
    explain: tuple[str, ...]
    why_not: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    first: datetime | None
    last: datetime | None
    allow_alone: bool
    rounds: int = 1
    values: tuple[str, ...] = ()
    value_file: BinaryIO | None = None

    def refuse_contradictions(self) -> None:
        inputs = (self.people, self.rules, self.history, self.lock, self.value_file)
        if sum(getattr(file, "name", "") == "<stdin>" for file in inputs if file) > 1:
            raise click.UsageError("only one file can be standard input")
        if self.out == self.json == "-":
            raise click.UsageError("--out and --json cannot both be standard output")

    def refuse_rounds(self, people: int) -> None:
        """So many people in so many rounds are more than can be kept."""
        if self.rounds > 1 and people > MOST_WITH_MEETINGS:
            raise click.BadParameter(
                f"rounds are for {MOST_WITH_MEETINGS:,} people at most, here are {people:,}", param_hint="--rounds"
            )


def usual_seconds(people: int) -> float:
    """5 up to 60 people, 20 at 120, 30 at 10,000, 100 at 100,000 and beyond; in proportion between."""
    for (fewer, low), (more, high) in pairwise(USUAL_SECONDS):
        if people <= more:
            return low + (high - low) * max(people - fewer, 0) / (more - fewer)
    return USUAL_SECONDS[-1][1]


def rules_of(options: Options, roll: Roll, today: date) -> tuple[Rules, tuple[str, ...]]:
    """The rules, and what is worth saying of the files they come from. Raises click's errors for bad input."""
    said = read_rules(options.rules, _named(roll)) if options.rules else Said()
    first, last = _run(options, today)
    meetings, strangers = read_history(options.history, roll.ids) if options.history else (list[Meeting](), 0)
    rules = replace(
        _sized(options, said),
        first=first,
        last=last,
        common_minutes=COMMON_MINUTES if said.common_minutes is None else said.common_minutes,
        nobody_alone=said.nobody_alone and not options.allow_alone,
        never_again=said.never_again,
        apart=said.apart,
        together=said.together,
        met=met_before(meetings, first, said.half_life),
        weights=said.weights,
        relaxed=frozenset(_relaxed(said)),
    )
    rules = replace(rules, level_spread=_spread(said, rules.kind, roll))
    seats = read_locks(options.lock, roll.ids, rules.most) if options.lock else ()
    notes = [*said.strangers]
    if strangers and options.history:
        notes.append(f"{strangers} rows of the history name people who are not in {roll.file}; they are passed over.")
    return replace(rules, seats=seats), tuple(notes)


def _named(roll: Roll) -> Named:
    left_out = frozenset(out.written.lower() for out in roll.left_out if "@" in out.written)
    return Named(roll.ids, {one.id: one.name for one in roll.candidates}, left_out - roll.ids.keys())


def _sized(options: Options, said: Said) -> Rules:
    """Sizes that are not asked for follow those that are; of the usual ones as far as they fit."""
    kind = Kind(options.kind) if options.kind else said.kind or Kind.CIRCLE
    usual = kind.sizes
    least, target, most = options.least or said.least, options.size or said.target, options.most or said.most
    target = target or min(max(usual[1], least or 0), most or usual[1] + (least or 0))
    least = least or min(usual[0], target)
    most = most or max(usual[2], target)
    if not least <= target <= most:
        raise click.UsageError(f"the sizes are not in order: at least {least}, best {target}, at most {most}")
    return Rules(kind=kind, least=least, target=target, most=most, common_minutes=0, first=date.min, last=date.min)


def _run(options: Options, today: date) -> tuple[date, date]:
    first = options.first.date() if options.first else today
    last = options.last.date() if options.last else first + RUN
    if last < first:
        raise click.UsageError(f"the run ends on {last}, before it begins on {first}")
    if last - first > 10 * RUN:
        raise click.UsageError("a run of more than ten years cannot be looked at")
    return first, last


def _relaxed(said: Said) -> list[Rule]:
    """The rules that the file switches off; without common time nobody's hours need be known."""
    off = {Rule.LANGUAGE: not said.common_language, Rule.HOURS: said.common_minutes == 0}
    return [rule for rule, is_off in off.items() if is_off]


def _spread(said: Said, kind: Kind, roll: Roll) -> int | None:
    if said.level_spread == ANY or (said.level_spread is None and Meaning.ROLE_LEVEL not in roll.meanings):
        return None
    return said.level_spread if isinstance(said.level_spread, int) else kind.level_spread
