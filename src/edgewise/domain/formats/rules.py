"""What the fields of a format must not say together. Pure: also for a format that never was a file."""

from __future__ import annotations

from collections.abc import Iterator

from edgewise.domain.formats.model import (
    Asks,
    CircleKind,
    ContributionKind,
    Does,
    Floor,
    Format,
    Output,
    Requirement,
    SpeaksFirst,
    Stage,
)
from edgewise.domain.formats.problems import PARTS, Path
from edgewise.domain.formats.timetable import timetable
from edgewise.domain.phrases import Phrase, counted, phrase

Breach = tuple[Path, str]
CONFIDENCE_TIMES = 2  # in an issue: before and after

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
                twice = phrase('"{key}" is already the key of a stage', key=stage.key)
                found.append(((part, index, "key"), twice))
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
    yield from _asks(part, stage)
    if part != "issue":
        yield from _owner_outside_issue(stage)
    if stage.floor is Floor.SILENT_WRITING and not stage.allows:
        yield ("allows",), phrase("is empty, so there is nothing to write in silence; name what people may write")


def _business(part: str, stage: Stage) -> Iterator[Breach]:
    if stage.does is not Does.TALK and part != "opening":
        yield ("does",), phrase("{does} belongs in an opening stage", does=stage.does.value)


def _requirements(part: str, stage: Stage) -> Iterator[Breach]:
    for index, requirement in enumerate(stage.requires):
        owned, output = requirement.output in OF_AN_ISSUE, requirement.output.value
        if owned and part != "issue":
            message = phrase(
                "{output} belongs to an issue; there is no issue owner in {part}", output=output, part=part
            )
            yield ("requires", index), message
        if not owned and part == "issue":
            message = phrase("everybody is asked for {output} once; move it to a closing stage", output=output)
            yield ("requires", index), message


def _speaks_first(stage: Stage) -> Iterator[Breach]:
    if stage.speaks_first is SpeaksFirst.ROTATE:
        return
    if stage.floor not in ROUNDS:
        message = phrase("nobody goes first where the floor is {floor}; only in a round", floor=stage.floor.value)
        yield ("speaks_first",), message
    elif stage.speaks_first is SpeaksFirst.OWNER and not stage.owner_takes_part:
        message = phrase("the owner has no turn here; add owner_takes_part = true or choose another")
        yield ("speaks_first",), message


def _owner_takes_part(stage: Stage) -> Iterator[Breach]:
    if stage.owner_takes_part and stage.floor not in OWNER_HAS_A_TURN:
        allowed = ", ".join(OWNER_HAS_A_TURN)
        message = phrase(
            "is for {allowed}; where the floor is {floor} it means nothing", allowed=allowed, floor=stage.floor.value
        )
        yield ("owner_takes_part",), message


def _back_turned(stage: Stage) -> Iterator[Breach]:
    if stage.turns_owners_back() and stage.owner_takes_part:
        yield ("owner_takes_part",), phrase("the owner's back is turned, so the owner cannot take part")
    if not stage.back_turned:
        return
    if stage.floor is Floor.BACK_TURNED:
        yield ("back_turned",), phrase("the floor already says so; leave this out")
    if stage.floor in (Floor.HOLDER, Floor.QUESTIONS):
        yield ("back_turned",), phrase("the owner speaks where the floor is {floor}", floor=stage.floor.value)


def _asks(part: str, stage: Stage) -> Iterator[Breach]:
    if stage.asks and part != "issue":
        yield ("asks",), phrase("the issue owner is asked; there is no issue owner in {part}", part=part)
    elif stage.asks and stage.turns_owners_back():
        yield ("asks",), phrase("the owner's back is turned, so nothing can be asked; ask in another stage")


def _owner_outside_issue(stage: Stage) -> Iterator[Breach]:
    nobody = phrase("there is no issue owner outside an issue")
    if stage.floor in OWNER_FLOORS:
        message = phrase(
            "{floor} needs an issue owner; there is no issue owner outside an issue", floor=stage.floor.value
        )
        yield ("floor",), message
    if stage.prompt.owner:
        yield ("prompt", "owner"), nobody
    if stage.owner_takes_part:
        yield ("owner_takes_part",), nobody
    if stage.back_turned:
        yield ("back_turned",), nobody


