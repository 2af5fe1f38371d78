"""From what somebody typed to sentences of comparable words, each of which remembers where it stood."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from edgewise.domain.coaching.questions.language import Language
from edgewise.domain.coaching.questions.spelling import repaired

LONGEST_READ = 4000  # characters that are looked at; a contribution to the board is no longer
QUOTED = re.compile(r"[\"“„«][^\"”“»]{1,300}[\"”»]")
TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[?!.…]+|[,;:()\[\]—–]|\s-+\s", re.UNICODE)
APOSTROPHES = str.maketrans(dict.fromkeys("\u2019\u2018\u0060\u00b4\u02bc", "'"))
END = re.compile(r"[?!.…]+")
QUOTATION = "\ua757"  # one letter for the shortest quotation, and none that anybody types
BREAK = "|"  # a clause begins after punctuation
TURN = "/"  # a clause may begin before or after a conjunction


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` as described at `Cue`; `spans` has, for each of the words, its place in the text."""

    words: str
    spans: tuple[tuple[int, int], ...]
    question_mark: bool

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The place in the text of the words between two characters of `words`; (0, 0) if there is none."""
        first = self.words.count(" ", 0, start)
        last = first + len(self.words[start:end].split())
        places = [span for span in self.spans[first:last] if span != (0, 0)]
        return (places[0][0], places[-1][1]) if places else (0, 0)


def clean(text: str) -> str:
    """As many characters, with straight apostrophes; a quotation is a letter and blanks unless it is the whole text."""
    text = text[:LONGEST_READ].translate(APOSTROPHES)
    if QUOTED.fullmatch(text.strip()):
        return re.sub(r"[\"“„«”»]", " ", text)
    return QUOTED.sub(lambda found: f" {QUOTATION}".ljust(len(found[0])), text)


def sentences(text: str, language: Language) -> list[Sentence]:
    """Those with at least one word."""
    found, tokens = [], [(token[0], token.start(), token.end()) for token in TOKEN.finditer(clean(text))]
    part: list[tuple[str, int, int]] = []
    for place, token in enumerate(tokens):
        if END.fullmatch(token[0]) and not _inside(tokens, place, language):
            found.append(_sentence(part, "?" in token[0], language))
            part = []
        else:
            part.append(token)
    found.append(_sentence(part, question_mark=False, language=language))
    return [sentence for sentence in found if sentence.words.strip(f" {BREAK}{TURN}")]


def _inside(tokens: list[tuple[str, int, int]], place: int, language: Language) -> bool:
    """A full stop in or after an abbreviation, or in a number; an ellipsis that the sentence goes on after."""
    mark, start, end = tokens[place]
    if "?" in mark or "!" in mark or place + 1 == len(tokens):
        return False
    following = tokens[place + 1]
    if mark == ".":
        word, _, word_end = tokens[place - 1] if place else ("", 0, -1)
        beside = following[1] == end and word_end == start
        known = word.casefold() in language.abbreviations or (len(word) == 1 and word.isalpha() and word not in "Iiu")
        return word_end == start and (known or (beside and following[0][0].isalnum()))
    return following[0][0].islower()


def _sentence(part: list[tuple[str, int, int]], question_mark: bool, language: Language) -> Sentence:
    words: list[str] = [BREAK]
    spans: list[tuple[int, int]] = [(0, 0)]
    for token, start, end in part:
        for word in _words(token, language):
            if word in language.conjunctions and words[-1] not in (BREAK, TURN):
                words.append(TURN)
                spans.append((0, 0))
            if word == BREAK and words[-1] in (BREAK, TURN):
                continue
            words.append(word + language.marks.get(word, ""))
            spans.append((0, 0) if word == BREAK else (start, end))
    while words and words[-1] in (BREAK, TURN):
        words.pop()
        spans.pop()
    return _without_small_talk(Sentence(" ".join(words) + " ", tuple(spans), question_mark), language)


def _words(token: str, language: Language) -> Iterator[str]:
    if not token[0].isalnum():
        yield BREAK
        return
    if token == QUOTATION:
        yield "quoted"
        return
    word = unicodedata.normalize("NFKC", token).casefold()
    word = language.contractions.get(word, word)
    if "'" in word:
        word = _uncontracted(word, language)
    yield from (repaired(one, language) for one in word.split())


def _uncontracted(word: str, language: Language) -> str:
    for ending, written in language.endings:
        if word.endswith(ending):
            stem = word[: -len(ending)]
            return stem + (written if ending != "'s" or stem not in language.takes_is else " is")
    return word.replace("'", "")


def _without_small_talk(sentence: Sentence, language: Language) -> Sentence:
    """The sentence from its first word that means something; as it stands if nothing would be left."""
    found = language.compiled(language.small_talk).match(sentence.words)
    if not found or not sentence.words[found.end() :].strip(f" {BREAK}{TURN}"):
        return sentence
    rest = sentence.words[found.end() :]
    gone = sentence.words.count(" ", 0, found.end())
    spans = sentence.spans[gone:]
    if not rest.startswith(BREAK):
        rest, spans = f"{BREAK} {rest.removeprefix(f'{TURN} ')}", ((0, 0), *spans[rest.startswith(TURN) :])
    return Sentence(rest, spans, sentence.question_mark)
