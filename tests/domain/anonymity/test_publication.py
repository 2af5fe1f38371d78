from __future__ import annotations

import time
from collections import Counter
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.anonymity.cells import EVERYBODY, FEWEST_COMMENTS, FEWEST_IN_A_CUT, Cell, kind_of
from edgewise.domain.anonymity.publication import Plan, Publication, Sheet, plan, publish, unaudited
from edgewise.domain.anonymity.rates import Rate
from edgewise.domain.anonymity.scores import Score
from edgewise.domain.anonymity.trends import Direction

SCALES = {"safety": ("s1", "s2", "s3", "s4"), "load": ("l1",)}
QUESTIONS = [one for some in SCALES.values() for one in some]
LYON, OSLO = Cell("site", "Lyon"), Cell("site", "Oslo")
DICE = Random(3)


def roster_of(**people: int) -> dict[str, dict[str, str]]:
    """So many people of each site."""
    return {f"{site}{number}": {"site": site} for site, count in people.items() for number in range(count)}


def all_say(planned: Plan, answer: int, comment: str = "") -> list[Sheet]:
    """Everybody who is asked gives this answer to every question."""
    return [Sheet(dict.fromkeys(QUESTIONS, answer), planned.cells_of(who), comment) for who in planned.roster]


def scores(page: Publication, scale: str = "safety") -> dict[Cell, str]:
    return {one.cell: str(one.figures[scale].score.words) for one in page.cells if scale in one.figures}


def test_of_18_people_everybody_alone_could_be_shown() -> None:
    """Three in four of nine people are fewer than seven."""
    assert plan(roster_of(Lyon=9, Oslo=9), SCALES).cells == (EVERYBODY,)


def test_of_nine_people_nothing_could_be_shown() -> None:
    assert plan(roster_of(Lyon=9), SCALES).cells == ()


def test_of_40_people_two_sites_could_be_shown() -> None:
    assert plan(roster_of(Lyon=20, Oslo=20), SCALES).cells == (EVERYBODY, LYON, OSLO)


def test_a_site_is_not_planned_where_the_rest_would_be_a_few_people() -> None:
    """Everybody less Lyon would be three people."""
    assert plan(roster_of(Lyon=40, Oslo=3), SCALES).cells == (EVERYBODY,)


def test_nothing_is_shown_of_six_answers() -> None:
    planned = plan(roster_of(Lyon=18), SCALES)
    assert publish(planned, all_say(planned, 4)[:6], [], DICE) == Publication(planned, ())
    assert scores(publish(planned, all_say(planned, 3)[:7], [], DICE)) == {EVERYBODY: "3.0"}


def test_at_closing_a_cell_is_withdrawn_and_none_is_added() -> None:
    """Nine of Oslo answered; Lyon alone would give Oslo away, so both go."""
    planned = plan(roster_of(Lyon=20, Oslo=20), SCALES)
    sheets = [one for one in all_say(planned, 3) if LYON in one.cells] + [Sheet({"l1": 3}, (OSLO,))] * 9
    page = publish(planned, sheets, [], DICE)
    assert ([one.cell for one in page.cells], page.withdrawn) == ([EVERYBODY], (LYON, OSLO))


def test_a_cell_that_was_not_planned_is_refused() -> None:
    planned = plan(roster_of(Lyon=18), SCALES)
    with pytest.raises(ValueError, match="nobody who was asked is in just these cells"):
        publish(planned, [Sheet({}, (OSLO,))], [], DICE)


def test_an_answer_off_the_scale_and_a_sheet_too_many_are_refused() -> None:
    planned = plan(roster_of(Lyon=18), SCALES)
    with pytest.raises(ValueError, match="l1: an answer is from 1 to 5, not 6"):
        publish(planned, [Sheet({"l1": 6})], [], DICE)
    with pytest.raises(ValueError, match="19 sheets of 18 people"):
        publish(planned, [Sheet({})] * 19, [], DICE)


