"""From a TOML table to one Stage."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import TypeVar

from edgewise.domain.formats.model import (
    Asks,
    AtTimeUp,
    ContributionKind,
    Does,
    Duration,
    Floor,
    Output,
    Prompt,
    Requirement,
    SpeaksFirst,
    Stage,
)
from edgewise.domain.formats.problems import kind_of, shortened
from edgewise.domain.formats.tables import Table
from edgewise.domain.phrases import listed, phrase

COUNTED = (Output.PATTERNS, Output.OPTIONS)
MOST_COUNTED = 20
MOST_MINUTES = 240
LEAST_SECONDS = 5
REQUIREMENT = re.compile(r"([a-z_]+)(?:>=([1-9][0-9]?))?")
TIMES = ("minutes", "seconds", "per_person")
E = TypeVar("E", bound=StrEnum)


def read_stage(table: Table) -> Stage | None:
    """None where anything in the table is wrong; the problems are noted."""
    before = len(table.notes.problems)
    stage = Stage(
        key=table.key("key"),
        title=table.title("title"),
        floor=table.choice("floor", Floor),
        duration=_duration(table),
        purpose=table.words("purpose"),
        prompt=_prompt(table),
        job_aid=table.words("job_aid"),
        does=table.choice("does", Does, Does.TALK),
        speaks_first=table.choice("speaks_first", SpeaksFirst, SpeaksFirst.ROTATE),
        allows=_members(table, "allows", ContributionKind),
        requires=_requires(table),
        at_time_up=table.choice("at_time_up", AtTimeUp, AtTimeUp.WARN),
        owner_takes_part=table.flag("owner_takes_part", False),
        can_be_skipped=table.flag("can_be_skipped", True),
        asks=_members(table, "asks", Asks),
        back_turned=table.flag("back_turned", False),
    )
    table.refuse_unknown()
    return stage if len(table.notes.problems) == before else None


def _prompt(table: Table) -> Prompt:
    match table.get("prompt"):
        case dict() as data:
            roles = table.table(data, "prompt")
            prompt = Prompt(roles.words("others"), roles.words("owner"), roles.words("facilitator"))
            roles.refuse_unknown()
            return prompt
        case None | str():
            return Prompt(table.words("prompt"))
        case other:
            message = phrase("must be text, or a table of others, owner, facilitator, not {kind}", kind=kind_of(other))
            table.wrong(message, "prompt")
            return Prompt()


def _duration(table: Table) -> Duration:
    minutes, seconds, per_person = (table.get(name) for name in TIMES)
    given = [name for name in TIMES if name in table.data]
    if len(given) != 1:
        message = phrase("exactly one of minutes, seconds or per_person says how long; none is given")
        if given:
            message = phrase(
                "exactly one of minutes, seconds or per_person says how long; {given} are given", given=listed(given)
            )
        table.wrong(message, *given[1:2])
        return Duration()
    if per_person is not None:
        return Duration(per_person=table.whole(per_person, LEAST_SECONDS, 3600, "per_person"))
    if minutes is not None:
        return _span(table, minutes, "minutes", 60, 1)
    return _span(table, seconds, "seconds", 1, LEAST_SECONDS)


def _span(table: Table, value: object, name: str, unit: int, smallest: int) -> Duration:
    """A fixed or an elastic duration written in `unit` seconds."""
    most = MOST_MINUTES * 60 // unit
    if isinstance(value, float) and name == "minutes":
        seconds = str(round(value * 60)) if abs(value) < most else "..."
        table.wrong(phrase("must be whole; write seconds = {seconds}", seconds=seconds), name)
    elif isinstance(value, dict):
        return _elastic(table.table(value, name), unit, smallest, most)
    else:
        return Duration(fixed=table.whole(value, smallest, most, name) * unit)
    return Duration()


def _elastic(table: Table, unit: int, smallest: int, most: int) -> Duration:
    least, longest = table.number("least", smallest, most), table.number("most", smallest, most)
    table.refuse_unknown()
    if {"least", "most"} <= table.data.keys() and least >= longest:
        table.wrong(phrase("least ({least}) must be less than most ({most})", least=least, most=longest))
    return Duration(least=least * unit, most=longest * unit)


def _members(table: Table, name: str, kind: type[E]) -> tuple[E, ...]:
    """A list of words of one enumeration, each once."""
    found: list[E] = []
    for index, value in enumerate(table.items(name)):
        member = table.member(value, kind, name, index)
        if member in found:
            table.wrong(phrase("{kind} is there twice", kind=str(member)), name, index)
        elif member is not None:
            found.append(member)
    return tuple(found)


def _requires(table: Table) -> tuple[Requirement, ...]:
    found: list[Requirement] = []
    for index, value in enumerate(table.items("requires")):
        requirement = _requirement(table, value, index)
        if requirement is None:
            continue
        if any(requirement.output is earlier.output for earlier in found):
            message = phrase("{output} is required twice", output=requirement.output.value)
            table.wrong(message, "requires", index)
        found.append(requirement)
    return tuple(found)


def _requirement(table: Table, value: object, index: int) -> Requirement | None:
    where = ("requires", index)
    form = REQUIREMENT.fullmatch(value) if isinstance(value, str) else None
    if isinstance(value, str) and form is None:
        unlike = phrase('"{words}" must be written like decision or options>=3', words=shortened(value))
        table.wrong(unlike, *where)
        return None
    output = table.member(form[1] if form else value, Output, *where)
    if form is None or output is None:
        return None
    if output in COUNTED:
        return Requirement(output, _count(table, output, form[2], index))
    if form[2] is not None:
        uncounted = phrase('{output} is there or it is not; write "{output}" without a number', output=output.value)
        table.wrong(uncounted, *where)
    return Requirement(output)


def _count(table: Table, output: Output, digits: str | None, index: int) -> int:
    if digits is None:
        table.wrong(phrase('how many? write "{output}>=1"', output=output.value), "requires", index)
        return 1
    if int(digits) > MOST_COUNTED:
        message = phrase(
            "{output}>={number} is more than {most}", output=output.value, number=digits, most=MOST_COUNTED
        )
        table.wrong(message, "requires", index)
    return int(digits)
