"""Cards and drills are data: whole, in plain reach of one page, and never at odds with the question coach."""

from __future__ import annotations

from collections import Counter

import pytest

from edgewise.domain.coaching.practice import Ask, Tell, cards, drills, meaning_of
from edgewise.domain.coaching.questions.judge import judge
from edgewise.domain.coaching.questions.language import Label
from edgewise.domain.phrases import Phrase

ADVISING = (Label.ADVICE, Label.ADVICE_QUESTION, Label.LEADING)
FIVE = 5  # lines, more than which nobody reads on a card


def test_every_class_of_the_coach_is_explained_once() -> None:
    assert Counter(meaning.label for meaning in drills().classes) == Counter(Label)
    assert all(meaning_of(label).meaning for label in Label)


@pytest.mark.parametrize("drill", drills().tell, ids=lambda drill: drill.says)
def test_the_coach_says_of_a_sentence_what_the_drill_says(drill: Tell) -> None:
    assert judge(drill.says).label == drill.label


def test_the_drill_asks_for_every_class() -> None:
    assert {drill.label for drill in drills().tell} == set(Label)


@pytest.mark.parametrize("drill", drills().ask, ids=lambda drill: drill.says)
def test_what_is_to_be_turned_into_a_question_steers(drill: Ask) -> None:
    said = judge(drill.advice)
    assert said.label in ADVISING
    assert said.rewordings, "there is help for whoever writes the advice down"


def test_the_texts_of_cards_and_drills_are_phrases() -> None:
    on_cards = [text for card in cards() for text in (card.title, card.when, *card.does, card.avoids)]
    in_drills = [text for one in drills().classes for text in (one.name, one.meaning)]
    in_drills += [text for one in drills().ask for text in (one.says, one.advice)]
    in_drills += [one.says for one in drills().tell]
    assert {type(text) for text in on_cards + in_drills} == {Phrase}


def test_a_card_is_read_at_one_glance() -> None:
    assert len({card.key for card in cards()}) == len(cards())
    for card in cards():
        assert 3 <= len(card.does) <= FIVE, card.key
        assert sum(map(len, card.does)) + len(card.avoids) < 480, card.key
