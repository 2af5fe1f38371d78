"""Scripts of sessions in which something went wrong once, or could: what happens in each, line by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from edgewise.domain.formats.loader import load_bytes
from edgewise.domain.session.commands import Join
from edgewise.domain.simulation.script import Line, read
from edgewise.domain.simulation.scripted import Told, perform
from tests.bots import START

DATA = Path(__file__).parents[2] / "data" / "rooms"
PEOPLE = ("Amara", "Bruno", "Chidi", "Dana")  # Amara has the chair, Bruno is deputy
OPENED = 7  # events: the opening, four who join, the beginning and its first stage

# Script and format: when, what happened or why it was refused, to whom, and how a turn ended.
HAPPENS = {
    # takes back the time alone: Bruno's turn stays ended, Chidi keeps the floor
    ("takeback_addtime", "rounds"): """
        0 turn_started Amara, 20 turn_ended Amara done, 20 turn_started Bruno, 30 move_made Amara,
        30 time_added, 32 contributed Bruno, 33 turn_ended Bruno done, 33 turn_started Chidi,
        36 move_taken_back, 38 turn_ended Chidi done, 38 turn_started Dana
    """,
    # takes back the chair alone
    ("takeback_handover", "rounds"): """
        0 turn_started Amara, 20 move_made Amara, 20 chair_handed_over Bruno, 24 turn_ended Amara done,
        24 turn_started Bruno, 26 contributed Bruno, 27 turn_ended Bruno done, 27 turn_started Chidi,
        29 move_taken_back, 30 turn_ended Chidi done, 30 turn_started Dana
    """,
    # a note written since the move is still there, so writing it again changes nothing
    ("takeback_writing", "rounds"): """
        0 turn_started Amara, 30 move_made Amara, 30 turn_ended Amara moved_on, 30 stage_left, 30 stage_entered,
        37 note_written Bruno, 38 move_taken_back, 60 move_made Amara, 60 turn_ended Amara moved_on,
        60 stage_left, 60 stage_entered
    """,
    # a pause outlives the taking back
    ("takeback_timeup", "rounds"): """
        0 turn_started Amara, 55 deputy_named Chidi, 56 move_made Amara, 56 time_added, 58 paused Amara,
        59 move_taken_back, 60 resumed Amara
    """,
    # nobody's arrival begins a turn after an interruption
    ("interrupt_arrival", "rounds"): """
        0 turn_started Amara, 5 seat_dropped Dana, 10 move_made Amara, 10 turn_ended Amara taken,
        14 seat_taken Dana
    """,
    # nor does anybody's leaving
    ("interrupt_join", "rounds"): """
        0 turn_started Amara, 10 move_made Amara, 10 turn_ended Amara taken, 14 seat_dropped Dana,
        20 seat_taken Dana
    """,
    # a hand survives two seconds away
    ("hand_lost", "small"): """
        1 hand_raised Amara, 1 turn_started Amara, 5 hand_raised Bruno, 8 hand_raised Chidi,
        20 seat_dropped Bruno, 22 seat_taken Bruno, 30 turn_ended Amara done, 30 turn_started Bruno,
        40 not_your_turn Chidi
    """,
    # so does the answer that was being given
    ("answer_lost", "small"): """
        1 issues_chosen, 2 move_made Amara, 2 stage_left, 2 stage_entered, 2 turn_started Bruno,
        3 move_made Amara, 3 turn_ended Bruno moved_on, 3 stage_left, 3 stage_entered, 5 hand_raised Chidi,
        5 turn_started Chidi, 6 hand_raised Dana, 10 contributed Chidi, 11 turn_ended Chidi done,
        11 turn_started Bruno, 15 turn_ended Bruno dropped, 15 seat_dropped Bruno, 15 turn_started Dana,
        17 seat_taken Bruno, 40 turn_ended Dana passed, 40 turn_started Bruno, 45 contributed Bruno
    """,
    # and a turn in an open stage, which is made up
    ("speaker_lost_open", "small"): """
        1 hand_raised Bruno, 1 turn_started Bruno, 3 hand_raised Chidi, 20 turn_ended Bruno dropped,
        20 seat_dropped Bruno, 20 turn_started Chidi, 22 seat_taken Bruno, 60 turn_ended Chidi done,
        60 turn_started Bruno
    """,
    # a guest who comes late takes part in the stage that runs
    ("late_guest", "small"): """
        20 guest_admitted g1, 25 hand_raised g1, 25 turn_started g1, 30 issues_chosen, 31 move_made Amara,
        31 turn_ended g1 moved_on, 31 stage_left, 31 stage_entered, 31 turn_started Bruno, 32 move_made Amara,
        32 turn_ended Bruno moved_on, 32 stage_left, 32 stage_entered, 33 guest_admitted g2, 34 hand_raised g2,
        34 turn_started g2, 35 hand_raised g1, 36 not_your_turn g1, 37 move_made Amara,
        37 turn_ended g2 moved_on, 37 stage_left, 37 stage_entered, 38 guest_admitted g3, 39 note_written g3
    """,
    ("late_member", "rounds"): """
        5 turn_started Amara, 15 turn_ended Amara done, 15 turn_started Bruno, 20 turn_ended Bruno dropped,
        20 seat_dropped Bruno, 20 turn_started Chidi, 30 seat_taken Bruno, 40 turn_ended Chidi done,
        40 turn_started Dana, 50 turn_ended Dana done, 50 turn_started Bruno, 60 turn_ended Bruno done
    """,
    # Next that was pressed as the clock passed on does nothing
    ("stale_next", "passon"): """
        60 note_written Bruno, 120 notes_revealed, 120 stage_left, 120 stage_entered, 120 turn_started Amara
    """,
    ("double_next", "rounds"): """
        0 turn_started Amara, 30 move_made Amara, 30 turn_ended Amara moved_on, 30 stage_left, 30 stage_entered,
        30.2 move_made Amara, 30.2 notes_revealed, 30.2 stage_left, 30.2 stage_entered
    """,
    # sentences in scripts without spaces are long enough, invisible ones are not
    ("thin_cjk", "small"): """
        2 committed Bruno, 3 committed Bruno, 4 committed Bruno, 5 committed Bruno, 6 too_short Bruno,
        7 issues_chosen, 8 move_made Amara, 8 stage_left, 8 stage_entered, 8 turn_started Bruno,
        9 question_framed
    """,
    # what cannot be seen is empty
    ("blank", "rounds"): """
        0 turn_started Amara, 1 guest_admitted g1, 2 empty Amara, 3 empty Bruno, 4 empty Bruno, 5 empty Bruno
    """,
    ("cannot_withdraw", "small"): """
        2 issue_proposed Bruno, 3 parked Bruno, 3.2 parked Bruno, 4 reflected Bruno, 4.2 reflected Bruno,
        5 win_celebrated Bruno
    """,
    # the check closes as the last one who has not answered leaves
    ("energy_left", "small"): """
        5 energy_asked, 7 energy_tapped Amara, 8 energy_tapped Bruno, 9 energy_tapped Chidi,
        12 seat_dropped Dana, 12 energy_closed
    """,
    ("energy_dup", "small"): """
        5 energy_asked, 6 energy_tapped Amara, 7 energy_tapped Bruno, 8 energy_tapped Bruno,
        9 energy_tapped Chidi, 10 seat_dropped Chidi, 11 energy_tapped Dana, 11 energy_closed
    """,
    # the same option counts once
    ("dup_options", "small"): """
        1 issues_chosen, 2 move_made Amara, 2 stage_left, 2 stage_entered, 2 turn_started Bruno,
        3 move_made Amara, 3 turn_ended Bruno moved_on, 3 stage_left, 3 stage_entered, 4 move_made Amara,
        4 stage_left, 4 stage_entered, 5 move_made Amara, 5 notes_revealed, 5 stage_left, 5 stage_entered,
        5 turn_started Amara, 6 gate Amara, 10 contributed Amara, 10.1 contributed Amara,
        10.2 contributed Amara, 11 gate Amara
    """,
    ("overtime_add", "rounds"): """
        0 turn_started Amara, 60 overtime_began, 90 paused Amara, 100 move_made Amara, 100 time_added,
        130 resumed Amara
    """,
    ("midnight_pause", "small"): """
        53990 paused Amara, 54050 resumed Amara, 54051 committed Bruno, 54052 past_date Bruno,
        54053 bad_date Bruno, 54054 no_witness Bruno
    """,
    ("both_accept", "rounds"): """
        0 turn_started Amara, 10 turn_ended Amara dropped, 10 seat_dropped Amara, 10 turn_started Bruno,
        25 lease_lapsed, 25 paused system, 55 chair_offered Chidi, 70 chair_accepted Bruno, 70 resumed Bruno,
        70.05 no_offer Chidi, 71 seat_taken Amara, 72 not_chair Amara
    """,
    ("withdraw_then_next", "small"): """
        1 no_floor Amara, 2 no_such_contribution Amara, 3 no_floor Amara, 4 no_such_contribution Bruno
    """,
    ("stepback_writing", "rounds"): """
        0 turn_started Amara, 30 move_made Amara, 30 turn_ended Amara moved_on, 30 stage_left, 30 stage_entered,
        37 note_written Bruno, 38 move_made Amara, 38 stage_left, 38 stage_entered, 38 turn_started Bruno,
        60 move_made Amara, 60 turn_ended Bruno moved_on, 60 stage_left, 60 stage_entered
    """,
    ("alone", "rounds"): """
        0 turn_started Amara, 10 seat_dropped Bruno, 11 seat_dropped Chidi, 12 seat_dropped Dana,
        60 overtime_began, 100 seat_taken Dana
    """,
}


def played(script: str, fmt: str) -> list[Told]:
    joins = (Line(0, 0, name, "", Join()) for name in PEOPLE)
    lines = (*joins, *read((DATA / f"{script}.jsonl").read_text()))
    return list(perform(load_bytes((DATA / f"{fmt}.toml").read_bytes(), fmt), PEOPLE, lines, START))


def in_words(told: Told) -> str:
    what = told.get("event") or told.get("refused")
    who = told.get("seat") or told.get("by") or told.get("to")
    return " ".join(str(word) for word in (told["at"], what, who, told.get("how")) if word not in (None, ""))


@pytest.mark.parametrize(("script", "fmt"), HAPPENS, ids=lambda name: name)
def test_in_every_case_the_right_thing_happens(script: str, fmt: str) -> None:
    happened = [in_words(told) for told in played(script, fmt) if told.get("version", OPENED + 1) > OPENED]  # type: ignore[operator]
    assert ", ".join(happened) == " ".join(HAPPENS[script, fmt].split())
