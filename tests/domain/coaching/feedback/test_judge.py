"""What each class means, by example; how well unseen sentences are told apart; and what holds for any text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.feedback import LEARNT, confusion, macro_f1, naive_bayes
from edgewise.domain.coaching.feedback.english import ENGLISH
from edgewise.domain.coaching.feedback.judge import judge
from edgewise.domain.coaching.feedback.language import Label
from edgewise.domain.phrases import Phrase
from tests.domain.coaching.feedback.labelled import labelled

MADE = [row for name in LEARNT for row in labelled(name)]
EXAMPLES = {
    Label.OBSERVATION: (
        "In Tuesday's review you asked three questions before giving your view.",
        "You replied to the client at 22:40.",
        "I noticed that you left the meeting at ten.",
        'You said "no" when the client asked for a date.',
        "On Monday you were 25 minutes late.",
    ),
    Label.IMPACT: (
        "I felt I could say what worried me.",
        "We lost twenty minutes.",
        "Because you sent the notes on Monday, I could prepare.",
        "You made me feel welcome.",
        "Two of us stayed silent for the rest of the hour.",
    ),
    Label.JUDGEMENT: (
        "You are unprofessional.",
        "That was a poor presentation.",
        "I felt that you were unfair.",
        "You were not very helpful.",
        "Nice slides, bad delivery.",
    ),
    Label.GENERALISATION: (
        "You always interrupt me.",
        "You never prepare.",
        "You're always so helpful.",
        "Every time we meet you talk about yourself.",
        "You keep checking your phone.",
    ),
    Label.MIND_READING: (
        "You wanted to look good in front of Sara.",
        "You clearly don't care.",
        "I felt that you did not respect me.",
        "You were jealous.",
        "You asked that question to test me.",
    ),
    Label.HEARSAY: (
        "People say you are hard to reach.",
        "I heard you shouted at Tom.",
        "Everybody says that you are great.",
        "Sara told me that you had left early.",
        "Rumour has it that you are leaving.",
    ),
    Label.ADVICE: (
        "Try one open question at the start.",
        "You should delegate more.",
        "It would help if you sent the agenda a day before.",
        "Could you speak a little louder?",
        "Next time, let Emma finish first.",
    ),
    Label.PRAISE_WITHOUT_EXAMPLE: (
        "Great job!",
        "You're such a good listener.",
        "Your presentation was excellent.",
        "I love working with you.",
        "Not bad at all!",
    ),
}
CASES = [(label, text) for label, texts in EXAMPLES.items() for text in texts]


@pytest.mark.parametrize(("label", "text"), CASES)
def test_the_examples_of_each_class(label: Label, text: str) -> None:
    assert judge(text).deciding.label is label


@pytest.mark.parametrize(("label", "text"), CASES)
def test_a_greeting_curly_marks_and_spaces_change_nothing(label: Label, text: str) -> None:
    assert {judge(f"{before}{text}").deciding.label for before in ("Hi, ", "  ", "so, ", "\t")} == {label}
    assert judge(text.replace("'", "’").replace(" ", "  ")).deciding.label is label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Everybody says you never listen.", Label.HEARSAY),
        ("I've been told you're rude.", Label.HEARSAY),
        ("You always want to impress the boss.", Label.MIND_READING),
        ("You're always so kind.", Label.GENERALISATION),
        ("You were rude because you were jealous.", Label.MIND_READING),
        ("Great talk, but next time use fewer slides.", Label.ADVICE),
        ("In Tuesday's meeting you were arrogant.", Label.JUDGEMENT),
        ("When you said on Tuesday that I was slow, I felt humiliated.", Label.IMPACT),
    ],
)
def test_of_several_classes_that_fit_the_first_decides(text: str, label: Label) -> None:
    assert judge(text).deciding.label is label


@pytest.mark.parametrize(
    "text",
    [
        "Could you tell me why?",
        "Can you explain how you came to the price?",
        "What happened on Tuesday?",
        "Why did you leave the meeting at ten?",
        "Did you see my mail of Monday?",
        "Was there a reason for the change?",
        "Who was in the room?",
    ],
)
def test_a_question_without_advice_gets_no_hint(text: str) -> None:
    assert judge(text).deciding.label is Label.OBSERVATION


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("u allways interupt me", Label.GENERALISATION),
        ("yuo are unprofesional", Label.JUDGEMENT),
        ("poeple say your hard to reach", Label.HEARSAY),
        ("you shoud delegate more", Label.ADVICE),
    ],
)
def test_slips_of_the_finger(text: str, label: Label) -> None:
    assert judge(text).deciding.label is label


def test_each_sentence_is_judged_and_the_first_class_decides() -> None:
    feedback = judge("Hi Tom! On Monday you were late. You never prepare... I lost an hour.")
    assert [(each.text, each.label) for each in feedback.sentences][-3:] == [
        ("On Monday you were late.", Label.OBSERVATION),
        ("You never prepare...", Label.GENERALISATION),
        ("I lost an hour.", Label.IMPACT),
    ]
    assert feedback.deciding.text == "You never prepare..."


def test_praise_beside_what_it_is_for_does_not_decide() -> None:
    feedback = judge("Great job! In Tuesday's review you asked three questions.")
    assert [each.label for each in feedback.sentences] == [Label.PRAISE_WITHOUT_EXAMPLE, Label.OBSERVATION]
    assert feedback.deciding.label is Label.OBSERVATION


def test_the_reason_names_the_words_as_they_were_typed() -> None:
    assert judge('You said "ok" and, well, PEOPLE SAY you’re cold.').deciding.because == (
        "It passes on what others are said to think or say: “PEOPLE SAY you’re”."
    )
    assert judge("You NEVER prepare.").deciding.because == (
        "It is about all times, and names no single one: “You NEVER”."
    )


def test_only_what_somebody_saw_and_what_it_did_have_no_hint() -> None:
    hinted = {label: bool(judge(texts[0]).deciding.hint) for label, texts in EXAMPLES.items()}
    assert hinted == {label: label not in (Label.OBSERVATION, Label.IMPACT) for label in EXAMPLES}


def test_a_text_without_words_is_nothing_sure() -> None:
    for text in ("", "  ", "?!", "🙂"):
        feedback = judge(text)
        assert (feedback.deciding.label, feedback.deciding.confidence) == (Label.OBSERVATION, 0.0)
        assert (feedback.sentences, feedback.hints) == ((), ())


@pytest.mark.parametrize("name", ["ward", "board", "fresh", "kinds"])
def test_sentences_that_nothing_was_learnt_from_are_told_apart(name: str) -> None:
    rows = labelled(name)
    reached = macro_f1(confusion(rows))
    assert (name in LEARNT, reached >= 0.85) == (False, True)
    assert reached > macro_f1(confusion(rows, naive_bayes(MADE)))


def test_without_a_second_ear_the_cues_decide() -> None:
    deaf = replace(ENGLISH, learned={})
    right = sum(judge(text, deaf).deciding.label is label for label, text in CASES)
    assert right >= 0.9 * len(CASES)


@pytest.mark.parametrize("change", [lambda text: f"  {text}  ", str.upper, str.lower])
def test_capitals_and_spaces_change_at_most_two_in_a_hundred(change: Callable[[str], str]) -> None:
    rows = MADE[::17]
    changed = [text for _, text in rows if judge(change(text)).deciding.label is not judge(text).deciding.label]
    assert len(changed) <= 0.02 * len(rows), changed


def test_every_pattern_of_the_language_compiles() -> None:
    borrowed = [pattern for each in ENGLISH.borrowed.values() for _, pattern in each]
    for pattern in [*(cue.pattern for cue in ENGLISH.cues), *borrowed, ENGLISH.situation, ENGLISH.reading.small_talk]:
        ENGLISH.reading.compiled(pattern)


WORDS = st.lists(st.sampled_from(sorted({word for _, text in MADE[::9] for word in text.split()})), max_size=25).map(
    " ".join
)


@given(st.text(max_size=200) | WORDS)
def test_any_text_is_judged_and_judged_the_same_again(text: str) -> None:
    feedback = judge(text)

    assert judge(text) == feedback
    for each in feedback.sentences:
        assert 0 <= each.confidence <= 1
        assert isinstance(each.because, Phrase)
        assert bool(each.hint) == bool(each.example) == (each.label not in (Label.OBSERVATION, Label.IMPACT))
        assert each.text in text


@given(WORDS)
def test_spaces_around_and_between_words_change_no_class(text: str) -> None:
    spaced = "  " + text.replace(" ", "   ") + "\n"
    assert [each.label for each in judge(spaced).sentences] == [each.label for each in judge(text).sentences]


@given(st.lists(st.sampled_from([text for _, text in CASES]), min_size=1, max_size=5))
def test_the_sentences_of_a_piece_are_judged_as_if_they_stood_alone(texts: list[str]) -> None:
    together = [each.label for each in judge("\n".join(texts)).sentences]
    assert together == [each.label for text in texts for each in judge(text).sentences]
