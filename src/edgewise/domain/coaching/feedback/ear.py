"""What the second ear listens to: runs of words, as in the question coach, and runs of kinds of words.

A shape is a sentence with *rude* and *lazy* put down as the same thing, so that the table knows "you were rude" by
"you were lazy".
"""

from __future__ import annotations

from collections.abc import Iterator

from edgewise.domain.coaching.feedback.language import LABELS, Label, Language
from edgewise.domain.coaching.questions.language import FIRST_MARK
from edgewise.domain.coaching.questions.learned import Heard, Trait, traits, weighed
from edgewise.domain.coaching.questions.text import BREAK, TURN, Sentence

LONGEST_SHAPE = 4  # words
UNKNOWN = "*"


def heard(sentence: Sentence, language: Language) -> Heard[Label]:
    return weighed(traits_of(sentence, language), language.learned, LABELS)


def traits_of(sentence: Sentence, language: Language) -> Iterator[Trait]:
    yield from traits(sentence, sentence.question_mark)
    shape = [Trait("^"), *_shape(sentence, language), Trait("$")]
    for length in range(2, LONGEST_SHAPE + 1):
        for first in range(len(shape) - length + 1):
            run = shape[first : first + length]
            placed = [word for word in run if word.end]
            if placed and any(word.name.startswith("<") for word in run):
                yield Trait("~ " + " ".join(word.name for word in run), placed[0].start, placed[-1].end)


def _shape(sentence: Sentence, language: Language) -> Iterator[Trait]:
    kinds = tuple(language.reading.kinds)
    start = 0
    for word in sentence.words.split():
        start = sentence.words.index(word, start)
        its = {kinds[place] for letter in word if 0 <= (place := ord(letter) - FIRST_MARK) < len(kinds)}
        name = _shaped(word, its, language)
        if name:
            yield Trait(name, start, start + len(word))
        start += len(word)


def _shaped(word: str, its: set[str], language: Language) -> str:
    if word in (BREAK, TURN):
        return BREAK
    kind = next((name for name in language.shaped if name in its), "")
    if kind:
        return f"<{kind}>"
    if its & language.skipped:
        return ""
    plain = "".join(letter for letter in word if ord(letter) < FIRST_MARK)
    return plain if its & language.literal else UNKNOWN