def format_breaches(fmt: Format) -> Iterator[Breach]:
    """Rules that only the whole format can break."""
    if not fmt.stages():
        yield (), phrase("has no stages; write at least one under [[opening]], [[issue]] or [[closing]]")
        return
    yield from _people(fmt)
    yield from _issues(fmt)
    yield from _opening(fmt)
    yield from _raw_material(fmt)
    yield from _confidence(fmt)
    yield from _length(fmt)


def _people(fmt: Format) -> Iterator[Breach]:
    least, most = fmt.people.least, fmt.people.most
    if least > most:
        yield ("people",), phrase("least ({least}) is more than most ({most})", least=least, most=most)
    if fmt.kind is CircleKind.PAIR and (least, most) != (2, 2):
        yield ("people",), phrase("a pair is two people; write people = 2")


def _issues(fmt: Format) -> Iterator[Breach]:
    if fmt.everyone_owns and fmt.issues != 1:
        yield ("issues",), phrase("everyone_owns already says how many; leave issues out")
    elif fmt.issues > fmt.people.least:
        message = counted(
            "{count} issue needs {count} owner; there may be only {people} people",
            "{count} issues need {count} owners; there may be only {people} people",
            fmt.issues,
            people=fmt.people.least,
        )
        yield ("issues",), message
    if fmt.issues and not fmt.issue:
        yield ("issues",), phrase("there are no [[issue]] stages for them; add some or leave issues out")
    if fmt.issue and not fmt.issues:
        yield ("issues",), phrase("there are [[issue]] stages but no issue to take through them")


def _opening(fmt: Format) -> Iterator[Breach]:
    for does in (Does.CHOOSE_ISSUES, Does.PROMISES):
        doing = [index for index, stage in enumerate(fmt.opening) if stage.does is does]
        for index in doing[1:]:
            message = phrase("an earlier stage already does {does}", does=does.value)
            yield ("opening", index, "does"), message
        if does is Does.CHOOSE_ISSUES:
            yield from _owners_named(fmt, doing)


def _owners_named(fmt: Format, choosing: list[int]) -> Iterator[Breach]:
    if choosing and fmt.everyone_owns:
        yield ("opening", choosing[0], "does"), phrase("there is nothing to choose: everyone owns an issue")
    elif choosing and not fmt.issues:
        yield ("opening", choosing[0], "does"), phrase("there is nothing to choose: the session takes no issue")
    if fmt.issues and not fmt.everyone_owns and not choosing:
        message = phrase(
            'nobody names the issue owners; add does = "choose_issues" to an opening stage, or everyone_owns'
        )
        yield (), message


def _raw_material(fmt: Format) -> Iterator[Breach]:
    allowed: set[ContributionKind] = set()
    for index, stage in enumerate(fmt.issue):
        allowed.update(stage.allows)
        for place, requirement in enumerate(stage.requires):
            needed = MADE_FROM.get(requirement.output, ())
            if needed and allowed.isdisjoint(needed):
                yield ("issue", index, "requires", place), _never_met(requirement)


def _never_met(requirement: Requirement) -> Phrase:
    if requirement.output is Output.OPTIONS:
        return phrase(
            "{requirement} can never be met: neither this stage nor one before it allows option",
            requirement=str(requirement),
        )
    return phrase(
        "{requirement} can never be met: neither this stage nor one before it allows perspective or experience",
        requirement=str(requirement),
    )


def _confidence(fmt: Format) -> Iterator[Breach]:
    asking = [index for index, stage in enumerate(fmt.issue) if Asks.CONFIDENCE in stage.asks]
    deciding = [index for index, stage in enumerate(fmt.issue) if stage.requires_output(Output.DECISION)]
    if not asking:
        return
    if len(asking) != CONFIDENCE_TIMES:
        message = phrase(
            "confidence is asked twice, before and after; here it is asked {count} times", count=len(asking)
        )
        if len(asking) == 1:
            message = phrase("confidence is asked twice, before and after; here it is asked once")
        yield ("issue", asking[-1], "asks"), message
    elif not deciding or not asking[0] < deciding[0] <= asking[-1]:
        message = phrase("confidence is asked before the stage that requires decision, and in it or after it")
        yield ("issue", asking[-1], "asks"), message


def _length(fmt: Format) -> Iterator[Breach]:
    if fmt.people.least > fmt.people.most:
        return
    for message in timetable(fmt, fmt.people.least).problems:
        yield ("minutes",), message
