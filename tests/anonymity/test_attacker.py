"""The attacker finds nothing in what is published, and something in what is published elsewhere."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations_with_replacement
from random import Random

import pytest

from edgewise.domain.anonymity.cells import EVERYBODY, Roster
from edgewise.domain.anonymity.publication import Plan, Sheet, publish
from tests.anonymity.attacker import FEWEST_POSSIBLE, SCALE, Fits, Friend, Line, Page, every_pair, findings
from tests.anonymity.cases import SCALES, attacked, leaver

CASES, PAIRS = 200, 6  # random cohorts, and pairs of friends of each page, beside nobody's
LEAVERS = 150


def test_nothing_follows_from_the_pages_of_random_waves() -> None:
    found = [line for seed in range(CASES) for line in attacked(Random(f"fast/{seed}"), PAIRS).findings]
    assert found == []


def test_what_is_attacked_is_worth_it() -> None:
    """Most waves show something, cuts too, and ends of the scale."""
    pages = [attacked(Random(f"fast/{seed}"), 0) for seed in range(40)]
    assert sum(one.scales for one in pages) > 80
    assert sum(one.cut for one in pages) > 15
    assert sum(one.at_an_end for one in pages) > 20


@pytest.mark.parametrize("people", [7, 8, 9])
def test_nothing_follows_from_any_page_that_so_few_people_can_make(people: int) -> None:
    """All answers to one question that there can be: a reader must think all those possible that make the same page."""
    roster: Roster = {f"p{number}": {} for number in range(people)}
    planned = Plan({"load": SCALES["load"]}, roster, (EVERYBODY,))
    pages = defaultdict(list)
    for answers in combinations_with_replacement(SCALE, people):
        page = publish(planned, [Sheet({"l1": answer}) for answer in answers], [], Random(1))
        pages[str(page.cells)].append(answers)
    assert len(pages) > 2
    for sheets in pages.values():
        for known in combinations_with_replacement(SCALE, 2):
            others = [rest for one in sheets if (rest := _without(one, known)) is not None]
            assert not others or all(any(answer not in rest for rest in others) for answer in SCALE)
            assert not others or len({answer for rest in others for answer in rest}) >= 3


def _without(answers: tuple[int, ...], known: tuple[int, ...]) -> list[int] | None:
    rest = list(answers)
    for one in known:
        if one not in rest:
            return None
        rest.remove(one)
    return rest


def test_somebody_who_left_cannot_be_subtracted() -> None:
    """A reader who supposes that everybody who stayed answers as before: with the lot, and as it would be without."""
    narrow = [leaver(Random(f"left/{seed}"), with_lot=False) < FEWEST_POSSIBLE for seed in range(LEAVERS)]
    assert sum(narrow) > 10
    assert all(leaver(Random(f"left/{seed}"), with_lot=True) >= FEWEST_POSSIBLE for seed in range(LEAVERS))


TWELVE = Page(1, (12,), (Line((0,), "4.9"),), has_ends=False)


def test_a_plain_mean_gives_answers_back() -> None:
    """Twelve people, 4.9: all but one gave 5. With ends, the page says "3.5 or more"."""
    assert list(findings(Fits(TWELVE))) == [
        "part 0: somebody else gave 4",
        "part 0: somebody else gave 5",
        "part 0: everybody else gave one of [4, 5]",
    ]
    assert list(findings(Fits(Page(1, (12,), (Line((0,), "3.5 or more"),))))) == []


def test_two_who_compare_notes_know_more_of_a_plain_mean() -> None:
    """Of seven people a mean of 3.7 is 26; two friends gave 1, so the five others come to 24."""
    page = Page(1, (7,), (Line((0,), "3.7"),), has_ends=False)
    assert list(findings(Fits(page))) == []
    assert list(findings(Fits(page), (Friend(0, 1), Friend(0, 1)))) == [
        "part 0: somebody else gave 4",
        "part 0: somebody else gave 5",
        "part 0: everybody else gave one of [4, 5]",
    ]


def test_plain_totals_are_subtracted() -> None:
    """Everybody, and the first part: what is left over is the second, of which nothing is printed."""
    page = Page(1, (10, 5), (Line((0, 1), "4.0"), Line((0,), "3.6")), has_ends=False)
    assert "part 1: somebody else gave 5" in list(findings(Fits(page)))


def test_each_two_people_are_tried_once() -> None:
    assert list(every_pair([[3, 3, 4]])) == [(), (Friend(0, 3), Friend(0, 3)), (Friend(0, 3), Friend(0, 4))]
