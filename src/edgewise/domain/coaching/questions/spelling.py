"""The repair of mistyped cue words: one slip of the finger, and only where the result is a word that decides."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from edgewise.domain.coaching.questions.language import Language

SHORTEST_REPAIRED = 4


@lru_cache(maxsize=4096)  # words, each by itself: most come again and again
def repaired(word: str, language: Language) -> str:
    """The cue word that is one slip away, or the word itself.

    A slip is a letter too many, too few, wrong, or two that changed places (Damerau 1964). The first letter stands,
    or the first two changed places. Short words have too many neighbours: they are repaired only where letters changed
    places.
    """
    if len(word) < SHORTEST_REPAIRED or not word.isalpha() or word in language.repairable or word in language.known:
        return word
    found = {near for near in _one_slip_away(word, language) if near[0] == word[0] or near[:2] == word[1::-1]}
    return min(found) if found else word


def _one_slip_away(word: str, language: Language) -> Iterator[str]:
    for cue in language.repairable:
        if abs(len(cue) - len(word)) > 1 or word[:-1] == cue or not is_one_slip(word, cue):
            continue  # one letter more at the end is rather another word: problems, tries
        if len(cue) > SHORTEST_REPAIRED or sorted(cue) == sorted(word):
            yield cue


def is_one_slip(one: str, other: str) -> bool:
    """True for words at a distance of exactly one."""
    if len(one) > len(other):
        one, other = other, one
    same = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    if len(one) < len(other):
        return one[same:] == other[same + 1 :]
    if one[same + 1 :] == other[same + 1 :]:
        return one != other
    return one[same : same + 2] == other[same : same + 2][::-1] and one[same + 2 :] == other[same + 2 :]
