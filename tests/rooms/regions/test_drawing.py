from __future__ import annotations

from itertools import pairwise
from math import dist

import pytest
from msgspec.structs import replace

from edgewise.domain.session.views.view import WordsView
from edgewise.rooms.regions.drawing import (
    minutes,
    name_of,
    name_spot,
    names_of,
    places,
    positions,
    rights,
    segments,
)
from edgewise.rooms.regions.names import labels, told_apart
from edgewise.rooms.regions.words import grouped, newest, others, paired
from tests.rooms.views import shown

DISC = 27 + 5  # the seat and its ring, in units of the drawing


@pytest.mark.parametrize("count", range(2, 15))
def test_seats_stand_apart_and_inside_the_drawing(count: int) -> None:
    spots = [(float(x), float(y)) for x, y in positions(count)]
    assert all(dist(one, other) >= 2 * DISC for one, other in pairwise([*spots, spots[0]]))
    assert all(y - DISC >= 16 and y + 68 <= 570 and x - DISC >= 8 and x + DISC <= 552 for x, y in spots)


def test_the_first_seat_is_at_the_top() -> None:
    assert positions(6)[0] == ("280.0", "69.0")


def test_two_people_of_one_first_name_are_told_apart() -> None:
    assert labels(("Amara Okafor", "Bruno Silva", "Amara Diallo")) == ("Amara O.", "Bruno", "Amara D.")


def test_people_of_one_name_get_a_number_or_keep_what_tells_them_apart() -> None:
    assert told_apart(("Dana Levi", "Amara Okafor", "Dana Levi")) == ("Dana Levi (1)", "Amara Okafor", "Dana Levi (2)")
    assert labels(("Dana Levi (1)", "Dana Levi (2)", "Dana Lund")) == ("Dana 1", "Dana 2", "Dana Lund")
    assert labels(("Dana Levi (Legal)", "Dana Levi (Oslo)")) == ("Dana Legal", "Dana Oslo")


def test_people_of_one_name_are_told_apart_where_the_floor_is_given_and_held() -> None:
    view = shown("perspectives_round")
    twins = replace(view, seats=tuple(replace(seat, name="Dana Levi") for seat in view.seats))
    assert [place.seat.name for place in places(twins)] == [f"Dana Levi ({number})" for number in range(1, 7)]
    assert name_of(twins, view.seats[1].id) == "Dana Levi (2)"


def test_a_name_that_is_too_long_for_its_seat_says_so() -> None:
    long = "Wolfeschlegelsteinhausen"
    assert labels((long, "Bruno")) == ("Wolfeschlegel…", "Bruno")
    assert labels((long, *(f"P{number}" for number in range(13))))[0] == "Wolfesch…"


def test_the_holder_the_chair_and_the_issue_owner_are_marked() -> None:
    drawn = {place.seat.id: place for place in places(shown("perspectives_round"))}
    holder = next(place for place in drawn.values() if place.seat.holder)
    assert "holder" in holder.classes.split()
    assert [place.role for place in drawn.values()].count("issue owner") == 1


def test_at_a_table_of_ten_roles_are_letters() -> None:
    drawn = places(shown("starter", fmt="forum_presentation", people=10))
    assert [place.badge for place in drawn][:3] == ["F", "D", ""]
    assert {place.role for place in drawn} == {""}


def test_half_a_ring_is_an_even_share() -> None:
    view = shown("perspectives_round")
    expected = [min(100, round(seat.share / (1 / len(view.seats)) * 50)) for seat in view.seats]
    assert [place.ring for place in places(view)] == expected


def test_seats_with_the_same_rights_share_a_line_and_none_is_left_out() -> None:
    view = shown("perspectives_round")
    lines = rights(view)
    assert sorted(seat for line in lines for seat in line.seats.split()) == sorted(view.may)
    assert {seat: tuple(line.may.split()) for line in lines for seat in line.seats.split()} == view.may


def test_the_strip_of_the_running_order_fills_its_width() -> None:
    drawn = segments(shown("perspectives_round").steps)
    assert drawn[0].x == "0.0"
    assert all(float(one.x) < float(other.x) for one, other in pairwise(drawn))
    assert 990 <= float(drawn[-1].x) + float(drawn[-1].width) <= 1000


