"""What the fields of a format must not say together. Pure: also for a format that never was a file."""

from __future__ import annotations

from collections.abc import Iterator

from edgewise.domain.formats.model import (
    CircleKind,
    ContributionKind,
    Does,
    Floor,
    Format,
    Output,
    SpeaksFirst,
    Stage,
)
from edgewise.domain.formats.problems import PARTS, Path
from edgewise.domain.formats.timetable import timetable

Breach = tuple[Path, str]

ROUNDS = (Floor.ROUND, Floor.ROUND_UNTIL_PASS)
OWNER_HAS_A_TURN = (*ROUNDS, Floor.SILENT_WRITING, Floor.ALL)
OWNER_FLOORS = (Floor.QUESTIONS, Floor.BACK_TURNED)
OF_AN_ISSUE = (
    Output.DECISION_QUESTION,
    Output.RESTATED_QUESTION,
    Output.PATTERNS,
    Output.OPTIONS,
    Output.DECISION,
    Output.COMMITMENT_OWNER,
)
MADE_FROM = {
    Output.OPTIONS: (ContributionKind.OPTION,),
    Output.PATTERNS: (ContributionKind.PERSPECTIVE, ContributionKind.EXPERIENCE),
}


def breaches(fmt: Format) -> tuple[Breach, ...]:
    """Every broken rule as (path, message); none means the format can be run."""
    found = list(format_breaches(fmt))
    seen: set[str] = set()
    for part in PARTS:
        for index, stage in enumerate(getattr(fmt, part)):
            if stage.key in seen:
                found.append(((part, index, "key"), f'"{stage.key}" is already the key of a stage'))
            seen.add(stage.key)
            found += [((part, index, *path), message) for path, message in stage_breaches(part, stage)]
    return tuple(found)


def stage_breaches(part: str, stage: Stage) -> Iterator[Breach]:
    """Rules that one stage can break by itself; `part` is opening, issue or closing."""
    yield from _business(part, stage)
    yield from _requirements(part, stage)
    yield from _speaks_first(stage)
    yield from _owner_takes_part(stage)
    yield from _back_turned(stage)
    if part != "issue":
        yield from _owner_outside_issue(stage)
    if stage.floor is Floor.SILENT_WRITING and not stage.allows:
        yield ("allows",), "is empty, so there is nothing to write in silence; name what may be written"


def _business(part: str, stage: Stage) -> Iterator[Breach]:
    if stage.does is not Does.TALK and part != "opening":
        yield ("does",), f"{stage.does} belongs in an opening stage"


def _requirements(part: str, stage: Stage) -> Iterator[Breach]:
    for index, requirement in enumerate(stage.requires):
        owned = requirement.output in OF_AN_ISSUE
        if owned and part != "issue":
            yield ("requires", index), f"{requirement.output} belongs to an issue; there is no issue owner in {part}"
        if not owned and part == "issue":
            yield ("requires", index), f"{requirement.output} is asked once of everybody; move it to a closing stage"


def _speaks_first(stage: Stage) -> Iterator[Breach]:
    if stage.speaks_first is SpeaksFirst.ROTATE:
        return
    if stage.floor not in ROUNDS:
        yield ("speaks_first",), f"nobody goes first where the floor is {stage.floor}; only in a round"
    elif stage.speaks_first is SpeaksFirst.OWNER and not stage.owner_takes_part:
        yield ("speaks_first",), "the owner has no turn here; add owner_takes_part = true or choose another"


def _owner_takes_part(stage: Stage) -> Iterator[Breach]:
    if stage.owner_takes_part and stage.floor not in OWNER_HAS_A_TURN:
        allowed = ", ".join(OWNER_HAS_A_TURN)
        yield ("owner_takes_part",), f"is for {allowed}; where the floor is {stage.floor} it means nothing"


