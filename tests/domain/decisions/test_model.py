"""What a decision holds, what is refused, and that no history of events changes a locked word."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec.structs import replace

from edgewise.domain.decisions.model import (
    LONGEST_LINE,
    MOST_CORRECTIONS,
    MOST_REVIEWS,
    REVIEWED_AFTER,
    Again,
    Assumption,
    Correction,
    Decision,
    Forecast,
    Happened,
    Part,
    Review,
    WhenTested,
    Words,
    correct,
    lock,
    review,
    tell_tested,
    write,
)
from edgewise.domain.phrases import Phrase
from tests.domain.decisions.decisions import AGREED, BY, DAY, TAKEN, WORDS, granted, refused, taken

LOOKED = Review(BY, Happened.YES, Again.DIFFERENTLY, "Luck helped")


def test_an_open_decision_is_written_anew_and_a_taken_one_is_not() -> None:
    other = replace(WORDS, chosen="I keep the launch")
    assert granted(write(Decision(WORDS), other)) == Decision(other)
    assert refused(write(taken(), other)) == "This decision is taken, so its words stay. Add a line beside them."


def test_a_decision_is_taken_once() -> None:
    assert taken().taken_on == TAKEN
    assert granted(lock(taken(), TAKEN + DAY)) == taken()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (replace(WORDS, chosen=" "), "Write what you decided."),
        (replace(WORDS, assumptions=(Assumption("It holds"),) * 4), "Keep the 3 assumptions that matter most."),
        (replace(WORDS, assumptions=(Assumption("", "Ask"),)), "Write the assumption that this test is for."),
        (replace(WORDS, forecast=Forecast("", 70, BY)), "Write what you expect to happen."),
        (replace(WORDS, forecast=Forecast("It rains", 101, BY)), "Give a number from 0 to 100."),
        (replace(WORDS, before=-1), "Give a number from 0 to 100."),
        (replace(WORDS, after=101), "Give a number from 0 to 100."),
        (replace(WORDS, chosen="x" * (LONGEST_LINE + 1)), "Keep a line to 500 letters."),
        (replace(WORDS, assumptions=(Assumption("x", "x" * (LONGEST_LINE + 1)),)), "Keep a line to 500 letters."),
    ],
)
def test_words_that_cannot_be_kept_are_neither_written_nor_locked(words: Words, sentence: str) -> None:
    assert refused(write(Decision(WORDS), words)) == sentence
    assert refused(lock(Decision(words), TAKEN)) == sentence


def test_numbers_and_a_forecast_may_be_left_out() -> None:
    bare = taken(Words("I wait"))
    assert (bare.change, bare.due_on, bare.review) == (None, TAKEN + REVIEWED_AFTER, None)


def test_the_change_of_confidence_is_after_less_before() -> None:
    assert taken().change == -15


@pytest.mark.parametrize(
    ("by", "due"),
    [(BY, BY), (TAKEN, TAKEN), (None, TAKEN + REVIEWED_AFTER), (TAKEN - DAY, TAKEN + REVIEWED_AFTER)],
)
def test_a_decision_is_due_on_the_day_of_its_forecast_or_after_four_weeks(by: date | None, due: date) -> None:
    found = taken(replace(WORDS, forecast=replace(AGREED, by=by)))
    assert (found.due_on, found.is_due(due - DAY), found.is_due(due)) == (due, False, True)


def test_an_open_decision_is_never_due() -> None:
    assert (Decision(WORDS).due_on, Decision(WORDS).is_due(date.max)) == (None, False)


def test_a_correction_stands_beside_the_line_and_changes_none() -> None:
    found = granted(correct(taken(), Part.FORECAST, "Only Dana was asked", BY))
    assert found == replace(taken(), corrections=(Correction(BY, Part.FORECAST, "Only Dana was asked"),))
    assert granted(correct(found, Part.FORECAST, "Only Dana was asked", BY)) == found


@pytest.mark.parametrize(
    ("decision", "part", "words", "sentence"),
    [
        (Decision(WORDS), Part.CHOSEN, "Else", "This decision is still open. Change its words instead."),
        (taken(), Part.CHOSEN, " ", "Write what you want to add."),
        (taken(), Part.THIRD, "Else", "There is no such line to correct."),
        (taken(Words("I wait")), Part.FORECAST, "Else", "There is no such line to correct."),
        (taken(), Part.FIRST, "x" * (LONGEST_LINE + 1), "Keep a line to 500 letters."),
    ],
)
def test_a_correction_needs_a_locked_line_and_words(decision: Decision, part: Part, words: str, sentence: str) -> None:
    assert refused(correct(decision, part, words, BY)) == sentence


def test_lines_and_reviews_have_an_end() -> None:
    found = taken()
    for number in range(MOST_CORRECTIONS):
        found = granted(correct(found, Part.CHOSEN, f"line {number}", BY))
    for number in range(MOST_REVIEWS):
        found = granted(review(found, replace(LOOKED, learnt=f"line {number}")))
    assert refused(correct(found, Part.CHOSEN, "one more", BY)).startswith("There are 20 lines")
    assert refused(review(found, LOOKED)).startswith("It was looked at 20 times")


def test_whether_an_assumption_was_tested_is_told_for_each_and_may_be_told_anew() -> None:
    found = granted(tell_tested(taken(), Part.SECOND, WhenTested.NOT_BEFORE_IT))
    found = granted(tell_tested(found, Part.FIRST, WhenTested.NOT_BEFORE_IT))
    found = granted(tell_tested(found, Part.FIRST, WhenTested.BEFORE_THE_LARGE_STEP))
    assert [found.was_tested(part) for part in (Part.FIRST, Part.SECOND, Part.THIRD)] == [
        WhenTested.BEFORE_THE_LARGE_STEP,
        WhenTested.NOT_BEFORE_IT,
        None,
    ]


@pytest.mark.parametrize(
    ("decision", "part", "sentence"),
    [
        (Decision(WORDS), Part.FIRST, "This decision is still open. Take it first."),
        (taken(), Part.THIRD, "There is no such assumption."),
        (taken(), Part.CHOSEN, "There is no such assumption."),
    ],
)
def test_only_an_assumption_of_a_taken_decision_is_tested(decision: Decision, part: Part, sentence: str) -> None:
    assert refused(tell_tested(decision, part, WhenTested.NOT_BEFORE_IT)) == sentence


def test_the_last_review_counts_and_the_earlier_one_stays() -> None:
    early = replace(LOOKED, on=TAKEN, again=Again.TOO_EARLY)
    found = granted(review(granted(review(taken(), early)), LOOKED))
    assert (found.review, found.reviews) == (LOOKED, (early, LOOKED))
    assert granted(review(found, LOOKED)) == found


@pytest.mark.parametrize(
    ("decision", "looked", "sentence"),
    [
        (Decision(WORDS), LOOKED, "This decision is still open. Take it first."),
        (taken(), replace(LOOKED, on=TAKEN - DAY), "That is before the decision was taken."),
        (taken(Words("I wait")), LOOKED, "Nothing was foreseen, so nothing can have come true."),
        (taken(), replace(LOOKED, happened=None), "Did it happen? Choose yes, no or cannot be told."),
        (taken(), replace(LOOKED, learnt="x" * (LONGEST_LINE + 1)), "Keep a line to 500 letters."),
    ],
)
def test_a_review_fits_what_was_decided(decision: Decision, looked: Review, sentence: str) -> None:
    assert refused(review(decision, looked)) == sentence


LINE = st.sampled_from(["", " ", "It holds", "Both have agreed", "x" * (LONGEST_LINE + 1)]) | st.text(max_size=12)
NUMBER = st.integers(-5, 105)
ON = st.dates(date(2026, 2, 1), date(2026, 6, 1))
FORECASTS = st.none() | st.builds(Forecast, LINE, NUMBER, st.none() | ON)
ASSUMED = st.lists(st.builds(Assumption, LINE, LINE), max_size=4).map(tuple)
SOME_WORDS = st.just(WORDS) | st.builds(Words, LINE, st.none() | NUMBER, st.none() | NUMBER, ASSUMED, FORECASTS)


class Histories(RuleBasedStateMachine):
    """Anything that can be asked of a decision, in any order, with fitting words and others."""

    def __init__(self) -> None:
        super().__init__()
        self.decision = Decision(Words(""))
        self.locked: tuple[Words, date] | None = None
        self.lines: tuple[Correction, ...] = ()
        self.looked: tuple[Review, ...] = ()

    def became(self, answer: Decision | Phrase) -> None:
        if isinstance(answer, Decision):
            self.decision = answer
        else:
            assert answer.endswith(".")

    @rule(words=SOME_WORDS)
    def words_are_written(self, words: Words) -> None:
        self.became(write(self.decision, words))

    @rule(today=ON)
    def it_is_taken(self, today: date) -> None:
        self.became(lock(self.decision, today))
        if self.locked is None and self.decision.taken_on is not None:
            self.locked = (self.decision.words, today)

    @rule(part=st.sampled_from(Part), words=LINE, today=ON)
    def a_line_is_added(self, part: Part, words: str, today: date) -> None:
        self.became(correct(self.decision, part, words, today))

    @rule(part=st.sampled_from(Part), tested=st.sampled_from(WhenTested))
    def a_test_is_told(self, part: Part, tested: WhenTested) -> None:
        self.became(tell_tested(self.decision, part, tested))

    @rule(looked=st.builds(Review, ON, st.none() | st.sampled_from(Happened), st.sampled_from(Again), LINE))
    def it_is_looked_at(self, looked: Review) -> None:
        self.became(review(self.decision, looked))

    @invariant()
    def locked_words_are_what_they_were(self) -> None:
        if self.locked is None:
            assert self.decision == Decision(self.decision.words)
        else:
            assert (self.decision.words, self.decision.taken_on) == self.locked

    @invariant()
    def lines_are_only_added(self) -> None:
        assert self.decision.corrections[: len(self.lines)] == self.lines
        assert self.decision.reviews[: len(self.looked)] == self.looked
        self.lines, self.looked = self.decision.corrections, self.decision.reviews


test_no_history_of_events_changes_a_locked_word = Histories.TestCase
test_no_history_of_events_changes_a_locked_word.settings = settings(max_examples=60, stateful_step_count=20)


@pytest.mark.parametrize(
    ("days", "happened", "again", "answers"),
    [
        (-1, Happened.YES, Again.TOO_EARLY, True),
        (-1, Happened.NO, Again.YES, False),  # it may still come
        (-1, Happened.CANNOT_BE_TOLD, Again.YES, False),
        (0, Happened.NO, Again.YES, True),
        (0, Happened.CANNOT_BE_TOLD, Again.TOO_EARLY, True),
    ],
)
def test_before_its_day_only_a_yes_answers_a_forecast(
    days: int, happened: Happened, again: Again, answers: bool
) -> None:
    looked = granted(review(taken(), Review(BY + days * DAY, happened, again)))
    assert looked.looked_at_on == (BY + days * DAY if answers else None)


def test_without_a_forecast_too_early_answers_nothing_before_its_day() -> None:
    plain = taken(Words("I wait"))
    early, late = (Review(on, None, Again.TOO_EARLY) for on in (TAKEN, TAKEN + REVIEWED_AFTER))
    found = [granted(review(plain, one)).looked_at_on for one in (early, replace(early, again=Again.YES), late)]
    assert (plain.looked_at_on, found) == (None, [None, TAKEN, TAKEN + REVIEWED_AFTER])


def test_no_value_of_a_decision_can_be_changed_in_place() -> None:
    for value, field in ((taken(), "words"), (WORDS, "chosen"), (AGREED, "chance"), (WORDS.assumptions[0], "words")):
        with pytest.raises(AttributeError):
            setattr(value, field, "else")


def test_a_decision_is_the_same_after_it_was_stored() -> None:
    found = granted(review(granted(tell_tested(taken(), Part.FIRST, WhenTested.NOT_BEFORE_IT)), LOOKED))
    found = granted(correct(found, Part.FORECAST, "Only Dana was asked", BY))
    assert msgspec.json.decode(msgspec.json.encode(found), type=Decision) == found
