"""Somebody who knows all that was decided and answered in their own circles reads every figure, and finds nobody.

Small cohorts, and every way in which their people can have answered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import product

import pytest

from edgewise.domain.decisions.figures import Counted, looked, taken
from edgewise.domain.decisions.model import Again

NOT_REVIEWED, YES, DIFFERENTLY = range(3)
AGAIN = {NOT_REVIEWED: None, YES: Again.YES, DIFFERENTLY: Again.DIFFERENTLY}
Answers = tuple[int, ...]
People = Sequence[tuple[str, str]]  # person and circle of each decision


def circles_of(*sizes: int) -> People:
    """A decision of each person, in circles of these sizes."""
    return [(f"{circle}.{person}", f"{circle}") for circle, size in enumerate(sizes) for person in range(size)]


def rows(people: People, answers: Answers) -> list[Counted]:
    return [
        Counted(person, circle, answer != NOT_REVIEWED, AGAIN[answer], is_restated=answer != NOT_REVIEWED)
        for (person, circle), answer in zip(people, answers, strict=True)
    ]


def said_of(people: People, answers: Answers) -> Hashable:
    """All that is ever said of one month: both sorts, as if each decision had closed when it was taken."""
    return looked(rows(people, answers)), taken(rows(people, answers))


def found(
    people: People, said: Callable[[Answers], Hashable], given: Sequence[int] = tuple(AGAIN)
) -> Iterator[tuple[str, str, bool]]:
    """Reader's circle, decision and answer, wherever only one answer is possible for a decision of another circle."""
    worlds: defaultdict[tuple[str, Hashable, Answers], list[Answers]] = defaultdict(list)
    for answers in product(given, repeat=len(people)):
        heard = said(answers)
        for reader in {circle for _, circle in people}:
            own = tuple(one for one, (_, circle) in zip(answers, people, strict=True) if circle == reader)
            worlds[reader, heard, own].append(answers)
    for (reader, _, _), possible in worlds.items():
        for at, (person, circle) in enumerate(people):
            for yes in ((YES, DIFFERENTLY), (YES,)):  # who looked again; who would decide so again
                left = {one[at] in yes for one in possible}
                if circle != reader and len(left) == 1:
                    yield reader, person, left.pop()


@pytest.mark.parametrize("sizes", [(1,) * 5, (2, 2, 1), (1,) * 6, (2, 2, 2), (3, 2, 2), (2, 2, 2, 2), (3, 2, 1, 1)])
def test_nobody_is_found_in_the_figures_of_one_month(sizes: tuple[int, ...]) -> None:
    people = circles_of(*sizes)
    assert list(found(people, lambda answers: said_of(people, answers))) == []


def test_that_is_not_because_nothing_is_told() -> None:
    told = [
        sizes
        for sizes in ((1,) * 5, (1,) * 6, (2, 2, 2), (2, 2, 2, 2))
        if looked(rows(circles_of(*sizes), (YES,) * sum(sizes)))
    ]
    assert len(told) >= 3


@pytest.mark.parametrize("sizes", [(1,) * 5, (1,) * 6, (2, 2, 2, 2)])
def test_a_share_of_those_alone_who_looked_again_would_find_people(sizes: tuple[int, ...]) -> None:
    """Why who has not looked again is counted as not having said that they would decide so again."""
    people = circles_of(*sizes)

    def said(answers: Answers) -> Hashable:
        all_of_them = rows(people, answers)
        told, answered = looked(all_of_them), looked([one for one in all_of_them if one.is_reviewed])
        return told and told.reviewed, answered and answered.again

    assert next(found(people, said), None) is not None


@pytest.mark.parametrize("sizes", [(1,) * 5, (1,) * 6])
def test_figures_made_anew_with_one_more_look_would_find_people(sizes: tuple[int, ...]) -> None:
    """Why a decision is counted in one month alone: two months that share decisions tell of what came between."""
    people = circles_of(*sizes, 1)

    def said(answers: Answers) -> Hashable:
        return looked(rows(people[:-1], answers[:-1])), looked(rows(people, answers))

    assert next(found(people, said), None) is not None


def test_nobody_is_found_in_two_months_that_share_no_decision() -> None:
    """The same five people, who decide something in each of two months."""
    people = [*circles_of(1, 1, 1, 1, 1), *circles_of(1, 1, 1, 1, 1)]

    def said(answers: Answers) -> Hashable:
        return looked(rows(people[:5], answers[:5])), looked(rows(people[5:], answers[5:]))

    assert list(found(people, said, (NOT_REVIEWED, YES))) == []


def test_who_sat_in_two_circles_finds_nobody_either() -> None:
    """Somebody moved from one circle to the next, and decided something in neither."""
    people = circles_of(1, 1, 1, 1, 1, 1)

    def of_two(answers: Answers) -> Hashable:
        return looked(rows(people, answers), sat=[("0", "1")])

    one_circle = [(person, "0" if circle == "1" else circle) for person, circle in people]
    assert [one for one in found(one_circle, of_two) if one[0] == "0"] == []