def _back_turned(stage: Stage) -> Iterator[Breach]:
    if stage.turns_owners_back() and stage.owner_takes_part:
        yield ("owner_takes_part",), "the owner's back is turned, so the owner cannot take part"
    if not stage.back_turned:
        return
    if stage.floor is Floor.BACK_TURNED:
        yield ("back_turned",), "the floor already says so; leave this out"
    if stage.floor in (Floor.HOLDER, Floor.QUESTIONS):
        yield ("back_turned",), f"the owner speaks where the floor is {stage.floor}"


def _owner_outside_issue(stage: Stage) -> Iterator[Breach]:
    nobody = "there is no issue owner outside an issue"
    if stage.floor in OWNER_FLOORS:
        yield ("floor",), f"{stage.floor} needs an issue owner; {nobody}"
    if stage.prompt.owner:
        yield ("prompt", "owner"), nobody
    if stage.owner_takes_part:
        yield ("owner_takes_part",), nobody
    if stage.back_turned:
        yield ("back_turned",), nobody


def format_breaches(fmt: Format) -> Iterator[Breach]:
    """Rules that only the whole format can break."""
    if not fmt.stages():
        yield (), "has no stages; write at least one under [[opening]], [[issue]] or [[closing]]"
        return
    yield from _people(fmt)
    yield from _issues(fmt)
    yield from _opening(fmt)
    yield from _raw_material(fmt)
    yield from _length(fmt)


def _people(fmt: Format) -> Iterator[Breach]:
    if fmt.people.least > fmt.people.most:
        yield ("people",), f"least ({fmt.people.least}) is more than most ({fmt.people.most})"
    if fmt.kind is CircleKind.PAIR and (fmt.people.least, fmt.people.most) != (2, 2):
        yield ("people",), "a pair is two people; write people = 2"


def _issues(fmt: Format) -> Iterator[Breach]:
    if fmt.everyone_owns and fmt.issues != 1:
        yield ("issues",), "everyone_owns already says how many; leave issues out"
    elif fmt.issues > fmt.people.least:
        yield ("issues",), f"{fmt.issues} issues need {fmt.issues} owners; there may be only {fmt.people.least} people"
    if fmt.issues and not fmt.issue:
        yield ("issues",), "there are no [[issue]] stages for them; add some or leave issues out"
    if fmt.issue and not fmt.issues:
        yield ("issues",), "there are [[issue]] stages but no issue to take through them"


def _opening(fmt: Format) -> Iterator[Breach]:
    for does in (Does.CHOOSE_ISSUES, Does.PROMISES):
        doing = [index for index, stage in enumerate(fmt.opening) if stage.does is does]
        for index in doing[1:]:
            yield ("opening", index, "does"), f"{does} is already done by an earlier stage"
        if does is Does.CHOOSE_ISSUES:
            yield from _owners_named(fmt, doing)


def _owners_named(fmt: Format, choosing: list[int]) -> Iterator[Breach]:
    if choosing and (fmt.everyone_owns or not fmt.issues):
        why = "everyone owns an issue" if fmt.everyone_owns else "the session takes no issue"
        yield ("opening", choosing[0], "does"), f"there is nothing to choose: {why}"
    if fmt.issues and not fmt.everyone_owns and not choosing:
        yield (), 'nobody names the issue owners; add does = "choose_issues" to an opening stage, or everyone_owns'


def _raw_material(fmt: Format) -> Iterator[Breach]:
    allowed: set[ContributionKind] = set()
    for index, stage in enumerate(fmt.issue):
        allowed.update(stage.allows)
        for place, requirement in enumerate(stage.requires):
            needed = MADE_FROM.get(requirement.output, ())
            if needed and allowed.isdisjoint(needed):
                why = f"neither this stage nor one before it allows {' or '.join(needed)}"
                yield ("issue", index, "requires", place), f"{requirement} can never be met: {why}"


def _length(fmt: Format) -> Iterator[Breach]:
    if fmt.people.least > fmt.people.most:
        return
    for message in timetable(fmt, fmt.people.least).problems:
        yield ("minutes",), message
