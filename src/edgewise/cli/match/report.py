"""What a match came to: as JSON whose shape is a contract, as CSV, and in words for a terminal."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct, field, json

from edgewise.cli.match.people import Roll
from edgewise.domain.matching.explain.reasons import common_hours, common_languages, why_us
from edgewise.domain.matching.explain.wording import labels, several
from edgewise.domain.matching.model import BoundKind, Candidate, Match, Proposal, Rule, Rules
from edgewise.domain.matching.model import Unplaced as LeftOver
from edgewise.domain.matching.rounds.rounds import Rounds
from edgewise.domain.roster.cells import harmless
from edgewise.domain.roster.fields.languages import language_name
from edgewise.domain.roster.fields.levels import ROLE_LEVELS

ROW = "a row that cannot be used"  # stands in the way of whoever is in it, beside the rules
COLUMNS = ("circle", "email", "name", "score", "common_minutes", "languages", "date")


class Circle(Struct, forbid_unknown_fields=True):
    """One circle."""

    id: Annotated[int, Meta(ge=1, description="From 1, in the order of the report; it goes on from round to round.")]
    members: Annotated[list[str], Meta(description="Addresses, in alphabetical order.")]
    score: Annotated[int, Meta(description="Points of all pairs in it, at most 1000 a pair.")]
    common_minutes: Annotated[
        int, Meta(ge=0, description="The longest unbroken stretch of everybody's working time, in the worst week.")
    ]
    languages: Annotated[list[str], Meta(description="ISO 639-1 codes of what everybody speaks, the best first.")]
    reasons: Annotated[list[str], Meta(description="Why these people sit together, the strongest reason first.")]


class Unplaced(Struct, forbid_unknown_fields=True):
    """One person without a circle."""

    email: Annotated[str, Meta(description="As the file has it; of a row without a usable address, what it says.")]
    row: Annotated[int, Meta(ge=1, description="Of the file, as a spreadsheet numbers it.")]
    blocking_rules: Annotated[list[str], Meta(description="First the rule whose relaxing would help most.")]
    reasons: list[str]


class Round(Struct, forbid_unknown_fields=True):
    """One of several rounds of the same people."""

    number: Annotated[int, Meta(ge=1)]
    circles: list[Circle]
    unplaced: Annotated[list[Unplaced], Meta(description="Who sits out this round.")]
    score: Annotated[int, Meta(description="Of all circles of this round.")]
    repeats: Annotated[int, Meta(ge=0, description="Pairs in it who sat together in an earlier round.")]


class Advice(Struct, forbid_unknown_fields=True):
    """What to change so that more people find a circle."""

    smallest: Annotated[list[str], Meta(description="The smallest set of rules in the way of placing everybody.")]
    relax: Annotated[str | None, Meta(description="The one rule whose relaxing would place most people.")]
    would_place: Annotated[int, Meta(ge=0, description="How many of those left over that would place.")]
    words: list[str]


class Effort(Struct, forbid_unknown_fields=True):
    """How much searching was done: the same people, rules, seed and effort make the same circles."""

    sweeps: list[int]
    exact: list[int]


class UsedRules(Struct, forbid_unknown_fields=True):
    """The rules as they were applied. Pairs that are kept secret are neither named nor counted."""

    kind: str
    least: int
    target: int
    most: int
    common_language: bool
    common_minutes: int
    level_spread: Annotated[int | None, Meta(description="Null: any.")]
    nobody_alone: bool
    first: date
    last: date
    weights: dict[str, int]


class Explained(Struct, forbid_unknown_fields=True):
    """Why one person sits where they sit; circle is null for somebody who is left over."""

    email: str
    circle: int | None
    share_of_ideal: Annotated[
        float | None, Meta(description="Their points there, of those in the best company they could have, 0 to 1.")
    ]
    reasons: list[str]


class Answer(Struct, forbid_unknown_fields=True):
    """Why one person does not sit with another."""

    one: str
    other: str
    rules: Annotated[list[str], Meta(description="The rules that forbid it; none where it would only cost points.")]
    words: list[str]


class Report(Struct, forbid_unknown_fields=True):
    """The result of `edgewise match`."""

    circles: list[Circle]
    unplaced: list[Unplaced]
    score: Annotated[int, Meta(description="Of all circles.")]
    bound: Annotated[int, Meta(description="No way to place as many people into these sizes scores more.")]
    bound_kind: Annotated[str, Meta(description="optimum, T1 or T0: how the bound was proved.")]
    gap: Annotated[float, Meta(ge=0, description="Percent of the bound that the score may be short of the best.")]
    seconds: Annotated[float, Meta(ge=0, description="Processor seconds of matching.")]
    seed: int
    warnings: Annotated[list[str], Meta(description="What was odd in the file, by row and column.")]
    people: Annotated[int, Meta(ge=0, description="In the file, placed or not.")]
    placed: Annotated[int, Meta(ge=0)]
    rules: UsedRules
    effort: Effort
    advice: Advice | None = None
    explained: list[Explained] = field(default_factory=list)
    why_not: list[Answer] = field(default_factory=list)
    rounds: Annotated[
        list[Round], Meta(description="With --rounds all of them; what stands beside is of the first.")
    ] = field(default_factory=list)
    repeats: Annotated[int, Meta(ge=0, description="Of all rounds.")] = 0
    least_repeats: Annotated[int, Meta(ge=0, description="No rounds of these sizes have fewer.")] = 0


def schema() -> bytes:
    """The JSON Schema of a report: docs/match.schema.json."""
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **json.schema(Report)}
    return json.format(json.encode(found), indent=2) + b"\n"


def as_json(report: Report) -> str:
    return json.format(json.encode(report, enc_hook=str), indent=2).decode() + "\n"


def report_of(roll: Roll, rules: Rules, found: Match) -> Report:
    circles = _circles(found.circles, 1, rules, roll)
    return Report(
        circles=circles,
        unplaced=_unplaced(found.unplaced, roll),
        score=found.score,
        bound=found.bound,
        bound_kind=found.bound_kind.value,
        gap=round(max(found.gap, 0), 4),
        seconds=round(found.seconds, 3),
        seed=found.seed,
        warnings=[*roll.warnings, *found.warnings],
        people=roll.size,
        placed=sum(len(circle.members) for circle in circles),
        rules=_used(rules),
        effort=Effort(list(found.effort.sweeps), list(found.effort.exact)),
        advice=_advice(found),
    )


def add_rounds(report: Report, roll: Roll, rules: Rules, found: Rounds) -> None:
    """Sets the rounds of a report, of which it says the first already."""
    number = 1
    for index, held in enumerate(found.held, 1):
        circles = _circles(held.circles, number, rules, roll)
        number += len(circles)
        report.rounds.append(Round(index, circles, _unplaced(held.unplaced, roll), held.score, held.repeats))
    report.repeats, report.least_repeats = found.repeats, found.least_repeats


def _circles(proposals: Iterable[Proposal], number: int, rules: Rules, roll: Roll) -> list[Circle]:
    """As they are reported, numbered from `number`."""
    people = {one.id: one for one in roll.candidates}
    return [
        _circle(place, [people[i] for i in circle.members], circle.score, rules, roll)
        for place, circle in enumerate(proposals, number)
    ]


def _unplaced(left: Iterable[LeftOver], roll: Roll) -> list[Unplaced]:
    """They, and everybody whose row cannot be used."""
    found = [
        Unplaced(roll.emails[one.id], roll.rows[one.id], list(labels(one.rules)), list(one.reasons)) for one in left
    ]
    found += [Unplaced(one.written, one.row, [ROW], [str(f) for f in one.findings]) for one in roll.left_out]
    return sorted(found, key=lambda one: (one.email, one.row))


def _circle(number: int, people: Sequence[Candidate], score: int, rules: Rules, roll: Roll) -> Circle:
    return Circle(
        id=number,
        members=sorted(roll.emails[one.id] for one in people),
        score=score,
        common_minutes=common_hours(people, rules).minutes,
        languages=list(common_languages(people)),
        reasons=list(why_us(people, rules, ROLE_LEVELS)),
    )


def _used(rules: Rules) -> UsedRules:
    return UsedRules(
        kind=rules.kind.value,
        least=rules.least,
        target=rules.target,
        most=rules.most,
        common_language=rules.holds(Rule.LANGUAGE),
        common_minutes=rules.common_minutes,
        level_spread=rules.level_spread,
        nobody_alone=rules.nobody_alone,
        first=rules.first,
        last=rules.last,
        weights=asdict(rules.weights),
    )


def _advice(found: Match) -> Advice | None:
    advice = found.advice
    if advice is None:
        return None
    relax = advice.relax.label if advice.relax else None
    return Advice(list(labels(advice.smallest)), relax, advice.would_place, list(advice.words))


def as_csv(report: Report, names: Mapping[str, str]) -> str:
    """One row a seat, in which no cell acts as a formula. It can be the lock or the history of a later match."""
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\n")
    writer.writerow((*COLUMNS, "round") if report.rounds else COLUMNS)
    for number, circle in _all_circles(report):
        for email in circle.members:
            cells = (circle.id, email, names[email], circle.score, circle.common_minutes, " ".join(circle.languages))
            rest = (report.rules.first.isoformat(), *((number,) if report.rounds else ()))
            writer.writerow([harmless(str(cell)) for cell in (*cells, *rest)])
    return kept.getvalue()


def _all_circles(report: Report) -> Iterator[tuple[int, Circle]]:
    """The circles of all rounds, each with the number of its round."""
    for number, circles in enumerate([held.circles for held in report.rounds] or [report.circles], 1):
        for circle in circles:
            yield number, circle


def summary(report: Report) -> Iterator[str]:
    left = report.people - report.placed
    yield (
        f"{several(report.people, 'person', 'people')}: {report.placed} placed in "
        f"{several(len(report.circles), 'circle')}, {left or 'nobody'} left over."
    )
    if report.circles:
        is_best = report.bound_kind == BoundKind.OPTIMUM and report.score >= report.bound
        proof = "no better is possible" if is_best else _proof(report)
        yield f"Score {report.score:,}: {proof}. {report.seconds:.1f} s, seed {report.seed}."


def _proof(report: Report) -> str:
    label = BoundKind(report.bound_kind).label
    return f"at most {report.gap:.2f} % below the best possible ({report.bound:,} by {label})"


def in_words(report: Report, people: Mapping[str, Candidate], *, with_circles: bool) -> Iterator[str]:
    yield from summary(report)
    if report.rounds:
        yield from _of_rounds(report, people, with_circles=with_circles)
    else:
        yield from _seats(report.circles if with_circles else (), people)
        yield from _left(report.unplaced, "Left over")
    if report.advice:
        yield "\nWhat would help"
        yield from (f"  {words}" for words in report.advice.words)
    for told in report.explained:
        share = "" if told.share_of_ideal is None else f", {told.share_of_ideal:.0%} of the best company possible"
        yield f"\n{told.email}: " + (f"circle {told.circle}{share}" if told.circle else "without a circle")
        yield from (f"  {reason}" for reason in told.reasons)
    for answer in report.why_not:
        yield f"\n{answer.one} with {answer.other}: {', '.join(answer.rules) or 'no rule forbids it'}"
        yield from (f"  {words}" for words in answer.words)


def _of_rounds(report: Report, people: Mapping[str, Candidate], *, with_circles: bool) -> Iterator[str]:
    times = f"{several(report.repeats, 'pair meets', 'pairs meet')} again" if report.repeats else "nobody meets twice"
    least = f"; at least {report.least_repeats} must" if report.repeats > report.least_repeats > 0 else ""
    best = "; fewer are not possible" if report.repeats == report.least_repeats > 0 else ""
    yield f"{several(len(report.rounds), 'round')}: {times}{least}{best}."
    never = [one for one in report.unplaced if all(one in held.unplaced for held in report.rounds)]
    yield from _left(never, "Left over in every round")
    for held in report.rounds:
        out = [one for one in held.unplaced if one not in never]
        repeats = several(held.repeats, "pair that has met", "pairs that have met")
        yield f"\nRound {held.number}: {several(len(held.circles), 'circle')}, score {held.score:,}, {repeats}"
        yield from _seats(held.circles if with_circles else (), people)
        yield from _left(out, f"Sitting out round {held.number}")


def _seats(circles: Iterable[Circle], people: Mapping[str, Candidate]) -> Iterator[str]:
    for circle in circles:
        spoken = ", ".join(map(language_name, circle.languages)) or "no common language"
        yield f"\nCircle {circle.id}: {len(circle.members)} people, {spoken}, score {circle.score:,}"
        yield from (f"  {email:40} {_about(people[email])}" for email in circle.members)
        yield from (f"    {reason}" for reason in circle.reasons)


def _left(unplaced: Sequence[Unplaced], heading: str) -> Iterator[str]:
    if unplaced:
        yield f"\n{heading}"
    for one in unplaced:
        yield f"  row {one.row}  {one.email or 'without an address'}: {', '.join(one.blocking_rules)}"
        yield from (f"    {reason}" for reason in one.reasons)


def _about(one: Candidate) -> str:
    level = ROLE_LEVELS[one.level] if one.level is not None else ""
    return ", ".join(filter(None, (one.name, level, one.function, one.unit, one.location)))
