"""What each class means, by example; how well unseen sentences are told apart; and what holds for any text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.questions import confusion, macro_f1
from edgewise.domain.coaching.questions.english import ENGLISH
from edgewise.domain.coaching.questions.judge import judge
from edgewise.domain.coaching.questions.language import Label
from edgewise.domain.coaching.questions.verdict import PUSHED
from tests.domain.coaching.questions.labelled import labelled

MADE = labelled("made")
EXAMPLES = {
    Label.OPEN: (
        "What have you tried so far?",
        "What outcome matters most to you?",
        "Tell me more about that.",
        "What options have you tried?",
        "I wonder what she would say.",
        "do you mind telling me how you got there",
    ),
    Label.CLOSED: (
        "When is the board meeting?",
        "Does your manager know?",
        "Have you tried anything?",
        "What is the name of your sponsor?",
        "So you feel stuck?",
    ),
    Label.LEADING: (
        "Isn't the real problem that you avoid conflict?",
        "Don't you think he feels threatened?",
        "Why are you so afraid of him?",
        "Aren't you just tired?",
        "It is about control, isn’t it?",
    ),
    Label.ADVICE_QUESTION: (
        "Have you tried talking to her?",
        "Why don't you delegate it?",
        "What if you moved the deadline?",
        "Have you tried a weekly call?",
        "what stops you from just telling him",
        "Wouldn't it be better to wait?",
    ),
    Label.ADVICE: (
        "You should talk to HR.",
        "If I were you I'd wait.",
        "Just tell him no.",
        "My advice is to wait.",
        "It might be worth a try.",
    ),
    Label.STATEMENT: (
        "In my team we lost two people that year.",
        "That sounds frustrating.",
        "I should have called.",
        "My boss told me I should leave.",
        "Thanks!",
    ),
}
CASES = [(label, text) for label, texts in EXAMPLES.items() for text in texts]


@pytest.mark.parametrize(("label", "text"), CASES)
def test_the_examples_of_each_class(label: Label, text: str) -> None:
    assert judge(text).label is label


@pytest.mark.parametrize(("label", "text"), CASES)
def test_small_talk_before_it_and_a_missing_mark_change_nothing(label: Label, text: str) -> None:
    assert {judge(f"{before}{text}").label for before in ("Hm, ", "So, ", "sorry, ", "Can I ask: ")} == {label}
    assert judge(text.replace("'", "’")).label is label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("That sounds hard. What have you tried? You should call her.", Label.ADVICE),
        ("What have you tried? Have you tried a weekly call?", Label.ADVICE_QUESTION),
        ("When is it? Isn't that a bit late for you?", Label.LEADING),
        ("What happened? And when was that?", Label.CLOSED),
        ("In my team we had that too. How was it for you?", Label.OPEN),
        ("I met Mr. Lee, e.g. at the fair. It was good.", Label.STATEMENT),
        ("You said “I should be perfect” twice.", Label.STATEMENT),
    ],
)
def test_the_sentence_that_steers_most_decides(text: str, label: Label) -> None:
    assert judge(text).label is label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("hvae you tired", Label.CLOSED),  # a real word is left alone
        ("Have you treid a weekly call?", Label.ADVICE_QUESTION),
        ("you shoudl talk to HR", Label.ADVICE),
        ("waht hapened next", Label.OPEN),
    ],
)
def test_a_slip_of_the_finger_in_a_cue_word_is_repaired(text: str, label: Label) -> None:
    assert judge(text).label is label


def test_the_reason_names_the_words_as_they_were_typed() -> None:
    assert judge("Hm, WHY DON’T you delegate it").because == (
        "It pushes an action, in the form of a question: “WHY DON’T you delegate”."
    )


def test_a_text_without_words_states_nothing() -> None:
    assert [(judge(text).label, judge(text).confidence) for text in ("", "  ", "?!", "🙂")] == [
        (Label.STATEMENT, 0.0)
    ] * 4


@pytest.mark.parametrize("name", ["made", "held", "fresh", "other", "blind"])
def test_labelled_sentences_are_told_apart(name: str) -> None:
    assert macro_f1(confusion(labelled(name))) >= 0.85


@pytest.mark.parametrize("name", ["indirect", "typed", "blind"])
def test_indirect_advice_is_heard_and_no_open_question_is_called_advice(name: str) -> None:
    """Nothing was learnt from `blind`."""
    judged = [(label, judge(text).label) for label, text in labelled(name)]
    for kind in PUSHED:
        found = [said is kind for label, said in judged if label is kind]
        assert sum(found) >= 0.9 * len(found)
    assert [said for label, said in judged if label is Label.OPEN and said in PUSHED] == []


def test_a_reason_by_the_second_ear_names_neighbours() -> None:
    advice = judge("A quiet word beforehand has saved many a meeting.")
    assert (advice.label, advice.because.count("“")) == (Label.ADVICE, 1)
    assert advice.because.partition("“")[2].partition("”")[0].count(" ") >= 1


def test_a_language_without_a_second_ear_is_judged_by_its_rules() -> None:
    deaf = replace(ENGLISH, learned={})
    assert judge("You should talk to HR.", deaf).label is Label.ADVICE
    assert judge("A quiet word beforehand has saved many a meeting.", deaf).label is Label.STATEMENT


@pytest.mark.parametrize("change", [lambda text: f"{text}   ", str.upper])
def test_capitals_and_trailing_spaces_change_at_most_three_in_a_hundred(change: object) -> None:
    assert callable(change)
    changed = [text for _, text in MADE if judge(change(text)).label is not judge(text).label]
    assert len(changed) <= 0.03 * len(MADE), changed


def test_every_cue_of_the_language_compiles() -> None:
    for pattern in [cue.pattern for cue in ENGLISH.cues] + [*ENGLISH.asks, ENGLISH.reports, ENGLISH.small_talk]:
        ENGLISH.compiled(pattern)


WORDS = st.lists(st.sampled_from(sorted({word for _, text in MADE for word in text.split()})), max_size=25).map(
    " ".join
)


@given(st.text() | WORDS)
def test_any_text_is_judged_and_judged_the_same_again(text: str) -> None:
    advice = judge(text)

    assert (0 <= advice.confidence <= 1, len(advice.rewordings) <= 3, bool(advice.because)) == (True, True, True)
    assert judge(text) == advice


@given(st.sampled_from([text for _, text in MADE]) | WORDS)
def test_rewordings_are_open_and_an_open_question_has_none(text: str) -> None:
    advice = judge(text)

    assert {judge(one).label for one in advice.rewordings} <= {Label.OPEN}
    assert not (advice.label is Label.OPEN and advice.rewordings)