@pytest.mark.parametrize(
    ("answer", "safety", "load"),
    [(5, "4.2 or more", "3.5 or more"), (3, "3.0", "3.0"), (1, "1.8 or less", "2.5 or less")],
)
def test_what_all_said_alike_is_told_as_an_end(answer: int, safety: str, load: str) -> None:
    """18 people. The same words stand where most gave 5, and one gave 1."""
    planned = plan(roster_of(Lyon=18), SCALES)
    page = publish(planned, all_say(planned, answer), [], DICE)
    assert (scores(page)[EVERYBODY], scores(page, "load")[EVERYBODY]) == (safety, load)


def test_a_scale_that_too_few_answered_is_missing() -> None:
    planned = plan(roster_of(Lyon=18), SCALES)
    sheets = [Sheet({"s1": 3, "s2": 3, "s3": 4})] * 7 + [Sheet({"s1": 3, "s2": 3, "l1": 2})] * 6
    figures = publish(planned, sheets, [], DICE).cells[0].figures
    assert {scale: one.score for scale, one in figures.items()} == {"safety": Score(3.3, 3.3)}


def test_a_scale_that_too_few_of_a_site_answered_is_told_of_everybody_alone() -> None:
    planned = plan(roster_of(Lyon=20, Oslo=20), SCALES)
    sheets = [Sheet({} if OSLO in one.cells else {"l1": 3}, one.cells) for one in all_say(planned, 3)]
    page = publish(planned, sheets, [], DICE)
    assert (scores(page), scores(page, "load")) == ({}, {EVERYBODY: "3.0"})
    assert [one.cell for one in page.cells] == [EVERYBODY, LYON, OSLO]


def test_comments_are_shown_from_ten_on_in_an_order_of_the_dice() -> None:
    planned = plan(roster_of(Lyon=18), SCALES)
    sheets = [Sheet({}, (), f"Words {number}") for number in range(FEWEST_COMMENTS)] + [Sheet({}, (), " ")] * 3
    assert publish(planned, sheets[1:], [], Random(1)).comments == ()
    one, other = (publish(planned, some, [], Random(1)).comments for some in (sheets, sheets[::-1]))
    assert one == other != tuple(sorted(one))
    assert len(one) == FEWEST_COMMENTS


def test_participation_is_a_band_that_never_says_all_but_one() -> None:
    planned = plan(roster_of(Lyon=48), SCALES)
    rates = [publish(planned, all_say(planned, 3)[:count], [], DICE).cells[0].rate for count in (20, 24, 32, 47, 48)]
    assert rates == [Rate.FEWER, Rate.HALF, Rate.TWO_THIRDS, Rate.FOUR_FIFTHS, Rate.FOUR_FIFTHS]


def test_the_margin_follows_from_how_many_answered_and_not_from_what() -> None:
    planned = plan(roster_of(Lyon=48), SCALES)
    alike, apart = all_say(planned, 3)[:40], [Sheet(dict.fromkeys(QUESTIONS, (1, 5)[n % 2])) for n in range(40)]
    pages = [publish(planned, sheets, [], DICE).cells[0].figures for sheets in (alike, apart)]
    assert pages[0] == pages[1]
    assert (pages[0]["safety"].margin, pages[0]["load"].margin) == (0.2, 0.2)


def test_a_dip_is_stated_and_a_wobble_is_not() -> None:
    planned = plan(roster_of(Lyon=48), SCALES)
    first = publish(planned, all_say(planned, 4), [], DICE)
    same, dip = (publish(planned, all_say(planned, answer), [first], DICE) for answer in (4, 3))
    assert [one.cells[0].figures["safety"].trend.direction for one in (same, dip)] == [Direction.UNSEEN, Direction.DOWN]  # type: ignore[union-attr]
    assert first.cells[0].figures["safety"].trend is None


def test_one_who_left_is_covered_by_a_lot_of_four() -> None:
    first = plan(roster_of(Lyon=30), SCALES)
    second = plan(roster_of(Lyon=29), SCALES)
    page = publish(first, all_say(first, 3), [], DICE)
    assert publish(second, all_say(second, 3), [page], DICE).left_out == 4
    assert publish(first, all_say(first, 3), [page], DICE).left_out == 0


