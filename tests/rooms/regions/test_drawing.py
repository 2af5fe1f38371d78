from __future__ import annotations

from itertools import pairwise
from math import dist

import pytest

from edgewise.domain.session.views.view import WordsView
from edgewise.rooms.regions.drawing import (
    grouped,
    initials,
    labels,
    minutes,
    names_of,
    places,
    positions,
    rights,
    segments,
)
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


def test_initials_come_from_the_first_and_the_last_name() -> None:
    assert [initials("Amara Ngozi Okafor"), initials("Bruno"), initials(" ")] == ["AO", "B", "?"]


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
