"""What a session did to its decisions, and how evenly its people talked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from edgewise.domain.formats.model import ContributionKind, Duration, Floor, Output
from edgewise.domain.session import commands as c
from edgewise.domain.session.airtime import evenness
from edgewise.domain.session.state import Seat, State
from edgewise.domain.session.views.mirror import IssueMirror, mirror_of
from tests.domain.session.room import AMARA, BRUNO, CHIDI, DANA, Room, begun, format_of, needs, say, stage

OPTION = ContributionKind.OPTION
FMT = format_of(
    stage("frame", Floor.HOLDER, requires=needs(Output.DECISION_QUESTION)),
    stage("write", Floor.SILENT_WRITING, allows=(OPTION,)),
    stage("round", Floor.OPEN, allows=(OPTION, ContributionKind.PERSPECTIVE)),
    stage("commit", Floor.HOLDER, requires=needs(Output.DECISION)),
)


def table(*floor_ms: int, away: int = 0) -> State:
    """People who came and held the floor so long, and some who never came."""
    came = [Seat(f"s{at}", "", came_at=1, floor_ms=ms) for at, ms in enumerate(floor_ms)]
    return State(seats={one.id: one for one in [*came, *(Seat(f"a{at}", "") for at in range(away))]})


@pytest.mark.parametrize(
    ("floor_ms", "even"),
    [((5, 5, 5, 5), 1.0), ((0, 0, 0, 9), 0.25), ((3, 1), 0.75), ((0, 0), None), ((7,), None), ((), None)],
)
def test_the_floor_is_shared_evenly_or_by_one(floor_ms: tuple[int, ...], even: float | None) -> None:
    assert evenness(table(*floor_ms), 0) == even


def test_who_never_came_makes_nothing_uneven() -> None:
    assert evenness(table(5, 5, away=2), 0) == 1.0


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=14).filter(any))
def test_what_is_missing_is_what_would_have_to_pass_to_others(floor_ms: list[int]) -> None:
    """Whoever is above the same share for all gives what is too much."""
    even, mean = evenness(table(*floor_ms), 0), sum(floor_ms) / len(floor_ms)
    assert even is not None
    passed = sum(max(0, ms - mean) for ms in floor_ms) / sum(floor_ms)
    assert even == pytest.approx(1 - passed)
    assert 1 / len(floor_ms) <= even + 1e-9 <= 1 + 1e-8


def played() -> Room:
    """An issue of Dana's to its end: three write five options, two of them the same; two are said, one of them new."""
    room = begun(FMT)
    room.do(c.FrameQuestion("Which of the two teams moves first?"), DANA)
    room.do(c.NextStage(), AMARA)
    for seat, note in (
        (BRUNO, "Ask both teams\n\n wait a week "),
        (CHIDI, "ASK both teams.\nMove one"),
        (AMARA, "Do nothing"),
    ):
        assert room.do(c.WriteNote(note), seat) == ["NoteWritten"]
    room.do(c.NextStage(), AMARA)
    room.do(c.GiveFloor(BRUNO), AMARA)
    room.do(say("ask both teams", OPTION), BRUNO)
    room.do(say("I see two teams", ContributionKind.PERSPECTIVE), BRUNO)
    room.do(say("Let them choose", OPTION), BRUNO)
    room.now += 60_000
    room.do(c.NextStage(), AMARA)
    room.do(c.RestateQuestion("What do the teams need to move?"), DANA)
    room.do(c.Decide("We ask both"), DANA)
    return room


def test_what_was_there_before_stands_beside_what_was_there_afterwards() -> None:
    (issue,) = mirror_of(played().state, BRUNO).issues
    assert issue == IssueMirror(
        owner=DANA,
        owner_name="Dana",
        title=issue.title,
        question="Which of the two teams moves first?",
        restated="What do the teams need to move?",
        written=("Ask both teams", "wait a week", "Move one", "Do nothing"),
        options=("ask both teams", "Let them choose"),
        sure_before=None,
        sure_after=None,
        chosen="We ask both",
        promised="",
    )
    assert (issue.new_ones, issue.sure) == (1, "")


def test_a_note_that_may_be_a_perspective_is_no_option() -> None:
    fmt = format_of(stage("write", Floor.SILENT_WRITING, allows=(OPTION, ContributionKind.PERSPECTIVE)), stage("read"))
    room = begun(fmt)
    room.do(c.WriteNote("It is about trust"), BRUNO)
    room.do(c.NextStage(), AMARA)
    assert mirror_of(room.state, BRUNO).issues[0].written == ()


def test_an_owner_who_left_with_their_back_turned_sees_no_option_that_was_given_behind_it() -> None:
    fmt = format_of(
        stage("write", Floor.SILENT_WRITING, back_turned=True, allows=(OPTION,)),
        stage("round", Floor.ROUND, duration=Duration(per_person=60), back_turned=True, allows=(OPTION,)),
    )
    room = begun(fmt)
    room.do(c.WriteNote("Ask both teams"), BRUNO)
    room.do(c.NextStage(), AMARA)
    room.do(say("Let them choose", OPTION), room.holder)
    seen = {seat: mirror_of(room.state, seat).issues[0] for seat in (BRUNO, DANA)}
    assert [(seen[seat].written, seen[seat].options) for seat in (BRUNO, DANA)] == [
        (("Ask both teams",), ("Let them choose",)),
        ((), ()),
    ]


def test_an_issue_that_nobody_came_to_is_not_in_it() -> None:
    room = played()
    state = replace(room.state, issues=(*room.state.issues, replace(room.state.issues[0], owner=BRUNO)))
    assert [issue.owner for issue in mirror_of(state, AMARA).issues] == [DANA]


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (40, 70, "40 % sure before, 70 % after."),
        (70, 40, "70 % sure before, 40 % after. Less sure after a good round is a good sign."),
        (0, 0, "As sure after the round as before: 0 %."),
        (None, 70, ""),
        (40, None, ""),
    ],
)
def test_the_owners_confidence_has_words_where_both_were_told(
    before: int | None, after: int | None, words: str
) -> None:
    state = played().state
    told = replace(state, issues=(replace(state.issues[0], sure_before=before, sure_after=after),))
    assert mirror_of(told, AMARA).issues[0].sure == words


def test_an_owner_who_decided_nothing_is_not_shown_as_sure() -> None:
    state = played().state
    told = replace(state, issues=(replace(state.issues[0], sure_before=40, sure_after=70, decision=""),))
    assert mirror_of(told, AMARA).issues[0].sure == ""
