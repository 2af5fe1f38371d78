"""Random formats that break no rule, for the properties that must hold of every format."""

from __future__ import annotations

import msgspec
from hypothesis import assume
from hypothesis import strategies as st

from edgewise.domain.formats.model import (
    Asks,
    AtTimeUp,
    CircleKind,
    ContributionKind,
    Does,
    Duration,
    Floor,
    Format,
    Output,
    People,
    Prompt,
    Requirement,
    SpeaksFirst,
    Stage,
)
from edgewise.domain.formats.rules import MADE_FROM, OF_AN_ISSUE, OWNER_FLOORS, OWNER_HAS_A_TURN, ROUNDS, breaches

keys = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
titles = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=20).filter(str.strip)
texts = st.one_of(
    st.just(""),
    st.text(st.one_of(st.sampled_from('\n\t"\\ #='), st.characters(exclude_categories=("Cc", "Cs"))), max_size=40),
)


@st.composite
def durations(draw: st.DrawFn) -> Duration:
    least = draw(st.integers(5, 200))
    unit = draw(st.sampled_from([1, 60])) if least <= 10 else 1
    return draw(
        st.sampled_from(
            [
                Duration(fixed=least * unit),
                Duration(per_person=5 + least % 25),
                Duration(least=least * unit, most=(least + 3) * unit),
            ]
        )
    )


@st.composite
def requirements(draw: st.DrawFn, part: str, allows: list[ContributionKind]) -> tuple[Requirement, ...]:
    possible = [
        output
        for output in Output
        if (output in OF_AN_ISSUE) == (part == "issue")
        and (output not in MADE_FROM or set(MADE_FROM[output]) & set(allows))
    ]
    outputs = draw(st.lists(st.sampled_from(possible), unique=True, max_size=3))
    return tuple(Requirement(output, draw(st.integers(1, 20)) if output in MADE_FROM else 1) for output in outputs)


@st.composite
def stages(draw: st.DrawFn, part: str, key: str) -> Stage:
    in_issue = part == "issue"
    floor = draw(st.sampled_from([floor for floor in Floor if in_issue or floor not in OWNER_FLOORS]))
    takes_part = in_issue and floor in OWNER_HAS_A_TURN and draw(st.booleans())
    may_turn = in_issue and not takes_part and floor in (*OWNER_HAS_A_TURN, Floor.OPEN)
    first = [who for who in SpeaksFirst if floor in ROUNDS and (takes_part or who is not SpeaksFirst.OWNER)]
    least_kinds = int(floor is Floor.SILENT_WRITING)
    allows = draw(st.lists(st.sampled_from(list(ContributionKind)), unique=True, min_size=least_kinds, max_size=4))
    return Stage(
        key=key,
        title=draw(titles),
        duration=draw(durations()),
        floor=floor,
        purpose=draw(texts),
        prompt=Prompt(draw(texts), draw(texts) if in_issue else "", draw(texts)),
        job_aid=draw(texts),
        speaks_first=draw(st.sampled_from(first or [SpeaksFirst.ROTATE])),
        allows=tuple(allows),
        requires=draw(requirements(part, allows)),
        at_time_up=draw(st.sampled_from(AtTimeUp)),
        owner_takes_part=takes_part,
        can_be_skipped=draw(st.booleans()),
        back_turned=may_turn and draw(st.booleans()),
        asks=(Asks.REVIEW,)
        if in_issue and floor is not Floor.BACK_TURNED and not may_turn and draw(st.booleans())
        else (),
    )


@st.composite
def formats(draw: st.DrawFn) -> Format:
    names = draw(st.lists(keys, unique=True, min_size=3, max_size=9))
    opening = [draw(stages("opening", name)) for name in names[0::3]]
    issue = [draw(stages("issue", name)) for name in names[1::3]] if draw(st.booleans()) else []
    closing = [draw(stages("closing", name)) for name in names[2::3]]
    everyone_owns = bool(issue) and draw(st.booleans())
    least = draw(st.integers(2, 5))
    issues = draw(st.integers(1, least)) if issue and not everyone_owns else int(bool(issue))
    fmt = Format(
        key=draw(keys),
        name=draw(titles),
        version=draw(st.integers(1, 99)),
        kind=draw(st.sampled_from([kind for kind in CircleKind if kind is not CircleKind.PAIR])),
        people=People(least, draw(st.integers(least, 14))),
        minutes=draw(st.integers(120, 240)),
        summary=draw(texts),
        source=draw(texts),
        issues=issues,
        everyone_owns=everyone_owns,
        opening=_with_business(opening, choose=bool(issue) and not everyone_owns, promises=draw(st.booleans())),
        issue=tuple(issue),
        closing=tuple(closing),
    )
    assume(breaches(fmt) == ())
    return fmt


def _with_business(opening: list[Stage], *, choose: bool, promises: bool) -> tuple[Stage, ...]:
    jobs = [Does.CHOOSE_ISSUES] * choose + [Does.PROMISES] * promises
    paired = zip(jobs, opening, strict=False)
    done = [msgspec.structs.replace(stage, does=job) for job, stage in paired]
    return (*done, *opening[len(done) :])