def test_the_newest_kind_comes_first_and_questions_stay_with_their_answers() -> None:
    said = [(1, "clarifying_question"), (2, "answer"), (3, "perspective"), (4, "clarifying_question")]
    words = tuple(WordsView(id=number, by="s1", name="Amara", kind=kind, text="") for number, kind in said)
    found = [(title, [each.id for each in group]) for title, group in grouped(words)]
    assert found == [("Perspectives", [3]), ("Questions and answers", [1, 2, 4])]


@pytest.mark.parametrize(("ms", "words"), [(45_000, "45 s"), (60_000, "1 min"), (90_400, "1 min 30 s"), (0, "0 s")])
def test_lengths_are_said_in_minutes_and_seconds(ms: int, words: str) -> None:
    assert minutes(ms) == words


def test_names_are_listed_as_people_say_them() -> None:
    view = shown("perspectives_round")
    assert [names_of(view, seats) for seats in ((), ("s1",), ("s1", "s2"), ("s1", "s2", "s3"))] == [
        "",
        "Amara",
        "Amara and Bruno",
        "Amara, Bruno and Chidi",
    ]


LONG = ("Maximilian", "Wolfeschlegel…", "Lan", "Elif")


@pytest.mark.parametrize("count", range(2, 15))
def test_no_name_lies_over_a_seat_the_arc_or_another_name(count: int) -> None:
    few = count <= 8
    names = [LONG[place % len(LONG)][: 14 if few else 9] for place in range(count)]
    spots = [(float(x), float(y)) for x, y in positions(count)]
    boxes = []
    for place, name in enumerate(names):
        at = name_spot(place, count, name, "facilitator" if few else "")
        width = max(len(name) * 9.6, len("facilitator") * 7.6 if few else 0)
        left = {"middle": -width / 2, "start": 0.0, "end": -width}[at.anchor] + spots[place][0] + float(at.x)
        top = spots[place][1] + at.y - 14
        boxes.append((left, top, left + width, top + (34 if few else 18)))
    for place, (left, top, right, bottom) in enumerate(boxes):
        assert (8 if few else -74) <= left + 0.1
        assert right <= (552.1 if few else 634)
        for x, y in spots[:place] + spots[place + 1 :]:
            near = min(max(x, left), right), min(max(y, top), bottom)
            assert dist(near, (x, y)) >= 27, (place, names[place])
        arc = min(max(280, left), right), min(max(280, top), bottom)
        assert dist(arc, (280, 280)) >= 131.5, (place, names[place])
        for other in boxes[:place]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top


def test_a_family_name_that_comes_first_is_not_what_people_are_called() -> None:
    assert labels(("Nguyễn Thị Lan", "Tran Van Minh", "Kim Larsen")) == ("Lan", "Minh", "Kim")
    assert labels(("Nguyễn Thị Lan", "Phạm Lan"))[0] != labels(("Nguyễn Thị Lan", "Phạm Lan"))[1]


def test_the_newest_words_of_the_running_issue_are_those_said_last() -> None:
    view = shown("perspectives_round")
    assert view.board
    said = [*view.board.contributions, *view.board.options]
    last = newest(view)
    assert last
    assert last.id == max(words.id for words in said)
    assert newest(replace(view, board=None)) is None


def test_an_answer_stands_under_the_question_that_was_asked_before_it() -> None:
    kinds = ["answer", "clarifying_question", "answer", "perspective", "answer", "open_question", "mirror"]
    said = tuple(
        WordsView(id=number, by="s1", name="Amara", kind=kind, text="") for number, kind in enumerate(kinds, start=1)
    )
    found = [(pair.question and pair.question.id, [words.id for words in pair.answers]) for pair in paired(said)]
    assert found == [(None, [1]), (2, [3, 5]), (6, [])]
    assert [(title, [words.id for words in group]) for title, group in others(said)] == [
        ("Perspectives", [4]),
        ("Mirrors", [7]),
    ]
