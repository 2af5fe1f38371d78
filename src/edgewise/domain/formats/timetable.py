"""When each stage of a session begins and how long it has, for a number of people. Seconds throughout."""

from __future__ import annotations

from dataclasses import dataclass

from edgewise.domain.formats.model import Format, Stage
from edgewise.domain.phrases import Phrase, counted, phrase


@dataclass(frozen=True, slots=True)
class Step:
    """One stage as it is run; `issue` counts from 1, and is None in the opening and closing."""

    stage_key: str
    issue: int | None


@dataclass(frozen=True, slots=True)
class Slot:
    stage: Stage
    issue: int | None
    start: int  # seconds from the beginning
    planned: int  # seconds, after any squeeze
    wished: int  # seconds it would have had with time enough

    @property
    def step(self) -> Step:
        return Step(self.stage.key, self.issue)


@dataclass(frozen=True, slots=True)
class Timetable:
    people: int
    slots: tuple[Slot, ...]
    total: int
    slack: int  # seconds left of the meeting; less than 0 when it does not fit
    problems: tuple[Phrase, ...]  # of the format: "is for 4 to 8 people, not 9"


def running_order(fmt: Format, issue_count: int) -> tuple[Step, ...]:
    """Every stage in the order it is run: opening, the issue stages once per issue, closing."""
    return tuple(Step(stage.key, issue) for stage, issue in _sequence(fmt, issue_count))


def people_in(stage: Stage, people: int, *, in_issue: bool) -> int:
    """How many have a turn in a stage timed per person: in an issue the owner has one only if the stage says so."""
    return people - 1 if in_issue and not stage.owner_takes_part else people


def planned_seconds(stage: Stage, people: int, *, in_issue: bool) -> int:
    """Seconds for the stage among `people` in the session, before any squeeze."""
    return stage.duration.planned(people_in(stage, people, in_issue=in_issue))


def timetable(fmt: Format, people: int, issue_count: int | None = None) -> Timetable:
    """The meeting for `people`; where it is too long, elastic stages all give the same share of what they can.

    `issue_count` is how many issues were chosen, where that differs from what the format plans.
    """
    sequence = _sequence(fmt, fmt.issue_count(people) if issue_count is None else issue_count)
    wished = [planned_seconds(stage, people, in_issue=issue is not None) for stage, issue in sequence]
    gives = [
        full - stage.duration.shortest(people_in(stage, people, in_issue=issue is not None))
        for full, (stage, issue) in zip(wished, sequence, strict=True)
    ]
    available = fmt.minutes * 60
    given = _shares(max(0, sum(wished) - available), gives)
    slots = _placed(sequence, wished, given)
    total = sum(slot.planned for slot in slots)
    return Timetable(people, slots, total, available - total, _problems(fmt, people, total))


def _sequence(fmt: Format, issue_count: int) -> list[tuple[Stage, int | None]]:
    opening: list[tuple[Stage, int | None]] = [(stage, None) for stage in fmt.opening]
    issues = [(stage, number) for number in range(1, issue_count + 1) for stage in fmt.issue]
    return [*opening, *issues, *((stage, None) for stage in fmt.closing)]


def _shares(wanted: int, gives: list[int]) -> list[int]:
    """`wanted` split in proportion to `gives`, in whole seconds that sum exactly; never more than a give."""
    total = sum(gives)
    taken = min(wanted, total)
    shares, so_far, before = [], 0, 0
    for give in gives:
        so_far += give
        upto = taken * so_far // total if total else 0
        shares.append(upto - before)
        before = upto
    return shares


def _placed(sequence: list[tuple[Stage, int | None]], wished: list[int], given: list[int]) -> tuple[Slot, ...]:
    slots: list[Slot] = []
    start = 0
    for (stage, issue), full, less in zip(sequence, wished, given, strict=True):
        slots.append(Slot(stage, issue, start, full - less, full))
        start += full - less
    return tuple(slots)


def _problems(fmt: Format, people: int, total: int) -> tuple[Phrase, ...]:
    least, most = fmt.people.least, fmt.people.most
    found = []
    if not least <= people <= most:
        if least == most:
            found.append(phrase("is for {wanted} people, not {people}", wanted=least, people=people))
        else:
            found.append(phrase("is for {least} to {most} people, not {people}", least=least, most=most, people=people))
    if total > fmt.minutes * 60:
        too_long = counted(
            "needs {count} minute for {people} people; only {planned} are planned",
            "needs {count} minutes for {people} people; only {planned} are planned",
            -(-total // 60),
            people=people,
            planned=fmt.minutes,
        )
        found.append(too_long)
    return tuple(found)
