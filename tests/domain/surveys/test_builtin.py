from __future__ import annotations

import pytest

from edgewise.domain.surveys.builtin import KEYS, builtin_survey, builtin_text
from edgewise.domain.surveys.hints import hints
from edgewise.domain.surveys.model import Item, Survey


@pytest.mark.parametrize("key", KEYS)
def test_every_built_in_survey_loads_under_its_key_and_needs_no_hint(key: str) -> None:
    survey = builtin_survey(key)
    assert (survey.key, hints(survey)) == (key, ())


@pytest.mark.parametrize("key", KEYS)
def test_every_item_is_a_sentence_about_somebody_and_one_about_oneself(key: str) -> None:
    for item in builtin_survey(key).items:
        assert item.behaviour.split()[0].endswith("s"), item.behaviour
        assert (item.own[:2], item.own[-1], item.behaviour[-1]) == ("I ", ".", "."), item.own


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        builtin_text("../model")


@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ("Listens and gives credit.", "“and” may join two behaviours; ask for one"),
        ("Praises/thanks people.", "“/” may join two behaviours; ask for one"),
        ("Does not interrupt.", "“not”: ask for what is done; “seldom” to a “not” confuses"),
        ("Doesn't interrupt.", "“n't”: ask for what is done; “seldom” to a “not” confuses"),
        ("Often asks.", "“Often” belongs in the answers; leave it out here"),
        ("Is fair.", "“Is” cannot be seen; what does somebody do?"),
        ("Gives good advice.", "“good” cannot be seen; what does somebody do?"),
        ("Tells me " + "very " * 13 + "much.", "has more than 14 words; shorter is read the same by everybody"),
    ],
)
def test_what_is_hard_to_answer_gets_a_hint(behaviour: str, said: str) -> None:
    survey = Survey(
        key="a", name="A", answers=(), cannot_say="-", items=(Item("one", behaviour, "I do."),), questions=()
    )
    assert [(hint.item, str(hint.words)) for hint in hints(survey)] == [("one", said)]


def test_what_somebody_says_may_have_any_words() -> None:
    item = Item("one", "Says “I don't know” in a meeting.", "I say it.")
    assert hints(Survey(key="a", name="A", answers=(), cannot_say="-", items=(item,), questions=())) == ()
