"""The audit by integer programme: what a linear one misses, and that it agrees with the attacker."""

from __future__ import annotations

from itertools import combinations_with_replacement
from random import Random

import pytest

from edgewise.domain.anonymity.audit import ANSWERS, Follows, Programme, Seen, disclosed, follows
from edgewise.domain.anonymity.scores import Score
from tests.anonymity.attacker import Fits, Friend, Line, Page, findings
from tests.anonymity.cases import SCALES, printed, random_waves


def mean_and_spread(answers: tuple[int, ...], *, whole: bool) -> Follows:
    """What follows from a mean and a spread of so many answers, both printed so well that the sums are known."""
    programme = Programme(whole)
    counts = {answer: programme.number(0, len(answers)) for answer in ANSWERS}
    for power in (0, 1, 2):
        total = sum(answer**power for answer in answers)
        programme.bind({variable: answer**power for answer, variable in counts.items()}, total, total)
    (found,) = follows(programme, [counts])
    return found


def test_a_linear_audit_passes_what_an_integer_one_breaks() -> None:
    """Five people, a mean of 2.4 and a spread of 1.02: they gave 1, 2, 2, 3 and 4, and nothing else.

    With halves and thirds of people each answer might be missing, and five might be there.
    """
    answers = (1, 2, 2, 3, 4)
    assert mean_and_spread(answers, whole=False) == Follows(0, (), (1, 2, 3, 4, 5))
    assert mean_and_spread(answers, whole=True) == Follows(0, (1, 2, 3, 4), (1, 2, 3, 4))
    same = [
        one
        for one in combinations_with_replacement(ANSWERS, 5)
        if (sum(one), sum(n * n for n in one)) == (sum(answers), sum(n * n for n in answers))
    ]
    assert same == [answers]


def test_highs_says_that_there_is_no_solution_where_it_first_gives_up() -> None:
    """Five whole numbers with these sums: scipy 1.17.1 reports a solve error after presolving."""
    programme = Programme()
    counts = {answer: programme.number(0, 5) for answer in ANSWERS}
    for power, total in enumerate((5, 8, 19)):
        programme.bind({variable: answer**power for answer, variable in counts.items()}, total, total)
    assert programme.solved() is None


def test_the_ends_hold_against_two_people_and_not_against_three() -> None:
    """Seven people, one question, "3.1 or more": 22 at least. Three who gave 1 leave four to whom 19 come."""
    seen = Seen(1, (7,), (((0,), Score(3.1, 5)),))
    assert disclosed(seen, [(0, 1)] * 2) == []
    assert disclosed(seen, [(0, 1)] * 3) == [Follows(0, (5,), (4, 5))]


@pytest.mark.parametrize("seed", range(8))
def test_it_agrees_with_the_attacker(seed: int) -> None:
    dice = Random(f"audit/{seed}")
    for wave in random_waves(dice, 1):
        for scale in SCALES:
            given = printed(wave, scale)
            if given is not None and len(given[0].people) < 3:
                _compare(*given, dice)


def _compare(page: Page, totals: list[list[int]], dice: Random) -> None:
    part = dice.randrange(len(totals))
    known = dice.sample(totals[part], 2)
    cells = tuple((line.parts, _score(line.words)) for line in page.lines)
    seen = Seen(page.questions, page.people, cells, page.most_told)
    fits = Fits(page)
    for friends in ([], [Friend(part, one) for one in known]):
        assert list(findings(fits, friends)) == []
        assert disclosed(seen, [(friend.part, friend.total) for friend in friends]) == []


def _score(words: str) -> Score | None:
    if not words:
        return None
    value = float(words.split(maxsplit=1)[0])
    return Score(1 if words.endswith("less") else value, 5 if words.endswith("more") else value)


@pytest.mark.parametrize(("people", "words"), [(7, "3.1 or more"), (8, "3.2 or more"), (7, "3.0"), (9, "2.7 or less")])
@pytest.mark.parametrize("friends", [[1, 1, 1], [5, 5, 5], [1, 1, 5], [1, 1, 1, 1], [5, 5, 5, 5]])
def test_it_finds_what_the_attacker_finds_with_more_friends_than_the_rules_allow(
    people: int, words: str, friends: list[int]
) -> None:
    found = findings(Fits(Page(1, (people,), (Line((0,), words),))), [Friend(0, one) for one in friends])
    audited = disclosed(Seen(1, (people,), (((0,), _score(words)),)), [(0, one) for one in friends])
    assert bool(list(found)) == bool(audited)
