from __future__ import annotations

import msgspec
import pytest

from edgewise.domain.formats.model import ContributionKind, Duration, Floor
from edgewise.domain.session import commands as c
from edgewise.domain.session.views.audience import audience_of
from edgewise.domain.session.views.view import Audience
from tests.domain.session.room import AMARA, BRUNO, CHIDI, DANA, ELIF, Room, begun, format_of, promise, say, stage

CANARY = "the quiet canary sings"


def seen(room: Room, audience: Audience) -> bool:
    return CANARY in msgspec.json.encode(room.view(audience), enc_hook=str).decode()


def everywhere(room: Room) -> list[bool]:
    return [seen(room, audience) for audience in Audience]


def test_a_silent_note_is_nobodys_but_its_writers_until_the_stage_ends() -> None:
    room = begun(format_of(stage("write", Floor.SILENT_WRITING), stage("read", Floor.ROUND)))
    assert room.do(c.WriteNote(CANARY), BRUNO) == ["NoteWritten"]
    assert everywhere(room) == [False, False, False]
    assert [room.own(seat).note for seat in (BRUNO, CHIDI)] == [CANARY, ""]
    room.do(c.NextStage(), AMARA)
    assert everywhere(room) == [True, True, True]
    assert room.own(BRUNO).note == CANARY


def test_an_emptied_note_is_not_revealed() -> None:
    room = begun(format_of(stage("write", Floor.SILENT_WRITING), stage("read", Floor.ROUND)))
    room.do(c.WriteNote(CANARY), BRUNO)
    room.do(c.WriteNote(""), BRUNO)
    room.do(c.NextStage(), AMARA)
    assert everywhere(room) == [False, False, False]


def test_the_owner_does_not_write_and_nothing_can_be_said_into_the_silence() -> None:
    room = begun(format_of(stage("write", Floor.SILENT_WRITING)))
    assert room.do(c.WriteNote("mine"), DANA) == "not_in_stage"
    assert room.do(say(), BRUNO) == "write_first"


def test_with_the_back_turned_the_owner_sees_nothing_and_adds_nothing_until_it_turns_round() -> None:
    allows = (ContributionKind.OPTION,)
    fmt = format_of(
        stage("write", Floor.SILENT_WRITING, back_turned=True),
        stage("round", Floor.ROUND, duration=Duration(per_person=60), back_turned=True, allows=allows),
        stage("response", Floor.HOLDER),
    )
    room = begun(fmt)
    room.do(c.WriteNote(CANARY), BRUNO)
    room.do(c.NextStage(), AMARA)
    assert (seen(room, Audience.OWNER), seen(room, Audience.EVERYONE)) == (False, True)
    room.do(say(CANARY, ContributionKind.OPTION), room.holder)
    assert seen(room, Audience.OWNER) is False
    assert room.view(Audience.OWNER).board.withheld == 1  # type: ignore[union-attr]
    assert room.do(say("But", ContributionKind.OPTION), DANA) == "back_turned"
    assert room.do(c.GiveFloor(DANA), AMARA) == "back_turned"
    assert room.do(c.ShieldPause(), DANA) == ["ShieldRaised", "Paused"]
    room.do(c.NextStage(), AMARA)
    assert seen(room, Audience.OWNER) is True


@pytest.mark.parametrize(
    "command", [c.Park(CANARY), c.Reflect(CANARY), c.CelebrateWin(CANARY), promise(AMARA, what=CANARY)]
)
def test_with_the_back_turned_what_is_kept_for_later_is_withheld_too(command: c.AnyCommand) -> None:
    room = begun(format_of(stage("others", Floor.BACK_TURNED), stage("response", Floor.HOLDER)))
    assert len(room.do(command, BRUNO)) == 1
    assert (seen(room, Audience.OWNER), seen(room, Audience.EVERYONE)) == (False, True)
    room.do(c.NextStage(), AMARA)
    assert seen(room, Audience.OWNER) is True


def test_an_owner_in_the_chair_has_their_back_turned_too() -> None:
    fmt = format_of(stage("present", Floor.HOLDER), stage("others", Floor.BACK_TURNED))
    room = begun(fmt, owner=AMARA)
    assert audience_of(room.state, AMARA) is Audience.CHAIR
    room.do(c.NextStage(), AMARA)
    assert audience_of(room.state, AMARA) is Audience.OWNER


def test_advice_is_flagged_to_the_speaker_alone() -> None:
    room = begun(format_of(stage("talk", Floor.OPEN)))
    views = [room.view(audience) for audience in Audience]
    assert room.do(c.FlagAdvice(ELIF), AMARA) == ["AdviceFlagged"]
    assert [bool(room.own(seat).advice) for seat in (ELIF, AMARA, DANA)] == [True, False, False]
    after = [room.view(audience) for audience in Audience]
    assert [msgspec.structs.replace(view, version=0) for view in after] == [
        msgspec.structs.replace(view, version=0) for view in views
    ]


def test_an_energy_check_shows_only_its_spread_and_only_when_it_is_closed() -> None:
    room = begun(format_of(closing=(stage("talk", Floor.OPEN),)), people=3)
    room.do(c.AskEnergy(), AMARA)
    room.do(c.Tap(2), AMARA)
    room.do(c.Tap(5), BRUNO)
    assert (room.view().energy_tapped, room.view().energy_spread) == (2, None)
    assert room.do(c.Tap(5), CHIDI) == ["EnergyTapped", "EnergyClosed"]
    assert room.view().energy_spread == (0, 1, 0, 0, 2)


def test_the_coach_and_the_undo_are_the_chairs_alone() -> None:
    room = begun(format_of(stage("frame", Floor.HOLDER), stage("talk", Floor.OPEN)))
    room.do(c.NextStage(), AMARA)
    assert room.view(Audience.CHAIR).undo is not None
    assert [room.view(a).undo for a in (Audience.EVERYONE, Audience.OWNER)] == [None, None]
    assert room.view(Audience.CHAIR).coach != ()
    assert room.view(Audience.EVERYONE).coach == ()