def test_five_who_left_are_enough_by_themselves() -> None:
    first, second = plan(roster_of(Lyon=30), SCALES), plan(roster_of(Lyon=25), SCALES)
    page = publish(first, all_say(first, 3), [], DICE)
    assert publish(second, all_say(second, 3), [page], DICE).left_out == 0


def test_a_wave_that_showed_nothing_is_not_subtracted_from() -> None:
    first, second = plan(roster_of(Lyon=30), SCALES), plan(roster_of(Lyon=29), SCALES)
    nothing = publish(first, [], [], DICE)
    assert publish(second, all_say(second, 3), [nothing], DICE).left_out == 0


def test_a_site_whose_few_people_have_all_left_leaves_nobody_to_draw_from() -> None:
    """Lyon and Oslo beside each other would give Rome away, three people. Oslo together with Rome has a lot of two."""
    rome = {f"r{number}": {"site": "Rome"} for number in range(3)}
    first, second = plan(roster_of(Lyon=20, Oslo=20) | rome, SCALES), plan(roster_of(Lyon=20, Oslo=20), SCALES)
    before = publish(first, all_say(first, 3), [], DICE)
    assert second.cells == (EVERYBODY, LYON, OSLO)
    page = publish(second, all_say(second, 3), [before], DICE)
    assert ([one.cell for one in page.cells], page.left_out) == ([EVERYBODY, LYON], 2)


cohorts = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xy")), min_size=7, max_size=90)


@given(cohorts, st.integers(0, 2**32))
@settings(max_examples=60, deadline=None)
def test_every_atom_of_what_is_shown_has_ten_answers_and_no_more_could_be_shown(
    facts: list[tuple[str, str]], seed: int
) -> None:
    dice = Random(seed)
    planned = plan({f"p{n}": {"function": one, "site": other} for n, (one, other) in enumerate(facts)}, SCALES)
    sheets = [one for one in all_say(planned, 3) if dice.random() < 0.9]
    shown = [one.cell for one in unaudited(planned, sheets, [], dice).cells]
    assert set(shown) <= set(planned.cells)
    for cells in [shown] + [[*shown, more] for more in planned.cells if more not in shown and shown]:
        asked = Counter(kind_of(one, cells) for one in planned.roster.values())
        answered = Counter(frozenset(one.cells) & frozenset(cells) for one in sheets)
        assert (min((answered[kind] for kind in asked), default=0) >= FEWEST_IN_A_CUT) == (cells == shown) or len(
            cells
        ) < 2


@given(st.integers(0, 2**32))
@settings(max_examples=15, deadline=None)
def test_the_order_of_sheets_changes_nothing(seed: int) -> None:
    dice = Random(seed)
    planned = plan(roster_of(Lyon=20, Oslo=20), SCALES)
    sheets = [Sheet({one: dice.randint(1, 5) for one in QUESTIONS}, planned.cells_of(who)) for who in planned.roster]
    mixed = dice.sample(sheets, len(sheets))
    more = plan(roster_of(Lyon=20, Oslo=21), SCALES)
    before = [publish(more, all_say(more, 3), [], dice)]
    one, other = (publish(planned, some, before, Random(1)) for some in (sheets, mixed))
    assert (one, one.left_out) == (other, 4)


def test_ten_thousand_people_and_three_cuts_take_a_few_seconds_at_most() -> None:
    dice = Random(5)
    values = {"function": 8, "site": 6, "level": 4}
    roster = {f"p{n}": {cut: f"{cut}{dice.randrange(many)}" for cut, many in values.items()} for n in range(10_000)}
    planned = plan(roster, SCALES)
    sheets = all_say(planned, 3)
    started = time.process_time()
    assert len(publish(planned, sheets, [], dice).cells) == 19
    assert time.process_time() - started < 3
